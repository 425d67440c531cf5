"""Free riding: how unevenly people give, among those who benefit and have said that they are able to give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from mutirao.theory.measures.measure import Mark, Measure, Proportion, Quantity, Risk, amounts, given

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="zero_share",
        risk=Risk.FREE_RIDING,
        title="People who gave nothing",
        question="How many of those who benefit and are able gave nothing?",
        formula="people with nothing recorded ÷ people",
        unit="share of people, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="Care, informal help and knowledge are seldom recorded, so helpers look like free riders.",
        computed_by="zero_share",
    ),
    Measure(
        slug="gini",
        risk=Risk.FREE_RIDING,
        title="How unevenly people give",
        question="Is the giving becoming more uneven?",
        formula="G = 2·Σ i·x(i) / (n·Σx) − (n + 1)/n, x(i) from least to most; for few people G·n/(n − 1)",
        unit="0 (all give the same) to just under 1 (one gives everything)",
        source="Gini 1912",
        mark=Mark.RECALLED,
        misleads="Uneven giving is normal everywhere, so a change says more than the level.",
        computed_by="gini",
    ),
    Measure(
        slug="top_tenth",
        risk=Risk.FREE_RIDING,
        title="What the busiest tenth gives",
        question="How much of the whole comes from the busiest tenth?",
        formula="sum of the largest ⌈n/10⌉ amounts ÷ sum of all",
        unit="share of the amount, 0 to 1",
        source="our own, after Mohan and Bulloch 2012",
        mark=Mark.OURS,
        misleads="In a small group the busiest tenth is one person, and a good month of theirs moves it.",
        computed_by="top_share",
    ),
    Measure(
        slug="seats_without_input",
        risk=Risk.FREE_RIDING,
        title="Seats without input",
        question="Which bodies have a seat but put nothing in?",
        formula="bodies with at least one seat and nothing recorded",
        unit="bodies",
        source="our own",
        mark=Mark.OURS,
        misleads="A body may give its name, its authority or its land, which no ledger of hours shows.",
        computed_by="seats_without_input",
    ),
)


@dataclass(frozen=True, slots=True)
class Gini:
    """Unevenness in both published forms: plain, and corrected for small groups by n/(n − 1)."""

    plain: Fraction
    corrected: Fraction
    people: int


@dataclass(frozen=True, slots=True)
class TopShare:
    """What the people who give most supply: how many they are, of how many, and their share of the whole."""

    top: int
    people: int
    share: Fraction


def zero_share(given_by_each: Iterable[Quantity]) -> Proportion:
    """How many people gave nothing.

    given_by_each: one amount for each person who benefits and has said that they are able to give.
    Exact. Errors: ValueError when there are no people or an amount is less than nothing.
    Source: our own.
    Misleads: Care, informal help and knowledge are seldom recorded, so helpers look like free riders.

    >>> zero_share([0, 0, 0, 2, 2, 4, 8, 8, 16, 40]).share
    Fraction(3, 10)
    """
    exact = amounts(given_by_each)
    return Proportion(exact.count(Fraction(0)), len(exact))


def gini(given_by_each: Iterable[Quantity]) -> Gini:
    """How unevenly people give (Gini), plain and corrected for a small group.

    given_by_each: one amount for each person, in any one unit. Leave out those who gave nothing to measure
    among contributors only.
    Exact. Errors: ValueError with fewer than two people, an amount less than nothing, or when all are
    nothing.
    Source: Gini 1912.
    Misleads: Uneven giving is normal everywhere, so a change says more than the level.

    >>> found = gini([0, 0, 0, 2, 2, 4, 8, 8, 16, 40])
    >>> found.plain, round(float(found.plain), 3), round(float(found.corrected), 3)
    (Fraction(133, 200), 0.665, 0.739)
    >>> round(float(gini([2, 2, 4, 8, 8, 16, 40]).plain), 3)
    0.521
    """
    exact = sorted(given(given_by_each))
    n = len(exact)
    if n < 2:
        raise ValueError("At least two people are needed to see how evenly they give.")
    ranked = sum((place * amount for place, amount in enumerate(exact, start=1)), Fraction(0))
    plain = 2 * ranked / (n * sum(exact)) - Fraction(n + 1, n)
    return Gini(plain, plain * Fraction(n, n - 1), n)


def top_share(given_by_each: Iterable[Quantity], *, part: Fraction = Fraction(1, 10)) -> TopShare:
    """What the people who give most supply: the top tenth, rounded up to whole people.

    given_by_each: one amount for each person, in any one unit. part: which part of the people is the top.
    Exact; rounding up is our own choice. Errors: ValueError when there are no people, an amount is less than
    nothing, all are nothing, or `part` is not more than 0 and at most 1.
    Source: our own, after Mohan and Bulloch 2012.
    Misleads: In a small group the busiest tenth is one person, and a good month of theirs moves it.

    >>> top_share([0, 0, 0, 2, 2, 4, 8, 8, 16, 40])
    TopShare(top=1, people=10, share=Fraction(1, 2))
    """
    if not 0 < part <= 1:
        raise ValueError("The top part must be more than nothing and at most everybody.")
    exact = sorted(given(given_by_each), reverse=True)
    top = ceil(part * len(exact))
    return TopShare(top, len(exact), sum(exact[:top], Fraction(0)) / sum(exact))


def seats_without_input(seats: Mapping[str, int], put_in: Mapping[str, Quantity]) -> tuple[str, ...]:
    """The bodies that hold a seat but put nothing in, in the order of `seats`.

    seats: how many seats each body holds. put_in: what each put in, in any one unit; a missing body put in
    nothing.
    Exact. Errors: ValueError when no body holds a seat, or a number is less than nothing.
    Source: our own.
    Misleads: A body may give its name, its authority or its land, which no ledger of hours shows.

    >>> seats_without_input({"council": 2, "clinic": 1, "club": 0}, {"council": 90})
    ('clinic',)
    """
    if min((*seats.values(), *put_in.values()), default=0) < 0:
        raise ValueError("An amount cannot be less than nothing.")
    if not any(seats.values()):
        raise ValueError("No body holds a seat yet.")
    return tuple(body for body, held in seats.items() if held and not put_in.get(body))
