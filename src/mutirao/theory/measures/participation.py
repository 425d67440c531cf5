"""Who takes part: the people who take part beside the people there are, group by group and step by step.

Everywhere: `participants` and `population` are numbers by group. People who did not say are left out of both
and shown as their own bar. To ask whose voice is heard in a room, give what was said as `participants` and
those present as `population`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, exp, pi, sqrt

from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Quantity, Risk, given

PROPORTIONATE = Bands(
    (
        Band("fewer than their share"),
        Band("about their share", Fraction(4, 5)),
        Band("more than their share", Fraction(6, 5), has_edge=False),
    ),
    "convention in clinical trials, see Scott and others 2018",
    Mark.RECALLED,
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="participation_ratio",
        risk=Risk.WHO,
        title="Share of participants beside share of people",
        question="Does each group take part as much as its size would suggest?",
        formula="PPR = share of a group among participants ÷ its share of the population",
        unit="1 is in proportion; below 1 fewer, above 1 more",
        source="participation-to-prevalence ratio, see Scott and others 2018",
        mark=Mark.RECALLED,
        misleads="Likeness to the population does not mean that anyone's interests are spoken for.",
        computed_by="ppr",
        bands=PROPORTIONATE,
    ),
    Measure(
        slug="participation_funnel",
        risk=Risk.WHO,
        title="Where people drop out",
        question="At which step do some groups fall behind?",
        formula="PPR of each group at each step: invited, came, spoke, elected, decided, paid",
        unit="1 is in proportion",
        source="our own",
        mark=Mark.OURS,
        misleads="Later steps have few people, so one person more or less changes the ratio a lot.",
        computed_by="funnel",
        bands=PROPORTIONATE,
    ),
    Measure(
        slug="dissimilarity",
        risk=Risk.WHO,
        title="How different participants are from the population",
        question="How many participants would have to be different to match the population?",
        formula="D = ½·Σ|p − q|",
        unit="share of participants, 0 (alike) to 1 (no group in common)",
        source="Duncan and Duncan 1955",
        mark=Mark.RECALLED,
        misleads="It grows by chance alone when few people take part.",
        computed_by="dissimilarity",
    ),
    Measure(
        slug="goodness_of_fit",
        risk=Risk.WHO,
        title="Difference beyond chance",
        question="Could the difference from the population be chance?",
        formula="χ² = Σ (counted − expected)² / expected, df = groups − 1",
        unit="number from 0 up, to be read with its df",
        source="Pearson 1900",
        mark=Mark.RECALLED,
        misleads="With many people even a difference that does not matter is more than chance.",
        computed_by="goodness_of_fit",
    ),
)


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """χ² with its degrees of freedom; below about 5 in `least_expected` χ² is not to be trusted."""

    chi_square: Fraction
    df: int
    least_expected: Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """One step on the way into a partnership: its name and the people of each group who reached it."""

    name: str
    reached: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step with how many people reached it and each group's ratio (none while nobody has reached it)."""

    name: str
    people: int
    ratios: Mapping[str, Fraction]


def _shares(counts: Mapping[str, Quantity]) -> dict[str, Fraction]:
    exact = given(counts.values())
    whole = sum(exact, Fraction(0))
    return {group: count / whole for group, count in zip(counts, exact, strict=True)}


