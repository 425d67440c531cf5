"""`mutirao tally`: count a Pabulib file under a rule."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutirao import cli
from mutirao.cli import seats, side

if TYPE_CHECKING:
    from mutirao.engines.allocation.pabulib import PabulibFile

# The tally gives an amount that is not whole as decimal text; these are all of them.
AMOUNTS = {"budget", "total_cost", "purse", "cost", "support", "left", "missing", "given", "needed"}
AMOUNTS |= {"paid_at_most", "supporters_money", "supporters_missing"}
ON_MONEY = ("greedy", "equal-shares", "phragmen")


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
        "--rule",
        choices=[*ON_MONEY, *seats.RULES],
        default=None,
        help="by which rule (default: equal-shares); from plurality on, costs do not matter",
    )
    command.add_argument(
        "--as-published",
        action="store_true",
        help="by the rule, and with the threshold, that the file itself names",
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
    command.add_argument("--seats", metavar="N", default=None, help="how many win where costs do not matter")
    command.add_argument("--seed", default="", help="seed of the lot that settles what nothing else settles")
    command.add_argument("--json", action="store_true", help="print the result for a machine")
    side.add(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Read, count, print."""
    from mutirao.engines.allocation.pabulib import read

    _check(given)
    file = read(given.file)
    names = {project.id: project.extra.get("name", "") for project in file.projects}
    if given.rule in seats.RULES:
        found = seats.outcome(file, given.rule, int(given.seats or 1), given.seed).as_json()
        said = [json.dumps(found, ensure_ascii=False)] if given.json else seats.lines(found, names)
        print("\n".join(said))
        return 0
    result = _counted(given, file)
    if given.json:
        print(json.dumps(_numbers(result), ensure_ascii=False))
        return 0
    won = len(result["selected"])
    print(
        f"{result['rule']}: {won} project{'' if won == 1 else 's'}, "
        f"{result['total_cost']} of {result['budget']}"
    )
    for code in result["selected"]:
        print(f"  {code:>8}  {names[code]}")
    for tie in result["ties"]:
        equal, chosen = ", ".join(tie["candidates"]), tie["chosen"]
        print(f"  Round {tie['round']}: {equal} were equal; {chosen} came first by {tie['settled_by']}.")
    return 0


def _check(given: argparse.Namespace) -> None:
    """Refuse options that would be taken no notice of."""
    typed = [name for name in side.OPTIONS if getattr(given, name)]
    if given.as_published and (given.rule or typed):
        raise cli.Problem("Take either --as-published or a rule and conditions of your own, not both.")
    if given.rule in seats.RULES and typed:
        option = typed[0].replace("_", "-")
        raise cli.Problem(f"The rule {given.rule} takes no notice of costs, and so not of --{option} either.")
    if given.seats is not None:
        if given.rule not in seats.RULES:
            raise cli.Problem(f"--seats goes with the rules {', '.join(seats.RULES)}.")
        if re.fullmatch("[1-9][0-9]{0,8}", given.seats) is None:
            raise cli.Problem(f"--seats takes a whole number from 1, not “{given.seats}”.")
    if given.no_skip and given.rule != "greedy":
        raise cli.Problem("--no-skip goes with --rule greedy.")


def _counted(given: argparse.Namespace, file: PabulibFile) -> dict[str, Any]:
    """The tally of a rule on money."""
    from mutirao.engines.allocation.published import published
    from mutirao.engines.allocation.rules import count

    if given.as_published:
        found = published(file)
        if found is None:
            named = file.meta.get("rule", "") or "none"
            raise cli.Problem(f"The rule this file names is “{named}”; choose one with --rule.")
        return count(
            file.election(),
            rule=found.rule,
            utility=found.utility,
            completion=found.completion,
            seed=given.seed,
            conditions=found.conditions,
        ).as_json()
    return count(
        file.election(),
        rule=given.rule or "equal-shares",
        utility=given.utility,
        completion=given.completion,
        seed=given.seed,
        conditions=side.conditions(given, file),
    ).as_json()


def _numbers(result: dict[str, Any]) -> dict[str, Any]:
    """The result with every amount as a JSON number; exact to fifteen digits, as JSON readers are."""
    projects = [_with_numbers(project) for project in result["projects"]]
    return {**_with_numbers(result), "projects": projects}


def _with_numbers(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: float(fact) if name in AMOUNTS and isinstance(fact, str) else fact
        for name, fact in facts.items()
    }
