"""What a measure is: a published formula with its question, unit, source, bands and the way it misleads.

Numbers go in as `int`, `Fraction` or `Decimal` and come out as `Fraction`, so that anybody can do the sum
again and get the same answer to the last digit. A `float` comes out only where a root is unavoidable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

Quantity: TypeAlias = int | Fraction | Decimal
Exact: TypeAlias = int | Fraction


class Mark(StrEnum):
    """How well we know what we cite."""

    PUBLISHED = "published"  # read in a public page
    RECALLED = "recalled"  # from memory, not read again
    OURS = "ours"  # no published authority


class Risk(StrEnum):
    """The ten risks of coproduction that the measures ask about, in the order of the source article."""

    VALUES = "conflicting values"
    INCENTIVES = "incompatible incentives"
    ROLES = "unclear roles"
    FREE_RIDING = "free riding"
    BURNOUT = "burnout"
    INDEPENDENCE = "lost independence"
    ACCOUNTABILITY = "blurred accountability"
    COSTS = "costs of taking part"
    WHO = "who takes part"
    TRUST = "trust in users and communities"


@dataclass(frozen=True, slots=True)
class Band:
    """One band of values: its words, where it starts (None: no floor) and whether that edge is inside."""

    words: str
    start: Fraction | None = None
    has_edge: bool = True

    def holds(self, value: Exact | float) -> bool:
        """Whether a value has reached this band."""
        return self.start is None or value > self.start or (self.has_edge and value == self.start)


@dataclass(frozen=True, slots=True)
class Bands:
    """Words for values, lowest band first, with who proposed them and how well we know it."""

    steps: tuple[Band, ...]
    source: str
    mark: Mark

    def read(self, value: Exact | float) -> str:
        """The words of the highest band that a value has reached.

        >>> half = Band("large", Fraction(1, 2))
        >>> Bands((Band("small"), half), "an example", Mark.OURS).read(Fraction(1, 2))
        'large'
        """
        return [band.words for band in self.steps if band.holds(value)][-1]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as a page or a reader meets it. `computed_by` is the name of its function here."""

    slug: str
    risk: Risk
    title: str
    question: str
    formula: str
    unit: str
    source: str
    mark: Mark
    misleads: str
    computed_by: str
    bands: Bands | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Proportion:
    """A part of a whole that keeps both, because a percentage without its n says too little.

    Errors: ValueError when the whole is nothing, or the part is below nothing or above the whole.

    >>> Proportion(3, 10).share
    Fraction(3, 10)
    """

    part: Exact
    whole: Exact

    def __post_init__(self) -> None:
        if self.whole <= 0:
            raise ValueError("There is nothing to take a part of.")
        if not 0 <= self.part <= self.whole:
            raise ValueError("A part cannot be less than nothing or more than the whole.")

    @property
    def share(self) -> Fraction:
        """Part over whole, from 0 to 1, exact."""
        return Fraction(self.part) / Fraction(self.whole)


def amounts(values: Iterable[Quantity]) -> list[Fraction]:
    """Read amounts exactly, in the order given.

    Errors: ValueError when there are none or one is less than nothing.
    """
    exact = [Fraction(value) for value in values]
    if not exact:
        raise ValueError("There are no amounts to measure yet.")
    if min(exact) < 0:
        raise ValueError("An amount cannot be less than nothing.")
    return exact


def given(values: Iterable[Quantity]) -> list[Fraction]:
    """Read amounts of which at least one is more than nothing.

    Errors: ValueError when there are none, one is less than nothing, or all are nothing.
    """
    exact = amounts(values)
    if not sum(exact):
        raise ValueError("Nothing has been recorded yet, so there is nothing to compare.")
    return exact


LEAST_SHOWN, LEAST_SENSITIVE_SHOWN = 5, 10


def suppressed(n: int, *, sensitive: bool = False) -> bool:
    """Whether a count is too small to show: under 5, and under 10 where the trait is sensitive.

    n: people. Nought is hidden too: "nobody" can tell as much about a person as "one".
    Errors: ValueError when n is less than nothing. Source: our own rule.

    >>> suppressed(4), suppressed(5), suppressed(9, sensitive=True)
    (True, False, True)
    """
    if n < 0:
        raise ValueError("A count of people cannot be less than nothing.")
    return n < (LEAST_SENSITIVE_SHOWN if sensitive else LEAST_SHOWN)


def hide_small(counts: Mapping[str, int], *, sensitive: bool = False) -> dict[str, int | None]:
    """Counts as they may be shown beside their total: None where hidden.

    One hidden count could be found by taking the others from the total. So when a count is hidden, the next
    smallest are hidden with it until two are, and together they are no longer a small group. Those that are
    equal are hidden together, and their sum must not be the most that small groups can have: otherwise
    whoever knows this rule could tell the hidden counts apart.

    >>> hide_small({"north": 3, "south": 40, "east": 12})
    {'north': None, 'south': 40, 'east': None}
    >>> hide_small({"north": 4, "south": 5, "east": 4})
    {'north': None, 'south': None, 'east': None}
    """
    most = (LEAST_SENSITIVE_SHOWN if sensitive else LEAST_SHOWN) - 1
    hidden = {group for group, n in counts.items() if suppressed(n, sensitive=sensitive)}
    for next_smallest in sorted({counts[group] for group in counts.keys() - hidden}) if hidden else ():
        together = sum(counts[group] for group in hidden)
        told = together == most * len(hidden)
        if len(hidden) > 1 and not told and not suppressed(together, sensitive=sensitive):
            break
        hidden |= {group for group, n in counts.items() if n == next_smallest}
    return {group: None if group in hidden else n for group, n in counts.items()}
