"""Seats by category, terms, who votes, absences, recall: the rules of a council."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory import seats
from mutirao.theory.seats import (
    Came,
    SeatRules,
    Term,
    absent_in_a_row,
    end_of,
    free_number,
    is_recalled,
    may_be_vacated,
    may_sit_again,
    porto_alegre,
    successor,
    terms_in_a_row,
    voting,
    voting_seats,
)

A, B, C = date(2023, 7, 1), date(2024, 7, 1), date(2025, 7, 1)
HERE = st.dictionaries(st.integers(1, 6), st.booleans(), max_size=6)


def test_the_examples_in_the_text() -> None:
    assert doctest.testmod(seats).failed == 0


def test_the_council_of_porto_alegre() -> None:
    kinds = porto_alegre([f"Region {n}" for n in range(1, 17)], [f"Theme {n}" for n in range(1, 7)])
    assert len(kinds) == 26
    assert voting_seats(kinds[:22]) == 44 and voting_seats(kinds) == 46
    assert [(kind.title, kind.full, kind.substitutes, kind.votes) for kind in kinds[21:]] == [
        ("Theme 6", 2, 2, True),
        ("UAMPA", 1, 1, True),
        ("SIMPA", 1, 1, True),
        ("GAPLAN", 1, 0, False),
        ("CRC", 1, 0, False),
    ]
    regions_since_2008 = porto_alegre(
        [f"Region {n}" for n in range(1, 18)], [f"Theme {n}" for n in range(1, 7)]
    )
    assert voting_seats(regions_since_2008[:23]) == 46


@pytest.mark.parametrize(
    ("starts", "months", "ends"),
    [
        (date(2026, 5, 4), 12, date(2027, 5, 4)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_when_a_term_ends(starts: date, months: int, ends: date) -> None:
    assert end_of(starts, months) == ends


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 120), st.integers(1, 120))
def test_a_longer_term_ends_later(starts: date, few: int, more: int) -> None:
    assert starts < end_of(starts, few) < end_of(starts, few + more)


def test_the_lowest_free_seat() -> None:
    assert [free_number(2, taken) for taken in (set(), {1}, {2}, {1, 2})] == [1, 2, 1, None]
    assert free_number(0, set()) is None


def test_one_reelection() -> None:
    rules = SeatRules(reelections=1)
    assert may_sit_again([], C, rules)
    assert may_sit_again([Term(B, C)], C, rules)
    assert not may_sit_again([Term(A, B), Term(B, C)], C, rules)
    assert may_sit_again([Term(A, B), Term(B, C)], C, replace(rules, reelections=None))


def test_a_long_pause_breaks_the_row() -> None:
    assert terms_in_a_row([Term(A, B), Term(B, C)], C + timedelta(days=179)) == 2
    assert terms_in_a_row([Term(A, B), Term(B, C)], C + timedelta(days=180)) == 0
    assert terms_in_a_row([Term(A, B - timedelta(days=200)), Term(B, C)], C) == 1
    assert terms_in_a_row([Term(C, None)], C) == 0
    assert terms_in_a_row([Term(B, None)], C) == 1


def test_who_votes() -> None:
    assert voting({1: True, 2: True}, {1: True, 2: True}) == {1: 0, 2: 0}
    assert voting({1: False, 2: False}, {1: True, 2: True}) == {1: 1, 2: 2}
    assert voting({1: False, 2: False}, {1: False, 2: True}) == {1: 2, 2: None}


@given(HERE, HERE)
def test_nobody_votes_twice(full: dict[int, bool], substitutes: dict[int, bool]) -> None:
    found = voting(full, substitutes)
    standing_in = [n for n in found.values() if n]
    assert len(standing_in) == len(set(standing_in)) and all(substitutes[n] for n in standing_in)
    assert all(found[seat] == 0 for seat, came in full.items() if came)
    absent = sum(not came for came in full.values())
    assert sum(n is not None for n in found.values()) == len(full) - absent + min(
        absent, sum(substitutes.values())
    )


def test_absences_in_a_row() -> None:
    missed = [Came.ABSENT] * 3
    rules = SeatRules(absences=3)
    assert [may_be_vacated(n, rules) for n in (2, 3, 4)] == [False, True, True]
    assert not may_be_vacated(99, SeatRules())
    assert absent_in_a_row(missed) == 3
    assert absent_in_a_row([*missed, Came.CAME]) == 0
    assert absent_in_a_row([Came.ABSENT, Came.EXCUSED, Came.ABSENT, Came.ABSENT]) == 3
    assert absent_in_a_row([Came.EXCUSED] * 9) == absent_in_a_row([]) == 0


def test_recall_needs_the_share_of_all_who_elected() -> None:
    assert [is_recalled(n, 26, SeatRules()) for n in (17, 18)] == [False, True]
    assert is_recalled(13, 26, SeatRules(recall=Fraction(1, 2)))
    assert not is_recalled(0, 0, SeatRules())


def test_the_first_substitute_moves_up() -> None:
    assert successor({3, 2}) == 2 and successor(set()) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"months": 0},
        {"reelections": -1},
        {"absences": 0},
        {"absences": -1},
        {"recall": Fraction(0)},
        {"recall": Fraction(4, 3)},
        {"quorum": Fraction(0)},
    ],
)
def test_rules_that_cannot_work(wrong: dict[str, int]) -> None:
    assert SeatRules().is_sound
    assert not replace(SeatRules(), **wrong).is_sound  # type: ignore[arg-type]
