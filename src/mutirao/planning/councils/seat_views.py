"""Pages about seats: filling one, recording who came, declaring one vacant, recalling its holder."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.people.models import Person
from mutirao.base.services.authority import Seat as Standpoint
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.councils import queries, seat_acts
from mutirao.planning.councils.forms import FillForm, RecallForm, SittingForm, VacateForm
from mutirao.planning.councils.models import Council, Seat
from mutirao.planning.councils.views import ask, find


def fill(request: HttpRequest, slug: str, address: str, category: int) -> HttpResponse:
    """Write down who was chosen for a seat."""
    service, seat = open_service(request, slug, to="council.seat")
    found = find(service, address)
    wanted = get_object_or_404(found.categories.select_related("council__service"), pk=category)
    initial = {"starts": seat.today, "chosen_by": wanted.chosen_by}
    form = FillForm(request.POST or None, on_paper=people_on_paper(seat), initial=initial)
    if form.is_valid() and attempt(
        form, seat_acts.seat, category=wanted, **form.given(), by=seat.actor, at=now()
    ):
        messages.success(request, _("The seat is filled. The term ends by itself."))
        return redirect("council", slug, address)
    return ask(request, service, form, _("Fill a seat"), _("Fill this seat"), f"{found} – {wanted}")


def people_on_paper(seat: Standpoint) -> QuerySet[Person]:
    """People without an e-mail address for whom whoever asks keeps the records."""
    members = Person.objects.filter(email="", is_active=True, memberships__body__in=seat.kept_bodies)
    return members.distinct().order_by("name", "pk")


def record_sitting(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Record who came."""
    service, seat = open_service(request, slug, to="council.record_sitting")
    found = find(service, address)
    holders = list(queries.holders_of(found, seat.today))
    form = SittingForm(request.POST or None, holders=holders, initial={"held_on": seat.today})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("held_on", "title")}
        made = attempt(
            form,
            seat_acts.record_sitting,
            council=found,
            states=form.states(),
            **given,
            by=seat.actor,
            at=now(),
        )
        if made:
            messages.success(request, _("Recorded."))
            return redirect("council", slug, address)
    return ask(request, service, form, _("Who came?"), _("Record who came"), found.name)


def sittings(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The sittings there have been, and whether each could decide."""
    service, _seat = open_service(request, slug)
    found = find(service, address)
    page = Paginator(found.sittings.all(), 20).get_page(request.GET.get("page"))
    return render(request, "councils/sittings.html", {"service": service, "council": found, "page": page})


def _held(found: Council, pk: int) -> Seat:
    held = Seat.objects.select_related("category__council__service", "membership__person")
    return get_object_or_404(held, pk=pk, category__council=found)


def vacate(request: HttpRequest, slug: str, address: str, seat: int) -> HttpResponse:
    """Declare a seat vacant."""
    service, standpoint = open_service(request, slug, to="council.vacate")
    found = find(service, address)
    held = _held(found, seat)
    form = VacateForm(request.POST or None)
    if form.is_valid() and attempt(
        form, seat_acts.vacate, seat=held, why=form.cleaned_data["why"], by=standpoint.actor, at=now()
    ):
        messages.success(request, _("The seat is vacant; where there is a substitute, they have moved up."))
        return redirect("council", slug, address)
    return ask(request, service, form, _("Declare a seat vacant"), _("Declare it vacant"), str(held))


def recall(request: HttpRequest, slug: str, address: str, seat: int) -> HttpResponse:
    """Record that those who elected somebody have recalled them."""
    service, standpoint = open_service(request, slug, to="council.recall")
    found = find(service, address)
    held = _held(found, seat)
    form = RecallForm(request.POST or None)
    if form.is_valid():
        made = attempt(form, seat_acts.recall, seat=held, **form.cleaned_data, by=standpoint.actor, at=now())
        if made:
            messages.success(request, _("Recorded and published as a decision."))
            return redirect("decision", slug, made.pk)
    return ask(request, service, form, _("Record a recall"), _("Record this recall"), str(held))
