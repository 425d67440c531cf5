"""`mutirao …`: every command, its help, and one way of failing: exit 2 and one plain sentence.

Nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mutirao.theory.reasons import Reason

COMMANDS: tuple[str, ...] = (
    "demo",
    "serve",
    "tally",
    "opinions",
    "bring_in",
    "register",
    "acts",
    "tick",
    "doctor",
)
"""Modules of this package, in the order of the help. Each has `add(subparsers)` and functions that run."""


class Problem(Exception):  # noqa: N818 - it is told to people as one sentence, not as an error
    """Something the person at the keyboard can put right; the text is the sentence they read."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and exits with 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        sys.stderr.write(f"{self.prog}: {message[:1].upper()}{message[1:]}. Try {self.prog} --help.\n")
        raise SystemExit(2)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = _Parser(
        prog="mutirao",
        description="The working home of coproduced public services.",
        epilog="Example: mutirao demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version="mutirao 0.1.0")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for name in COMMANDS:
        import_module(f"mutirao.cli.{name}").add(subparsers)
    return top


def takes_folder(command: argparse.ArgumentParser) -> None:
    """Let a command be told whose site it is about."""
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="the site's data folder (default: MUTIRAO_DATA, else ./data)"
    )


def ready(folder: Path | None = None) -> None:
    """Start Django on the site in this folder; commands that need the database call this first."""
    if folder is not None:
        os.environ["MUTIRAO_DATA"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mutirao.site.settings")
    import django
    from dj_database_url import ParseError, UnknownSchemeError

    try:
        django.setup()
    except (ParseError, UnknownSchemeError):
        raise Problem("DATABASE_URL is not the address of a database we know.") from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 when a check failed, 2 when the input was bad."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()  # here, where a reader that has gone is not an error
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    except BrokenPipeError:  # the reader of our output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:
        sentence = _sentence(problem)
        if sentence is None:
            raise
        sys.stderr.write(f"mutirao: {sentence}\n")
        return 2
    return code


def _sentence(problem: Exception) -> str | None:
    """The sentence for a problem that people can put right; None for a fault of ours."""
    kind = type(problem)
    if isinstance(problem, Problem) or kind.__name__ == "Malformed":
        return str(problem)
    if kind.__name__ == "Refused":
        return _refusal(problem.reasons)  # type: ignore[attr-defined]
    if isinstance(problem, OSError):
        return f"{problem.filename or 'A file'}: {problem.strerror or problem}."
    if isinstance(problem, UnicodeEncodeError):
        return "What you typed is not text that we can read."
    if kind.__module__.startswith("django.db") and kind.__name__ in ("OperationalError", "ProgrammingError"):
        return f"The database does not answer ({str(problem).splitlines()[0]}). Try mutirao doctor."
    return None


def _refusal(reasons: Iterable[Reason]) -> str:
    """Why not, and who may instead."""
    from mutirao.base.services.words import HOLDS, reason_sentence

    said = [reason_sentence(reason) for reason in reasons]
    who_may = [
        f"{holder.party}{f' ({HOLDS[holder.way]})' if holder.way else ''}"
        for reason in reasons
        for holder in reason.who_may
    ]
    return " ".join([*said, *([f"Who may: {'; '.join(who_may)}."] if who_may else [])])
