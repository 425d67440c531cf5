"""Periods are half-open: what closes at noon is closed at noon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.periods import Period, Stage

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("period", "at", "stage"),
    [
        (Period(), NOON, Stage.OPEN),
        (Period(NOON), NOON - HOUR, Stage.COMING),
        (Period(NOON), NOON, Stage.OPEN),
        (Period(None, NOON), NOON - HOUR, Stage.OPEN),
        (Period(None, NOON), NOON, Stage.OVER),
        (Period(NOON, NOON + HOUR), NOON - HOUR, Stage.COMING),
        (Period(NOON, NOON + HOUR), NOON + HOUR / 2, Stage.OPEN),
        (Period(NOON, NOON + HOUR), NOON + HOUR, Stage.OVER),
    ],
)
def test_where_a_moment_lies(period: Period, at: datetime, stage: Stage) -> None:
    assert period.stage(at) is stage
    assert period.is_open(at) is (stage is Stage.OPEN)


MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(MOMENTS, MOMENTS, MOMENTS)
def test_two_periods_that_meet_are_never_both_open(first: datetime, turn: datetime, at: datetime) -> None:
    before, after = Period(first, turn), Period(turn, None)
    assert not (before.is_open(at) and after.is_open(at))
    assert before.runs_forward is (first < turn)
