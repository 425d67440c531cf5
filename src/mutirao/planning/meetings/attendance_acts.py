"""Signing in: with an account, without one, from a paper sheet, from a device; and closing the doors.

Every line has a key made where it was written, so that handing it in twice, or by fifty devices, counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.people.models import Area, Body
from mutirao.planning.councils.seating_acts import on_the_agenda as council_on_the_agenda
from mutirao.planning.councils.seating_acts import resize
from mutirao.planning.meetings import queries, tokens
from mutirao.planning.meetings.acts import must_be_on
from mutirao.planning.meetings.models import DOOR, OFFLINE, PAPER, PHONE, QR, Attendance, Meeting
from mutirao.planning.meetings.words import STRUCK, WHY_NOT
from mutirao.theory.eligibility import Circle
from mutirao.theory.reasons import bad_input, wrong_state

MOST_LINES = 500
"""Lines handed in at once; a device with more sends them in parts."""

LATER = timedelta(minutes=10)
"""A line that reaches us later than this after it was written was kept by a device without network."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its key, where from, for which group, initials, and when a device wrote it."""

    key: str
    area: Area | None = None
    group: str = ""
    initials: str = ""
    written: datetime | None = None


@act(
    "meeting.sign_in",
    about=lambda meeting, **_: meeting.service,
    eligible=lambda meeting, **_: meeting,
    facts=lambda meeting, **_: {"meeting": meeting.title},
)
def sign_in(
    *, meeting: Meeting, token: str, by: Actor, at: datetime, area: Area | None = None, group: str = ""
) -> Attendance:
    """Sign in at the door with your account, by the code on the poster."""
    held = Meeting.objects.locked(meeting.pk)
    _must_be_let_in(held, tokens.kind_of(held.pk, token), at)
    person = by.someone
    if held.attendances.counted().filter(person=person).exists():
        raise wrong_state(_("You have signed in already: you are counted once."))
    line = Line(f"person:{person.pk}", area or person.home, group)
    struck = held.attendances.filter(key=line.key).first()
    if struck is not None:  # a line that was struck by mistake is written anew
        line = Line(f"person:{person.pk}:{struck.pk}", line.area, group)
    row = _rows(held, [line], QR, at)[0]
    row.person = person
    row.save(force_insert=True)
    return row


@act(
    "meeting.walk_in",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, **_: {"meeting": result.title, "lines": result.new_lines},
)
def walk_in(*, meeting: Meeting, token: str, lines: Sequence[Line], by: Actor, at: datetime) -> Meeting:
    """Sign in without an account, by the poster's code, or hand in what a device at the door has kept."""
    held = Meeting.objects.locked(meeting.pk)
    kind = tokens.kind_of(held.pk, token)
    at_door = kind == tokens.DOOR
    _must_be_few(lines)
    for line in lines:
        _must_be_let_in(held, kind, at, written=line.written if at_door else None)
    if not at_door and held.open_to in (Circle.BODY, Circle.PARTIES):
        raise wrong_state(WHY_NOT["members"]())
    late = [line for line in lines if at_door and line.written and at - line.written > LATER]
    prompt = [line for line in lines if line not in late]
    rows = _rows(held, prompt, DOOR if at_door else PHONE, at) + _rows(held, late, OFFLINE, at)
    return _write(held, rows)


@act(
    "meeting.type_in",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, sheet, **_: {"meeting": result.title, "lines": result.new_lines, "sheet": sheet},
)
def type_in(*, meeting: Meeting, sheet: int, lines: Sequence[Line], by: Actor, at: datetime) -> Meeting:
    """Type in the lines of a paper sheet; each counts once, whoever types it in and how often."""
    held = Meeting.objects.locked(meeting.pk)
    must_be_on(held)
    if at < held.starts_at - timedelta(hours=12):
        raise wrong_state(WHY_NOT["early"]())
    _must_be_few(lines)
    return _write(held, _rows(held, lines, PAPER, at))


