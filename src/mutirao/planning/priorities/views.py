"""Pages about priorities: every round, the themes, and one round with the points of each theme."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.cycles import queries as cycles
from mutirao.planning.priorities import acts, queries
from mutirao.planning.priorities.forms import RoundForm, ShareForm, ThemeForm
from mutirao.planning.priorities.models import Round


def rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """Every round of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.rounds(service), 20).get_page(request.GET.get("page"))
    listed = [(round, cycles.stage(round.period, seat.at)) for round in page]
    facts = {"service": service, "page": page, "listed": listed, "open": door(seat, "priority.open_round")}
    return render(request, "priorities/list.html", facts)


def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the ranking of a calendar."""
    service, seat = open_service(request, slug, to="priority.open_round")
    names = queries.area_names(service)
    form = RoundForm(request.POST or None, service=service, initial={"areas": "\n".join(names)})
    if form.is_valid():
        made = attempt(form, acts.open_round, **form.cleaned_data, by=seat.actor, at=now())
        if made:
            messages.success(request, _("The ranking is open. Enter what each area puts first."))
            return redirect("priorities-round", slug, made.pk)
    intro = _("Each area puts up to four themes in order. The calendar says when.")
    return one_form(request, service, form, _("Open a ranking"), _("Open this ranking"), intro)


def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """What areas can rank."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.themes(service), 20).get_page(request.GET.get("page"))
    facts = {"service": service, "page": page, "add": door(seat, "priority.add_theme")}
    return render(request, "priorities/themes.html", facts)


def add_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a theme."""
    service, seat = open_service(request, slug, to="priority.add_theme")
    form = ThemeForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.add_theme, service=service, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("The theme is added."))
        return redirect("themes", slug)
    return one_form(request, service, form, _("Add a theme"), _("Add this theme"))


def find_round(service: Service, pk: int) -> Round:
    """A round of a service, or 404."""
    return get_object_or_404(queries.rounds(service), pk=pk)


def round(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One round: the points of each theme over all areas, and each area's own four."""
    service, seat = open_service(request, slug)
    found = find_round(service, pk)
    lines, known = queries.areas(found), list(queries.themes(service))
    standings = queries.standings_of(found, lines, known)
    share = ShareForm(request.GET if "amount" in request.GET else None)
    amounts = queries.shared_out(standings, found.seed, **share.cleaned_data) if share.is_valid() else {}
    themes = queries.theme_lines(standings, known, amounts)
    titles = {theme.slug: theme.title for theme in known}
    page = Paginator([(line, [titles[key] for key in line.themes]) for line in lines], 20)
    facts = {
        "service": service,
        "round": found,
        "stage": cycles.stage(found.period, seat.at),
        "themes": themes,
        "bars": queries.bars(themes),
        "finding": queries.finding(themes, lines),
        "share": share,
        "amounts": amounts,
        "page": page.get_page(request.GET.get("page")),
        "add_area": door(seat, "priority.add_area"),
    }
    return render(request, "priorities/round.html", facts)


def one_form(
    request: HttpRequest, service: Service, form: BaseForm, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    """A page with one form on it."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
