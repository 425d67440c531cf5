"""`mutirao tally`: count a Pabulib file under a rule."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

# The tally gives an amount that is not whole as decimal text; these are all of them.
AMOUNTS = {"budget", "total_cost", "purse", "cost", "support", "left", "missing"}
AMOUNTS |= {"paid_at_most", "supporters_money", "supporters_missing"}


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "tally",
        help="count a ballot file under a rule",
        description="Count the ballots of a Pabulib file and say which projects win.",
        epilog="Example: mutirao tally assen.pb --rule equal-shares --utility cost --completion add1 --json",
    )
    command.add_argument("file", type=Path, help="a Pabulib file (.pb)")
    command.add_argument(
        "--rule", choices=["greedy", "equal-shares"], default="equal-shares", help="by which rule"
    )
    command.add_argument(
        "--utility", choices=["cost", "cardinality"], default="cost", help="what equal shares measure"
    )
    command.add_argument(
        "--completion",
        choices=["none", "add1", "add1u"],
        default="add1",
        help="how equal shares are completed",
    )
    command.add_argument("--seed", default="", help="seed of the lot that settles what nothing else settles")
    command.add_argument("--json", action="store_true", help="print the result for a machine")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Read, count, print."""
    from mutirao.engines.allocation.pabulib import read
    from mutirao.engines.allocation.rules import count

    file = read(given.file)
    tally = count(
        file.election(),
        rule=given.rule,
        utility=given.utility,
        completion=given.completion,
        seed=given.seed,
    )
    result = tally.as_json()
    if given.json:
        print(json.dumps(_numbers(result), ensure_ascii=False))
        return 0
    names = {project.id: project.extra.get("name", "") for project in file.projects}
    won = len(result["selected"])
    print(
        f"{given.rule}: {won} project{'' if won == 1 else 's'}, {result['total_cost']} of {result['budget']}"
    )
    for code in result["selected"]:
        print(f"  {code:>8}  {names[code]}")
    for tie in result["ties"]:
        equal, chosen = ", ".join(tie["candidates"]), tie["chosen"]
        print(f"  Round {tie['round']}: {equal} were equal; {chosen} came first by {tie['settled_by']}.")
    return 0


def _numbers(result: dict[str, Any]) -> dict[str, Any]:
    """The result with every amount as a JSON number; exact to fifteen digits, as JSON readers are."""
    projects = [_with_numbers(project) for project in result["projects"]]
    return {**_with_numbers(result), "projects": projects}


def _with_numbers(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: float(fact) if name in AMOUNTS and isinstance(fact, str) else fact
        for name, fact in facts.items()
    }
