"""The page of the areas a service's place is made of."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services import area_acts
from mutirao.base.services.forms import AreasForm
from mutirao.base.web import attempt, door, now, open_service


def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """The areas within the service's place, with their people."""
    service, seat = open_service(request, slug)
    page = Paginator(service.area.parts.all(), 50).get_page(request.GET.get("page"))
    facts = {"service": service, "page": page, "add": door(seat, "area.add")}
    return render(request, "services/areas.html", facts)


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add areas, one a line."""
    service, seat = open_service(request, slug, to="area.add")
    form = AreasForm(request.POST or None)
    if form.is_valid() and attempt(form, _add, service=service, **form.cleaned_data, by=seat.actor, at=now()):
        messages.success(request, _("The areas are as you entered them."))
        return redirect("areas", slug)
    facts = {
        "service": service,
        "form": form,
        "heading": _("Add areas"),
        "button": _("Add these areas"),
        "intro": _("Areas you enter again get the new number of people."),
    }
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def _add(*, lines: str, **given: Any) -> object:
    return area_acts.add(parts=area_acts.read(lines), **given)
