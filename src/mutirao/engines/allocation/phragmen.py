"""Sequential Phragmén: money trickles evenly to everybody, and supporters buy as soon as they can.

Everybody is given money at the same pace, from nothing. As soon as the supporters of a project hold its
cost between them, it is bought and their purses are empty again. The rule ends when a project that could
be bought next, alone or level with others, does not fit into the budget.
Sources: L. E. Phragmén (1894); M. Los, Z. Christoff and D. Grossi, "Proportional Budget Allocations:
Towards a Systematization" (IJCAI 2022). Every decision is exact.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.election import Whole
from mutirao.engines.allocation.grouping import entries_of

PhragmenStop = Literal["next-does-not-fit", "nothing-left"]

# All the terms that are added up are positive, so that sums of floating-point numbers are out by less
# than one part in 10**12; whatever lies nearer to the lowest than one part in 10**9 is compared exactly.
_NEAR = 1 + 1e-9


@dataclass(frozen=True)
class Purchase:
    """A project bought when so much had been given; the most one backer paid; all that stood equal."""

    project: int
    given: Fraction
    share: Fraction
    equals: tuple[int, ...]


@dataclass(frozen=True)
class Trickle:
    """What the rule did; projects are numbers within the backers, amounts in 1/`scale`.

    `given` is what everybody had been given when it ended; `moneys` what the backers of each project then
    had between them. `refused` are the projects that would have come next and did not fit.
    """

    purchases: tuple[Purchase, ...]
    given: Fraction
    moneys: tuple[Fraction, ...]
    refused: tuple[int, ...]
    stopped: PhragmenStop


def trickle(backers: Backers) -> Trickle:
    """Count by sequential Phragmén."""
    purses = _Purses(backers)
    waiting = {q for q, cost in enumerate(backers.costs) if cost <= backers.budget}
    room, left = backers.room, backers.budget
    purchases: list[Purchase] = []
    while True:
        waiting = {q for q in waiting if backers.limits.blocking(room, backers.projects[q]) is None}
        found = purses.next(waiting)
        if found is None:
            return Trickle(tuple(purchases), purses.given, purses.moneys(purses.given), (), "nothing-left")
        given, equals = found
        refused = tuple(q for q in equals if backers.costs[q] > left)
        if refused:
            return Trickle(tuple(purchases), given, purses.moneys(given), refused, "next-does-not-fit")
        chosen = equals[0]
        purchases.append(Purchase(chosen, given, purses.dearest(chosen, given), equals))
        purses.pay(chosen, given)
        waiting.discard(chosen)
        left -= backers.costs[chosen]
        room = backers.limits.after(room, backers.projects[chosen])


class _Purses:
    """When the purses were last emptied: `times[k]` is what had been given at purchase k (0: never yet).

    `people[q, k]` backers of project q last paid at purchase k, and so hold what was given since.
    """

    def __init__(self, backers: Backers) -> None:
        self._backers = backers
        self._times = [Fraction(0)]
        self._last: Whole = np.zeros(backers.groups, dtype=np.int64)
        self._people: NDArray[np.float64] = np.array(backers.votes, dtype=np.float64).reshape(-1, 1)
        self._costs = np.array([float(cost) for cost in backers.costs])
        self._votes = np.array([float(votes) for votes in backers.votes])
        self._weights = np.zeros(backers.groups, dtype=np.int64)
        for who, sizes in zip(backers.who, backers.sizes, strict=True):
            self._weights[who] = sizes

    @property
    def given(self) -> Fraction:
        """What had been given at the last purchase."""
        return self._times[-1]

    def next(self, waiting: set[int]) -> tuple[Fraction, tuple[int, ...]] | None:
        """When the next of these projects can be bought, and all that can be then, in order of ties."""
        if not waiting:
            return None
        times = np.array([float(time) for time in self._times])
        about = ((self._people @ times + self._costs) / self._votes).tolist()
        lowest = min(about[q] for q in waiting) * _NEAR
        exact = {q: self._when(q) for q in waiting if about[q] <= lowest}
        first = min(exact.values())
        equals = sorted((q for q in exact if exact[q] == first), key=self._backers.place.__getitem__)
        return first, tuple(equals)

    def dearest(self, project: int, given: Fraction) -> Fraction:
        """The most that one backer has when so much has been given."""
        return given - self._times[int(np.flatnonzero(self._people[project])[0])]

    def moneys(self, given: Fraction) -> tuple[Fraction, ...]:
        """What the backers of each project have between them when so much has been given."""
        return tuple(votes * given - self._paid(q) for q, votes in enumerate(self._backers.votes))

    def pay(self, project: int, given: Fraction) -> None:
        """Empty the purses of a project's backers."""
        backers, groups = self._backers, self._backers.who[project]
        at, starts = entries_of(backers.starts, groups)
        lengths = np.diff(starts)
        many, kinds = self._people.shape
        cell = backers.named[at] * kinds + np.repeat(self._last[groups], lengths)
        people = np.repeat(self._weights[groups], lengths)
        moved = np.bincount(cell, weights=people, minlength=many * kinds).reshape(many, kinds)
        self._people = np.concatenate([self._people - moved, moved.sum(axis=1, keepdims=True)], axis=1)
        self._last[groups] = kinds
        self._times.append(given)

    def _when(self, project: int) -> Fraction:
        return (self._paid(project) + self._backers.costs[project]) / self._backers.votes[project]

    def _paid(self, project: int) -> Fraction:
        """What a project's backers had been given when their purses were last emptied."""
        row = self._people[project]
        return sum((int(row[k]) * self._times[k] for k in np.flatnonzero(row)), Fraction(0))
