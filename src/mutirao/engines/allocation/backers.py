"""Who backs what, as the method of equal shares sees it: purses, projects that cost money, and backers."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.conditions import NO_CONDITIONS, Conditions, Left, Limits, limits
from mutirao.engines.allocation.election import Election, Whole
from mutirao.engines.allocation.gathering import merged
from mutirao.engines.allocation.ties import TieBreak

Utility = Literal["cost", "cardinality"]


@dataclass(frozen=True, eq=False)
class Backers:
    """The m' projects that may win, that somebody backs and that cost something, and the g' groups who do.

    People in a group back the same projects, so their purses stay equal. Project q (from 0, within this
    class) is number `projects[q]` of the election, costs `costs[q]` (1/`scale`) and is worth
    `worths[q]` to each backer: its cost, or 1. `who[q]` are its groups and `sizes[q]` how many people
    they hold, both shaped (groups of q,); `place[q]` is its place when it stands equal with others.
    Group g backs the projects `named[starts[g]:starts[g + 1]]`.
    `twin[q]` is the project just before it among those with the same cost and the same backers, or -1.
    `voters` counts everybody who voted: each gets the same purse. `free` are the projects
    (numbers of the election) that win because they cost nothing, in order, `shut_out` are those that a limit
    keeps from it, and `room` is what is left of the `limits` then; these have numbers of the election too.
    """

    projects: tuple[int, ...]
    costs: tuple[int, ...]
    worths: tuple[int, ...]
    votes: tuple[int, ...]
    place: tuple[int, ...]
    twin: tuple[int, ...]
    who: tuple[Whole, ...]
    sizes: tuple[Whole, ...]
    starts: Whole
    named: Whole
    limits: Limits
    free: tuple[int, ...]
    shut_out: tuple[int, ...]
    room: Left
    groups: int
    voters: int
    budget: int
    scale: int

    def purse(self, raises: int) -> Fraction:
        """What each voter may spend after so many raises by one currency unit each."""
        return Fraction(self.budget, self.voters) + raises * self.scale


def backers(
    election: Election, order: TieBreak, utility: Utility, conditions: Conditions = NO_CONDITIONS
) -> Backers:
    """The backers of an election."""
    standing = [p for p, votes in enumerate(election.votes) if votes and conditions.admits(election, p)]
    payable = [p for p in standing if election.prices[p] > 0]
    rules = limits(election, conditions)
    gifts = [p for p in standing if not election.prices[p]]
    free = _free(gifts, order, rules)
    number = np.full(len(election.prices), -1, dtype=np.int64)
    number[payable] = np.arange(len(payable))
    rows, named, weights = _groups(election, number)
    # NumPy sorts numbers of 16 bits many times faster than longer ones.
    short = named.astype(np.int16) if len(payable) < 2**15 else named
    by_project = np.argsort(short, kind="stable")
    many = np.bincount(named, minlength=len(payable))
    who = np.split(rows[by_project], np.cumsum(many)[:-1]) if payable else []
    costs = tuple(election.prices[p] for p in payable)
    place = tuple(order.place[p] for p in payable)
    starts = np.zeros(len(weights) + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=len(weights)), out=starts[1:])
    return Backers(
        projects=tuple(payable),
        costs=costs,
        worths=costs if utility == "cost" else (1,) * len(payable),
        votes=tuple(election.votes[p] for p in payable),
        place=place,
        twin=_twins(costs, who, place),
        who=tuple(who),
        sizes=tuple(weights[groups] for groups in who),
        starts=starts,
        named=named,
        limits=rules,
        free=free,
        shut_out=tuple(p for p in gifts if p not in free),
        room=rules.after_all(free),
        groups=len(weights),
        voters=election.voters,
        budget=election.budget,
        scale=election.scale,
    )


def _free(projects: Iterable[int], order: TieBreak, rules: Limits) -> tuple[int, ...]:
    chosen: list[int] = []
    left = rules.full
    for project in sorted(projects, key=order.place.__getitem__):
        if rules.blocking(left, project) is None:
            chosen.append(project)
            left = rules.after(left, project)
    return tuple(chosen)


def _groups(election: Election, number: Whole) -> tuple[Whole, Whole, Whole]:
    """Each entry's group and project, and each group's people, once only payable projects are left."""
    lengths = np.diff(election.indptr)
    kept = number[election.projects] >= 0
    if kept.all() and not election.has_points:
        # No two ballots name the same projects.
        return np.repeat(np.arange(len(lengths)), lengths), number[election.projects], election.weights
    row = np.repeat(np.arange(len(lengths)), lengths)
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(np.bincount(row[kept], minlength=len(lengths)), out=starts[1:])
    named = number[election.projects[kept]].astype(np.int32)
    together = merged(starts, named, None, election.weights, max(len(election.prices), 1))
    rows = np.repeat(np.arange(len(together["weights"])), np.diff(together["indptr"]))
    return rows, together["projects"].astype(np.int64), together["weights"]


def _twins(costs: tuple[int, ...], who: list[NDArray[np.int64]], place: tuple[int, ...]) -> tuple[int, ...]:
    last: dict[tuple[int, bytes], int] = {}
    twin = [-1] * len(costs)
    for q in sorted(range(len(costs)), key=place.__getitem__):
        key = (costs[q], who[q].tobytes())
        twin[q] = last.get(key, -1)
        last[key] = q
    return tuple(twin)
