"""Who backs what, as the method of equal shares sees it: purses, projects that cost money, and backers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.election import Election, Whole
from mutirao.engines.allocation.gathering import merged
from mutirao.engines.allocation.ties import TieBreak

Utility = Literal["cost", "cardinality"]


@dataclass(frozen=True, eq=False)
class Backers:
    """The m' projects that somebody backs and that cost something, and the g' groups who back them.

    People in a group back the same projects, so their purses stay equal. Project q (from 0, within this
    class) is number `projects[q]` of the election, costs `costs[q]` (1/`scale`) and is worth
    `worths[q]` to each backer: its cost, or 1. `who[q]` are its groups and `sizes[q]` how many people
    they hold, both shaped (groups of q,); `place[q]` is its place when it stands equal with others.
    `twin[q]` is the project just before it among those with the same cost and the same backers, or -1.
    `voters` counts everybody who voted: each gets the same purse.
    """

    projects: tuple[int, ...]
    costs: tuple[int, ...]
    worths: tuple[int, ...]
    votes: tuple[int, ...]
    place: tuple[int, ...]
    twin: tuple[int, ...]
    who: tuple[Whole, ...]
    sizes: tuple[Whole, ...]
    groups: int
    voters: int
    budget: int
    scale: int

    def purse(self, raises: int) -> Fraction:
        """What each voter may spend after so many raises by one currency unit each."""
        return Fraction(self.budget, self.voters) + raises * self.scale


def backers(election: Election, order: TieBreak, utility: Utility) -> Backers:
    """The backers of an election."""
    payable = [p for p, cost in enumerate(election.prices) if cost > 0 and election.votes[p]]
    number = np.full(len(election.prices), -1, dtype=np.int64)
    number[payable] = np.arange(len(payable))
    rows, named, weights = _groups(election, number)
    by_project = np.argsort(named, kind="stable")
    ends = np.cumsum(np.bincount(named, minlength=len(payable)))[:-1]
    who = np.split(rows[by_project], ends) if payable else []
    costs = tuple(election.prices[p] for p in payable)
    place = tuple(order.place[p] for p in payable)
    return Backers(
        projects=tuple(payable),
        costs=costs,
        worths=costs if utility == "cost" else (1,) * len(payable),
        votes=tuple(election.votes[p] for p in payable),
        place=place,
        twin=_twins(costs, who, place),
        who=tuple(who),
        sizes=tuple(weights[groups] for groups in who),
        groups=len(weights),
        voters=election.voters,
        budget=election.budget,
        scale=election.scale,
    )


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
