"""Pages about merging: suggest it, answer for your proposal, settle it, undo it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.proposals import merge_acts, queries, text_queries
from mutirao.planning.proposals.call_views import call_of
from mutirao.planning.proposals.forms import MergeAnswerForm, MergeForm
from mutirao.planning.proposals.models import Call, Merge, Proposal
from mutirao.planning.proposals.views import form_page, proposal_of
from mutirao.theory.proposals import MergeRule, organisers_may_settle
from mutirao.theory.reasons import Reason, Refused

MOST_OTHERS = 200
"""As many others are offered to merge with: look-alikes first, then those made last."""


def suggest(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Suggest to merge this proposal with another."""
    service, seat, found = proposal_of(request, slug, address, number)
    if seat.actor.person is None:
        raise Refused(Reason("sign_in"))
    others = _others(found)
    wanted = request.GET.get("with", "")
    other = next((o for o in others if str(o.number) == wanted), others[0] if others else None)
    initial = {"number": other.number, "title": found.title, "what": _both(found, other)} if other else {}
    form = MergeForm(request.POST or None, others=others, initial=initial)
    if form.is_valid():
        data = dict(form.cleaned_data)
        second = next(o for o in others if o.number == data.pop("number"))
        done = attempt(form, merge_acts.suggest, first=found, second=second, **data, by=seat.actor, at=now())
        if done:
            messages.success(request, _("Suggested. The authors of both decide."))
            return redirect("merge", slug, address, done.pk)
    heading, intro = _("Suggest to merge two proposals"), f"{found.number}. {found.title}"
    return form_page(request, service, form, heading, _("Suggest to merge them"), intro)


def _others(found: Proposal) -> list[Proposal]:
    """Proposals it could be merged with, those that look like it first."""
    alike = [one for one in queries.look_alikes(found) if one.state == "open"]
    known = {one.pk for one in alike}
    rows = Proposal.objects.filter(call=found.call, state="open").exclude(pk=found.pk)
    latest = rows.select_related("latest").order_by("-number")[:MOST_OTHERS]
    return alike + [one for one in latest if one.pk not in known]


def _both(one: Proposal, other: Proposal) -> str:
    return "\n\n".join(f"{proposal.title}\n{proposal.text().what}" for proposal in (one, other))


def _merge(seat: Seat, call: Call, pk: int) -> tuple[Merge, bool, bool]:
    """A merging, whether the person asking is an author of either, and whether organisers may settle."""
    rows = Merge.objects.filter(call=call).select_related("first__latest", "second__latest", "result__latest")
    found: Merge = get_object_or_404(rows, pk=pk)
    found.call = found.first.call = found.second.call = call
    writing: dict[object, set[str]] = {found.first_id: set(), found.second_id: set()}
    for proposal, person in queries.authors_of(found):
        writing[proposal].add(person)
    me = str(seat.actor.person.pk) if seat.actor.person else ""
    is_author = any(me in people for people in writing.values())
    return found, is_author, organisers_may_settle(MergeRule(call.merging), list(writing.values()))


def merge(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """One merging: both texts, the joint one, who has to agree."""
    service, seat = open_service(request, slug)
    call = call_of(service, address)
    found, is_author, may_settle = _merge(seat, call, pk)
    settles = door(seat, "merge.settle")
    answers = found.state == "waiting" and call.period.is_open(seat.at)
    may_answer = answers and (is_author or (may_settle and settles.is_open))
    form = MergeAnswerForm(request.POST or None) if may_answer else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        perform = merge_acts.answer if is_author else merge_acts.settle
        if attempt(form, perform, merge=found, **form.cleaned_data, by=seat.actor, at=now()):
            messages.success(request, _("Answered."))
            return redirect("merge", slug, address, pk)
    facts = {
        "service": service,
        "call": call,
        "merge": found,
        "form": form,
        "is_author": is_author,
        "settles": settles if answers and may_settle else None,
        "parts": [(one, text_queries.parts(one.text())) for one in (found.first, found.second)],
        "may_undo": found.state == "accepted"
        and call.period.is_open(seat.at)
        and (is_author or (may_settle and settles.is_open)),
    }
    return render(request, "proposals/merge.html", facts, status=422 if form and form.is_bound else 200)


@require_POST
def undo(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """Part two merged proposals again."""
    service, seat = open_service(request, slug)
    found, is_author, _may_settle = _merge(seat, call_of(service, address), pk)
    perform = merge_acts.undo if is_author else merge_acts.part
    perform(merge=found, by=seat.actor, at=now())
    messages.success(request, _("The two proposals stand for themselves again."))
    return redirect("call", slug, address)
