"""Who takes part, by likelihood: whether all groups and places are about equally likely to take part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from mutirao.theory.measures.measure import Mark, Measure, Quantity, Risk, given
from mutirao.theory.measures.participation import compare

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="r_indicator",
        risk=Risk.WHO,
        title="Evenness of taking part",
        question="Is everybody about equally likely to take part?",
        formula="R = 1 − 2·SD(ρ); CV = SD(ρ) / mean(ρ), ρ the part of a group that takes part",
        unit="R: 0 to 1 (all groups equally likely); CV: 0 (equal) upwards",
        source="Schouten, Cobben and Bethlehem 2009",
        mark=Mark.RECALLED,
        misleads="Where few take part R is close to 1 whoever they are, so read the CV with it.",
        computed_by="r_indicator",
        is_exact=False,
    ),
    Measure(
        slug="concentration_index",
        risk=Risk.WHO,
        title="Better-off or worse-off places",
        question="Do people from better-off places take part more?",
        formula="CI = 2·Σ w·h·r / μ − 1, most deprived first; w share of people, h rate, r mid-rank, μ mean",
        unit="−1 (only the most deprived) to 1 (only the least deprived); 0 is even",
        source="Wagstaff, Paci and van Doorslaer 1991",
        mark=Mark.RECALLED,
        misleads="A deprived place has well-off people in it, and the other way round.",
        computed_by="concentration_index",
    ),
)


@dataclass(frozen=True, slots=True)
class RIndicator:
    """Evenness of taking part: R and CV (floats, a root is taken), with the exact mean and variance."""

    r: float
    cv: float
    mean: Fraction
    variance: Fraction


def r_indicator(participants: Mapping[str, int], population: Mapping[str, int]) -> RIndicator:
    """Whether all groups are about equally likely to take part (R-indicator), with the CV.

    participants, population: people by group; the part of a group that takes part is its propensity. The
    standard deviation is over the whole population, so R never leaves 0 to 1.
    Float: a square root is taken; mean and variance are exact. Errors: ValueError as for `ppr`, or when more
    people of a group take part than there are. Source: Schouten, Cobben and Bethlehem 2009.
    Misleads: Where few take part R is close to 1 whoever they are, so read the CV with it.

    >>> found = r_indicator({"a": 14, "b": 18}, {"a": 700, "b": 300})
    >>> round(found.r, 3), round(found.cv, 3), found.mean
    (0.963, 0.573, Fraction(4, 125))
    """
    compare(participants, population)
    if any(n > population[group] for group, n in participants.items()):
        raise ValueError("More people of a group took part than there are.")
    whole = sum(population.values())
    mean = Fraction(sum(participants.values()), whole)
    spread = ((Fraction(participants.get(g, 0), n) - mean) ** 2 * n for g, n in population.items())
    variance = sum(spread, Fraction(0)) / whole
    deviation = sqrt(variance)
    return RIndicator(1 - 2 * deviation, deviation / mean, mean, variance)


def concentration_index(participants: Sequence[Quantity], population: Sequence[Quantity]) -> Fraction:
    """Whether people from better-off places take part more (above 0) or less (below 0).

    participants, population: numbers for areas ordered from most to least deprived, fifths as a rule.
    Exact. Errors: ValueError when the two differ in length, either is empty or nothing, or an area has no
    people.
    Source: Wagstaff, Paci and van Doorslaer 1991.
    Misleads: A deprived place has well-off people in it, and the other way round.

    >>> concentration_index([8, 10, 12, 15, 20], [100] * 5), round(58 / 325, 3)
    (Fraction(58, 325), 0.178)
    """
    took_part, people = given(participants), given(population)
    if len(took_part) != len(people) or not all(people):
        raise ValueError("Every area needs its participants and its people.")
    whole, below, index = sum(people, Fraction(0)), Fraction(0), Fraction(0)
    for part, n in zip(took_part, people, strict=True):
        index += part * (below + n / 2)  # the rate times the people is the participants themselves
        below += n
    return 2 * index / (sum(took_part) * whole) - 1
