"""Delegates by every published rule, seats among groups, who is elected, when the doors are open."""

from __future__ import annotations

import doctest
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory import meetings
from mutirao.theory.meetings import (
    CAMPINA_GRANDE,
    PROPORTIONAL,
    SLIDING,
    Band,
    DelegateRule,
    Step,
    apportion,
    due,
    elect,
    in_force,
    quorum,
    refusal,
)

PEOPLE = st.integers(min_value=0, max_value=5000)
GROUPS = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(1, 900), max_size=12)
SIX = datetime(2026, 5, 4, 18)
EIGHT = SIX + timedelta(hours=2)


def test_the_examples_in_the_text() -> None:
    assert doctest.testmod(meetings).failed == 0


@pytest.mark.parametrize(
    ("present", "delegates"),
    [(0, 0), (9, 1), (100, 10), (101, 10), (250, 18), (400, 23), (520, 26), (1789, 58)],
)
def test_the_sliding_scale_of_porto_alegre(present: int, delegates: int) -> None:
    assert due(present, DelegateRule(SLIDING)).delegates == delegates


def test_santos_example_band_by_band() -> None:
    assert due(520, DelegateRule(SLIDING)).steps == (
        Step(100, 10, 10),
        Step(150, 20, 8),
        Step(150, 30, 5),
        Step(120, 40, 3),
    )


@pytest.mark.parametrize(("present", "delegates"), [(0, 0), (4, 0), (5, 1), (9, 1), (1789, 179)])
def test_one_in_ten(present: int, delegates: int) -> None:
    assert due(present, DelegateRule(PROPORTIONAL)).delegates == delegates


@pytest.mark.parametrize(
    ("present", "delegates", "substitutes"), [(0, 0, 0), (12, 2, 0), (13, 3, 1), (100, 20, 4), (500, 100, 20)]
)
def test_campina_grande(present: int, delegates: int, substitutes: int) -> None:
    found = due(present, CAMPINA_GRANDE)
    assert (found.delegates, found.substitutes) == (delegates, substitutes)


@given(PEOPLE, PEOPLE)
def test_more_people_never_elect_fewer(few: int, more: int) -> None:
    rule = DelegateRule(SLIDING, Fraction(1, 5))
    small, large = sorted((few, few + more))
    assert due(small, rule).delegates <= due(large, rule).delegates
    assert due(small, rule).substitutes <= due(large, rule).substitutes


@given(PEOPLE)
def test_the_steps_hold_everybody_once(present: int) -> None:
    found = due(present, DelegateRule(SLIDING))
    assert sum(step.people for step in found.steps) == present
    assert sum(step.delegates for step in found.steps) == found.delegates


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (Band(100, 10),),
        (Band(None, 10), Band(None, 20)),
        (Band(100, 10), Band(100, 20), Band(None, 30)),
        (Band(200, 10), Band(100, 20), Band(None, 30)),
        (Band(0, 10), Band(None, 20)),
        (Band(None, 0),),
    ],
)
def test_a_rule_that_cannot_work(bands: tuple[Band, ...]) -> None:
    assert not DelegateRule(bands).is_sound


def test_a_rule_that_works() -> None:
    assert DelegateRule(SLIDING).is_sound and CAMPINA_GRANDE.is_sound
    assert not DelegateRule(PROPORTIONAL, Fraction(-1, 5)).is_sound


def test_the_rule_in_force_is_the_latest_that_has_begun() -> None:
    first = DelegateRule(PROPORTIONAL, since=date(1990, 3, 1))
    second = DelegateRule(SLIDING, since=date(1999, 3, 1))
    rules = [second, DelegateRule(PROPORTIONAL), first]
    assert in_force(rules, date(1990, 2, 28)) is None
    assert in_force(rules, date(1999, 2, 28)) is first
    assert in_force(rules, date(1999, 3, 1)) is second


