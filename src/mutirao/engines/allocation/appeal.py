"""Which project is next where bounds cannot tell: decided in fractions, for one run or for a whole span."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import numpy as np

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.ledger import Ledger, Share
from mutirao.engines.allocation.span import Contender, Span

# Prices nearer than one part in 2**20 at both ends are worth the labour of fractions.
_CLOSE = 20


@dataclass(frozen=True)
class Best:
    """The project with the lowest price per worth, what its backers pay, and all that stood equal with it."""

    project: int
    share: Share
    equals: tuple[int, ...]


@dataclass(frozen=True)
class Ruling:
    """The project every run of a span buys next, for a share from `least` to `most`; None: all are over."""

    project: int | None
    least: Fraction = Fraction(0)
    most: Fraction = Fraction(0)


def exactly_best(backers: Backers, ledger: Ledger, projects: Iterable[int]) -> Best | None:
    """The best of these projects after what the ledger holds; None where nobody can pay for any."""
    return _best(backers, _shares(ledger, projects))


class Appeal:
    """Settles for one span what its bounds leave open; keeps its ledgers from one question to the next."""

    def __init__(self, span: Span) -> None:
        self._span = span
        self._ledgers: list[Ledger] = []
        self._followed = 0
        self._straight = True

    def rule(self, found: Sequence[Contender]) -> Ruling | None:
        """What all runs of the span buy next; None where they may differ."""
        backers, span = self._span.backers, self._span
        names = {contender.project for contender in found}
        # Of projects alike in cost and backers, those that lose ties never come first.
        found = [contender for contender in found if backers.twin[contender.project] not in names]
        projects = [contender.project for contender in found]
        if all(span.constant(contender) for contender in found):
            shares = {q: Fraction(backers.costs[q], backers.votes[q]) for q in projects}
            best = min(projects, key=lambda q: (shares[q] / backers.worths[q], backers.place[q]))
            return Ruling(best, shares[best], shares[best])
        if (span.first < span.last and not _level(found)) or not self._follow():
            return None
        return self._throughout(projects)

    def _throughout(self, projects: list[int]) -> Ruling | None:
        """What is best at both ends of the span, if every price follows a straight line between them."""
        ends = [_shares(ledger, projects) for ledger in self._ledgers]
        first, last = ends[0], ends[-1]
        if first.keys() != last.keys() or any(
            not np.array_equal(np.sort(first[q].rich), np.sort(last[q].rich)) for q in first
        ):
            return None
        here, there = _best(self._span.backers, first), _best(self._span.backers, last)
        if here is None or there is None:
            return Ruling(None)
        if here.project != there.project:
            return None
        return Ruling(here.project, least=there.share.amount, most=here.share.amount)

    def _follow(self) -> bool:
        """Bring the ledgers up to date; False where the same purchases split the purses otherwise.

        Where they split them alike at both ends, they do so in between, and every purse and every share
        is a straight line over the span.
        """
        span = self._span
        if span.first < span.last and not np.array_equal(span.low > 0, span.high > 0):
            self._straight = False
        if self._straight and not self._ledgers:
            ends = (span.first, span.last) if span.first < span.last else (span.first,)
            self._ledgers = [Ledger(span.backers, span.backers.purse(end)) for end in ends]
        while self._straight and self._followed < len(span.bought):
            project = span.bought[self._followed]
            for ledger in self._ledgers:
                share = ledger.share(project)
                assert share is not None, "a project was bought that its backers could not pay for"
                ledger.pay(project, share)
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


def _best(backers: Backers, shares: Mapping[int, Share]) -> Best | None:
    if not shares:
        return None
    prices = {q: share.amount / backers.worths[q] for q, share in shares.items()}
    lowest = min(prices.values())
    equals = sorted((q for q in prices if prices[q] == lowest), key=backers.place.__getitem__)
    return Best(equals[0], shares[equals[0]], tuple(equals))