def compare(
    participants: Mapping[str, Quantity], population: Mapping[str, Quantity]
) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Shares of both by the groups of the population, each of which must have somebody in it."""
    part, people = _shares(participants), _shares(population)
    if not all(people.values()) or not part.keys() <= people.keys():
        raise ValueError("Every group must have somebody in the population to be compared with.")
    return {group: part.get(group, Fraction(0)) for group in people}, people


def ppr(participants: Mapping[str, Quantity], population: Mapping[str, Quantity]) -> dict[str, Fraction]:
    """Each group's share of the participants over its share of the population.

    participants, population: numbers (or percentages) by group; a group missing among participants counts
    nought.
    Exact. Errors: ValueError when either is empty, a number is less than nothing, or a group has no
    population.
    Source: participation-to-prevalence ratio, see Scott and others 2018.
    Misleads: Likeness to the population does not mean that anyone's interests are spoken for.

    >>> found = ppr({"a": 30, "b": 50, "c": 20}, {"a": 25, "b": 45, "c": 30})
    >>> [round(float(ratio), 2) for ratio in found.values()], PROPORTIONATE.read(found["a"])
    ([1.2, 1.11, 0.67], 'about their share')
    >>> found = ppr({"women": 547, "men": 448}, {"women": 755_564, "men": 653_787})
    >>> [round(float(ratio), 3) for ratio in found.values()]
    [1.025, 0.971]
    """
    part, people = compare(participants, population)
    return {group: part[group] / people[group] for group in people}


def funnel(stages: Iterable[Stage], population: Mapping[str, Quantity]) -> tuple[FunnelStep, ...]:
    """Each group's ratio to the population at each step, in the order given.

    stages: people by group at each step. population: numbers by group, the same for all steps.
    Exact. Errors: ValueError as for `ppr`, or when there are no steps. Source: our own.
    Misleads: Later steps have few people, so one person more or less changes the ratio a lot.

    >>> steps = funnel([Stage("came", {"a": 5, "b": 5}), Stage("spoke", {"a": 3, "b": 1})], {"a": 1, "b": 1})
    >>> [(step.name, step.people, str(step.ratios["a"])) for step in steps]
    [('came', 10, '1'), ('spoke', 4, '3/2')]
    """
    steps = []
    for stage in stages:
        if min(stage.reached.values(), default=0) < 0:
            raise ValueError("A count of people cannot be less than nothing.")
        people = sum(stage.reached.values())
        steps.append(FunnelStep(stage.name, people, ppr(stage.reached, population) if people else {}))
    if not steps:
        raise ValueError("There are no steps to compare yet.")
    return tuple(steps)


def dissimilarity(first: Mapping[str, Quantity], second: Mapping[str, Quantity]) -> Fraction:
    """The share of people who would have to be different for two groups of people to be made up alike.

    first, second: numbers by group, as a rule participants and population; a missing group counts nought.
    Exact. Errors: ValueError when either is empty or a number is less than nothing.
    Source: Duncan and Duncan 1955.
    Misleads: It grows by chance alone when few people take part.

    >>> dissimilarity({"a": 30, "b": 50, "c": 20}, {"a": 25, "b": 45, "c": 30})
    Fraction(1, 10)
    """
    p, q, none = _shares(first), _shares(second), Fraction(0)
    return sum((abs(p.get(group, none) - q.get(group, none)) for group in p.keys() | q.keys()), none) / 2


def goodness_of_fit(participants: Mapping[str, int], population: Mapping[str, Quantity]) -> GoodnessOfFit:
    """How far participants differ from the population beyond chance (Pearson's χ²).

    participants: people by group. population: numbers by group. For the odds of chance see `chi_square_tail`.
    Exact. Errors: ValueError as for `ppr`, or with fewer than two groups. Source: Pearson 1900.
    Misleads: With many people even a difference that does not matter is more than chance.

    >>> goodness_of_fit({"a": 30, "b": 50, "c": 20}, {"a": 25, "b": 45, "c": 30})
    GoodnessOfFit(chi_square=Fraction(44, 9), df=2, least_expected=Fraction(25, 1))
    """
    _, people = compare(participants, population)
    if len(people) < 2:
        raise ValueError("At least two groups are needed.")
    n = sum(participants.values())
    expected = {group: n * share for group, share in people.items()}
    chi = sum(((participants.get(g, 0) - e) ** 2 / e for g, e in expected.items()), Fraction(0))
    return GoodnessOfFit(chi, len(people) - 1, min(expected.values()))


def chi_square_tail(chi_square: Fraction | float, *, df: int) -> float:
    """How likely chance alone would give at least this χ², from 0 to 1.

    Float: an exponential is taken, exact sums being closed for whole df. Errors: ValueError when χ² is less
    than nothing or df below 1.

    >>> round(chi_square_tail(Fraction(4, 3), df=4), 3), round(chi_square_tail(3.841, df=1), 3)
    (0.856, 0.05)
    """
    if chi_square < 0 or df < 1:
        raise ValueError("The number must be at least nothing and the degrees of freedom at least one.")
    half = float(chi_square) / 2
    tail, start = (exp(-half), 1.0) if df % 2 == 0 else (erfc(sqrt(half)), 0.5)
    term = exp(-half) * (half if df % 2 == 0 else 2 * sqrt(half / pi))
    while start < df / 2:
        tail += term
        start += 1
        term *= half / start
    return min(tail, 1.0)
