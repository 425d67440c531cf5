"""`mutirao doctor`: each fault is found, with what to do about it; everything else is said to be well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from commands import process, run
from django.utils import timezone
from pytest_django import Settings

from mutirao.base.register.models import Act
from mutirao.base.register.seals import public_key

TITLES = [
    "Python",
    "data folder",
    "database",
    "tables",
    "register sealed",
    "keys private",
    "letters",
    "safety",
]


def advice(out: str) -> list[str]:
    """What is to be done."""
    return [line[5:] for line in out.splitlines() if line.startswith("DO   ")]


@pytest.mark.django_db
def test_a_sound_installation_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    public_key()
    Act.objects.create(at=timezone.now() - timedelta(days=2), name="x")  # told late, written just now
    said = run(capsys, "doctor")
    assert (said.code, said.err) == (0, "")
    assert said.out == "".join(f"ok   {title}\n" for title in TITLES)


def readable_key(settings: Settings) -> None:
    """Others can read the signing key."""
    public_key()
    settings.REGISTER_KEY.chmod(0o644)


def readable_secret(settings: Settings) -> None:
    """Others can read the secret of the sessions."""
    settings.DATA = settings.REGISTER_KEY.parent
    (settings.DATA / "secret.key").write_text("secret")


def old_acts(settings: Settings) -> None:
    """Two acts were written over an hour ago and never sealed."""
    long_ago = timezone.now() - timedelta(minutes=61)
    for name in ("x", "y"):
        Act.objects.create(at=long_ago, written_at=long_ago, name=name)


def debug_on(settings: Settings) -> None:
    """Faults are shown to everybody."""
    settings.DEBUG = True


def no_letters(settings: Settings) -> None:
    """A real site whose letters go nowhere."""
    settings.DEMO = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


def no_folder(settings: Settings) -> None:
    """The data folder is gone."""
    settings.DATA = Path("/nowhere/at/all")


FAULTS: list[tuple[Callable[[Settings], None], str]] = [
    (readable_key, "keys private: Others can read {key}: run chmod 600 on it."),
    (readable_secret, "keys private: Others can read {secret}: run chmod 600 on it."),
    (
        old_acts,
        "register sealed: 2 acts have waited over an hour for their seal: run mutirao tick every minute.",
    ),
    (debug_on, "safety: MUTIRAO_DEBUG is on: never on a site that others can reach."),
    (no_letters, "letters: Letters are only printed: set MUTIRAO_SMTP so that sign-in codes reach people."),
    (
        no_folder,
        "data folder: There is no folder /nowhere/at/all: run mutirao serve once, or set MUTIRAO_DATA.",
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("fault", "sentence"), FAULTS)
def test_each_fault_is_named_alone_with_what_to_do(
    capsys: pytest.CaptureFixture[str], settings: Settings, fault: Callable[[Settings], None], sentence: str
) -> None:
    fault(settings)
    said = run(capsys, "doctor")
    folder = settings.REGISTER_KEY.parent
    assert advice(said.out) == [sentence.format(key=settings.REGISTER_KEY, secret=folder / "secret.key")]
    assert said.code == 1
    assert len(said.out.splitlines()) == len(TITLES)


def test_a_new_folder_has_no_tables_yet(tmp_path: Path) -> None:
    said = process("doctor", MUTIRAO_DATA=str(tmp_path / "new"))
    tables, register, letters = advice(said.out)
    assert (said.code, said.err) == (1, "")
    assert tables.startswith("tables: ")
    assert tables.endswith(" changes to the tables are waiting: run mutirao serve.")
    assert register == "register sealed: The tables must be there first."
    assert letters.startswith("letters: Letters are only printed")


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    said = process("doctor", MUTIRAO_DATA=str(tmp_path), DATABASE_URL="postgres://x@127.0.0.1:1/x")
    assert (said.code, said.err) == (1, "")
    found = advice(said.out)
    assert [line.partition(":")[0] for line in found] == ["database", "tables", "register sealed", "letters"]
    assert all("start it, or correct DATABASE_URL." in line for line in found[:3])


def test_a_demonstration_is_well(demonstration: Path) -> None:
    said = process("doctor", MUTIRAO_DATA=str(demonstration), MUTIRAO_DEMO="1")
    assert (said.code, advice(said.out)) == (0, [])
