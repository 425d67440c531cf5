"""What a whole span of runs buys next where bounds cannot tell: decided in fractions at both of its ends.

Where the same purchases split the purses alike at both ends of a span, they do so in between, and every
purse and every share is a straight line over the span: what comes first at both ends comes first
throughout. So projects that stay level over thousands of raises are told apart once, by their place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from mutirao.engines.allocation.ledger import Ledger, Share, best_of
from mutirao.engines.allocation.span import Contender, Span

# Prices nearer than one part in 2**20 at both ends are worth the labour of fractions.
_CLOSE = 20


@dataclass(frozen=True)
class Ruling:
    """The project every run of a span buys next, for a share from `least` to `most`; None: all are over."""

    project: int | None
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)


class Appeal:
    """Settles for one span what its bounds leave open; keeps its ledgers from one question to the next."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._ledgers: list[Ledger] = []
        self._followed = 0
        self._straight = True

    def rule(self, found: Sequence[Contender]) -> Ruling | None:
        """What all runs of the span buy next; None where they may differ, or where it is not worth asking."""
        span = self._span
        if (
            span.order is None
            or (span.first < span.last and not _level(found))
            or not self._follow(span.order)
        ):
            return None
        return self._throughout([contender.project for contender in found])

    def _throughout(self, projects: list[int]) -> Ruling | None:
        """What is best at both ends of the span, if every price follows a straight line between them."""
        ends = [_shares(ledger, projects) for ledger in self._ledgers]
        first, last = ends[0], ends[-1]
        if first.keys() != last.keys() or any(
            not np.array_equal(np.sort(first[q].rich), np.sort(last[q].rich)) for q in first
        ):
            return None
        here, there = best_of(self._span.backers, first), best_of(self._span.backers, last)
        if here is None or there is None:
            return Ruling(None)
        if here.project != there.project:
            return None
        return Ruling(here.project, least=there.share.amount, most=here.share.amount)

    def _follow(self, order: Sequence[int]) -> bool:
        """Bring the ledgers up to date; False where the same purchases split the purses otherwise."""
        span = self._span
        if span.first < span.last and not np.array_equal(span.low > 0, span.high > 0):
            self._straight = False
        if self._straight and not self._ledgers:
            ends = (span.first, span.last) if span.first < span.last else (span.first,)
            self._ledgers = [Ledger(span.backers, span.backers.purse(end)) for end in ends]
        while self._straight and self._followed < len(order):
            for ledger in self._ledgers:
                share = ledger.share(order[self._followed])
                if share is None:  # bought in some runs of the span, and not in this one
                    self._straight = False
                    return False
                ledger.pay(order[self._followed], share)
            self._straight = np.array_equal(self._ledgers[0].filled, self._ledgers[-1].filled)
            self._followed += 1
        return self._straight


def _level(found: Sequence[Contender]) -> bool:
    """Whether two contenders look equal at both ends of a span: then halving it would not part them."""
    pairs = combinations(found, 2)
    return any(
        a.most is not None
        and b.most is not None
        and abs(a.least - b.least) << _CLOSE <= a.least
        and abs(a.most - b.most) << _CLOSE <= a.most
        for a, b in pairs
    )


def _shares(ledger: Ledger, projects: Iterable[int]) -> dict[int, Share]:
    return {project: share for project in projects if (share := ledger.share(project)) is not None}
