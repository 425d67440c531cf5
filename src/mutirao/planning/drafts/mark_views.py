"""Pages for those who may sign for a body: mark a clause, propose another wording, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.drafts import holding, mark_acts, queries, table
from mutirao.planning.drafts.clause_views import known_clause
from mutirao.planning.drafts.forms import MarkForm, WordingForm, seen_now
from mutirao.planning.drafts.models import ClauseVersion, DraftClause, Mark, Negotiator, Wording
from mutirao.theory.access import ActRule
from mutirao.theory.drafts import Position
from mutirao.theory.policy import BY_NAME
from mutirao.theory.reasons import Refused


def at_the_table(service: Service, found: DraftClause, seat: Seat, pk: int, to: str) -> Negotiator:
    """A body at the table, or 404; `Refused` unless whoever asks may sign for it."""
    rows = table.at_the_table(found.draft)
    negotiator = get_object_or_404(rows, pk=pk)
    rule: ActRule = BY_NAME[to]
    reasons = seat.objections(rule, body=negotiator.party.body)
    if reasons:
        raise Refused(reasons)
    return negotiator


def mark(request: HttpRequest, slug: str, address: str, number: int, pk: int) -> HttpResponse:
    """Say for a body what it thinks of a clause; then the next clause that waits for it."""
    service, seat = open_service(request, slug)
    found, current = known_clause(service, address, number)
    negotiator = at_the_table(service, found, seat, pk, "draft.mark")
    if request.method == "GET":
        mark_acts.running_round(found.draft, seat.at)
    own = _own_mark(current, negotiator)
    initial: dict[str, Any] = {"seen": current.pk, "seen_mark": own.pk if own else None}
    initial |= {"position": own.position, "text": own.words} if own else {}
    form = MarkForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = {**form.cleaned_data, "position": Position(form.cleaned_data["position"])}
        given = {"clause": found, "negotiator": negotiator, **said}
        if attempt(form, mark_acts.mark, **given, by=seat.actor, at=now()):
            return _to_the_next(request, slug, found, negotiator, seat)
        found, current = known_clause(service, address, number)
        own = _own_mark(current, negotiator)
        seen_now(form, {"seen": current.pk, "seen_mark": own.pk if own else None})
    facts = _facts(service, found, current, negotiator, seat) | {"form": form, "own": own}
    return render(request, "drafts/mark.html", facts, status=422 if form.errors else 200)


def _own_mark(current: ClauseVersion, negotiator: Negotiator) -> Mark | None:
    """What the body says of a version now."""
    return Mark.objects.filter(version=current, negotiator=negotiator, replaced_at__isnull=True).first()


def _to_the_next(
    request: HttpRequest, slug: str, found: DraftClause, negotiator: Negotiator, seat: Seat
) -> HttpResponse:
    """On to the next clause that waits for this body, or to the whole text."""
    messages.success(
        request,
        _("Clause %(n)s is marked for %(body)s.") % {"n": found.number, "body": negotiator.party.body.name},
    )
    left = table.lay(found.draft, at=seat.at, negotiators=[negotiator]).unmarked_by(negotiator)
    following = [one for one in left if one.number > found.number] or left
    if following:
        return redirect("draft-mark", slug, found.draft.slug, following[0].number, negotiator.pk)
    return redirect("draft", slug, found.draft.slug)


def propose(request: HttpRequest, slug: str, address: str, number: int, pk: int) -> HttpResponse:
    """Propose for a body what a clause should say instead."""
    service, seat = open_service(request, slug)
    found, current = known_clause(service, address, number)
    negotiator = at_the_table(service, found, seat, pk, "draft.propose_wording")
    if request.method == "GET":
        holding.must(holding.why_no_wording(found.draft))
    form = WordingForm(request.POST or None, initial={"text": current.text, "seen": current.pk})
    if form.is_valid():
        given = {"clause": found, "negotiator": negotiator, **form.cleaned_data}
        if attempt(form, mark_acts.propose_wording, **given, by=seat.actor, at=now()):
            messages.success(request, _("Proposed. Everybody can read it beside the clause."))
            return redirect("draft-clause", slug, address, number)
        found, current = known_clause(service, address, number)
        seen_now(form, {"seen": current.pk})
    facts = _facts(service, found, current, negotiator, seat) | {"form": form}
    return render(request, "drafts/propose.html", facts, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """Take back a wording that your body proposed."""
    service, seat = open_service(request, slug)
    of_draft = Q(negotiator__draft__service=service, negotiator__draft__slug=address)
    rows = Wording.objects.select_related(
        "version__clause", "negotiator__party__body", "negotiator__draft__service"
    )
    wording = get_object_or_404(rows, of_draft, pk=pk)
    mark_acts.take_back_wording(wording=wording, by=seat.actor, at=now())
    messages.success(request, _("Taken back. It stays in the history of the clause."))
    return redirect("draft-clause", slug, address, wording.version.clause.number)


def _facts(
    service: Service, found: DraftClause, current: ClauseVersion, negotiator: Negotiator, seat: Seat
) -> dict[str, Any]:
    laid = queries.table_of(found, at=seat.at)
    return {
        "service": service,
        "draft": found.draft,
        "clause": found,
        "version": current,
        "negotiator": negotiator,
        "line": queries.line(found, found.draft, laid.said_of(found), laid.standings[0]),
        "of": getattr(found, "of", found.number),
    }
