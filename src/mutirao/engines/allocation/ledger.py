"""The method of equal shares in exact fractions, for one purse: the court of appeal of `span`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.election import Whole
from mutirao.engines.allocation.grouping import entries_of
from mutirao.engines.allocation.shares import above, below, share, shift_for

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Share:
    """What a backer of a project pays at most; the groups in `rich` pay it, the rest all they have."""

    amount: Fraction
    rich: Whole


@dataclass(frozen=True)
class Best:
    """The project with the lowest price per worth, what its backers pay, and all that stood equal with it."""

    project: int
    share: Share
    equals: tuple[int, ...]


class Ledger:
    """Exact purses after a list of purchases.

    A purse is either empty or the first purse less the shares of the projects its owner has paid for in
    full; so it is enough to keep who paid for what, and to work fractions out when they are asked for.
    Bounds in whole numbers (see `shares`) settle almost all comparisons; only purses that lie within
    them are compared as fractions.
    """

    def __init__(self, backers: Backers, purse: Fraction) -> None:
        self._backers = backers
        self._shift = shift_for(purse * backers.voters)
        self._low = np.full(backers.groups, below(purse, self._shift), dtype=np.int64)
        self._high = np.full(backers.groups, above(purse, self._shift), dtype=np.int64)
        self.filled: Flags = np.ones(backers.groups, dtype=bool)
        self._paid: list[Flags] = []
        # Shares and the first purse as whole numbers of 1/unit: far quicker to add up than fractions.
        self._unit = purse.denominator
        self._first = purse.numerator
        self._shares: list[int] = []

    def moneys(self) -> list[Fraction]:
        """What the backers of each project have left between them, for all projects at once."""
        backers = self._backers
        many = len(backers.costs)
        weights = np.zeros(backers.groups, dtype=np.int64)
        for who, sizes in zip(backers.who, backers.sizes, strict=True):
            weights[who] = sizes
        people = self._people(np.flatnonzero(self.filled), weights, many)
        totals = [self._first * count for count in people]
        for full, amount in zip(self._paid, self._shares, strict=True):
            paid = self._people(np.flatnonzero(full & self.filled), weights, many)
            totals = [total - count * amount for total, count in zip(totals, paid, strict=True)]
        return [Fraction(total, self._unit) for total in totals]

    def share(self, project: int) -> Share | None:
        """What each backer would pay at most for a project; None where they cannot pay for it."""
        who, sizes = self._with_money(project)
        cost = self._backers.costs[project]
        low, high = self._low[who], self._high[who]
        floor = share(high, sizes, below(cost, self._shift), 0)
        if floor is None:
            return None
        ceiling = share(low, sizes, above(cost, self._shift), 0)
        if ceiling is None and self._sum(who, sizes) < cost:
            return None
        top = int(high.max()) if ceiling is None else ceiling[1]
        poor, rich = high < floor[0], low >= top
        unsure = ~(poor | rich)
        missing = cost - self._sum(who[poor], sizes[poor])
        payers = int(sizes[rich].sum()) + int(sizes[unsure].sum())
        values, kind = self._purses(who[unsure])
        people = np.bincount(kind, weights=sizes[unsure], minlength=len(values)).astype(np.int64)
        amount = missing / payers
        for value, owners in sorted(zip(values, people.tolist(), strict=True)):
            if value >= amount:
                break
            missing -= value * owners
            payers -= owners
            amount = missing / payers
        full = np.array([value > amount for value in values], dtype=bool)
        return Share(amount, np.concatenate([who[rich], who[unsure][full[kind]]]))

    def pay(self, project: int, paid: Share) -> None:
        """Let the backers of a project pay their share."""
        who = self._backers.who[project]
        full = np.zeros(self._backers.groups, dtype=bool)
        full[paid.rich] = True
        emptied = who[~full[who]]
        self.filled[emptied] = False
        self._low[emptied] = self._high[emptied] = 0
        rich = paid.rich
        self._low[rich] = np.maximum(self._low[rich] - above(paid.amount, self._shift), 0)
        self._high[rich] -= below(paid.amount, self._shift)
        self._paid.append(full)
        unit = lcm(self._unit, paid.amount.denominator)
        finer = unit // self._unit
        self._unit, self._first = unit, self._first * finer
        self._shares = [amount * finer for amount in self._shares]
        self._shares.append(paid.amount.numerator * (unit // paid.amount.denominator))

    def _people(self, groups: Whole, weights: Whole, many: int) -> list[int]:
        """How many people in these groups back each project."""
        backers = self._backers
        at, starts = entries_of(backers.starts, groups)
        people = np.repeat(weights[groups], np.diff(starts))
        # Whole numbers far below 2**53: exact as floating-point numbers.
        sums = np.bincount(backers.named[at], weights=people, minlength=many)
        return [int(count) for count in sums.tolist()]

    def _with_money(self, project: int) -> tuple[Whole, Whole]:
        who = self._backers.who[project]
        filled = self.filled[who]
        return who[filled], self._backers.sizes[project][filled]

    def _sum(self, groups: Whole, sizes: Whole) -> Fraction:
        """What these groups, none of them empty, have between them."""
        total = self._first * int(sizes.sum())
        for full, amount in zip(self._paid, self._shares, strict=True):
            total -= int(np.dot(sizes, full[groups])) * amount
        return Fraction(total, self._unit)

    def _purses(self, groups: Whole) -> tuple[list[Fraction], Whole]:
        """The different purses of these groups, none of them empty, and which of them each group has."""
        if not self._paid or not len(groups):
            purses = [Fraction(self._first, self._unit)] * bool(len(groups))
            return purses, np.zeros(len(groups), dtype=np.int64)
        table = np.stack([full[groups] for full in self._paid], axis=1)
        kinds, kind = np.unique(table, axis=0, return_inverse=True)
        spent = (sum(self._shares[i] for i in np.flatnonzero(row)) for row in kinds)
        values = [Fraction(self._first - amount, self._unit) for amount in spent]
        return values, kind.reshape(-1).astype(np.int64)


def exactly_best(backers: Backers, ledger: Ledger, projects: Iterable[int]) -> Best | None:
    """The best of these projects after what the ledger holds; None where nobody can pay for any."""
    shares = {project: share for project in projects if (share := ledger.share(project)) is not None}
    return best_of(backers, shares)


def best_of(backers: Backers, shares: Mapping[int, Share]) -> Best | None:
    """The project whose share is lowest for what it is worth; None where there is none."""
    if not shares:
        return None
    prices = {q: share.amount / backers.worths[q] for q, share in shares.items()}
    lowest = min(prices.values())
    equals = sorted((q for q in prices if prices[q] == lowest), key=backers.place.__getitem__)
    return Best(equals[0], shares[equals[0]], tuple(equals))
