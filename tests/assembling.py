"""What Ada does for meetings in tests: sets the rule, calls one whose doors are open now, lets people in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cast import NOW, TODAY, Cast
from mutirao.base.services.models import Service
from mutirao.planning.meetings import acts, attendance_acts, tokens
from mutirao.planning.meetings.attendance_acts import Line
from mutirao.planning.meetings.models import Meeting, Scale
from mutirao.theory.meetings import SLIDING, DelegateRule

TITLE = "Plenary of the hill"
RULE = DelegateRule(SLIDING, since=TODAY, origin="Regulation of 2 May, article 7")


def set_rule(cast: Cast, service: Service, rule: DelegateRule = RULE) -> Scale:
    """Ada sets the sliding scale, unless told otherwise."""
    made: Scale = acts.set_rule(service=service, rule=rule, by=cast.acting("ada"), at=NOW)
    return made


def plan(**given: Any) -> acts.Plan:
    """A meeting that begins now and lasts two hours, unless told otherwise."""
    usual = {
        "title": TITLE,
        "kind": "assembly",
        "place": "Village hall",
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=2),
        "items": ("Welcome", "Priorities"),
        "elects_delegates": True,
    }
    return acts.Plan(**{**usual, **given})


def call(cast: Cast, service: Service, **given: Any) -> Meeting:
    """Ada calls it."""
    made: Meeting = acts.call(service=service, plan=plan(**given), by=cast.acting("ada"), at=NOW)
    return made


def poster(meeting: Meeting) -> str:
    """The code on its poster."""
    return tokens.token(meeting.pk, tokens.POSTER)


def door(meeting: Meeting) -> str:
    """The code of a device at its door."""
    return tokens.token(meeting.pk, tokens.DOOR)


def lines(many: int, *, group: str = "", first: int = 0) -> list[Line]:
    """So many lines, each with a key of its own."""
    return [Line(f"line-{group}-{n}", group=group) for n in range(first, first + many)]


def type_in(cast: Cast, meeting: Meeting, given: list[Line], *, sheet: int = 1) -> Meeting:
    """Ada types in a sheet while the meeting begins."""
    made: Meeting = attendance_acts.type_in(
        meeting=meeting, sheet=sheet, lines=given, by=cast.acting("ada"), at=meeting.starts_at
    )
    return made


def fill(cast: Cast, meeting: Meeting, many: int, *, group: str = "") -> None:
    """So many people come, written down in parts."""
    for first in range(0, many, attendance_acts.MOST_LINES):
        part = min(attendance_acts.MOST_LINES, many - first)
        type_in(cast, meeting, lines(part, group=group, first=first))
