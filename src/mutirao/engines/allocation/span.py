"""One run of the method of equal shares for a whole span of purses at once.

For a fixed list of purchases, every purse lies between two straight lines over the span, and so does every
share: what people with known purses pay is a convex function of them, so it lies below the chord between
its ends and above each of its tangents. One project is bought in all runs of the span when its upper line
lies below the lower lines of all others at both ends, hence everywhere between.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf, nextafter

import numpy as np

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.election import Whole
from mutirao.engines.allocation.shares import above, below, share, shift_for

Ends = tuple[int, ...]


@dataclass(frozen=True)
class Contender:
    """A project that may be bought next: at each end of the span, bounds of its share and of its price.

    The price is the share per worth. `ceilings` is None where its backers perhaps cannot pay for it in
    some run.
    """

    project: int
    floors: Ends
    ceilings: Ends | None
    least: tuple[float, ...]
    most: tuple[float, ...]


class Span:
    """All runs with `first` to `last` raises of the purse, as far as they are known to agree.

    `bought` are the projects bought so far, in order, as numbers within the backers, and `spent` is what
    they cost. `low` and `high` hold for each end (one where first is last) what is left in the purses
    (groups,): two straight lines below and above them, in 1/2**shift.
    """

    def __init__(self, backers: Backers, first: int, last: int) -> None:
        self.backers = backers
        self.first, self.last = first, last
        self.ends: Ends = (first,) if first == last else (first, last)
        self.shift = shift_for(backers.purse(last) * backers.voters)
        purses = [backers.purse(end) for end in self.ends]
        self.low = [np.full(backers.groups, below(p, self.shift), dtype=np.int64) for p in purses]
        self.high = [np.full(backers.groups, above(p, self.shift), dtype=np.int64) for p in purses]
        self.bought: list[int] = []
        self.spent = 0
        self.rough = False
        # Shares never fall during a run, so lower lines once found stay lower lines.
        pairs = zip(backers.costs, backers.votes, strict=True)
        self._floors = [(below(Fraction(c, v), self.shift),) * len(self.ends) for c, v in pairs]
        self._worked_out = [-1] * len(self._floors)
        self._least = np.array([self._price(q, f, down=True) for q, f in enumerate(self._floors)]).T

    def contenders(self) -> list[Contender]:
        """The projects that may be bought next in some run; none where all runs are certainly over."""
        least = self._least
        best = self._front()
        if best is None:
            return []
        while True:
            found = [self._contender(best)]
            bar = found[0].most
            near = np.flatnonzero(np.any([l <= b for l, b in zip(least, bar, strict=True)], axis=0))
            stale = [q for q in near.tolist() if self._worked_out[q] != len(self.bought)]
            if not stale:
                return found + [self._contender(q) for q in near.tolist() if q != best]
            for q in stale:
                self._work_out(q)

    def buy(self, project: int, floors: Ends, ceilings: Ends) -> None:
        """Let every run of the span buy a project, for a share between two lines."""
        who = self.backers.who[project]
        for high, floor in zip(self.high, floors, strict=True):
            high[who] = np.maximum(high[who] - floor, 0)
        lows = [low[who] - ceiling for low, ceiling in zip(self.low, ceilings, strict=True)]
        # A line that falls below zero somewhere is still a lower line, but zero may be a better one.
        poor = np.sum(lows, axis=0) <= 0 if len(lows) > 1 else lows[0] <= 0
        for low, left in zip(self.low, lows, strict=True):
            left[poor] = 0
            low[who] = left
        self.bought.append(project)
        self.spent += self.backers.costs[project]
        self._least[:, project] = inf

    def constant(self, contender: Contender) -> bool:
        """Whether in every run all backers of a project pay the same share, its cost over its votes."""
        if contender.ceilings is None:
            return False
        who = self.backers.who[contender.project]
        return all(int(low[who].min()) >= top for low, top in zip(self.low, contender.ceilings, strict=True))

    def halves(self, after: int | None = None) -> tuple["Span", "Span"]:
        """The span cut in two, each part having bought what this one has."""
        cut = (self.first + self.last) // 2 if after is None else after
        return self._part(self.first, cut), self._part(cut + 1, self.last)

    def again(self) -> "Span":
        """The same span, with lines as near as can be drawn."""
        made = Span(self.backers, self.first, self.last)
        for q in self.bought:
            made._work_out(q)
            ceilings = made._contender(q).ceilings
            if ceilings is None:  # enough only without rounding: nothing is left that we could be sure of
                ceilings = tuple(int(low.max()) for low in made.low)
            made.buy(q, made._floors[q], ceilings)
        return made

    def _part(self, first: int, last: int) -> "Span":
        part = object.__new__(Span)
        part.__dict__.update(self.__dict__)
        part.first, part.last = first, last
        part.ends = (first,) if first == last else (first, last)
        part.bought, part.rough = list(self.bought), True
        part.low = [self._at(end, self.low) for end in part.ends]
        part.high = [-self._at(end, [-high for high in self.high]) for end in part.ends]
        if first == last:
            part.low = [np.maximum(low, 0) for low in part.low]
        length = self.last - self.first
        part._floors = [
            tuple(((self.last - end) * f[0] + (end - self.first) * f[1]) // length for end in part.ends)
            for f in self._floors
        ]
        part._worked_out = [-1] * len(self._floors)
        part._least = np.array([part._price(q, f, down=True) for q, f in enumerate(part._floors)]).T
        part._least[:, self._least[0] == inf] = inf
        return part

    def _at(self, end: int, lines: list[Whole]) -> Whole:
        """The height of straight lines at some raise, rounded down."""
        steps, rest = np.divmod(lines[1] - lines[0], self.last - self.first)
        at = end - self.first
        return lines[0] + steps * at + rest * at // (self.last - self.first)

    def _front(self) -> int | None:
        """The project whose lower line is the lowest, worked out; None where nobody can pay any more."""
        while True:
            heights = self._least.sum(axis=0)
            q = int(np.argmin(heights)) if len(heights) else -1
            if q < 0 or heights[q] == inf:
                return None
            if self._worked_out[q] == len(self.bought):
                return q
            self._work_out(q)

    def _work_out(self, project: int) -> None:
        """Draw the lower line of a share anew; a project that nobody can pay for any more is struck out."""
        who, sizes = self.backers.who[project], self.backers.sizes[project]
        cost = below(self.backers.costs[project], self.shift)
        highs = [high[who] for high in self.high]
        old = self._floors[project]
        if len(highs) == 1:
            found = share(highs[0], sizes, cost, old[0])
            floors = None if found is None else (found[0],)
        else:
            floors = _tangent(highs, sizes, cost, old)
        if floors is None:
            self._least[:, project] = inf
            return
        self._floors[project] = floors
        self._worked_out[project] = len(self.bought)
        self._least[:, project] = self._price(project, floors, down=True)

    def _contender(self, project: int) -> Contender:
        who, sizes = self.backers.who[project], self.backers.sizes[project]
        cost = above(self.backers.costs[project], self.shift)
        floors = self._floors[project]
        ceilings: list[int] = []
        for low, floor in zip(self.low, floors, strict=True):
            found = share(low[who], sizes, cost, max(floor, 0))
            if found is None:
                return Contender(project, floors, None, tuple(self._least[:, project]), (inf,) * len(floors))
            ceilings.append(found[1])
        tops = tuple(ceilings)
        least = tuple(self._least[:, project].tolist())
        return Contender(project, floors, tops, least, self._price(project, tops, down=False))

    def _price(self, project: int, shares: Ends, *, down: bool) -> tuple[float, ...]:
        """Shares per worth, rounded down or up."""
        worth, way = self.backers.worths[project], -inf if down else inf
        return tuple(nextafter(amount / worth, way) for amount in shares)


def _tangent(highs: list[Whole], sizes: Whole, cost: int, start: Ends) -> Ends | None:
    """A lower line of the share over a span, touching it in the middle; None where nobody can pay.

    Whoever is taken to be rich or poor, the poor's purses and the rich's shares together are not less
    than the cost; which gives a line for each choice, and the best where the choice is right.
    """
    middle = (highs[0] + highs[1]) >> 1
    found = share(middle, sizes, cost, max(sum(start) // 2, 0))
    if found is None:
        middle = highs[1]
        found = share(middle, sizes, cost, max(start[1], 0))
        if found is None:
            if int(np.dot(sizes, highs[0])) < cost:
                return None
            middle = highs[0]
            found = (0, 0)
    rich = middle > min(found[0], int(middle.max()) - 1)
    poor = np.where(rich, 0, sizes)
    payers = int(sizes.sum()) - int(poor.sum())
    return tuple((cost - int(np.dot(poor, high))) // payers for high in highs)
