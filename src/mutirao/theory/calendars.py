"""Calendars: whether a phase fits among the others, and calendars laid out over a year from a template.

A phase is a period with both ends, half-open: one that closes at midnight leaves that moment to the next. The
phases of one cycle follow each other: no two are open at once, so that everybody knows what is on now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mutirao.theory.marks import Mark


@dataclass(frozen=True, slots=True)
class Window:
    """A phase as the rule sees it: its title, when it opens and when it closes."""

    title: str
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a phase does not fit: `empty`, `backwards`, `overlaps`, `same_title`; and the other's title."""

    code: str
    title: str
    other: str = ""


def objections(window: Window, others: Iterable[Window]) -> list[Objection]:
    """Every reason why a phase cannot stand among the others, or nothing.

    >>> spring = Window("Spring", datetime(2026, 3, 1), datetime(2026, 6, 1))
    >>> summer = Window("Summer", datetime(2026, 6, 1), datetime(2026, 9, 1))
    >>> objections(spring, [summer])
    []
    >>> late = Window("May", datetime(2026, 5, 1), datetime(2026, 6, 2))
    >>> [(o.code, o.other) for o in objections(late, [summer])]
    [('overlaps', 'Summer')]
    """
    if window.opens == window.closes:
        return [Objection("empty", window.title)]
    if window.opens > window.closes:
        return [Objection("backwards", window.title)]
    found = []
    for other in others:
        if other.title.strip().casefold() == window.title.strip().casefold():
            found.append(Objection("same_title", window.title, other.title))
        if window.opens < other.closes and other.opens < window.closes:
            found.append(Objection("overlaps", window.title, other.title))
    return found


def objections_to_all(windows: Sequence[Window]) -> list[Objection]:
    """Every reason why these phases cannot stand together; each pair is named once."""
    return [o for n, window in enumerate(windows) for o in objections(window, windows[:n])]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase of a template: it opens on this day of the cycle's year, or of the next (`years_on` = 1)."""

    title: str
    about: str
    month: int
    day: int
    years_on: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """A calendar to begin from: its phases, each closing as the next opens, the last on `ends`.

    mark: how well it is known; note: what a reader must know about its dates.
    """

    slug: str
    title: str
    source: str
    mark: Mark
    stretches: tuple[Stretch, ...]
    ends: tuple[int, int, int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """A phase of a template in a real year: from its first day up to, not including, the day it ends."""

    title: str
    about: str
    first: date
    ends: date


def laid_out(template: Template, year: int) -> list[Laid]:
    """The phases of a template in a cycle that begins in this year.

    >>> stretches = (Stretch("Listen", "", 3, 1), Stretch("Do", "", 11, 1))
    >>> plan = Template("t", "T", "", Mark.OURS, stretches, (3, 1, 1))
    >>> [(p.title, str(p.first), str(p.ends)) for p in laid_out(plan, 2026)]
    [('Listen', '2026-03-01', '2026-11-01'), ('Do', '2026-11-01', '2027-03-01')]
    """
    month, day, years_on = template.ends
    firsts = [date(year + s.years_on, s.month, s.day) for s in template.stretches]
    ends = [*firsts[1:], date(year + years_on, month, day)]
    return [
        Laid(stretch.title, stretch.about, first, end)
        for stretch, first, end in zip(template.stretches, firsts, ends, strict=True)
    ]
