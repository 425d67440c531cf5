"""All runs of the method of equal shares for a whole span of purses at once.

Every purse grows with the first purse, and every share falls with it. So the run with the smallest and
the run with the largest purse of a span enclose the purses of all runs between them that have bought the
same projects; where runs may differ in what they buy next, the span is followed both ways.
"""

from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from heapq import heapify, heappop, heappush

import numpy as np

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.election import Whole
from mutirao.engines.allocation.shares import above, below, share, shift_for


@dataclass(frozen=True)
class Contender:
    """A project that may be bought next: bounds of its price per worth and of its share.

    The price per worth lies between `least` and `most`; `ceiling` is not below the share. `most` and
    `ceiling` are None where its backers perhaps cannot pay for it.
    """

    project: int
    least: int
    most: int | None
    ceiling: int | None


@dataclass(frozen=True)
class Fixed:
    """Costs in 1/2**shift, rounded down and up, and shares that no backer can pay less than."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    least_shares: tuple[int, ...]


@lru_cache(maxsize=64)
def fixed(backers: Backers, shift: int) -> Fixed:
    """The amounts that all spans with one shift have in common."""
    return Fixed(
        low=tuple(below(cost, shift) for cost in backers.costs),
        high=tuple(above(cost, shift) for cost in backers.costs),
        least_shares=tuple(
            below(Fraction(cost, votes), shift)
            for cost, votes in zip(backers.costs, backers.votes, strict=True)
        ),
    )


class Span:
    """Runs with `first` to `last` raises of the purse that have bought the same projects.

    `bought` has a bit for each project bought (numbers within the backers), and `spent` is what they cost;
    `order` is the order in which all runs have bought them, or None where that differs.
    `low` and `high` (groups,) are what is left in the purses, in 1/2**shift: no purse of any of the runs
    lies below or above.
    """

    def __init__(self, backers: Backers, first: int, last: int) -> None:
        self.backers = backers
        self.first, self.last = first, last
        self.shift = shift_for(backers.purse(last) * backers.voters)
        self.low = np.full(backers.groups, below(backers.purse(first), self.shift), dtype=np.int64)
        self.high = np.full(backers.groups, above(backers.purse(last), self.shift), dtype=np.int64)
        self.bought = 0
        self.order: tuple[int, ...] | None = ()
        self.spent = 0
        self.left = backers.room
        self._precision = max(backers.worths, default=1).bit_length() + 8
        # Shares never fall during a run, so the last one worked out stays a lower bound.
        self._amounts = fixed(backers, self.shift)
        self._floors = list(self._amounts.least_shares)
        self._fresh: set[int] = set()
        self._most_purse = -1
        self._queue = [(self._least(q), q) for q in range(len(self._floors)) if self._may_win(q)]
        heapify(self._queue)

    def contenders(self) -> list[Contender]:
        """The projects that may be bought next in some run; none where all runs are certainly over.

        Where none of them has a ceiling, some runs may be over too.
        """
        found: list[Contender] = []
        known: dict[int, Contender] = {}
        bar: int | None = None
        while self._queue and (bar is None or self._queue[0][0] <= bar):
            q = heappop(self._queue)[1]
            if q in known:
                found.append(known[q])
            elif q in self._fresh or bar is None or not self._is_beyond(bar, q):
                # Its own highest price is a bar for all, even where it turns out not to be the lowest.
                contender = self._worked_out(q)
                if contender is not None:
                    known[q] = contender
                    heappush(self._queue, (contender.least, q))
                    if contender.most is not None and (bar is None or contender.most < bar):
                        bar = contender.most
        for contender in found:
            heappush(self._queue, (contender.least, contender.project))
        return [c for c in found if bar is None or c.least <= bar]

    def ceiling(self, contender: Contender, found: list[Contender]) -> int:
        """The most that a backer pays for a contender in a run where it is the first of those found."""
        worth = self.backers.worths[contender.project]
        bars = [(c.most * worth >> self._precision) + 1 for c in found if c.most is not None]
        if contender.ceiling is not None:
            bars.append(contender.ceiling)
        return min(bars) if bars else int(self.high[self.backers.who[contender.project]].max())

    def buy(self, project: int, ceiling: int, floor: int = 0) -> None:
        """Let every run of the span buy a project, for a share between `floor` and `ceiling`."""
        floor = max(floor, self._floors[project])
        who = self.backers.who[project]
        self.low[who] = np.maximum(self.low[who] - ceiling, 0)
        self.high[who] = np.maximum(self.high[who] - floor, 0)
        self.bought |= 1 << project
        self.order = None if self.order is None else (*self.order, project)
        self.spent += self.backers.costs[project]
        self.left = self.backers.limits.after(self.left, self.backers.projects[project])
        self._fresh, self._most_purse = set(), -1
        self._queue = [entry for entry in self._queue if entry[1] != project]
        if self.left:
            self._queue = [entry for entry in self._queue if self._may_win(entry[1])]
        heapify(self._queue)

    def twin(self) -> "Span":
        """The same span once more, to be followed another way."""
        other = copy(self)
        other.low, other.high = self.low.copy(), self.high.copy()
        other._floors, other._queue, other._fresh = list(self._floors), list(self._queue), set(self._fresh)
        return other

    def absorb(self, other: "Span") -> None:
        """Take in the runs of another span that have bought the same projects in another order."""
        self.order = self.order if self.order == other.order else None
        np.minimum(self.low, other.low, out=self.low)
        np.maximum(self.high, other.high, out=self.high)
        self._floors = [min(pair) for pair in zip(self._floors, other._floors, strict=True)]
        self._fresh, self._most_purse = set(), -1
        waiting = {q for _, q in self._queue} | {q for _, q in other._queue}
        self._queue = [(self._least(q), q) for q in waiting]
        heapify(self._queue)

    def constant(self, contender: Contender) -> bool:
        """Whether in every run all backers of a project pay the same share, its cost over its votes."""
        who = self.backers.who[contender.project]
        return contender.ceiling is not None and int(self.low[who].min()) >= contender.ceiling

    def _may_win(self, project: int) -> bool:
        return self.backers.limits.blocking(self.left, self.backers.projects[project]) is None

    def _is_beyond(self, bar: int, project: int) -> bool:
        """Whether a price certainly lies above `bar`: quicker than to work out what it is.

        If so, the lower bound is raised; a project that nobody can pay for any more leaves the queue.
        """
        most = self._most_purse
        if most < 0:
            most = self._most_purse = int(self.high.max(initial=0))
        share_there = min(-(-(bar + 1) * self.backers.worths[project] >> self._precision), most)
        paid = np.minimum(self.high[self.backers.who[project]], share_there)
        missing = self._amounts.low[project] - int(np.dot(self.backers.sizes[project], paid))
        if missing <= 0:
            return False
        if share_there < most:
            floor = share_there + missing // self.backers.votes[project]
            self._floors[project] = max(self._floors[project], floor)
            heappush(self._queue, (self._least(project), project))
        return True

    def _worked_out(self, project: int) -> Contender | None:
        """Bounds of a project as it stands now; None, and out of the queue, where nobody can pay for it."""
        if project not in self._fresh:
            lowest = self._share(project, self.high, self._amounts.low[project], self._floors[project])
            if lowest is None:
                return None
            self._floors[project] = lowest[0]
            self._fresh.add(project)
        found = self._share(project, self.low, self._amounts.high[project], self._floors[project])
        ceiling = None if found is None else found[1]
        most = None if ceiling is None else -((-ceiling << self._precision) // self.backers.worths[project])
        return Contender(project, self._least(project), most, ceiling)

    def _share(self, project: int, purses: Whole, cost: int, start: int) -> tuple[int, int] | None:
        return share(purses[self.backers.who[project]], self.backers.sizes[project], cost, start)

    def _least(self, project: int) -> int:
        return (self._floors[project] << self._precision) // self.backers.worths[project]
