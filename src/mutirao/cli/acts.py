"""`mutirao acts`: every act, the duty it needs and the room it happens in."""

from __future__ import annotations

import argparse
import json
from typing import Any


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "acts",
        help="list every act and what opens it",
        description="List every act, the duty it needs, and the room it happens in.",
        epilog="Example: mutirao acts --json",
    )
    command.add_argument("--json", action="store_true", help="print for a machine")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """List them."""
    from mutirao import cli

    cli.ready()
    from mutirao.base.registry import act_functions

    rules = [function.rule for function in act_functions()]
    rows = [
        {
            "act": rule.name,
            "title": rule.title,
            "room": rule.room,
            "opened_by": rule.gate.value,
            "duty": rule.duty,
            "ways": [way.value for way in rule.ways] if rule.duty else [],
            "on_behalf": rule.on_behalf,
        }
        for rule in rules
    ]
    if given.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for rule in rules:
        ways = " or ".join(way.value for way in rule.ways)
        print(f"{rule.room:<10} {rule.name:<22} {f'{rule.duty} ({ways})' if rule.duty else rule.gate.value}")
    return 0
