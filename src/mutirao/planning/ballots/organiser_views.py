"""Pages for those who run votes: prepare, set the options, open, close, withdraw, count, decide."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.ballots import acts, closing_acts, count_acts, queries, words
from mutirao.planning.ballots.forms import BallotForm, OptionsForm, WhyForm, initial_of, lines_of
from mutirao.planning.ballots.views import tag, whole
from mutirao.planning.ballots.vote_models import PAPER
from mutirao.planning.budgets.forms import DecideForm
from mutirao.planning.budgets.money import money


def page(
    request: HttpRequest, service: Service, form: BaseForm, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Prepare a vote."""
    service, seat = open_service(request, slug, to="ballot.draft")
    form = BallotForm(request.POST or None, service=service)
    if form.is_valid():
        made = attempt(form, acts.draft, service=service, terms=form.terms(), by=seat.actor, at=now())
        if made:
            messages.success(request, _("Prepared. Now say what people can vote for."))
            return redirect("ballot-options", slug, made.slug)
    return page(request, service, form, _("Prepare a vote"), _("Prepare this vote"))


def manage(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Everything about running one vote, and what comes next."""
    service, seat = open_service(request, slug, to="ballot.draft")
    ballot = whole(service, address, seat.actor)
    parts = Counter(ballot.participations.values_list("channel", flat=True))
    channels = [(name, parts[code]) for code, name in words.CHANNEL_NAMES.items() if code != PAPER]
    facts = {
        "service": service,
        "ballot": ballot,
        "tag": tag(ballot),
        "options": [(option, queries.cost(ballot, option)) for option in ballot.options.all()],
        "amount": money(ballot.amount, ballot.scale, ballot.currency) if ballot.amount else "",
        "rule": words.rule_name(ballot),
        "channels": channels,
        "handed": parts[PAPER],
        "is_over": queries.is_over(ballot, now()),
        "accepts": queries.accepts(ballot, now()),
        "decide": door(seat, "ballot.decide"),
        "people": door(seat, "person.register"),
    }
    return render(request, "ballots/manage.html", facts)


def change(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Change the question before the vote opens."""
    service, seat = open_service(request, slug, to="ballot.change")
    ballot = whole(service, address, seat.actor)
    form = BallotForm(request.POST or None, service=service, initial=initial_of(ballot))
    if form.is_valid() and attempt(
        form, acts.change, ballot=ballot, terms=form.terms(), by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("ballot-manage", slug, address)
    return page(request, service, form, _("Change the question"), _("Save these changes"))


def options(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Set what can be voted for, all at once."""
    service, seat = open_service(request, slug, to="ballot.set_options")
    ballot = whole(service, address, seat.actor)
    form = OptionsForm(request.POST or None, scale=ballot.scale, initial={"lines": lines_of(ballot)})
    if form.is_valid() and attempt(
        form, acts.set_options, ballot=ballot, lines=form.cleaned_data["lines"], by=seat.actor, at=now()
    ):
        messages.success(request, _("The options are set."))
        return redirect("ballot-manage", slug, address)
    return page(request, service, form, _("What can people vote for?"), _("Set these options"))


@require_POST
def open_vote(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Open the vote."""
    service, seat = open_service(request, slug, to="ballot.open")
    acts.open_vote(ballot=whole(service, address, seat.actor), by=seat.actor, at=now())
    messages.success(request, _("The vote is open. From now on nothing about it changes."))
    return redirect("ballot-manage", slug, address)


def close(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Close the vote and publish it."""
    service, seat = open_service(request, slug, to="ballot.close")
    ballot = whole(service, address, seat.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, closing_acts.close, ballot=ballot, why=form.cleaned_data["why"], by=seat.actor, at=now()
    ):
        messages.success(request, _("Closed. The votes are published, and nobody can link them to voters."))
        return redirect("ballot", slug, address)
    intro = _("Votes cannot be changed after this. The key that links them to voters is destroyed.")
    if not queries.is_over(ballot, now()):
        intro += " " + _("The time is not over: say why you close the vote now.")
    return page(request, service, form, _("Close the vote"), _("Close the vote and publish it"), intro)


def withdraw(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Withdraw the vote."""
    service, seat = open_service(request, slug, to="ballot.withdraw")
    ballot = whole(service, address, seat.actor)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form, acts.withdraw, ballot=ballot, why=form.cleaned_data["why"], by=seat.actor, at=now()
    ):
        messages.success(request, _("Withdrawn. Every vote was destroyed."))
        return redirect("ballot", slug, address)
    intro = _("Nothing is decided by a vote that is withdrawn. Every vote in it is destroyed.")
    return page(request, service, form, _("Withdraw the vote"), _("Withdraw the vote for good"), intro)


@require_POST
def count(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Count the votes."""
    service, seat = open_service(request, slug, to="ballot.count")
    made = count_acts.count(ballot=whole(service, address, seat.actor), by=seat.actor, at=now())
    messages.success(request, _("Counted."))
    if made.budget:
        return redirect("budget", slug, made.budget.slug)
    return redirect("ballot", slug, address)


def decide(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Decide what the vote came to."""
    service, seat = open_service(request, slug, to="ballot.decide")
    ballot = whole(service, address, seat.actor)
    form = DecideForm(request.POST or None, parties=service.parties.select_related("body"))
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        made = attempt(form, count_acts.decide, ballot=ballot, **given, by=seat.actor, at=now())
        if made:
            messages.success(request, _("Decided and published."))
            return redirect("decision", slug, made.pk)
    return page(request, service, form, _("Decide"), _("Decide and publish"), ballot.question)
