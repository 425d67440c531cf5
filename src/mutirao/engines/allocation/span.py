"""One run of the method of equal shares for a whole span of purses at once.

For a fixed list of purchases every purse grows with the first purse, and every share falls with it. So
the run with the smallest and the run with the largest purse of a span enclose all runs between them, as
long as they all buy the same projects in the same order; a purchase is made only when that is certain.
"""

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
    """All runs with `first` to `last` raises of the purse, as far as they are known to agree.

    `bought` are the projects bought so far, in order, as numbers within the backers, and `spent` is what
    they cost. `low` and `high` (groups,) are what is left in the purses, bounded below for the first run
    and above for the last one, in 1/2**shift.
    """

    def __init__(self, backers: Backers, first: int, last: int) -> None:
        self.backers = backers
        self.first, self.last = first, last
        self.shift = shift_for(backers.purse(last) * backers.voters)
        self.low = np.full(backers.groups, below(backers.purse(first), self.shift), dtype=np.int64)
        self.high = np.full(backers.groups, above(backers.purse(last), self.shift), dtype=np.int64)
        self.bought: list[int] = []
        self.spent = 0
        self._paid: list[int] = []
        self._precision = max(backers.worths, default=1).bit_length() + 8
        # Shares never fall during a run, so the last one worked out stays a lower bound.
        pairs = zip(backers.costs, backers.votes, strict=True)
        self._floors = [below(Fraction(cost, votes), self.shift) for cost, votes in pairs]
        self._worked_out = [-1] * len(self._floors)
        self._queue = [(self._least(q), q) for q in range(len(self._floors))]
        heapify(self._queue)

    def contenders(self) -> list[Contender]:
        """The projects that may be bought next in some run; none where all runs are certainly over."""
        found: list[Contender] = []
        bar: int | None = None
        while self._queue and (bar is None or self._queue[0][0] <= bar):
            least, q = heappop(self._queue)
            if self._worked_out[q] != len(self.bought):
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

    def buy(self, project: int, ceiling: int, floor: int = 0) -> None:
        """Let every run of the span buy a project, for a share between `floor` and `ceiling`."""
        floor = max(floor, self._floors[project])
        who = self.backers.who[project]
        self.low[who] = np.maximum(self.low[who] - ceiling, 0)
        self.high[who] = np.maximum(self.high[who] - floor, 0)
        self.bought.append(project)
        self.spent += self.backers.costs[project]
        self._paid.append(floor)
        self._queue = [entry for entry in self._queue if entry[1] != project]
        heapify(self._queue)

    def constant(self, contender: Contender) -> bool:
        """Whether in every run all backers of a project pay the same share, its cost over its votes."""
        who = self.backers.who[contender.project]
        return contender.ceiling is not None and int(self.low[who].min()) >= contender.ceiling

    def halves(self) -> tuple["Span", "Span"]:
        """The lower and the upper half of the span, each having bought what this one has."""
        middle = (self.first + self.last) // 2
        return self._part(self.first, middle), self._part(middle + 1, self.last)

    def _part(self, first: int, last: int) -> "Span":
        part = object.__new__(Span)
        part.__dict__.update(self.__dict__)
        part.first, part.last = first, last
        part.bought, part._paid = list(self.bought), list(self._paid)
        part._floors, part._queue = list(self._floors), list(self._queue)
        part._worked_out = list(self._worked_out)
        if first != self.first:
            part.low = self._again(below(self.backers.purse(first), self.shift), up=True)
        if last != self.last:
            part.high = self._again(above(self.backers.purse(last), self.shift), up=False)
            part._worked_out = [-1] * len(self._floors)
        return part

    def _again(self, purse: int, *, up: bool) -> Whole:
        """The purses of one run after the same purchases, every share rounded up or down."""
        purses = np.full(self.backers.groups, purse, dtype=np.int64)
        bound = above if up else below
        for q, floor in zip(self.bought, self._paid, strict=True):
            who = self.backers.who[q]
            found = self._share(q, purses, bound(self.backers.costs[q], self.shift), floor)
            if found is None:
                purses[who] = 0  # enough only without rounding: nothing is left that we could be sure of
            else:
                purses[who] = np.maximum(purses[who] - found[up], 0)
        return purses

    def _work_out(self, project: int) -> None:
        """Look again at a lower bound; a project that nobody can pay for any more leaves the queue."""
        cost = below(self.backers.costs[project], self.shift)
        found = self._share(project, self.high, cost, self._floors[project])
        if found is not None:
            self._floors[project] = found[0]
            self._worked_out[project] = len(self.bought)
            heappush(self._queue, (self._least(project), project))

    def _share(self, project: int, purses: Whole, cost: int, start: int) -> tuple[int, int] | None:
        return share(purses[self.backers.who[project]], self.backers.sizes[project], cost, start)

    def _least(self, project: int) -> int:
        return (self._floors[project] << self._precision) // self.backers.worths[project]
