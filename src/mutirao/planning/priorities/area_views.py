"""Pages about one area in a round: what it ranked and what it got; entering its ranking; a blank sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import Door, attempt, door, now, open_service
from mutirao.planning.cycles import queries as cycles
from mutirao.planning.priorities import acts, queries, words
from mutirao.planning.priorities.forms import AreaForm, GroupForm, RankForm
from mutirao.planning.priorities.models import Plenary
from mutirao.planning.priorities.views import find_round, one_form


def _plenary(service: Service, pk: int, area: str) -> Plenary:
    found = Plenary.objects.filter(round__cycle__service=service, round=pk)
    joined = found.select_related("round__cycle__service", "round__phase", "area", "open_to_body")
    return get_object_or_404(joined, area__slug=area)


def _doors(seat: Any, plenary: Plenary) -> tuple[Door, Door]:
    """The two ways to enter a ranking: by duty, and as the group that speaks for the area."""
    return door(seat, "priority.rank"), door(seat, "priority.rank_own", plenary)


def area(request: HttpRequest, slug: str, pk: int, area: str) -> HttpResponse:
    """One area: what it ranked and what it got."""
    service, seat = open_service(request, slug)
    found = _plenary(service, pk, area)
    ranked = [ranking.theme for ranking in found.rankings.select_related("theme")]
    by_duty, own = _doors(seat, found)
    facts = {
        "service": service,
        "plenary": found,
        "stage": cycles.stage(found.round.period, seat.at),
        "ranked": ranked,
        "outcomes": queries.outcomes(found, ranked),
        "rank": own if own.is_open else by_duty,
        "closed": words.not_open(found.round.period, found.round.period.stage(seat.at)),
        "group": door(seat, "priority.name_group"),
    }
    return render(request, "priorities/area.html", facts)


def add_area(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add an area to a round."""
    service, seat = open_service(request, slug, to="priority.add_area")
    found = find_round(service, pk)
    form = AreaForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.add_area, round=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("The area takes part."))
        return redirect("priorities-round", slug, pk)
    return one_form(request, service, form, _("Add an area"), _("Add this area"), found.cycle.title)


def group(request: HttpRequest, slug: str, pk: int, area: str) -> HttpResponse:
    """Say which group speaks for an area."""
    service, seat = open_service(request, slug, to="priority.name_group")
    found = _plenary(service, pk, area)
    initial = {"body": found.open_to_body, "position": found.open_to_position}
    form = GroupForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(
        form, acts.name_group, plenary=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Saved who speaks for the area."))
        return redirect("plenary", slug, pk, area)
    return one_form(request, service, form, _("Who speaks for this area?"), _("Save"), found.area.name)


def rank(request: HttpRequest, slug: str, pk: int, area: str) -> HttpResponse:
    """Enter what an area puts first, second, third and fourth."""
    service, seat = open_service(request, slug)
    found = _plenary(service, pk, area)
    by_duty, own = _doors(seat, found)
    if not own.is_open and not by_duty.is_open:
        open_service(request, slug, to="priority.rank")  # says who may instead
    ranked = list(found.rankings.all())
    initial: dict[str, Any] = {f"place_{ranking.place}": ranking.theme_id for ranking in ranked}
    initial |= {name: getattr(found, name) for name in ("registered", "source", "source_path")}
    form = RankForm(request.POST or None, themes=list(queries.themes(service)), initial=initial)
    act, where = (acts.rank_own, {"service": service}) if own.is_open else (acts.rank, {})
    if form.is_valid() and attempt(
        form, act, **where, plenary=found, **form.ranking(), by=seat.actor, at=now()
    ):
        messages.success(request, _("Thank you: it counts from now on."))
        return redirect("plenary", slug, pk, area)
    heading = _("What comes first in %(area)s?") % {"area": found.area.name}
    return one_form(request, service, form, heading, _("Enter this ranking"), found.round.cycle.title)


def sheet(request: HttpRequest, slug: str, pk: int, area: str) -> HttpResponse:
    """A blank sheet to print, on which an assembly ranks by hand."""
    service, _seat = open_service(request, slug)
    found = _plenary(service, pk, area)
    facts = {"service": service, "plenary": found, "themes": queries.themes(service)}
    return render(request, "priorities/sheet.html", facts)
