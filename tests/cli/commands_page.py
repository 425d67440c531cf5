"""The page of commands, made from what the commands say of themselves.

python tests/cli/commands_page.py writes docs/reference/commands.md anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from mutirao import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "commands.md"
HEAD = """# Commands

<!-- Made from the code: python tests/cli/commands_page.py -->

Every command has `--help`. All of them end in the same way:

| exit | means |
|---|---|
| 0 | all went well |
| 1 | a check was made and failed (`register verify`, `doctor`) |
| 2 | the input was bad: one sentence on the standard error says what and, where it can, what to do |
| 130 | stopped with Ctrl-C |

Commands about a site work on the data folder given with `--data`, else on `MUTIRAO_DATA`, else on `./data`.
Where the database itself is elsewhere, `DATABASE_URL` says so (see [settings](settings.md)). Only `demo`
and `serve` listen on the network.
"""
Parser = argparse.ArgumentParser


def below(parser: Parser) -> dict[str, Parser]:
    """The commands one level below."""
    found: dict[str, Parser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def name_of(action: argparse.Action) -> str:
    """An option or argument as it is typed."""
    if not action.option_strings:
        return f"`{(action.metavar or action.dest)!s}`".upper()
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()!s}"
    return f"`{action.option_strings[-1]}{value}`"


def words_about(action: argparse.Action) -> str:
    """What an option is for, what it may be, and what it is when nobody says."""
    said = str(action.help)
    if action.choices:
        said += f": {', '.join(f'`{choice}`' for choice in action.choices)}"
    if action.required:
        return f"{said} (needed)"
    if action.option_strings and action.default not in (None, "", False, argparse.SUPPRESS, 0):
        said += f" (default: `{action.default}`)"
    return said


def section(words: str, parser: Parser) -> str:
    """One command: what it does, its options, an example."""
    rows = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    lines = [f"## `{words}`", "", str(parser.description), ""]
    if rows:
        lines += ["| option | what for |", "|---|---|"]
        lines += [f"| {name_of(action)} | {words_about(action)} |" for action in rows]
        lines += [""]
    example, _gap, remark = str(parser.epilog).removeprefix("Example: ").partition("   ")
    return "\n".join([*lines, f"Example: `{example}` {remark}".rstrip(), ""])


def sections(words: str, parser: Parser) -> list[str]:
    """This command's section, or those of the commands below it."""
    inner = below(parser)
    if not inner:
        return [section(words, parser)]
    return [text for name, found in inner.items() for text in sections(f"{words} {name}", found)]


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *sections("mutirao", cli.parser())])


if __name__ == "__main__":
    PAGE.write_text(page())
