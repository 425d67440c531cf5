"""Pages on which proposals are written: propose, for somebody on paper, change, together, suggest changes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.people.models import Body, Person
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.proposals import acts, amendment_acts, queries, text_queries
from mutirao.planning.proposals.call_views import call_of
from mutirao.planning.proposals.forms import AnswerForm, InviteForm, ProposalForm, ReviseForm, SuggestForm
from mutirao.planning.proposals.models import Call
from mutirao.planning.proposals.views import form_page, proposal_of
from mutirao.theory.policy import BY_NAME
from mutirao.theory.reasons import Reason, Refused


def propose(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Make a proposal; look-alikes are shown while you write, and nothing is merged by itself."""
    service, seat = open_service(request, slug)
    call = call_of(service, address)
    reasons = seat.objections(BY_NAME["proposal.make"], thing=call)
    if reasons:
        raise Refused(reasons)
    signs = [t.body_id for t in seat.actor.terms if t.may_sign and t.is_current(seat.today)]
    bodies = Body.objects.filter(pk__in=signs) if signs else None
    form = ProposalForm(request.POST or None, call=call, bodies=bodies)
    return _propose(request, service, call, form, seat.actor)


def on_paper(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Enter a proposal for somebody on paper; both stand behind the act."""
    service, seat = open_service(request, slug, to="person.register")
    call = call_of(service, address)
    form = ProposalForm(request.POST or None, call=call, people=_people(seat))
    if "whose" not in form.fields:
        return render(request, "proposals/nobody_on_paper.html", {"service": service, "call": call})
    by = seat.actor
    if form.is_valid():
        by = Actor(by.person, behalf=form.cleaned_data["whose"], is_strong=by.is_strong)
    return _propose(request, service, call, form, by)


def _people(seat: Seat) -> object:
    """People on paper whose entries the person at the keyboard keeps."""
    people = Person.objects.filter(email="", is_active=True, memberships__body__in=seat.kept_bodies)
    return people.distinct().order_by("name")


def _propose(
    request: HttpRequest, service: Service, call: Call, form: ProposalForm, by: Actor
) -> HttpResponse:
    """The page on which a proposal is written: first what is like it, then the act."""
    alike, status = [], 422 if form.is_bound else 200
    if form.is_valid():
        alike = queries.like(call, form.text())
        if "look" in request.POST or (alike and "seen" not in request.POST):
            status = 200
        else:
            made = attempt(form, acts.make, call=call, text=form.text(), **form.given(), by=by, at=now())
            if made:
                messages.success(request, _("Your proposal stands here. You can still change it."))
                return redirect("proposal", service.slug, call.slug, made.number)
    facts = {"service": service, "call": call, "form": form, "alike": alike, "looked": form.is_bound}
    return render(request, "proposals/propose.html", facts, status=status)


def revise(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Change what a proposal says."""
    service, seat, found = proposal_of(request, slug, address, number, author=True)
    text = found.text()
    form = ReviseForm(request.POST or None, call=found.call, kept=text, initial=text.parts())
    if form.is_valid():
        done = attempt(
            form,
            acts.revise,
            proposal=found,
            text=form.text(),
            note=form.cleaned_data["note"],
            by=seat.actor,
            at=now(),
        )
        if done:
            messages.success(request, _("Changed. The version before can still be read."))
            return redirect("proposal", slug, address, number)
    return form_page(request, service, form, _("Change the proposal"), _("Save this version"), found.title)


def withdraw(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Take a proposal back, after a question."""
    service, seat, found = proposal_of(request, slug, address, number, author=True)
    if request.method == "POST":
        acts.withdraw(proposal=found, by=seat.actor, at=now())
        messages.success(request, _("Taken back. It can still be read, and nobody votes on it."))
        return redirect("proposal", slug, address, number)
    return render(
        request, "proposals/take_back.html", {"service": service, "proposal": found, "call": found.call}
    )


def authors(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Who writes it: seen only by its authors; invite another."""
    service, seat, found = proposal_of(request, slug, address, number, author=True)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        person = form.cleaned_data["person"]
        if attempt(form, acts.invite, proposal=found, person=person, by=seat.actor, at=now()):
            messages.success(request, _("Invited. They are an author when they have said yes."))
            return redirect("proposal-authors", slug, address, number)
    people = found.authors.select_related("person")
    facts = {"service": service, "proposal": found, "call": found.call, "form": form, "people": people}
    return render(request, "proposals/authors.html", facts, status=422 if form.is_bound else 200)


@require_POST
def answer_invitation(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Say yes or no to writing together."""
    _service, seat, found = proposal_of(request, slug, address, number)
    if "yes" in request.POST:
        acts.join(proposal=found, by=seat.actor, at=now())
        messages.success(request, _("You are a co-author now."))
    else:
        acts.leave(proposal=found, by=seat.actor, at=now())
        messages.success(request, _("You are not an author of this proposal."))
    return redirect("proposal", slug, address, number)


def suggest(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Suggest a change to somebody else's proposal."""
    service, seat, found = proposal_of(request, slug, address, number)
    if seat.actor.person is None:
        raise Refused(Reason("sign_in"))
    text = found.text()
    form = SuggestForm(request.POST or None, call=found.call, kept=text, initial=text.parts())
    if form.is_valid():
        done = attempt(
            form,
            amendment_acts.suggest,
            proposal=found,
            text=form.text(),
            reason=form.cleaned_data["reason"],
            by=seat.actor,
            at=now(),
        )
        if done:
            messages.success(request, _("Suggested. The authors answer with a reason."))
            return redirect("amendment", slug, address, number, done.pk)
    intro = _("Change the text as you think it should be. The authors read your change and answer.")
    return form_page(request, service, form, _("Suggest a change"), _("Suggest this change"), intro)


def amendment(request: HttpRequest, slug: str, address: str, number: int, pk: int) -> HttpResponse:
    """One suggested change: what differs, why, and the authors' answer."""
    service, seat, found = proposal_of(request, slug, address, number)
    one = get_object_or_404(found.amendments.select_related("base"), pk=pk)
    one.proposal = found
    mine = queries.mine(found)
    form = AnswerForm(request.POST or None) if mine.is_author and one.state == "waiting" else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        given = {"accept": form.cleaned_data["accept"], "reason": form.cleaned_data["reason"]}
        if attempt(form, amendment_acts.answer, amendment=one, **given, by=seat.actor, at=now()):
            messages.success(request, _("Answered."))
            return redirect("proposal", slug, address, number)
    facts = {
        "service": service,
        "call": found.call,
        "proposal": found,
        "amendment": one,
        "changes": text_queries.changes(one.base.text(), one.text()),
        "form": form,
    }
    return render(request, "proposals/amendment.html", facts, status=422 if form and form.is_bound else 200)
