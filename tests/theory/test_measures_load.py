"""Giving, load and exhaustion: oracles, properties and refusals."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mutirao.theory.measures import (
    Gini,
    KeyPeople,
    Load,
    OverLimit,
    Streak,
    TopShare,
    copenhagen,
    gini,
    kalimo,
    key_people,
    left_after_peak,
    only_one_can,
    over_own_limit,
    seats_without_input,
    top_share,
    weeks_without_rest,
    zero_share,
)

HOURS = [0, 0, 0, 2, 2, 4, 8, 8, 16, 40]
amounts = st.lists(st.integers(0, 500), min_size=2, max_size=20).filter(any)
parts = st.fractions(0, 1).filter(lambda part: part > 0)


def test_giving_of_the_worked_example() -> None:
    assert (zero_share(HOURS).part, zero_share(HOURS).whole) == (3, 10)
    assert gini(HOURS) == Gini(plain=Fraction(133, 200), corrected=Fraction(133, 180), people=10)
    assert gini([hours for hours in HOURS if hours]).plain == Fraction(73, 140)
    assert top_share(HOURS) == TopShare(top=1, people=10, share=Fraction(1, 2))
    assert top_share(HOURS, part=Fraction(1)).share == 1
    assert top_share([*HOURS, 0]).top == 2


def test_gini_takes_decimals_and_fractions_exactly() -> None:
    assert gini([Decimal("0.1"), Fraction(3, 10)]).plain == gini([1, 3]).plain == Fraction(1, 4)


@given(amounts, st.randoms(use_true_random=False), st.integers(1, 50))
def test_gini_does_not_mind_order_or_unit(hours: list[int], chance: Random, factor: int) -> None:
    shuffled = hours[:]
    chance.shuffle(shuffled)
    found = gini(hours)
    assert 0 <= found.plain < 1
    assert found.plain <= found.corrected <= 1
    assert gini(shuffled) == gini([factor * hour for hour in hours]) == found


@given(amounts)
def test_gini_is_half_the_mean_difference_over_the_mean(hours: list[int]) -> None:
    n = len(hours)
    differences = sum(abs(a - b) for a in hours for b in hours)
    assert gini(hours).plain == Fraction(differences, 2 * n * sum(hours))


@given(st.integers(1, 99), st.integers(2, 30))
def test_gini_is_nothing_when_equal_and_most_when_one_gives_all(hours: int, n: int) -> None:
    assert gini([hours] * n).plain == 0
    assert gini([0] * (n - 1) + [hours]) == Gini(Fraction(n - 1, n), Fraction(1), n)


@given(amounts, parts, parts)
def test_top_share_grows_with_the_part_and_never_lags_behind_it(
    hours: list[int], one: Fraction, other: Fraction
) -> None:
    small, large = sorted((one, other))
    assert top_share(hours, part=small).share <= top_share(hours, part=large).share
    assert top_share(hours, part=small).share >= small


@given(amounts, parts, parts)
def test_key_people_grow_with_the_part(hours: list[int], one: Fraction, other: Fraction) -> None:
    small, large = sorted((one, other))
    few, many = key_people(hours, part=small), key_people(hours, part=large)
    assert 1 <= few.fewest <= many.fewest <= len(hours)
    assert few.share >= small


@given(amounts, st.integers(0, 50))
def test_key_people_are_the_fewest(hours: list[int], seed: int) -> None:
    found = key_people(hours)
    fewer = sorted(hours, reverse=True)[: found.fewest - 1]
    assert 2 * sum(fewer) < sum(hours)
    assert key_people([*hours, seed]).fewest >= 1


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        (HOURS, KeyPeople(1, 10, Fraction(1, 2))),
        ([5, 5, 5, 5], KeyPeople(2, 4, Fraction(1, 2))),
        ([5, 5, 5], KeyPeople(2, 3, Fraction(2, 3))),
        ([7], KeyPeople(1, 1, Fraction(1))),
    ],
)
def test_key_people(hours: list[int], found: KeyPeople) -> None:
    assert key_people(hours) == found


def test_seats_without_input_keeps_the_order_of_the_seats() -> None:
    seats = {"clinic": 1, "council": 3, "club": 0, "trust": 2}
    assert seats_without_input(seats, {"council": 0, "shop": 9}) == ("clinic", "council", "trust")


def test_own_limit_is_passed_only_above_it() -> None:
    loads = [Load(480, limit=480), Load(481, limit=480), Load(9999), Load(1, limit=0)]
    assert over_own_limit(loads) == OverLimit(over=2, without_limit=1, active=4)
    assert over_own_limit(loads).share == Fraction(1, 2)


@pytest.mark.parametrize(
    ("weeks", "streak"),
    [
        ([0], Streak(0, False)),
        ([60, 60, 0], Streak(0, False)),
        ([0, 60, 60], Streak(2, False)),
        ([60, 60], Streak(2, True)),
    ],
)
def test_weeks_without_rest(weeks: list[int], streak: Streak) -> None:
    assert weeks_without_rest(weeks) == streak


def test_only_one_can_counts_a_person_named_twice_once() -> None:
    assert only_one_can({"till": ["Cam", "Cam"], "keys": ["Cam", "Dee"], "roof": []}) == ("till",)


@given(st.lists(st.none() | st.integers(0, 24), min_size=1), st.integers(0, 24))
def test_left_after_peak_counts_up_to_the_month(months: list[int | None], within: int) -> None:
    found = left_after_peak(months, within=within)
    assert found.whole == len(months)
    assert found.part == len([m for m in months if m in range(within + 1)])


def test_kalimo_of_the_worked_example() -> None:
    found = kalimo(exhaustion=Decimal("3.2"), cynicism=Decimal("2.0"), lost_efficacy=Decimal("1.5"))
    assert found == Fraction(233, 100)
    assert kalimo(exhaustion=6, cynicism=6, lost_efficacy=6) == 6


@given(st.lists(st.sampled_from((0, 25, 50, 75, 100)), min_size=1))
def test_copenhagen_is_the_mean(answers: list[int]) -> None:
    assert copenhagen(answers) * len(answers) == sum(answers)


@given(amounts)
def test_floats_are_never_needed(hours: list[int]) -> None:
    assume(len(hours) > 2)
    results = (gini(hours).plain, top_share(hours).share, key_people(hours).share, zero_share(hours).share)
    assert {type(result) for result in results} == {Fraction}


NONE = "There are no amounts to measure yet."
LESS = "An amount cannot be less than nothing."
NOTHING = "Nothing has been recorded yet, so there is nothing to compare."


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: zero_share([]), NONE),
        (lambda: zero_share([1, -1]), LESS),
        (lambda: gini([]), NONE),
        (lambda: gini([0, 0]), NOTHING),
        (lambda: gini([3]), "At least two people are needed to see how evenly they give."),
        (lambda: top_share([0]), NOTHING),
        (
            lambda: top_share([1], part=Fraction(0)),
            "The top part must be more than nothing and at most everybody.",
        ),
        (
            lambda: top_share([1], part=Fraction(3, 2)),
            "The top part must be more than nothing and at most everybody.",
        ),
        (lambda: seats_without_input({"club": 0}, {}), "No body holds a seat yet."),
        (lambda: seats_without_input({}, {}), "No body holds a seat yet."),
        (lambda: seats_without_input({"club": 1}, {"club": -1}), LESS),
        (lambda: Load(-1), LESS),
        (lambda: Load(1, limit=-1), LESS),
        (lambda: over_own_limit([]), "Nobody was active in this time."),
        (lambda: weeks_without_rest([]), "There are no weeks to look at yet."),
        (lambda: weeks_without_rest([1, -1]), LESS),
        (lambda: key_people([0, 0]), NOTHING),
        (
            lambda: key_people([1], part=Fraction(0)),
            "The part to supply must be more than nothing and at most everything.",
        ),
        (lambda: only_one_can({}), "There are no tasks to look at yet."),
        (lambda: left_after_peak([]), "Nobody was active in the busiest quarter."),
        (
            lambda: left_after_peak([-1]),
            "Nobody active in the busiest quarter can have left before its end.",
        ),
        (
            lambda: kalimo(exhaustion=7, cynicism=0, lost_efficacy=0),
            "Each of the three scores must be from 0 to 6.",
        ),
        (
            lambda: kalimo(exhaustion=0, cynicism=0, lost_efficacy=Decimal("-0.1")),
            "Each of the three scores must be from 0 to 6.",
        ),
        (lambda: copenhagen([]), "There are no answers yet."),
        (lambda: copenhagen([30]), "Each answer must be 0, 25, 50, 75 or 100."),
    ],
)
def test_what_cannot_be_measured_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ask()
