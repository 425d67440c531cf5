"""Promises: the table of states, what is late, when the owner is asked, what counts as kept in time."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory import promises
from mutirao.theory.measures import DuePromise, promise_closure
from mutirao.theory.promises import (
    AHEAD,
    EVERY,
    MOST,
    OPEN,
    REASONS,
    STAGES,
    TRANSITIONS,
    Ask,
    Event,
    Promised,
    State,
    Told,
    after,
    chase,
    goes_back,
    is_late,
    next_ask,
    occasions,
    undertakings,
)

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
DAY = timedelta(days=1)
TABLE = """
             move     keep     break    question
made         changed  kept     broken   -
changed      changed  kept     broken   -
kept         -        -        -        questioned
questioned   changed  kept     broken   questioned
broken       -        -        -        -
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
days = st.integers(0, 400).map(lambda n: MAY + n * DAY)


@pytest.mark.parametrize("row", ROWS[1:], ids=lambda row: row[0])
def test_what_can_become_of_a_promise(row: list[str]) -> None:
    found = [(after(State(row[0]), Event(name)) or "-") for name in ROWS[0]]
    assert [str(state) for state in found] == row[1:]


def test_the_table_has_every_state_and_every_event() -> None:
    assert [row[0] for row in ROWS[1:]] == [state.value for state in TRANSITIONS] == [s.value for s in State]
    assert ROWS[0] == [event.value for event in Event]


def test_the_open_states_are_those_that_can_be_kept() -> None:
    assert {state for state in State if after(state, Event.KEEP)} == OPEN
    assert STAGES == ("proposed", "analysis", "planned", "tendered", "works")
    assert len(set(REASONS)) == 8


@pytest.mark.parametrize("state", list(State))
def test_late_is_the_day_after_while_it_is_open(state: State) -> None:
    assert [is_late(state, JUNE, on=JUNE + n * DAY) for n in (-1, 0, 1)] == [False, False, state in OPEN]


@pytest.mark.parametrize(
    ("before", "now", "back"),
    [
        ("", "proposed", False),
        ("", "works", False),
        ("planned", "tendered", False),
        ("tendered", "tendered", False),
        ("tendered", "planned", True),
        ("works", "proposed", True),
    ],
)
def test_works_that_fall_back(before: str, now: str, back: bool) -> None:
    assert goes_back(before, now) is back


def test_the_days_on_which_the_owner_is_asked() -> None:
    lamp = Promised(State.MADE, due=JUNE, said=MAY)
    assert [ask.on for ask in occasions(lamp)] == [
        date(2026, 5, 18),
        *(JUNE + n * timedelta(days=14) for n in range(7)),
    ]
    assert [ask.name for ask in occasions(lamp)] == [
        "2026-06-01:before",
        *(f"2026-06-01:{n}" for n in range(7)),
    ]


def test_a_day_that_is_near_is_not_asked_about_before_it() -> None:
    soon = Promised(State.MADE, due=MAY + 5 * DAY, said=MAY)
    assert [ask.on for ask in occasions(soon)][:2] == [MAY + 5 * DAY, MAY + 19 * DAY]
    today = Promised(State.CHANGED, due=MAY, said=MAY)
    assert occasions(today)[0] == Ask(MAY + EVERY, "2026-05-04:1")


def test_a_new_day_is_asked_about_anew() -> None:
    first = {ask.name for ask in occasions(Promised(State.MADE, JUNE, MAY))}
    moved = {ask.name for ask in occasions(Promised(State.CHANGED, JUNE + 30 * DAY, JUNE))}
    assert not first & moved


def test_what_is_questioned_is_asked_about_every_two_weeks_after_that_day() -> None:
    asked = occasions(Promised(State.QUESTIONED, due=MAY, said=MAY, questioned=JUNE))
    assert len(asked) == MOST
    assert asked[0] == Ask(JUNE + EVERY, "2026-06-01:questioned:1")
    assert asked[-1] == Ask(JUNE + MOST * EVERY, "2026-06-01:questioned:6")


@pytest.mark.parametrize("state", [State.KEPT, State.BROKEN])
def test_nobody_is_asked_about_what_is_settled(state: State) -> None:
    done = Promised(state, JUNE, MAY)
    assert (occasions(done), chase(done, on=JUNE), next_ask(done, on=MAY)) == ((), None, None)


