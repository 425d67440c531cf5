"""Pages about minutes: reading, writing, making decisions of points, publishing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.meetings import minutes_acts
from mutirao.planning.meetings.door_forms import DecideForm, MinuteForm, PromiseForm
from mutirao.planning.meetings.models import Meeting, Minute
from mutirao.planning.meetings.views import ask, find


def minutes(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The minutes; until they are published, others read only the points that were decided."""
    service, seat = open_service(request, slug)
    found = find(service, seat, pk)
    write_door = door(seat, "meeting.write")
    points = found.minutes.select_related("decision", "promise")
    if not found.minutes_published_at and not write_door.is_open:
        points = points.filter(Q(decision__isnull=False) | Q(promise__isnull=False))
    facts = {
        "service": service,
        "meeting": found,
        "points": points,
        "write": write_door,
        "decide": door(seat, "meeting.decide"),
        "promise": door(seat, "meeting.promise"),
        "may_write": write_door.is_open and not found.minutes_published_at and not found.cancelled_at,
        "form": MinuteForm(items=found.items) if write_door.is_open else None,
    }
    return render(request, "meetings/minutes.html", facts)


def write(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Write a point."""
    service, seat = open_service(request, slug, to="meeting.write")
    found = find(service, seat, pk)
    form = MinuteForm(request.POST or None, items=found.items)
    if form.is_valid() and attempt(
        form, minutes_acts.write, meeting=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Written."))
        return redirect("meeting-minutes", slug, pk)
    return ask(request, service, form, _("Write a point"), _("Write this point"), found.title)


def _point(meeting: Meeting, number: int) -> Minute:
    return get_object_or_404(meeting.minutes.select_related("meeting__service"), number=number)


def rewrite(request: HttpRequest, slug: str, pk: UUID, number: int) -> HttpResponse:
    """Write a point anew."""
    service, seat = open_service(request, slug, to="meeting.write")
    found = find(service, seat, pk)
    point = _point(found, number)
    initial = {"item": point.item, "text": point.text}
    form = MinuteForm(request.POST or None, items=found.items, initial=initial)
    if form.is_valid() and attempt(
        form, minutes_acts.write, meeting=found, minute=point, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Written anew."))
        return redirect("meeting-minutes", slug, pk)
    return ask(request, service, form, _("Write a point anew"), _("Write it anew"), found.title)


def decide(request: HttpRequest, slug: str, pk: UUID, number: int) -> HttpResponse:
    """Make a decision of a point."""
    service, seat = open_service(request, slug, to="meeting.decide")
    point = _point(find(service, seat, pk), number)
    initial = {"title": point.item, "outcome": point.text}
    form = DecideForm(request.POST or None, initial=initial)
    if form.is_valid():
        made = attempt(form, minutes_acts.decide, minute=point, **form.cleaned_data, by=seat.actor, at=now())
        if made:
            messages.success(request, _("Decided and published."))
            return redirect("meeting-minutes", slug, pk)
    return ask(
        request, service, form, _("Make a decision of this point"), _("Decide and publish"), point.text
    )


def promise(request: HttpRequest, slug: str, pk: UUID, number: int) -> HttpResponse:
    """Write down what a party promised at a point."""
    service, seat = open_service(request, slug, to="meeting.promise")
    point = _point(find(service, seat, pk), number)
    parties = service.parties.select_related("body")
    form = PromiseForm(request.POST or None, parties=parties, initial={"what": point.text[:300]})
    if form.is_valid() and attempt(
        form, minutes_acts.promise, minute=point, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("The promise is written down, and whoever answers for it is told."))
        return redirect("meeting-minutes", slug, pk)
    return ask(request, service, form, _("Write down a promise"), _("Write down this promise"), point.text)


@require_POST
def publish(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Publish the minutes."""
    service, seat = open_service(request, slug, to="meeting.publish")
    minutes_acts.publish(meeting=find(service, seat, pk), by=seat.actor, at=now())
    messages.success(request, _("The minutes are published."))
    return redirect("meeting-minutes", slug, pk)
