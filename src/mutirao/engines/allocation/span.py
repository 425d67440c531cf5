"""All runs of the method of equal shares for a whole span of purses at once.

Every purse grows with the first purse, and every share falls with it. So the run with the smallest and
the run with the largest purse of a span enclose the purses of all runs between them that have bought the
same projects; where runs may differ in what they buy next, the span is followed both ways.
"""

from copy import copy
from dataclasses import dataclass
from fractions import Fraction
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


class Span:
    """Runs with `first` to `last` raises of the purse that have bought the same projects.

    `bought` has a bit for each project bought (numbers within the backers), and `spent` is what they cost.
    `low` and `high` (groups,) are what is left in the purses, in 1/2**shift: no purse of any of the runs
    lies below or above.
    """

    def __init__(self, backers: Backers, first: int, last: int) -> None:
        self.backers = backers
        self.shift = shift_for(backers.purse(last) * backers.voters)
        self.low = np.full(backers.groups, below(backers.purse(first), self.shift), dtype=np.int64)
        self.high = np.full(backers.groups, above(backers.purse(last), self.shift), dtype=np.int64)
        self.bought = 0
        self.spent = 0
        self.left = backers.room
        self._precision = max(backers.worths, default=1).bit_length() + 8
        # Shares never fall during a run, so the last one worked out stays a lower bound.
        pairs = zip(backers.costs, backers.votes, strict=True)
        self._floors = [below(Fraction(cost, votes), self.shift) for cost, votes in pairs]
        self._fresh: set[int] = set()
        self._queue = [(self._least(q), q) for q in range(len(self._floors)) if self._may_win(q)]
        heapify(self._queue)

    def contenders(self) -> list[Contender]:
        """The projects that may be bought next in some run; none where all runs are certainly over.

        Where none of them has a ceiling, some runs may be over too.
        """
        found: list[Contender] = []
        bar: int | None = None
        while self._queue and (bar is None or self._queue[0][0] <= bar):
            least, q = heappop(self._queue)
            if q not in self._fresh:
                self._work_out(q)
                continue
            ceiling = self._share(q, self.low, above(self.backers.costs[q], self.shift), self._floors[q])
            most = None if ceiling is None else -((-ceiling[1] << self._precision) // self.backers.worths[q])
            found.append(Contender(q, least, most, None if ceiling is None else ceiling[1]))
            if most is not None and (bar is None or most < bar):
                bar = most
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
        self.spent += self.backers.costs[project]
        self.left = self.backers.limits.after(self.left, self.backers.projects[project])
        self._fresh = set()
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
        np.minimum(self.low, other.low, out=self.low)
        np.maximum(self.high, other.high, out=self.high)
        self._floors = [min(pair) for pair in zip(self._floors, other._floors, strict=True)]
        self._fresh = set()
        waiting = {q for _, q in self._queue} | {q for _, q in other._queue}
        self._queue = [(self._least(q), q) for q in waiting]
        heapify(self._queue)

    def constant(self, contender: Contender) -> bool:
        """Whether in every run all backers of a project pay the same share, its cost over its votes."""
        who = self.backers.who[contender.project]
        return contender.ceiling is not None and int(self.low[who].min()) >= contender.ceiling

    def _may_win(self, project: int) -> bool:
        return self.backers.limits.blocking(self.left, self.backers.projects[project]) is None

    def _work_out(self, project: int) -> None:
        """Look again at a lower bound; a project that nobody can pay for any more leaves the queue."""
        cost = below(self.backers.costs[project], self.shift)
        found = self._share(project, self.high, cost, self._floors[project])
        if found is not None:
            self._floors[project] = found[0]
            self._fresh.add(project)
            heappush(self._queue, (self._least(project), project))

    def _share(self, project: int, purses: Whole, cost: int, start: int) -> tuple[int, int] | None:
        return share(purses[self.backers.who[project]], self.backers.sizes[project], cost, start)

    def _least(self, project: int) -> int:
        return (self._floors[project] << self._precision) // self.backers.worths[project]
