"""Running commands: in this process, where that is enough, or as people do, in one of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass

import pytest

from mutirao import cli

OURS = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "MUTIRAO_")


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def is_one_sentence(self) -> bool:
        """Whether it refused as it should: 2, nothing but one line, a sentence, no trace of the program."""
        line = self.err.rstrip("\n")
        return (
            self.code == 2
            and re.fullmatch(r"mutirao[a-z ]*: [“A-Z0-9/.-].*\.", line) is not None
            and "Traceback" not in line
            and 'File "' not in line
        )


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Said:
    """Run a command in this process."""
    capsys.readouterr()
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = int(str(end.code or 0))
    out, err = capsys.readouterr()
    return Said(code, out, err)


def surroundings(**given: str) -> dict[str, str]:
    """The environment of a process that knows nothing of the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, **given}


def process(*arguments: object, **environment: str) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mutirao", *map(str, arguments)],
        env=surroundings(**environment),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def pabulib(*, budget: str = "100", votes: str = "1;a\n2;a,b\n3;a", extra: str = "") -> str:
    """A ballot file of our own, with two projects and three voters unless told otherwise."""
    return (
        f"META\nkey;value\ndescription;Two benches\nnum_projects;2\nbudget;{budget}\n"
        f"vote_type;approval\n{extra}PROJECTS\nproject_id;cost;name\na;60;Bench by the gate\n"
        f"b;40.50;Bench by the pond\nVOTES\nvoter_id;vote\n{votes}\n"
    )
