"""Reading meetings, shaped for a page; counts are made by the database, whatever the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Sum, Value

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.people.models import Area
from mutirao.base.services.models import Service
from mutirao.planning.meetings.models import Attendance, Election, Meeting, Scale, SignUp
from mutirao.theory import meetings
from mutirao.theory.measures.measure import hide_small
from mutirao.theory.meetings import Apportionment, Due


def of(service: Service) -> QuerySet[Meeting]:
    """A service's meetings, the latest first."""
    return Meeting.objects.filter(service=service).select_related("area", "council")


def for_page(service: Service, actor: Actor) -> QuerySet[Meeting]:
    """Meetings with all that a page needs, and whether whoever asks has signed up and in: one query."""
    found = Meeting.objects.whole().filter(service=service)
    if actor.whose is None:
        return found.annotate(has_signed_up=Value(0), has_signed_in=Value(0))
    mine = {"meeting": OuterRef("pk"), "person": actor.whose}
    return found.annotate(
        has_signed_up=Exists(SignUp.objects.filter(**mine)),
        has_signed_in=Exists(Attendance.objects.counted().filter(**mine)),
    )


def scale_on(service: Service, on: date) -> Scale | None:
    """The rule for delegates in force on a day."""
    return Scale.objects.filter(service=service, since__lte=on).first()


@dataclass(frozen=True, slots=True)
class Tally:
    """Who came, in numbers: in all, by area, by group represented ("" for those on their own)."""

    present: int
    areas: Mapping[str, int]
    groups: Mapping[str, int]
    names: Mapping[str, str]

    def shown_areas(self) -> list[tuple[str, int | None]]:
        """Areas with their counts; None where a count is too small to show."""
        return _shown(self.areas)

    def shown_groups(self) -> list[tuple[str, int | None]]:
        """Groups with their counts; those too small to show are not even named, but for one line together."""
        rows = [(self.names.get(key, ""), n) for key, n in _shown(self.groups)]
        named: list[tuple[str, int | None]] = [(name, n) for name, n in rows if n is not None]
        return [*named, ("…", None)] if len(named) < len(rows) else named


def _shown(counts: Mapping[str, int]) -> list[tuple[str, int | None]]:
    shown = hide_small(counts)
    return [(name, shown[name]) for name in sorted(counts, key=lambda name: (-counts[name], name))]


def tally(meeting: Meeting) -> Tally:
    """Who came, in numbers: one query, one row for each pair of area and group."""
    rows = (
        meeting.attendances.counted()
        .order_by()
        .values("area__name", "group_key")
        .annotate(n=Count("id"), name=Min("group_name"))
    )
    areas: dict[str, int] = {}
    groups: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in rows:
        area, key, n = row["area__name"] or "", row["group_key"], row["n"]
        areas[area] = areas.get(area, 0) + n
        groups[key] = groups.get(key, 0) + n
        names.setdefault(key, row["name"])
    return Tally(sum(groups.values()), areas, groups, names)


@dataclass(frozen=True, slots=True)
class Live:
    """What the screen in the room shows: who is there and how many delegates that makes now."""

    tally: Tally
    due: Due | None
    scale: Scale | None
    seats: Apportionment | None

    @property
    def seats_by_group(self) -> list[tuple[str, int]]:
        """Groups that get at least one delegate, most first; "" for those who came on their own."""
        if self.seats is None:
            return []
        given = [(self.tally.names.get(key, ""), n) for key, n in self.seats.seats.items() if n]
        return sorted(given, key=lambda row: (-row[1], row[0]))

    @property
    def tied(self) -> list[str]:
        """The groups between which the last seats stand open."""
        return [self.tally.names.get(key, "") for key in self.seats.tied] if self.seats else []


def live(meeting: Meeting) -> Live:
    """What those present make now; once the doors are closed, what they made then. One query, or two."""
    counted = tally(meeting)
    if not meeting.elects_delegates:
        return Live(counted, None, None, None)
    scale = meeting.scale or scale_on(meeting.service, day_of(meeting.starts_at))
    if scale is None:
        return Live(counted, None, None, None)
    due = meetings.due(meeting.present if meeting.closed_at else counted.present, scale.as_rule())
    return Live(counted, due, scale, meetings.apportion(due.delegates, counted.groups))


def needs(meeting: Meeting) -> dict[str, int]:
    """What people asked for, in numbers: one query."""
    found: dict[str, int] = meeting.sign_ups.aggregate(
        people=Count("id"),
        childcare=Count("id", filter=Q(children__gt=0)),
        travel=Count("id", filter=Q(travel=True)),
        access=Count("id", filter=~Q(access="")),
        language=Count("id", filter=~Q(language="")),
        food=Count("id", filter=~Q(food="")),
        children=Sum("children", default=0),
    )
    return found


def areas_for(meeting: Meeting) -> QuerySet[Area]:
    """The areas people can say they come from: that of the meeting, or of the service, and its parts."""
    around = meeting.open_to_area_id or meeting.area_id or meeting.service.area_id
    return Area.objects.filter(Q(pk=around) | Q(parent=around)).select_related("parent").order_by("name")


def why_not(meeting: Meeting, kind: str, *, at: datetime, written: datetime | None = None) -> str:
    """Why nobody can sign in with a code of this kind now: a code of `words.WHY_NOT`, or ""."""
    if not kind:
        return "forged"
    if meeting.cancelled_at:
        return "off"
    return meetings.refusal(
        meeting.starts_at, meeting.ends_at, at=at, written=written, closed=meeting.closed_at is not None
    )


def elections_of(meeting: Meeting) -> QuerySet[Election]:
    """The elections of a meeting, with how many stand in each."""
    found = Election.objects.filter(meeting=meeting).select_related("category__council")
    return found.annotate(standing=Count("candidates"))


def lines_of(meeting: Meeting, most: int = 50) -> Iterable[Mapping[str, Any]]:
    """The newest lines, for whoever puts a wrong one right: no names, only how it was written."""
    return (
        meeting.attendances.counted()
        .order_by("-id")
        .values("pk", "key", "channel", "initials", "area__name", "group_name", "signed_at")[:most]
    )


WORKED_OUT = (9, 100, 250, 520, 1789)
"""Meetings of these sizes are worked out beside each rule, so that anybody can check it."""


def worked_out(scale: Scale) -> list[tuple[int, int, int]]:
    """(people present, delegates, substitutes) for a few sizes of meeting."""
    found = [(n, meetings.due(n, scale.as_rule())) for n in WORKED_OUT]
    return [(n, due.delegates, due.substitutes) for n, due in found]
