"""Counting a file as a choice of options, not of projects that cost money: `mutirao tally --rule stv`."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mutirao import cli

if TYPE_CHECKING:
    from mutirao.engines.allocation.pabulib import PabulibFile
    from mutirao.engines.ranking import Outcome

RULES = ("plurality", "borda", "stv", "instant-runoff", "points")
RANKED = ("plurality", "borda", "stv", "instant-runoff")


def outcome(file: PabulibFile, rule: str, seats: int, seed: str) -> Outcome:
    """Count the options of a file by one of RULES. Raises Problem where its votes do not suit the rule."""
    from mutirao.engines import ranking

    if rule == "instant-runoff" and seats != 1:
        raise cli.Problem("The instant run-off fills one seat; for more of them, take --rule stv.")
    ids = [project.id for project in file.projects]
    if rule == "points":
        if file.vote_type not in ("cumulative", "scoring"):
            raise cli.Problem(f"There are no points to add up in a file with {file.vote_type} votes.")
        return ranking.points(ids, _points(file, ids), seats=seats, seed=seed)
    if file.vote_type != "ordinal" and not (rule == "plurality" and file.vote_type == "choose-1"):
        raise cli.Problem(f"The rule {rule} needs rankings, and this file has {file.vote_type} votes.")
    cast = ranking.rankings(ids, ((people, [ids[p] for p in named]) for people, named, _ in _ballots(file)))
    if rule == "instant-runoff":
        return ranking.instant_runoff(cast, seed=seed)
    if rule == "stv":
        return ranking.single_transferable_vote(cast, seats=seats, seed=seed)
    count = ranking.borda if rule == "borda" else ranking.plurality
    return count(cast, seats=seats, seed=seed)


def lines(found: dict[str, Any], names: dict[str, str]) -> list[str]:
    """An outcome as people read it: who won, what moved at each stage, what was settled by lot."""
    won = len(found["winners"])
    said = [f"{found['rule']}: {won} of {found['seats']} seat{'' if found['seats'] == 1 else 's'} filled"]
    said += [f"  {option:>8}  {names[option]}".rstrip() for option in found["winners"]]
    for stage in found["stages"]:
        elected = f"; elected: {', '.join(stage['elected'])}" if stage["elected"] else ""
        moved = {
            "count": "first choices",
            "surplus": f"{stage['option']} hands on its surplus, each vote at {stage['value']}",
            "exclude": f"{stage['option']} goes, and its votes go on",
        }[stage["did"]]
        said.append(f"  Stage {stage['stage']}: {moved}{elected}.")
    for draw in found["draws"]:
        by = "the lot" if draw["settled_by"] == "lot" else "an earlier stage"
        said.append(f"  {', '.join(draw['options'])} were equal; {by} put them in this order.")
    return said


def _ballots(file: PabulibFile) -> list[tuple[int, list[int], list[int]]]:
    """Each ballot once: how many people cast it, the projects on it in order, and their points."""
    votes = file.votes
    people = Counter(votes.ballot)
    return [
        (people[i], votes.projects[first:end].tolist(), votes.points[first:end].tolist())
        for i, (first, end) in enumerate(pairwise(votes.starts))
    ]


def _points(file: PabulibFile, ids: list[str]) -> list[tuple[int, dict[str, Any]]]:
    from fractions import Fraction

    scale = file.votes.points_scale
    usual = Fraction(file.meta.get("default_score") or 0) if file.vote_type == "scoring" else Fraction(0)
    return [
        (
            people,
            dict.fromkeys(ids, usual)
            | {ids[p]: Fraction(points, scale) for p, points in zip(named, given, strict=True)},
        )
        for people, named, given in _ballots(file)
    ]
