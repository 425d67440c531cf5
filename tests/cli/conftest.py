"""What tests of commands share: a key of their own, and a demonstration made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import Said, pabulib, process
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """No test sees another's key or heads."""
    settings.REGISTER_KEY = tmp_path / "register.key"
    settings.REGISTER_HEADS = tmp_path / "heads.jsonl"


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    """A ballot file of our own."""
    file = tmp_path / "ballots.pb"
    file.write_text(pabulib())
    return file


@pytest.fixture(scope="session")
def first_demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The folder of a demonstration made by the command itself, and what the command said."""
    folder = tmp_path_factory.mktemp("demonstration") / "site"
    said = process("demo", "--no-serve", "--data", folder)
    return folder, said


@pytest.fixture
def demonstration(first_demonstration: tuple[Path, Said], tmp_path: Path) -> Path:
    """A demonstration of one's own to do anything with."""
    folder = tmp_path / "site"
    shutil.copytree(first_demonstration[0], folder, copy_function=shutil.copy2)
    return folder
