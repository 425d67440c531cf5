"""Voting with help: somebody enters a vote for another, hands over a paper, or runs a voting desk.

A voting desk is a device that forgets whoever opened it: its session knows nothing but which vote it is for
and, for a few minutes, the voter who showed a code from their card.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.people.models import Person
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import door, now, open_service
from mutirao.planning.ballots import queries, vote_acts
from mutirao.planning.ballots.ballot_models import NO_PAPER
from mutirao.planning.ballots.models import Ballot, Participation
from mutirao.planning.ballots.views import paper_facts, saved, tag, whole
from mutirao.planning.ballots.vote_forms import KioskForm, VoteForm
from mutirao.planning.ballots.vote_models import KIOSK

AT_THE_DESK = timedelta(minutes=10)
"""A voter who walks away is forgotten after this."""

MOST_PEOPLE = 50
"""More are not listed: one looks for a name."""


# -- somebody enters a vote for another -------------------------------------------------------------------


def people(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The people for whom somebody who keeps the records may enter a vote, or whom they give a paper."""
    service, seat = open_service(request, slug, to="person.register")
    ballot = whole(service, address, seat.actor)
    search = request.GET.get("q", "").strip()
    known = Person.objects.filter(memberships__body__in=seat.kept_bodies, is_active=True)
    if search:
        known = known.filter(name__icontains=search)
    part = Participation.objects.filter(ballot=ballot, person=OuterRef("pk")).values("channel")
    known = known.distinct().annotate(part=Subquery(part)).order_by("name", "pk")
    facts = {"service": service, "ballot": ballot, "people": known[:MOST_PEOPLE], "search": search}
    facts["most"] = MOST_PEOPLE
    facts["has_papers"] = ballot.papers != NO_PAPER
    return render(request, "ballots/people.html", facts)


def _for(request: HttpRequest, slug: str, address: str, pk: UUID) -> tuple[Ballot, Actor, Seat]:
    service, seat = open_service(request, slug, to="person.register")
    known = Person.objects.filter(memberships__body__in=seat.kept_bodies, is_active=True).distinct()
    person = get_object_or_404(known, pk=pk)
    by = Actor(person=seat.actor.person, behalf=person, is_strong=seat.actor.is_strong)
    return whole(service, address, by), by, Seat(service, by, now())


def vote_for(request: HttpRequest, slug: str, address: str, pk: UUID) -> HttpResponse:
    """Enter a vote for somebody who asked for help; both names stand behind it."""
    ballot, by, seat = _for(request, slug, address, pk)
    if request.method == "POST":
        back = reverse("ballot-people", args=[slug, address])
        return saved(request, ballot, by, back=back, voter=by.someone.name)
    facts = paper_facts(request, ballot, by)
    facts |= {"form": VoteForm(ballot=ballot, asks=not ballot.has_part), "tag": tag(ballot)}
    facts |= {"may": door(seat, "vote.cast", ballot), "voter": by.someone.name}
    return render(request, "ballots/vote.html", facts)


@require_POST
def hand_over(request: HttpRequest, slug: str, address: str, pk: UUID) -> HttpResponse:
    """Mark somebody off as holding a ballot paper."""
    ballot, by, _seat = _for(request, slug, address, pk)
    vote_acts.on_paper(ballot=ballot, by=by, at=now())
    messages.success(request, _("Marked off: they vote on paper."))
    return redirect("ballot-people", slug, address)


# -- a voting desk ----------------------------------------------------------------------------------------


@require_POST
def open_desk(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Turn this device into a voting desk: whoever opened it is signed out of it."""
    service, seat = open_service(request, slug, to="kiosk.open")
    ballot = whole(service, address, seat.actor)
    vote_acts.open_desk(ballot=ballot, by=seat.actor, at=now())
    logout(request)
    request.session["desk"] = str(ballot.pk)
    return redirect("ballot-desk", slug, address)


def desk(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """A voting desk: ask for a code, show the paper, save, forget."""
    service, _seat = open_service(request, slug)
    voter = _voter(request)
    ballot = whole(service, address, Actor(person=voter) if voter else Actor.visitor())
    if request.session.get("desk") != str(ballot.pk):
        raise Http404
    if voter is None:
        return _ask_who(request, service, ballot)
    by = Actor(person=voter)
    if request.method == "POST":
        return saved(request, ballot, by, back=request.path, channel=KIOSK, is_desk=True)
    facts = paper_facts(request, ballot, by)
    facts |= {"form": VoteForm(ballot=ballot, asks=not ballot.has_part), "tag": tag(ballot)}
    facts |= {"may": door(Seat(service, by, now()), "vote.cast", ballot), "is_desk": True}
    if facts["mine"]:
        facts["chosen"] = queries.chosen_names(ballot, ballot.options.all(), facts["mine"].choice)
    return render(request, "ballots/vote.html", facts)


def _ask_who(request: HttpRequest, service: Service, ballot: Ballot) -> HttpResponse:
    form = KioskForm(request.POST or None)
    if form.is_valid():
        person: Any = None
        if ratelimit.consume(request, action="desk"):
            person = authenticate(request, card_code=form.cleaned_data["code"])
        if person is not None:
            request.session["desk_voter"] = [str(person.pk), (now() + AT_THE_DESK).isoformat()]
            return redirect(request.path)
        form.add_error(
            "code", _("We do not know this code, or it has been used. Try the next one on your card.")
        )
    facts = {"service": service, "ballot": ballot, "form": form}
    return render(request, "ballots/desk.html", facts, status=422 if form.is_bound else 200)


def _voter(request: HttpRequest) -> Person | None:
    """Who stands at the desk now; nobody once their minutes are over."""
    key, until = request.session.get("desk_voter", ("", ""))
    if not key or datetime.fromisoformat(until) <= now():
        request.session.pop("desk_voter", None)
        return None
    return Person.objects.filter(pk=key, is_active=True).first()


@require_POST
def next_voter(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Forget whoever stood at the desk."""
    request.session.pop("desk_voter", None)
    return redirect("ballot-desk", slug, address)
