"""Pages about one proposal: what it says, its versions, what professionals say of it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service, require_person
from mutirao.planning.proposals import acts, judging_acts, queries, text_queries
from mutirao.planning.proposals.judging_forms import JudgeForm, ReplyForm
from mutirao.planning.proposals.models import Call, Proposal
from mutirao.theory.proposals import LIVE, State, may_revise
from mutirao.theory.reasons import Reason, Refused


def proposal_of(
    request: HttpRequest, slug: str, address: str, number: int, *, author: bool = False
) -> tuple[Service, Seat, Proposal]:
    """A proposal by its address, with what it says; with `author`, refused to everybody else."""
    service, seat = open_service(request, slug)
    rows = queries.whole(Q(call__service=service, call__slug=address), seat.actor)
    found: Proposal = get_object_or_404(rows, number=number)
    found.call.service = service
    if author:
        require_person(request)
        if not queries.mine(found).is_author:
            raise Refused(Reason("not_yourself"))
    return service, seat, found


def proposal(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """One proposal: what it says, from whom, and what became of it."""
    service, seat, found = proposal_of(request, slug, address, number)
    call: Call = found.call
    mine = queries.mine(found)
    is_open = call.period.is_open(seat.at)
    state = State(found.state)
    facts = {
        "service": service,
        "call": call,
        "proposal": found,
        "parts": text_queries.parts(found.text()),
        "from_whom": queries.from_whom(found, service, mine.authors),
        "mine": mine,
        "merge": getattr(found, "made_by_merge", None),
        "judgements": [(one, queries.cost(one)) for one in queries.judgements(found)],
        "may_change": may_revise(state, call_is_open=is_open),
        "may_support": is_open and state in LIVE,
        "may_merge": is_open and state is State.OPEN,
        "support": door(seat, "proposal.support", call) if is_open else None,
        "judge": door(seat, "proposal.judge"),
    }
    return render(request, "proposals/proposal.html", facts)


def others(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Proposals that look like one, and what was suggested about merging it."""
    service, seat, found = proposal_of(request, slug, address, number)
    facts = {
        "service": service,
        "call": found.call,
        "proposal": found,
        "merges": queries.merges(found),
        "alike": queries.look_alikes(found),
        "may_merge": found.call.period.is_open(seat.at) and found.state == State.OPEN,
    }
    return render(request, "proposals/others.html", facts)


def versions(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Every version, and what differs between two of them."""
    service, seat, found = proposal_of(request, slug, address, number)
    every, older, newer = text_queries.two_versions(
        found, request.GET.get("from", ""), request.GET.get("to", "")
    )
    facts = {
        "service": service,
        "call": found.call,
        "proposal": found,
        "versions": every,
        "older": older,
        "newer": newer,
        "changes": text_queries.changes(older.text(), newer.text()),
        "amendments": queries.amendments(found),
        "may_change": may_revise(State(found.state), call_is_open=found.call.period.is_open(seat.at)),
        "mine": queries.mine(found),
    }
    return render(request, "proposals/versions.html", facts)


@require_POST
def support(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Say that you would like this too, or not any more."""
    _service, seat, found = proposal_of(request, slug, address, number)
    wanted = request.POST.get("wanted") == "yes"
    acts.support(proposal=found, wanted=wanted, by=seat.actor, at=now())
    said = _("Noted: you would like this too.") if wanted else _("Noted: not any more.")
    messages.success(request, said)
    return redirect("proposal", slug, address, number)


def judge(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Say whether a proposal is feasible, why, and what it would cost."""
    open_service(request, slug, to="proposal.judge")
    service, seat, found = proposal_of(request, slug, address, number)
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("legal", "technical")}
        done = attempt(
            form,
            judging_acts.judge,
            proposal=found,
            verdict=form.verdict(),
            **said,
            by=seat.actor,
            at=now(),
        )
        if done:
            messages.success(request, _("Published. The authors have been told and may reply."))
            return redirect("proposal", slug, address, number)
    return form_page(request, service, form, _("Is it feasible?"), _("Publish this answer"), found.title)


def reply(request: HttpRequest, slug: str, address: str, number: int, pk: int) -> HttpResponse:
    """Reply to what professionals say."""
    service, seat, found = proposal_of(request, slug, address, number, author=True)
    judgement = get_object_or_404(found.judgements, pk=pk)
    judgement.proposal = found
    form = ReplyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, judging_acts.reply, judgement=judgement, text=form.cleaned_data["text"], by=seat.actor, at=now()
    ):
        messages.success(request, _("Your reply stands below the answer, without your name."))
        return redirect("proposal", slug, address, number)
    return form_page(
        request, service, form, _("Reply to the professionals"), _("Publish this reply"), found.title
    )


def form_page(
    request: HttpRequest, service: Service, form: BaseForm, heading: str, button: str, intro: str
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
