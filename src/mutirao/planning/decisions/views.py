"""Pages about decisions."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from mutirao.base.register.queries import latest_act_about
from mutirao.base.services.words import duty_title
from mutirao.base.web import open_service
from mutirao.planning.decisions import queries
from mutirao.theory.access import clause_number


def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    return render(request, "decisions/list.html", {"service": service, "seat": seat, "page": page})


def decision(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One decision: outcome, mandate, reasons, dissent."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(queries.of(service), pk=pk)
    facts = {
        "service": service,
        "seat": seat,
        "decision": found,
        "duty": duty_title(found.duty),
        "clause": clause_number(found.duty),
        "act": latest_act_about("budget.decide", found),
    }
    return render(request, "decisions/decision.html", facts)
