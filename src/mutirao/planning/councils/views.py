"""Pages about councils: who sits there, by which rules; setting up, rules, seats."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.people.models import Body
from mutirao.base.services.authority import Seat as Standpoint
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.councils import acts, queries
from mutirao.planning.councils.forms import RulesForm, SeatsForm, SetUpForm
from mutirao.planning.councils.models import Council
from mutirao.planning.decisions.queries import of as decisions_of
from mutirao.theory.typology import Side


def councils(request: HttpRequest, slug: str) -> HttpResponse:
    """Every council of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    filled = queries.filled(page, seat.today)
    facts = {
        "service": service,
        "page": page,
        "rows": [(council, filled.get(council.pk, 0)) for council in page],
        "set_up": door(seat, "council.set_up"),
    }
    return render(request, "councils/list.html", facts)


def find(service: Service, address: str) -> Council:
    """A council by its address, with service and body."""
    return get_object_or_404(Council.objects.select_related("body", "service"), service=service, slug=address)


def is_member(seat: Standpoint, council: Council) -> bool:
    """Whether whoever asks belongs to the council now."""
    return any(t.body_id == council.body_id and t.is_current(seat.today) for t in seat.actor.terms)


def council(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One council: who sits there since when and until when, what is empty, by which rules."""
    service, seat = open_service(request, slug)
    found, rules = queries.with_rules(service, address, seat.today)
    if found is None:
        raise Http404
    with_names = is_member(seat, found)
    facts = {
        "service": service,
        "council": found,
        "rules": rules,
        "groups": queries.groups(found, rules, on=seat.today, with_names=with_names),
        "with_names": with_names,
        "doors": {
            name: door(seat, f"council.{name}")
            for name in ("set_rules", "add_seats", "seat", "record_sitting", "vacate", "recall")
        },
    }
    return render(request, "councils/council.html", facts)


def set_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a council."""
    service, seat = open_service(request, slug, to="council.set_up")
    form = SetUpForm(request.POST or None, decisions=decisions_of(service), initial={"since": seat.today})
    if form.is_valid():
        given: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ("name", "kind", "about", "decision")
        }
        side = Side(form.cleaned_data["side"])
        made = attempt(
            form,
            acts.set_up,
            service=service,
            side=side,
            rules=form.rules(),
            **given,
            by=seat.actor,
            at=now(),
        )
        if made:
            messages.success(request, _("Set up. Now add its seats."))
            return redirect("council-seats", slug, made.slug)
    return ask(request, service, form, _("Set up a council"), _("Set up this council"))


def set_rules(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Set new rules."""
    service, seat = open_service(request, slug, to="council.set_rules")
    found = find(service, address)
    form = RulesForm(request.POST or None, decisions=decisions_of(service), initial=_as_they_are(found))
    if form.is_valid() and attempt(
        form,
        acts.set_rules,
        council=found,
        rules=form.rules(),
        decision=form.cleaned_data["decision"],
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("The rules are set. Terms that run keep their end."))
        return redirect("council", slug, address)
    return ask(request, service, form, _("Set the rules"), _("Set these rules"), found.name)


def add_seats(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Add seats."""
    service, seat = open_service(request, slug, to="council.add_seats")
    found = find(service, address)
    bodies = Body.objects.filter(parties__service=service)
    form = SeatsForm(request.POST or None, bodies=bodies)
    if form.is_valid() and attempt(
        form, acts.add_seats, council=found, given=form.given(), by=seat.actor, at=now()
    ):
        messages.success(request, _("The seats are there."))
        return redirect("council", slug, address)
    return ask(request, service, form, _("Add seats"), _("Add these seats"), found.name)


def _as_they_are(council: Council) -> dict[str, Any]:
    """The newest rules as the form shows them."""
    newest = council.rules.first()
    if newest is None:
        return {}
    rule = newest.as_rule()
    return {
        "months": rule.months,
        "reelections": rule.reelections,
        "absences": rule.absences,
        "recall": f"{rule.recall.numerator}/{rule.recall.denominator}",
        "quorum": f"{rule.quorum.numerator}/{rule.quorum.denominator}",
    }


def ask(
    request: HttpRequest, service: Service, form: Any, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
