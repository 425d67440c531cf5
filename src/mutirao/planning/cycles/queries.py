"""Reading calendars, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.services.models import Service
from mutirao.planning.cycles import words
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.theory.periods import Period, Stage

MOST_IN_A_PHASE = 100
"""No phase has so much in it that more would be read."""


def of(service: Service) -> QuerySet[Cycle]:
    """A service's calendars with their phases, newest first: two queries."""
    phases = Prefetch("phases", Phase.objects.order_by("opens_at", "id"))
    return Cycle.objects.filter(service=service).prefetch_related(phases)


def phases_of(service: Service) -> QuerySet[Phase]:
    """Every phase of a service with its calendar."""
    return Phase.objects.filter(cycle__service=service).select_related("cycle")


@dataclass(frozen=True, slots=True)
class Line:
    """A phase as people read it."""

    pk: int
    title: str
    about: str
    days: str
    stage: Any
    kind: str
    is_now: bool


def lines(cycle: Cycle, at: datetime) -> list[Line]:
    """The phases of a calendar in order."""
    return [line(phase, at) for phase in cycle.phases.all()]


def line(phase: Phase, at: datetime) -> Line:
    """One phase."""
    found = stage(phase.period, at)
    return Line(phase.pk, phase.title, phase.about, found.days, found.words, found.kind, found.is_now)


@dataclass(frozen=True, slots=True)
class StageLine:
    """Where a period stands at a moment, as people read it; kind: of a tag."""

    words: Any
    kind: str
    days: str
    is_now: bool


def stage(period: Period, at: datetime) -> StageLine:
    """Where anything that opens and closes by itself stands."""
    found = period.stage(at)
    name, kind = words.STAGES[found]
    return StageLine(name, kind, words.days(period), found is Stage.OPEN)


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the drawing of a calendar needs: moments in seconds, now, and what it shows in a sentence."""

    rows: list[tuple[str, float, float, str]]
    start: float
    end: float
    now: float
    now_label: str
    finding: str


def timeline(cycle: Cycle, at: datetime) -> Timeline:
    """A calendar for the picture: no query."""
    phases = list(cycle.phases.all())
    rows = [(p.title, p.opens_at.timestamp(), p.closes_at.timestamp(), words.days(p.period)) for p in phases]
    label = _("now, %(day)s") % {"day": date_format(localtime(at), "DATE_FORMAT")}
    start, end = min((row[1] for row in rows), default=0), max((row[2] for row in rows), default=0)
    return Timeline(rows, start, end, at.timestamp(), label, _finding(phases, at))


def _finding(phases: list[Phase], at: datetime) -> str:
    """Where the calendar stands now, in a sentence."""
    current = next((p for p in phases if p.period.is_open(at)), None)
    coming = next((p for p in phases if p.period.stage(at) is Stage.COMING), None)
    if current is not None:
        left = (localtime(current.closes_at) - localtime(at)).days
        said = _("It is the time of “%(title)s”.") % {"title": current.title}
        ends = ngettext("It ends in %(n)s day.", "It ends in %(n)s days.", left) % {"n": left}
        return f"{said} {ends}" if left else f"{said} " + _("It ends today.")
    if coming is not None:
        day = date_format(localtime(coming.opens_at), "DATE_FORMAT")
        return _("Nothing is open now. “%(title)s” begins on %(day)s.") % {"title": coming.title, "day": day}
    return _("Everything in this calendar is over.") if phases else ""


def current(cycle: Cycle, at: datetime) -> Line | None:
    """The phase that is open now, if one is."""
    return next((found for found in lines(cycle, at) if found.is_now), None)


def inside(phase: Phase, at: datetime) -> list[agenda.Line]:
    """What opens and closes with a phase, beside the phase itself: one query."""
    items = Item.objects.filter(follows=phase.follows).exclude(about=agenda.key(phase))
    return [agenda.line(item, at) for item in items[:MOST_IN_A_PHASE]]


@dataclass(frozen=True, slots=True)
class Moved:
    """One change of dates, as people read it."""

    before: str
    after: str
    why: str
    when: datetime


def moves(phase: Phase) -> list[Moved]:
    """Every change of a phase's dates, newest first: one query."""
    return [
        Moved(
            words.days(move.before),
            words.days(move.after),
            move.why,
            move.moved_at,
        )
        for move in phase.moves.all()
    ]