def test_seats_among_groups() -> None:
    found = apportion(26, {"union": 300, "school": 120, "": 100})
    assert (found.seats, found.tied, found.open) == ({"union": 15, "school": 6, "": 5}, (), 0)


def test_equal_claims_are_reported_and_not_drawn() -> None:
    found = apportion(4, {"a": 10, "b": 10, "c": 10})
    assert (found.seats, found.tied, found.open) == ({"a": 1, "b": 1, "c": 1}, ("a", "b", "c"), 1)


def test_nobody_there_or_nothing_to_give() -> None:
    assert apportion(5, {}).seats == {}
    assert apportion(5, {"a": 0}).seats == {"a": 0}
    assert apportion(0, {"a": 5}).seats == {"a": 0}


@given(st.integers(0, 200), GROUPS)
def test_every_seat_is_given_or_reported_open(seats: int, groups: dict[str, int]) -> None:
    found = apportion(seats, groups)
    assert sum(found.seats.values()) + found.open == (seats if groups else 0)
    assert bool(found.tied) == bool(found.open)
    assert not found.open or len(found.tied) > found.open
    total = sum(groups.values())
    for group, n in groups.items():  # nobody gets less than their whole seats, nor more than one above
        assert seats * n // total <= found.seats[group] <= seats * n // total + 1


def test_who_is_elected() -> None:
    found = elect({"1": 4, "2": 9, "3": 6, "4": 0}, full=2, substitutes=3)
    assert (found.full, found.substitutes, found.tied) == (("2", "3"), ("1",), ())


def test_a_tie_that_decides_nothing_is_no_tie() -> None:
    assert elect({"1": 5, "2": 5, "3": 1}, full=2, substitutes=1).full == ("1", "2")


@pytest.mark.parametrize(
    ("full", "substitutes", "tied"), [(1, 0, ("1", "2")), (1, 1, ("1", "2")), (2, 1, ("3", "4"))]
)
def test_a_tie_at_an_edge_is_voted_on_again(full: int, substitutes: int, tied: tuple[str, ...]) -> None:
    assert elect({"1": 5, "2": 5, "3": 2, "4": 2}, full=full, substitutes=substitutes).tied == tied


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9)), st.integers(0, 5), st.integers(0, 5))
def test_nobody_with_fewer_votes_goes_before(votes: dict[str, int], full: int, substitutes: int) -> None:
    found = elect(votes, full=full, substitutes=substitutes)
    chosen = (*found.full, *found.substitutes)
    assert (
        len(found.full) <= full and len(found.substitutes) <= substitutes and len(set(chosen)) == len(chosen)
    )
    if not found.tied:
        others = [n for key, n in votes.items() if key not in chosen]
        assert all(votes[key] > n for key in chosen for n in others)


@pytest.mark.parametrize(
    ("at", "written", "closed", "code"),
    [
        (SIX - timedelta(hours=3, minutes=1), None, False, "early"),
        (SIX - timedelta(hours=3), None, False, ""),
        (EIGHT + timedelta(hours=2, minutes=59), None, False, ""),
        (EIGHT + timedelta(hours=3), None, False, "over"),
        (SIX, None, True, "over"),
        (EIGHT + timedelta(days=1), SIX, False, ""),
        (EIGHT + timedelta(days=1), EIGHT + timedelta(hours=3), False, "over"),
        (EIGHT + timedelta(days=3, hours=3), SIX, False, "late"),
        (EIGHT + timedelta(days=1), SIX, True, "over"),
    ],
)
def test_when_people_can_sign_in(at: datetime, written: datetime | None, closed: bool, code: str) -> None:
    assert refusal(SIX, EIGHT, at=at, written=written, closed=closed) == code


def test_quorum() -> None:
    assert [quorum(n, Fraction(1, 2)) for n in (1, 2, 3, 46)] == [1, 1, 2, 23]
    assert quorum(46, Fraction(2, 3)) == 31


def test_lines_of_a_text() -> None:
    assert meetings.lines(" Welcome \n\n  What  comes first\n") == ["Welcome", "What comes first"]
