"""Every command says what it does, with an example that can be typed."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

import commands_page
import pytest
from commands import run, surroundings

from mutirao import __version__, cli

Parser = argparse.ArgumentParser


def commands(parser: Parser, words: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Parser]]:
    """A parser and every one below it, each with the words that lead to it."""
    found = [(words, parser)]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found += commands(below, (*words, name))
    return found


def inner(parser: Parser) -> bool:
    """Whether there are commands below this one."""
    return bool(commands_page.below(parser))


EVERY = commands(cli.parser())


def test_these_are_the_commands() -> None:
    assert [" ".join(words) for words, _parser in EVERY] == [
        "",
        "demo",
        "serve",
        "tally",
        "opinions",
        "import",
        "import pb",
        "import opinions",
        "register",
        "register verify",
        "acts",
        "tick",
        "doctor",
    ]


@pytest.mark.parametrize(("words", "parser"), EVERY, ids=[" ".join(words) or "mutirao" for words, _ in EVERY])
def test_every_command_has_help_with_an_example(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], parser: Parser
) -> None:
    said = run(capsys, *words, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("usage: mutirao")
    assert parser.description
    assert parser.description.endswith(".")
    example = re.search(r"Example: mutirao (.+?)(?:   \(.*)?$", str(parser.epilog))
    assert example is not None
    typed = shlex.split(example[1])
    assert callable(cli.parser().parse_args(typed).run)
    assert tuple(typed[: len(words)]) == words


@pytest.mark.parametrize(("words", "parser"), EVERY, ids=[" ".join(words) or "mutirao" for words, _ in EVERY])
def test_every_option_says_what_it_is_for(words: tuple[str, ...], parser: Parser) -> None:
    silent = [
        action.dest
        for action in parser._actions
        if not action.help and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []


def test_the_page_of_commands_is_as_the_commands_are() -> None:
    written = commands_page.PAGE.read_text()
    assert written == commands_page.page(), "run python tests/cli/commands_page.py"
    assert all(f"## `mutirao {' '.join(words)}`\n" in written for words, found in EVERY if not inner(found))


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "--version")
    assert (said.code, said.out) == (0, f"mutirao {__version__}\n")


HEAVY = {"django", "numpy", "cryptography", "allauth", "psycopg", "gunicorn"}


def loaded_by(program: str, folder: Path) -> set[str]:
    """Which of the heavy packages a program loads."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint('\\n', *sys.modules)"],
        env=surroundings(MUTIRAO_DATA=str(folder)),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()} & HEAVY


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    program = "from mutirao.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert loaded_by(program, tmp_path) == set()
    assert "django" in loaded_by("import mutirao.site.settings", tmp_path)  # the measure itself works


def test_counting_a_file_needs_no_site(ballots: Path, tmp_path: Path) -> None:
    assert loaded_by(f"from mutirao.cli import main\nmain(['tally', {str(ballots)!r}])", tmp_path) <= {
        "numpy"
    }
