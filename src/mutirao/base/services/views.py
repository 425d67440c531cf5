"""Pages about services."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mutirao.base.agenda import agenda
from mutirao.base.blocks import blocks_of
from mutirao.base.days import day_of
from mutirao.base.people.models import Body
from mutirao.base.register.queries import done_lately, lines
from mutirao.base.services import acts, queries
from mutirao.base.services.forms import ComposeForm, DescribeForm, StartForm
from mutirao.base.services.proposing import first_steps
from mutirao.base.services.words import PLANNED, cell_words
from mutirao.base.web import attempt, door, now, open_service, require_person
from mutirao.theory.typology import GRID

LATELY = 20  # acts looked through for five lines: the same done many times in a row is one line


def services(request: HttpRequest) -> HttpResponse:
    """Every service, or those that match some words."""
    words = request.GET.get("q", "").strip()
    cell = next((cell for cell in GRID if str(cell.number) == request.GET.get("cell")), None)
    page = Paginator(queries.matching(words, cell), 12).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "cards": queries.cards(list(page)),
        "words": words,
        "chosen": cell_words(cell) if cell else "",
        "grid": queries.grid(),
        "columns": PLANNED.values(),
    }
    return render(request, "services/list.html", facts)


def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service: who plans and who delivers, what goes on, whom to ask."""
    found, seat = open_service(request, slug)
    clauses = list(seat.clauses)
    blocks = blocks_of(found.blocks)
    facts = {
        "service": found,
        "glyph": queries.glyph(found),
        "parties": (parties := queries.parties_in(clauses)),
        "gaps": queries.gaps(clauses, parties),
        "agreement": seat.agreement,
        "blocks": blocks,
        "agenda": agenda.of(found, at=seat.at),
        "acts": lines(done_lately(found, LATELY))[:5],
        "describe": door(seat, "service.describe"),
        "compose": door(seat, "service.compose"),
        "on_paper": door(seat, "person.register"),
        "first_steps": first_steps(found.blueprint),
    }
    return render(request, "services/service.html", facts)


def start(request: HttpRequest) -> HttpResponse:
    """Start a service with three fields and two questions."""
    actor = require_person(request)
    today = day_of(now())
    bodies = Body.objects.filter(
        pk__in=[t.body_id for t in actor.terms if t.may_sign and t.is_current(today)]
    )
    form = StartForm(request.POST or None, bodies=bodies)
    if form.is_valid() and (made := attempt(form, acts.create, **form.proposal(), by=actor, at=now())):
        messages.success(
            request, _("Started. A first agreement has been drafted: read it, change it, sign it.")
        )
        return redirect("agreement-version", made.slug, 1)
    facts = {"form": form, "has_body": bool(bodies)}
    return render(request, "services/start.html", facts, status=422 if form.is_bound else 200)


def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what the service is called and how it is described."""
    found, seat = open_service(request, slug, to="service.describe")
    form = DescribeForm(request.POST or None, initial={"name": found.name, "summary": found.summary})
    if form.is_valid() and attempt(
        form, acts.describe, service=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("service", slug)
    facts = {"service": found, "form": form}
    return render(request, "services/describe.html", facts, status=422 if form.is_bound else 200)


def compose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what the service uses."""
    found, seat = open_service(request, slug, to="service.compose")
    form = ComposeForm(request.POST or None, initial={"uses": found.blocks})
    if form.is_valid() and attempt(
        form, acts.compose, service=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("service", slug)
    facts = {
        "service": found,
        "form": form,
        "heading": _("What this service uses"),
        "button": _("Use these"),
        "intro": _("What was done with something you switch off stays readable."),
    }
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
