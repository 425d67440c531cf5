"""Dividing a whole amount by weights, to the last unit: largest remainders, with every tie said aloud.

Each one's exact quota is amount × weight ÷ all weights. Everybody gets the whole part of their quota; the
units left over go to the largest remainders. Where remainders are equal the larger weight comes first; where
these are equal too, the published lot if there is a seed, else the order in which they were given.
Source: A. Hamilton, 1792; M. Balinski and H. P. Young, "Fair Representation", 1982, on its properties.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256


class Settled(StrEnum):
    """What settled a tie between equal remainders."""

    WEIGHT = "weight"
    LOT = "lot"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Portion:
    """What one gets: key and weight as they were given, the exact quota, and the whole units."""

    key: str
    weight: Fraction
    quota: Fraction
    units: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Equal remainders when there were units for some of them only.

    equal: all of them in the order they were put in; chosen: those who got a unit more.
    """

    equal: tuple[str, ...]
    chosen: tuple[str, ...]
    settled_by: Settled


@dataclass(frozen=True, slots=True)
class Shares:
    """An amount divided: one portion for each, in the order given, and the tie that mattered, if any."""

    amount: int
    total: Fraction
    portions: tuple[Portion, ...]
    tie: Tie | None = None


class Indivisible(ValueError):  # noqa: N818 - the word people read
    """An amount that cannot be divided; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def lot(seed: str, key: str) -> str:
    """The lot of a key: the SHA-256 of the seed, a colon and the key, in hexadecimal; the first wins.

    >>> sorted(("hill", "shore"), key=lambda key: lot("2026", key))
    ['hill', 'shore']
    """
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def apportion(weights: Iterable[tuple[str, Fraction | int]], amount: int, *, seed: str = "") -> Shares:
    """Divide `amount` whole units by weights. The portions sum to the amount exactly.

    Raises `Indivisible`: `negative_amount`, `negative_weight`, `no_weight` (all weights are nought).

    >>> [p.units for p in apportion([("a", 1), ("b", 1), ("c", 1)], 100).portions]
    [34, 33, 33]
    """
    given = [(key, Fraction(weight)) for key, weight in weights]
    total = sum((weight for _key, weight in given), Fraction(0))
    if amount < 0:
        raise Indivisible("negative_amount")
    if any(weight < 0 for _key, weight in given):
        raise Indivisible("negative_weight")
    if not total:
        raise Indivisible("no_weight")
    quotas = [amount * weight / total for _key, weight in given]
    rests = [quota - int(quota) for quota in quotas]
    left = amount - sum(int(quota) for quota in quotas)
    lots = [lot(seed, key) if seed else "" for key, _weight in given]
    order = sorted(range(len(given)), key=lambda n: (-rests[n], -given[n][1], lots[n], n))
    raised = set(order[:left])
    portions = tuple(
        Portion(key, weight, quotas[n], int(quotas[n]) + (n in raised))
        for n, (key, weight) in enumerate(given)
    )
    return Shares(amount, total, portions, _tie(portions, order, left, rests, seed))


def _tie(
    portions: Sequence[Portion], order: Sequence[int], left: int, rests: Sequence[Fraction], seed: str
) -> Tie | None:
    """The tie at the edge between those who got a unit more and those who did not, if there is one."""
    if not left or left == len(order) or rests[order[left - 1]] != rests[order[left]]:
        return None
    last, first = portions[order[left - 1]], portions[order[left]]
    settled = Settled.WEIGHT if last.weight != first.weight else Settled.LOT if seed else Settled.ORDER
    equal = [n for n in order if rests[n] == rests[order[left]]]
    return Tie(
        tuple(portions[n].key for n in equal),
        tuple(portions[n].key for n in equal if n in set(order[:left])),
        settled,
    )
