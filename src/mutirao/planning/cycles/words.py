"""Sentences about calendars and phases. One place, translated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.theory.calendars import Objection
from mutirao.theory.marks import Mark
from mutirao.theory.periods import Period, Stage

DONE: Mapping[str, Any] = {
    "cycle.make": gettext_lazy("made the calendar “%(cycle)s” with %(phases)s phases"),
    "cycle.add_phase": gettext_lazy("added the phase “%(phase)s” to “%(cycle)s”"),
    "cycle.move_phase": gettext_lazy("gave the phase “%(phase)s” of “%(cycle)s” other dates"),
    "cycle.remove_phase": gettext_lazy("removed the phase “%(phase)s” from “%(cycle)s”"),
}

AGENDA: Mapping[str, Any] = {
    "cycle.phase.open": gettext_lazy("“%(title)s” runs until %(closes)s"),
    "cycle.phase.coming": gettext_lazy("“%(title)s” begins on %(opens)s"),
    "cycle.phase.lately": gettext_lazy("“%(title)s” ended on %(closes)s"),
}

WHY_NOT: Mapping[str, Callable[[], str]] = {
    "empty": lambda: _("“%(title)s” would end as it begins. Give it at least a day."),
    "backwards": lambda: _("“%(title)s” would end before it begins. Look at the two dates again."),
    "overlaps": lambda: _(
        "“%(title)s” would run at the same time as “%(other)s”. Phases follow each other: choose other "
        "dates, or move “%(other)s” first."
    ),
    "same_title": lambda: _("There is a phase called “%(other)s” already. Give this one another name."),
}


def why_not(objection: Objection) -> str:
    """One sentence for why a phase does not fit."""
    return WHY_NOT[objection.code]() % {"title": objection.title, "other": objection.other}


STAGES: Mapping[Stage, tuple[Any, str]] = {
    Stage.OPEN: (gettext_lazy("now"), "good"),
    Stage.COMING: (gettext_lazy("to come"), "neutral"),
    Stage.OVER: (gettext_lazy("over"), "quiet"),
}


def last_day(closes: datetime) -> datetime:
    """A moment on the last day of something: what closes at midnight was open the day before."""
    return localtime(closes) - timedelta(microseconds=1)


def days(period: Period) -> str:
    """A period from its first day to its last, in words."""
    opens, closes = period.opens, period.closes
    if opens is None or closes is None:
        return ""
    first = date_format(localtime(opens), "DATE_FORMAT")
    last = date_format(last_day(closes), "DATE_FORMAT")
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


MARKS: Mapping[Mark, Any] = {
    Mark.PUBLISHED: gettext_lazy("published"),
    Mark.RECALLED: gettext_lazy("published, quoted from memory"),
    Mark.SYNTHETIC: gettext_lazy("made up for an example"),
    Mark.OURS: gettext_lazy("our own"),
}
"""How well a figure or a date is known, in a word or two."""
