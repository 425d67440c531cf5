"""The side conditions of `mutirao tally`, as people type them."""

from __future__ import annotations

import argparse
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mutirao import cli

if TYPE_CHECKING:
    from mutirao.engines.allocation.conditions import Ceiling, Conditions, Incompatible
    from mutirao.engines.allocation.pabulib import PabulibFile

OPTIONS = ("least_votes", "least_share", "least_points", "apart", "ceiling", "no_skip")


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    group: Any = command.add_argument_group("conditions, for rules on money")
    group.add_argument("--least-votes", metavar="N", help="votes a project needs to be counted")
    group.add_argument("--least-share", metavar="SHARE", help="share of all who voted it needs: 5%% or 1/20")
    group.add_argument("--least-points", metavar="N", help="points it needs, where votes have them")
    group.add_argument(
        "--apart",
        metavar="ID,ID…[:N]",
        action="append",
        help="of these projects at most one (or N) may win; may be given several times",
    )
    group.add_argument(
        "--ceiling",
        metavar="[COLUMN:]NAME=AMOUNT",
        action="append",
        help="all projects with this category (or with NAME in COLUMN) together cost at most so much",
    )
    group.add_argument(
        "--no-skip", action="store_true", help="greedy only: end at the first project that does not fit"
    )


def conditions(given: argparse.Namespace, file: PabulibFile) -> Conditions:
    """The conditions that were typed. Raises Problem where one cannot be understood."""
    from mutirao.engines.allocation.conditions import Conditions

    points = _fraction(given.least_points, "--least-points") * file.votes.points_scale
    return Conditions(
        least_votes=_whole(given.least_votes, "--least-votes"),
        least_share=_share(given.least_share),
        least_support=-(-points.numerator // points.denominator),
        incompatible=tuple(_apart(text, file) for text in given.apart or ()),
        ceilings=tuple(_ceiling(text, file) for text in given.ceiling or ()),
        no_skip=given.no_skip,
    )


def _apart(text: str, file: PabulibFile) -> Incompatible:
    from mutirao.engines.allocation.conditions import Incompatible

    ids = {project.id for project in file.projects}
    names, _colon, most = text.rpartition(":") if text.rpartition(":")[2].isdecimal() else (text, "", "1")
    projects = tuple(name.strip() for name in names.split(","))
    for name in projects:
        if name not in ids:
            raise cli.Problem(f"--apart {text}: “{name}” is not a project of this file.")
    return Incompatible(" / ".join(projects), projects, int(most))


def _ceiling(text: str, file: PabulibFile) -> Ceiling:
    from mutirao.engines.allocation.conditions import Ceiling

    name, equals, amount = text.rpartition("=")
    if not equals:
        raise cli.Problem(f"--ceiling {text}: write a name, an equals sign and an amount.")
    column, _colon, wanted = name.partition(":") if ":" in name else ("category", "", name)
    projects = tuple(
        project.id
        for project in file.projects
        if wanted in [part.strip() for part in project.extra.get(column, "").split(",")]
        or wanted == project.extra.get(column, "")
    )
    if not projects:
        raise cli.Problem(f"--ceiling {text}: no project has “{wanted}” in its column {column}.")
    # An amount finer than the file's own can only be spent down to the file's own units.
    return Ceiling(wanted, projects, int(_fraction(amount, "--ceiling") * file.scale))


def _whole(text: str | None, option: str) -> int:
    if text is not None and not (text.isascii() and text.isdecimal()):
        raise cli.Problem(f"{option} takes a whole number, not “{text}”.")
    return int(text or 0)


def _share(text: str | None) -> Fraction:
    if text is None:
        return Fraction(0)
    share = _fraction(text.removesuffix("%"), "--least-share") / (100 if text.endswith("%") else 1)
    if share > 1:
        raise cli.Problem(f"--least-share cannot be more than everybody: “{text}”.")
    return share


def _fraction(text: str | None, option: str) -> Fraction:
    try:
        found = Fraction(text or "0") if len(text or "") <= 40 and "e" not in (text or "").lower() else None
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or found < 0:
        raise cli.Problem(f"{option} takes a plain number such as 2500 or 2500.50, not “{text}”.")
    return found
