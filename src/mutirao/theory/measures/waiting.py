"""Waiting: how long people wait for money or an answer, the ones still waiting included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Risk

FIVE_DAYS = Bands(
    (Band("in time"), Band("waiting too long", Fraction(5), has_edge=False)), "our own", Mark.OURS
)

MISLEADS = "A middle value hides the few who wait for months, so the longest wait stands beside it."

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="days_to_pay",
        risk=Risk.COSTS,
        title="Days until people are paid back",
        question="How long do people wait for their own money?",
        formula="median of days from claim to payment, unpaid claims counted up to the day asked about",
        unit="days",
        source="our own",
        mark=Mark.OURS,
        misleads=MISLEADS,
        computed_by="median_wait",
        bands=FIVE_DAYS,
    ),
    Measure(
        slug="days_to_answer",
        risk=Risk.TRUST,
        title="Days until a proposal is answered",
        question="How long do proposals wait for an answer?",
        formula="median of days from proposal to answer, open proposals counted up to the day asked about",
        unit="days",
        source="our own",
        mark=Mark.OURS,
        misleads=MISLEADS,
        computed_by="median_wait",
    ),
)


@dataclass(frozen=True, slots=True)
class Wait:
    """One wait: the day it began and the day it ended (None: still waiting)."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("A wait cannot end before it begins.")


@dataclass(frozen=True, slots=True)
class MedianWait:
    """The middle and the longest wait in days, of how many waits, and how many are still open."""

    median: Fraction
    longest: int
    waits: int
    still_open: int


def median_wait(waits: Iterable[Wait], *, at: date) -> MedianWait:
    """How long people wait, as it stood at the end of a day.

    waits: one for each claim or proposal; those that began after `at` are left out, and those that ended
    after it were still open, so that a past answer can be worked out again.
    Exact, in days. Errors: ValueError when nobody had begun to wait. Source: our own.
    Misleads: A middle value hides the few who wait for months, so the longest wait stands beside it.

    >>> claims = [Wait(date(2024, 5, 1), date(2024, 5, 3)), Wait(date(2024, 5, 2)), Wait(date(2024, 6, 1))]
    >>> median_wait(claims, at=date(2024, 5, 10))
    MedianWait(median=Fraction(5, 1), longest=8, waits=2, still_open=1)
    """
    begun = [wait for wait in waits if wait.since <= at]
    if not begun:
        raise ValueError("Nobody has been waiting yet.")
    days = [(min(wait.until or at, at) - wait.since).days for wait in begun]
    still_open = sum(wait.until is None or wait.until > at for wait in begun)
    return MedianWait(median(map(Fraction, days)), max(days), len(days), still_open)
