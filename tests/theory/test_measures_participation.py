"""Who takes part: oracles, properties, real figures of Porto Alegre and refusals."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.measures import (
    FunnelStep,
    GoodnessOfFit,
    Stage,
    chi_square_tail,
    concentration_index,
    dissimilarity,
    funnel,
    goodness_of_fit,
    ppr,
    r_indicator,
)
from shared import SHARED, needs_shared

PARTICIPANTS = {"a": 30, "b": 50, "c": 20}
POPULATION = {"a": 25, "b": 45, "c": 30}
groups = st.sampled_from("abcdef")
counts = st.dictionaries(groups, st.integers(0, 60), min_size=1).filter(lambda n: any(n.values()))
populations = st.dictionaries(groups, st.integers(1, 60), min_size=2)


def within(population: dict[str, int]) -> st.SearchStrategy[tuple[dict[str, int], dict[str, int]]]:
    """Populations with some of the people of each group taking part, and at least one in all."""
    some = st.fixed_dictionaries({group: st.integers(0, n) for group, n in population.items()})
    return some.filter(lambda n: any(n.values())).map(lambda n: (n, population))


taking_part = populations.flatmap(within)


def test_shares_of_the_worked_example() -> None:
    found = ppr(PARTICIPANTS, POPULATION)
    assert found == {"a": Fraction(6, 5), "b": Fraction(10, 9), "c": Fraction(2, 3)}
    assert dissimilarity(PARTICIPANTS, POPULATION) == Fraction(1, 10)


def test_a_group_that_stays_away_has_ratio_nought() -> None:
    assert ppr({"a": 4}, {"a": 1, "b": 3}) == {"a": 4, "b": 0}


@pytest.mark.shared
@needs_shared
def test_women_and_men_of_porto_alegre_in_2009() -> None:
    with (SHARED / "cases" / "op_profile.csv").open(encoding="utf-8") as file:
        said = {row["category"]: row["2009"] for row in csv.DictReader(file) if row["trait"] == "sex"}
    participants = {sex: Decimal(said[sex]) for sex in ("women", "men")}
    found = ppr(participants, {"women": 755_564, "men": 653_787})
    assert {sex: round(float(ratio), 3) for sex, ratio in found.items()} == {"women": 1.025, "men": 0.971}


@given(populations, st.integers(1, 9))
def test_everybody_alike_is_one(population: dict[str, int], factor: int) -> None:
    larger = {group: factor * n for group, n in population.items()}
    assert set(ppr(larger, population).values()) == {1}
    assert dissimilarity(larger, population) == 0
    assert goodness_of_fit(larger, population).chi_square == 0


@given(taking_part)
def test_ratios_weighted_by_the_population_come_to_one(pair: tuple[dict[str, int], dict[str, int]]) -> None:
    participants, population = pair
    weighted = sum(ratio * population[group] for group, ratio in ppr(participants, population).items())
    assert weighted == sum(population.values())


@given(counts, counts)
def test_dissimilarity_is_a_share_and_the_same_both_ways(
    first: dict[str, int], second: dict[str, int]
) -> None:
    found = dissimilarity(first, second)
    assert found == dissimilarity(second, first)
    assert 0 <= found <= 1
    overlap = {g for g in first if first[g]} & {g for g in second if second[g]}
    assert (found == 1) is (not overlap)


def test_goodness_of_fit() -> None:
    assert goodness_of_fit(PARTICIPANTS, POPULATION) == GoodnessOfFit(Fraction(44, 9), 2, Fraction(25))
    assert goodness_of_fit({"a": 2}, {"a": 1, "b": 1}) == GoodnessOfFit(Fraction(2), 1, Fraction(1))


@pytest.mark.parametrize(
    ("chi_square", "df", "tail"),
    [
        (3.841459, 1, 0.05),
        (5.991465, 2, 0.05),
        (7.814728, 3, 0.05),
        (9.487729, 4, 0.05),
        (15.086272, 5, 0.01),
        (18.307038, 10, 0.05),
        (24.995790, 15, 0.05),
        (0, 1, 1),
        (0, 2, 1),
    ],
)
def test_chi_square_tail_agrees_with_the_printed_tables(chi_square: float, df: int, tail: float) -> None:
    assert isclose(chi_square_tail(chi_square, df=df), tail, abs_tol=1e-7)


@given(st.floats(0, 200), st.integers(1, 40))
def test_chi_square_tail_falls_with_chi_square_and_rises_with_df(chi_square: float, df: int) -> None:
    found = chi_square_tail(chi_square, df=df)
    assert 0 <= found <= 1
    # sums of floats, so the order holds up to their last digits
    assert chi_square_tail(chi_square + 1, df=df) - 1e-12 <= found
    assert found <= chi_square_tail(chi_square, df=df + 1) + 1e-12
    assert isclose(chi_square_tail(chi_square, df=2), exp(-chi_square / 2))


def test_r_indicator_of_the_worked_example() -> None:
    found = r_indicator({"a": 14, "b": 18}, {"a": 700, "b": 300})
    assert (round(found.r, 3), round(found.cv, 3)) == (0.963, 0.573)
    assert (found.mean, found.variance) == (Fraction(32, 1000), Fraction(336, 1_000_000))


def test_r_indicator_is_lowest_when_one_half_comes_and_the_other_stays_away() -> None:
    found = r_indicator({"a": 50}, {"a": 50, "b": 50})
    assert (found.r, found.cv) == (0.0, 1.0)


@given(taking_part)
def test_r_indicator_is_a_share_and_whole_when_all_are_as_likely(
    pair: tuple[dict[str, int], dict[str, int]],
) -> None:
    participants, population = pair
    found = r_indicator(participants, population)
    assert 0 <= found.r <= 1
    even = len({Fraction(participants[group], n) for group, n in population.items()}) == 1
    assert (found.variance == 0) is even
    assert (found.cv == 0) is (found.r == 1) is even


def test_concentration_index_of_the_worked_example() -> None:
    assert concentration_index([8, 10, 12, 15, 20], [100] * 5) == Fraction(58, 325)
    assert concentration_index([20, 15, 12, 10, 8], [100] * 5) == Fraction(-58, 325)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 90)), min_size=1, max_size=8))
def test_concentration_turns_sign_with_the_order(areas: list[tuple[int, int]]) -> None:
    took_part, people = [a for a, _ in areas], [n for _, n in areas]
    if any(took_part):
        found = concentration_index(took_part, people)
        assert -1 < found < 1
        assert concentration_index(took_part[::-1], people[::-1]) == -found
        assert concentration_index(people, people) == 0


def test_funnel_keeps_a_step_that_nobody_reached() -> None:
    steps = funnel([Stage("came", {"a": 3, "b": 1}), Stage("paid", {"a": 0})], {"a": 10, "b": 10})
    assert steps == (
        FunnelStep("came", 4, {"a": Fraction(3, 2), "b": Fraction(1, 2)}),
        FunnelStep("paid", 0, {}),
    )


EMPTY = "There are no amounts to measure yet."
LESS = "An amount cannot be less than nothing."
NOTHING = "Nothing has been recorded yet, so there is nothing to compare."
GROUPS = "Every group must have somebody in the population to be compared with."
AREAS = "Every area needs its participants and its people."


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: ppr({}, POPULATION), EMPTY),
        (lambda: ppr({"a": 0}, POPULATION), NOTHING),
        (lambda: ppr({"a": -1, "b": 2}, POPULATION), LESS),
        (lambda: ppr({"d": 1}, POPULATION), GROUPS),
        (lambda: ppr({"a": 1}, {"a": 1, "b": 0}), GROUPS),
        (lambda: dissimilarity({}, POPULATION), EMPTY),
        (lambda: dissimilarity(POPULATION, {"a": 0}), NOTHING),
        (lambda: goodness_of_fit({"d": 1}, POPULATION), GROUPS),
        (lambda: goodness_of_fit({"a": 1}, {"a": 1}), "At least two groups are needed."),
        (
            lambda: chi_square_tail(-1, df=1),
            "The number must be at least nothing and the degrees of freedom at least one.",
        ),
        (
            lambda: chi_square_tail(1, df=0),
            "The number must be at least nothing and the degrees of freedom at least one.",
        ),
        (lambda: r_indicator({"a": 0}, {"a": 1}), NOTHING),
        (lambda: r_indicator({"a": 2}, {"a": 1, "b": 5}), "More people of a group took part than there are."),
        (lambda: concentration_index([1, 2], [1]), AREAS),
        (lambda: concentration_index([1, 2], [1, 0]), AREAS),
        (lambda: concentration_index([0, 0], [1, 1]), NOTHING),
        (lambda: concentration_index([], []), EMPTY),
        (lambda: funnel([], POPULATION), "There are no steps to compare yet."),
        (
            lambda: funnel([Stage("came", {"a": -1, "b": 1})], POPULATION),
            "A count of people cannot be less than nothing.",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ask()