@act(
    "meeting.strike",
    about=lambda line, **_: line.meeting.service,
    facts=lambda result, why, **_: {"meeting": result.meeting.title, "why": why, "channel": result.channel},
)
def strike(*, line: Attendance, why: str, by: Actor, at: datetime) -> Attendance:
    """Strike a line written by mistake; it stays, and does not count. why: a code of `words.STRUCK`."""
    meeting = Meeting.objects.locked(line.meeting_id)
    must_be_on(meeting)
    if why not in STRUCK:
        raise bad_input(_("Say why the line is struck."))
    held = Attendance.objects.select_related("meeting").get(pk=line.pk)
    if held.struck_at:
        raise wrong_state(_("This line has been struck already."))
    held.struck_at = at
    held.save(update_fields=["struck_at"])
    return held


@act(
    "meeting.close",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, **_: {
        "meeting": result.title,
        "present": result.present,
        "delegates": result.delegates,
        "substitutes": result.substitutes,
        "rule": result.scale.origin if result.scale else "",
    },
)
def close(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Close the doors: the count is frozen, with the rule in force and the delegates that makes."""
    held = Meeting.objects.locked(meeting.pk)
    must_be_on(held)
    if at < held.starts_at:
        raise wrong_state(_("The meeting has not begun yet."))
    shown = queries.live(held)
    held.present, held.closed_at = shown.tally.present, at
    if held.elects_delegates:
        if shown.scale is None or shown.due is None:
            raise wrong_state(
                _("Set the rule for delegates first: none is in force on the day of this meeting.")
            )
        held.scale, held.delegates, held.substitutes = shown.scale, shown.due.delegates, shown.due.substitutes
        if held.delegates_to is not None:
            resize(held.delegates_to, full=held.delegates, substitutes=held.substitutes)
            council_on_the_agenda(held.delegates_to.council, at)
    held.save(update_fields=["present", "closed_at", "scale", "delegates", "substitutes"])
    return held


def _must_be_few(lines: Sequence[Line]) -> None:
    if not lines:
        raise bad_input(_("There is no line to write down."))
    if len(lines) > MOST_LINES:
        raise bad_input(_("These are too many lines at once."))


def _must_be_let_in(meeting: Meeting, kind: str, at: datetime, *, written: datetime | None = None) -> None:
    code = queries.why_not(meeting, kind, at=at, written=min(written, at) if written else None)
    if code:
        raise (bad_input if code == "forged" else wrong_state)(WHY_NOT[code]())


def _rows(meeting: Meeting, lines: Sequence[Line], channel: str, at: datetime) -> list[Attendance]:
    """The lines as rows; a group that takes part in the service is known by its name."""
    known = {}
    if any(line.group.strip() for line in lines):
        known = {body.name.casefold(): body for body in Body.objects.filter(parties__service=meeting.service)}
    rows = []
    for line in lines:
        name = " ".join(line.group.split())[:200]
        group = known.get(name.casefold())
        shown = group.name if group else name
        rows.append(
            Attendance(
                meeting=meeting,
                key=tokens.short(line.key),
                area=line.area,
                group=group,
                group_name=shown,
                group_key=addresses.plain(shown) if shown else "",
                initials=line.initials.strip()[:12],
                channel=channel,
                signed_at=min(line.written, at) if line.written else at,
                recorded_at=at,
            )
        )
    return rows


def _write(meeting: Meeting, rows: Sequence[Attendance]) -> Meeting:
    """Write the lines that are not there yet; refuse where all of them are."""
    once = {row.key: row for row in rows}
    there = meeting.attendances.filter(key__in=list(once)).values_list("key", flat=True)
    for key in there:
        del once[key]
    if not once:
        raise wrong_state(_("This has been written down already: everybody is counted once."))
    Attendance.objects.bulk_create(once.values(), batch_size=200)
    meeting.new_lines = len(once)
    return meeting