def test_a_clock_that_stood_still_asks_once() -> None:
    lamp = Promised(State.MADE, due=JUNE, said=MAY)
    found = chase(lamp, on=JUNE + 40 * DAY)
    assert found == Ask(JUNE + 28 * DAY, "2026-06-01:2")
    assert next_ask(lamp, on=JUNE + 40 * DAY) == JUNE + 42 * DAY


def test_after_the_last_time_nobody_is_asked_any_more() -> None:
    lamp = Promised(State.MADE, due=JUNE, said=MAY)
    last = JUNE + MOST * EVERY
    assert next_ask(lamp, on=last - DAY) == last
    assert next_ask(lamp, on=last) is None


@given(due=days, said=days, on=days)
def test_no_occasion_is_used_twice_and_none_is_before_its_day(due: date, said: date, on: date) -> None:
    lamp = Promised(State.MADE, due, said)
    asked = occasions(lamp)
    assert len({ask.name for ask in asked}) == len(asked)
    assert [ask.on for ask in asked] == sorted({ask.on for ask in asked})
    assert all(said < ask.on and ask.on >= due - AHEAD for ask in asked)
    found, then = chase(lamp, on=on), next_ask(lamp, on=on)
    assert found is None or found.on <= on
    assert then is None or then > on


@given(due=days, said=days, on=days)
def test_a_clock_that_comes_every_day_uses_every_occasion_once(due: date, said: date, on: date) -> None:
    lamp = Promised(State.MADE, due, said)
    used = [ask for n in range(1000) if (ask := chase(lamp, on=MAY + n * DAY)) and ask.on == MAY + n * DAY]
    assert tuple(used) == occasions(lamp)


def test_kept_in_time_late_and_not_at_all() -> None:
    kept = [Told(MAY, State.MADE, JUNE), Told(MAY + DAY, State.KEPT, JUNE)]
    broken = [Told(MAY, State.MADE, JUNE), Told(JUNE + 10 * DAY, State.BROKEN, JUNE)]
    silent = [Told(MAY, State.MADE, JUNE)]
    assert undertakings(kept) == [DuePromise(JUNE, MAY + DAY)]
    assert undertakings(broken) == [DuePromise(JUNE, JUNE + 10 * DAY)]
    assert undertakings(silent) == [DuePromise(JUNE, None)]
    found = promise_closure(
        [one for history in (kept, broken, silent) for one in undertakings(history)], at=JUNE + 20 * DAY
    )
    assert (found.on_time.part, found.on_time.whole, found.median_days_late) == (1, 3, 15)


def test_moving_a_day_in_time_explains_it_and_makes_a_new_undertaking() -> None:
    later = JUNE + 30 * DAY
    history = [
        Told(MAY, State.MADE, JUNE),
        Told(JUNE + 3 * DAY, State.CHANGED, later),
        Told(later, State.KEPT, later),
    ]
    assert undertakings(history) == [DuePromise(JUNE, JUNE + 3 * DAY), DuePromise(later, later)]


def test_what_is_questioned_is_open_again_until_it_is_done() -> None:
    history = [
        Told(MAY, State.MADE, JUNE),
        Told(JUNE, State.KEPT, JUNE),
        Told(JUNE + DAY, State.QUESTIONED, JUNE),
    ]
    assert undertakings(history) == [DuePromise(JUNE, None)]
    done = [*history, Told(JUNE + 9 * DAY, State.KEPT, JUNE)]
    assert undertakings(done) == [DuePromise(JUNE, JUNE + 9 * DAY)]
    moved = [*history, Told(JUNE + 2 * DAY, State.CHANGED, JUNE + 30 * DAY)]
    assert undertakings(moved) == [DuePromise(JUNE, JUNE + 2 * DAY), DuePromise(JUNE + 30 * DAY, None)]


def test_no_history_no_undertaking() -> None:
    assert undertakings([]) == []
    assert undertakings([Told(MAY, State.KEPT, JUNE)]) == []


def test_worked_examples_hold() -> None:
    result = doctest.testmod(promises)
    assert (result.failed, result.attempted) == (0, 15)
