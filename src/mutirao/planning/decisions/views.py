"""Pages about decisions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.services.words import duty_title
from mutirao.base.web import Door, attempt, door, now, open_service
from mutirao.planning.decisions import acts, promise_queries, queries, words
from mutirao.planning.decisions.forms import DecideForm, ReviewForm
from mutirao.planning.decisions.models import Decision
from mutirao.theory.access import clause_number
from mutirao.theory.reasons import Refused

A_PAGE = 20


def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision of a service, or those with promises that are open or late."""
    service, seat = open_service(request, slug)
    show = request.GET.get("show", "")
    found = queries.listed(service, show, on=seat.today)
    doors = _doors(seat)
    facts = {
        "service": service,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "show": show,
        "filters": words.decision_filters(),
        "decide": next((one for one in doors.values() if one.is_open), doors["set_priorities"]),
    }
    return render(request, "decisions/list.html", facts)


def decision(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One decision: outcome, mandate, reasons, dissent, money, and what came of it."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.of(service), pk=pk)
    promises = list(found.promises.select_related("party__body")[: A_PAGE + 1])
    facts = {
        "service": service,
        "decision": found,
        "duty": duty_title(found.duty),
        "clause": clause_number(found.duty),
        "reviews": list(found.reviews.select_related("party__body")),
        "promises": [(one, *words.state_tag(one, seat.today)) for one in promises[:A_PAGE]],
        "more": len(promises) > A_PAGE,
        "missing": [words.MISSING[part]() for part in queries.missing(found)],
        "replaced_by": getattr(found, "superseded_by", None),
        "make": door(seat, "promise.make"),
        "review": door(seat, "decision.review"),
    }
    return render(request, "decisions/decision.html", facts)


def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a decision, under whichever planning duty one answers for."""
    service, seat = open_service(request, slug)
    doors = _doors(seat)
    duties = [duty for duty, one in doors.items() if one.is_open]
    if not duties:
        raise Refused(doors["set_priorities"].reasons)
    initial = {"supersedes": request.GET.get("instead", "")}
    form = DecideForm(request.POST or None, service=service, duties=duties, initial=initial)
    if form.is_valid():
        act = acts.ON[form.cleaned_data["on"]]
        if made := attempt(form, act, service=service, **form.decision(), by=seat.actor, at=now()):
            messages.success(request, _("Decided and published."))
            return redirect("decision", slug, made.pk)
    return one_form(request, service, form, _("Record a decision"), _("Decide and publish"))


def review(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say what one found on looking at a decision again."""
    service, seat = open_service(request, slug, to="decision.review")
    found = get_object_or_404(queries.of(service), pk=pk)
    form = ReviewForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.review, decision=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Published. The decision itself stays as it is."))
        return redirect("decision", slug, pk)
    return one_form(
        request, service, form, _("Look at it again"), _("Publish what you found"), intro=found.title
    )


def items(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Where everything that a decision decided is now; a decision on one thing has one chain."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.of(service), pk=pk)
    page = Paginator(queries.items(found), A_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        return redirect("chain", slug, Decision._meta.label_lower, pk)
    facts = {
        "service": service,
        "decision": found,
        "page": page,
        "rows": promise_queries.item_rows(list(page), on=seat.today),
    }
    return render(request, "decisions/items.html", facts)


def verify(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """To the act by which it was decided, with its proof."""
    service, _seat = open_service(request, slug)
    act = queries.act_of(get_object_or_404(queries.of(service), pk=pk))
    if act is None:
        raise Http404
    return redirect("act", act.pk)


def one_form(
    request: HttpRequest, service: Service, form: Any, heading: str, button: str, *, intro: str = ""
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def _doors(seat: Seat) -> dict[str, Door]:
    """By each planning duty that decides, whether one may."""
    return {duty: door(seat, act.rule.name) for duty, act in acts.ON.items()}  # type: ignore[attr-defined]
