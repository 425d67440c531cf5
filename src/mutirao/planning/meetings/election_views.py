"""Pages about elections at a meeting: which there are, standing, entering somebody, recording the count."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.people.models import Person
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.councils.models import Category
from mutirao.planning.meetings import election_acts, queries
from mutirao.planning.meetings.door_forms import CountForm, ElectionForm, StandForm
from mutirao.planning.meetings.models import Attendance, Election, Meeting
from mutirao.planning.meetings.views import ask, find


def elections(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The elections of a meeting, and what each group may elect."""
    service, seat = open_service(request, slug)
    found = find(service, seat, pk)
    facts = {
        "service": service,
        "meeting": found,
        "elections": queries.elections_of(found),
        "live": queries.live(found) if found.closed_at else None,
        "open_election": door(seat, "meeting.open_election"),
        "stand": door(seat, "meeting.stand", found),
        "elect": door(seat, "meeting.elect"),
    }
    return render(request, "meetings/elections.html", facts)


def open_election(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Open an election."""
    service, seat = open_service(request, slug, to="meeting.open_election")
    found = find(service, seat, pk)
    categories = Category.objects.filter(council__service=service).select_related("council")
    initial = {
        "category": found.delegates_to_id,
        "full": found.delegates or None,
        "substitutes": found.substitutes,
    }
    form = ElectionForm(request.POST or None, categories=categories, initial=initial)
    if form.is_valid() and attempt(
        form, election_acts.open_election, meeting=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("The election is open: people who signed in can stand."))
        return redirect("meeting-elections", slug, pk)
    return ask(request, service, form, _("Open an election"), _("Open this election"), found.title)


def _election(meeting: Meeting, pk: int) -> Election:
    held = meeting.elections.select_related(
        "meeting__service", "meeting__open_to_body", "meeting__open_to_area", "category__council"
    )
    return get_object_or_404(held, pk=pk)


@require_POST
def stand(request: HttpRequest, slug: str, pk: UUID, election: int) -> HttpResponse:
    """Stand in an election."""
    service, seat = open_service(request, slug)
    held = _election(find(service, seat, pk), election)
    election_acts.stand(election=held, by=seat.actor, at=now())
    messages.success(request, _("You stand for election."))
    return redirect("meeting-elections", slug, pk)


def enter(request: HttpRequest, slug: str, pk: UUID, election: int) -> HttpResponse:
    """Enter a candidate who asked for it, among those who signed in; both names stand behind the act."""
    service, seat = open_service(request, slug, to="meeting.elect")
    held = _election(find(service, seat, pk), election)
    came = Attendance.objects.counted().filter(meeting=held.meeting, person__isnull=False)
    if held.group_key:
        came = came.filter(group_key=held.group_key)
    people = Person.objects.filter(pk__in=came.values("person")).order_by("name", "pk")
    form = StandForm(request.POST or None, people=people)
    if form.is_valid():
        by = Actor(seat.actor.person, behalf=form.cleaned_data["person"], is_strong=seat.actor.is_strong)
        if attempt(form, election_acts.stand, election=held, by=by, at=now()):
            messages.success(request, _("They stand for election."))
            return redirect("meeting-elections", slug, pk)
    return ask(request, service, form, _("Enter a candidate"), _("Enter this candidate"), str(held))


def elect(request: HttpRequest, slug: str, pk: UUID, election: int) -> HttpResponse:
    """Record the count of an election."""
    service, seat = open_service(request, slug, to="meeting.elect")
    held = _election(find(service, seat, pk), election)
    standing = held.candidates.select_related("person")
    initial = {"starts": seat.today, "source": _("Show of hands")}
    form = CountForm(request.POST or None, standing=standing, initial=initial)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("source", "starts")}
        votes = form.votes()
        if attempt(form, election_acts.elect, election=held, votes=votes, **given, by=seat.actor, at=now()):
            messages.success(
                request, _("Recorded. Whoever is elected holds a seat now; the term ends by itself.")
            )
            return redirect("meeting-elections", slug, pk)
    return ask(request, service, form, _("Who is elected?"), _("Record the count"), str(held))
