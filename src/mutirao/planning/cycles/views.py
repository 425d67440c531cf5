"""Pages about calendars: all of them, one, a phase; making one, adding, moving and removing a phase."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.cycles import acts, queries
from mutirao.planning.cycles.forms import AddPhaseForm, MakeForm, MoveForm, days_of
from mutirao.planning.cycles.published import TEMPLATES
from mutirao.planning.cycles.words import MARKS


def cycles(request: HttpRequest, slug: str) -> HttpResponse:
    """Every calendar of a service, each with the phase that is open now."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    listed = [(cycle, queries.current(cycle, seat.at), len(cycle.phases.all())) for cycle in page]
    facts = {"service": service, "page": page, "listed": listed, "make": door(seat, "cycle.make")}
    return render(request, "cycles/list.html", facts)


def cycle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One calendar: its phases, drawn and listed, with now marked."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.of(service), pk=pk)
    facts = {
        "service": service,
        "cycle": found,
        "lines": queries.lines(found, seat.at),
        "timeline": queries.timeline(found, seat.at),
        "add": door(seat, "cycle.add_phase"),
    }
    return render(request, "cycles/cycle.html", facts)


def phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One phase: when it is open, what opens and closes with it, and why its dates changed."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.phases_of(service), pk=pk)
    facts = {
        "service": service,
        "phase": found,
        "line": queries.line(found, seat.at),
        "inside": queries.inside(found, seat.at),
        "moves": queries.moves(found),
        "move": door(seat, "cycle.move_phase"),
        "remove": door(seat, "cycle.remove_phase"),
        "has_begun": found.opens_at <= seat.at,
    }
    return render(request, "cycles/phase.html", facts)


def make(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a calendar, empty or from one that was published."""
    service, seat = open_service(request, slug, to="cycle.make")
    form = MakeForm(request.POST or None, initial={"year": seat.today.year})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "origin")}
        made = attempt(
            form, acts.make, service=service, **given, phases=form.phases(), by=seat.actor, at=now()
        )
        if made:
            messages.success(request, _("The calendar is made."))
            return redirect("cycle", slug, made.pk)
    templates = [(template, MARKS[template.mark]) for template in TEMPLATES.values()]
    facts = {"service": service, "form": form, "templates": templates}
    return render(request, "cycles/make.html", facts, status=422 if form.is_bound else 200)


def add_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a phase to a calendar."""
    service, seat = open_service(request, slug, to="cycle.add_phase")
    found = get_object_or_404(service.cycles.select_related("service"), pk=pk)
    form = AddPhaseForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.add_phase, cycle=found, phase=form.phase(), by=seat.actor, at=now()
    ):
        messages.success(request, _("The phase is in the calendar. It opens and closes by itself."))
        return redirect("cycle", slug, pk)
    return _form(request, service, form, _("Add a phase"), _("Add this phase"), found.title)


def move_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a phase other dates, with a public reason."""
    service, seat = open_service(request, slug, to="cycle.move_phase")
    found = get_object_or_404(queries.phases_of(service).select_related("cycle__service"), pk=pk)
    form = MoveForm(request.POST or None, initial=days_of(found))
    if form.is_valid():
        given = {"opens": form.opens(), "closes": form.closes(), "why": form.cleaned_data["why"]}
        if attempt(form, acts.move_phase, phase=found, **given, by=seat.actor, at=now()):
            messages.success(request, _("The dates are changed, and everything that goes with this phase."))
            return redirect("phase", slug, pk)
    return _form(request, service, form, _("Change the dates"), _("Change the dates"), found.title)


@require_POST
def remove_phase(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a phase that has not begun out of its calendar."""
    service, seat = open_service(request, slug, to="cycle.remove_phase")
    found = get_object_or_404(queries.phases_of(service).select_related("cycle__service"), pk=pk)
    cycle = acts.remove_phase(phase=found, by=seat.actor, at=now())
    messages.success(request, _("“%(title)s” is removed from the calendar.") % {"title": found.title})
    return redirect("cycle", slug, cycle.pk)


def _form(
    request: HttpRequest, service: Service, form: BaseForm, heading: str, button: str, intro: str
) -> HttpResponse:
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
