"""Pages about one clause: what it says, who says what of it, other wordings; adding, changing, adopting."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.drafts import clause_acts, queries, table
from mutirao.planning.drafts.forms import ChangeForm, ClauseForm, seen_now
from mutirao.planning.drafts.models import ClauseVersion, DraftClause, Wording
from mutirao.planning.drafts.views import form_page, known
from mutirao.theory.wording import differences


def known_clause(service: Service, address: str, number: int) -> tuple[DraftClause, ClauseVersion]:
    """A clause with what it says now, or 404."""
    found = queries.clause(service, address, number)
    if found is None or found.current is None:
        raise Http404
    return found, found.current


def clause(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """One clause: what it says, where agreement stands, what else is proposed, and what you can do."""
    service, seat = open_service(request, slug)
    found, current = known_clause(service, address, number)
    laid = queries.table_of(found, at=seat.at)
    mine = queries.own(seat, laid.negotiators)
    facts = {
        "service": service,
        "draft": found.draft,
        "clause": found,
        "version": current,
        "line": queries.line(found, found.draft, laid.said_of(found), laid.standings[0]),
        "mine": [(one, laid.marks.get((current.pk, one.pk))) for one in mine],
        "proposed": queries.proposed(found, mine),
        "is_open": table.is_open(found.draft, seat.at),
        "change": door(seat, "draft.change_clause"),
        "adopt": door(seat, "draft.adopt_wording"),
        "before": number - 1,
        "after": number + 1 if number < getattr(found, "of", number) else 0,
        "of": getattr(found, "of", number),
    }
    return render(request, "drafts/clause.html", facts)


def earlier(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Every wording a clause had, what changed, and who said what of it."""
    service, _seat = open_service(request, slug)
    found, _current = known_clause(service, address, number)
    facts = {
        "service": service,
        "draft": found.draft,
        "clause": found,
        "versions": queries.history(found),
        "wordings": queries.not_adopted(found),
    }
    return render(request, "drafts/earlier.html", facts)


def add(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Add a clause at the end of the text."""
    service, seat = open_service(request, slug, to="draft.add_clause")
    found, _negotiators = known(service, address)
    form = ClauseForm(request.POST or None)
    if form.is_valid() and (
        made := attempt(
            form, clause_acts.add_clause, draft=found, **form.cleaned_data, by=seat.actor, at=now()
        )
    ):
        messages.success(request, _("Clause %(n)s is written.") % {"n": made.number})
        return redirect("draft", slug, address)
    return form_page(request, service, form, _("Add a clause"), _("Add this clause"), intro=found.title)


def change(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Give a clause another wording: first what that changes and whom it asks again, then saved."""
    service, seat = open_service(request, slug, to="draft.change_clause")
    found, current = known_clause(service, address, number)
    initial = {"heading": current.heading, "text": current.text, "seen": current.pk}
    form = ChangeForm(request.POST or None, initial=initial)
    if form.is_valid() and "confirmed" in request.POST:
        if attempt(
            form, clause_acts.change_clause, clause=found, **form.cleaned_data, by=seat.actor, at=now()
        ):
            messages.success(request, _("The clause has a new wording."))
            return redirect("draft-clause", slug, address, number)
        found, current = known_clause(service, address, number)
        seen_now(form, {"seen": current.pk})
    laid = queries.table_of(found, at=seat.at)
    facts = {
        "service": service,
        "draft": found.draft,
        "clause": found,
        "version": current,
        "form": form,
        "asked_again": [one for one in queries.said_of(laid.said_of(found)) if one.shape != "none"],
        "changes": differences(current.text, form.cleaned_data["text"]) if _is_checked(form) else None,
    }
    return render(request, "drafts/change.html", facts, status=422 if form.errors else 200)


def _is_checked(form: ChangeForm) -> bool:
    """Whether something was sent that can be shown before it is saved."""
    return form.is_bound and "text" in form.cleaned_data


def adopt(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """Make another body's wording the clause's own: first what that changes and whom it asks again."""
    service, seat = open_service(request, slug, to="draft.adopt_wording")
    of_draft = Q(version__clause__draft__service=service, version__clause__draft__slug=address)
    rows = Wording.objects.select_related("version__clause", "negotiator__party__body", "negotiator__draft")
    wording = get_object_or_404(rows, of_draft, pk=pk)
    found, current = known_clause(service, address, wording.version.clause.number)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and seen.isdecimal():
        clause_acts.adopt_wording(wording=wording, seen=int(seen), by=seat.actor, at=now())
        messages.success(request, _("Adopted. The clause has a new wording."))
        return redirect("draft-clause", slug, address, found.number)
    laid = queries.table_of(found, at=seat.at)
    facts = {
        "service": service,
        "draft": found.draft,
        "clause": found,
        "version": current,
        "wording": wording,
        "changes": differences(current.text, wording.text),
        "asked_again": [one for one in queries.said_of(laid.said_of(found)) if one.shape != "none"],
    }
    return render(request, "drafts/adopt.html", facts)
