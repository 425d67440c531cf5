"""What every test of the register has: a key and a copy of the heads of its own, and a sealer."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from rows import Sealer, place, write

from cast import NOW
from mutirao.base.register import seals
from mutirao.base.register.models import Head


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """No test sees another's key or heads."""
    settings.REGISTER_KEY = tmp_path / "register.key"
    settings.REGISTER_HEADS = tmp_path / "heads.jsonl"


@pytest.fixture
def seal(db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Sealer:
    """Seals as the clock does; the copy outside the database is written too."""

    def once(at: datetime = NOW) -> Head | None:
        with django_capture_on_commit_callbacks(execute=True):
            return seals.seal(at=at)

    return once


@pytest.fixture
def seven(seal: Sealer) -> None:
    """Seven acts sealed under heads of 3, 5 and 7; act n stands at place n - 1. Place "other" is apart."""
    at = place("here")
    place("other")
    for numbers in (range(1, 4), range(4, 6), range(6, 8)):
        write(numbers, at)
        seal(NOW + timedelta(hours=numbers[0]))
