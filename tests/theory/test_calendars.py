"""Whether a phase fits among the others, and templates laid out over a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.planning.cycles.published import SINGLE_ROUND, TEMPLATES
from mutirao.theory.calendars import Template, Window, laid_out, objections, objections_to_all

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def window(first: int, last: int, title: str = "New") -> Window:
    """A phase from one day of the year up to another."""
    return Window(title, BEGIN + timedelta(days=first), BEGIN + timedelta(days=last))


SPRING = window(60, 150, "Spring")


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (window(0, 60), []),
        (window(150, 200), []),
        (window(0, 61), ["overlaps"]),
        (window(149, 200), ["overlaps"]),
        (window(70, 80), ["overlaps"]),
        (window(0, 300), ["overlaps"]),
        (window(60, 150), ["overlaps"]),
        (window(70, 70), ["empty"]),
        (window(10, 9), ["backwards"]),
        (window(200, 210, " spring "), ["same_title"]),
        (window(70, 80, "SPRING"), ["same_title", "overlaps"]),
    ],
)
def test_whether_a_phase_fits(new: Window, codes: list[str]) -> None:
    assert [objection.code for objection in objections(new, [SPRING])] == codes


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=6))
def test_phases_without_objection_are_never_open_at_once(drawn: list[tuple[int, int]]) -> None:
    windows = [window(first, first + length, str(n)) for n, (first, length) in enumerate(drawn)]
    shared = any(
        sum(w.opens <= BEGIN + timedelta(days=day) < w.closes for w in windows) > 1 for day in range(40)
    )
    assert bool(objections_to_all(windows)) == shared


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
@pytest.mark.parametrize("year", [1999, 2000, 2026, 2100])
def test_every_template_makes_a_sound_calendar(template: Template, year: int) -> None:
    phases = laid_out(template, year)
    assert [before.ends for before in phases[:-1]] == [after.first for after in phases[1:]]
    at = [Window(p.title, _moment(p.first), _moment(p.ends)) for p in phases]
    assert objections_to_all(at) == []
    assert template.source or template.mark == "ours"


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def test_the_single_round_follows_the_published_months() -> None:
    assert [(p.title, p.first, p.ends) for p in laid_out(SINGLE_ROUND, 2026)] == [
        ("Meetings to prepare", date(2026, 3, 1), date(2026, 4, 16)),
        ("Single round of assemblies", date(2026, 4, 16), date(2026, 6, 1)),
        ("Forums put works in order", date(2026, 6, 1), date(2026, 7, 1)),
        ("City assembly", date(2026, 7, 1), date(2026, 8, 1)),
        ("The council divides the money", date(2026, 8, 1), date(2026, 11, 1)),
        ("The rules are looked at again", date(2026, 11, 1), date(2027, 3, 1)),
    ]
