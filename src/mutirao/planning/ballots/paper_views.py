"""Pages about voting on paper: print a batch, enter a paper, resolve what two people read differently."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mutirao.base.web import attempt, now, open_service
from mutirao.planning.ballots import paper_acts, queries, words
from mutirao.planning.ballots.ballot_models import BY_CODES
from mutirao.planning.ballots.paper_models import AGREED, DIFFERS, ONCE, SPOILT, STATES
from mutirao.planning.ballots.views import said, whole
from mutirao.planning.ballots.vote_forms import BatchForm, PaperForm
from mutirao.planning.budgets.money import money
from mutirao.theory.ballots import shuffled

TOLD = {
    ONCE: lambda: _("Entered once. Somebody else must enter this paper again."),
    AGREED: lambda: _("Both of you read the same: this paper counts."),
    SPOILT: lambda: _("Both of you read the same: this paper is spoilt and counts nothing."),
    DIFFERS: lambda: _(
        "You read it differently from the first person. A third person must look at the paper."
    ),
}


def papers(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Where the ballot papers of a vote stand: printed, entered, read differently."""
    service, seat = open_service(request, slug, to="paper.enter")
    ballot = whole(service, address, seat.actor)
    known = list(ballot.paper_ballots.values_list("number", "state"))
    counted = Counter(state for _number, state in known)
    facts = {
        "service": service,
        "ballot": ballot,
        "states": [(name, counted[state]) for state, name in STATES],
        "head": (_("Batch"), _("Papers"), _("Printed")),
        "batches": [
            (batch.number, batch.size, date_format(localtime(batch.made_at)))
            for batch in ballot.batches.all()
        ],
        "waiting": [number for number, state in known if state == ONCE],
        "differing": [number for number, state in known if state == DIFFERS],
        "is_open": ballot.state == "open",
    }
    return render(request, "ballots/papers.html", facts)


def print_batch(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Print a batch of ballot papers; codes are on this page only."""
    service, seat = open_service(request, slug, to="paper.print")
    ballot = whole(service, address, seat.actor)
    form = BatchForm(request.POST or None)
    made = None
    if form.is_valid():
        made = attempt(
            form, paper_acts.print_papers, ballot=ballot, **form.cleaned_data, by=seat.actor, at=now()
        )
    if not made:
        heading, button = _("Print ballot papers"), _("Make these papers")
        intro = _("The codes are shown once only. The papers come shuffled: hand them out as they lie.")
        facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
        return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
    options = {option.code: option for option in ballot.options.all()}
    costs = {code: queries.cost(ballot, option) for code, option in options.items()}
    sheets = [
        (number, code, [(options[c], costs[c]) for c in shuffled(options, seed=f"{ballot.pk}{number}")])
        for number, code in made.papers
    ]
    facts = {
        "service": service,
        "ballot": ballot,
        "batch": made.batch,
        "sheets": sheets,
        "task": words.FORM_TASKS[ballot.form](),
        "amount": money(ballot.amount, ballot.scale, ballot.currency) if ballot.amount else "",
        "is_ticks": ballot.form in ("approval", "choose", "knapsack"),
    }
    return render(request, "ballots/print.html", facts)


def enter(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Enter what one ballot paper says."""
    service, seat = open_service(request, slug, to="paper.enter")
    ballot = whole(service, address, seat.actor)
    form = PaperForm(request.POST or None, ballot=ballot, with_codes=ballot.papers == BY_CODES)
    if form.is_valid():
        given = form.cleaned_data
        made = attempt(
            form,
            paper_acts.enter,
            ballot=ballot,
            number=given["number"],
            code=given.get("code", ""),
            vote=None if given["is_spoilt"] else given["vote"],
            by=seat.actor,
            at=now(),
        )
        if made:
            messages.success(request, f"{_('Paper %(n)s.') % {'n': made.number}} {TOLD[made.state]()}")
            return redirect("ballot-enter", slug, address)
    vote = getattr(form, "cleaned_data", {}).get("vote") or queries.blank(form.paper.form)
    facts = {
        "service": service,
        "ballot": ballot,
        "form": form,
        "lines": queries.lines(ballot, ballot.options.all(), vote, order=""),
        "heading": _("Enter a ballot paper"),
        "button": _("Save what this paper says"),
    }
    return render(request, "ballots/enter.html", facts, status=422 if form.is_bound else 200)


def resolve(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """Look at a paper that two people read differently, and say what it says."""
    service, seat = open_service(request, slug, to="paper.resolve")
    ballot = whole(service, address, seat.actor)
    paper = get_object_or_404(ballot.paper_ballots, number=number, state=DIFFERS)
    form = PaperForm(request.POST or None, ballot=ballot, with_codes=False)
    del form.fields["number"]
    if form.is_valid():
        given = form.cleaned_data
        vote = None if given["is_spoilt"] else given["vote"]
        if attempt(
            form, paper_acts.resolve, ballot=ballot, number=number, vote=vote, by=seat.actor, at=now()
        ):
            messages.success(request, _("Resolved."))
            return redirect("ballot-papers", slug, address)
    options = list(ballot.options.all())
    vote = getattr(form, "cleaned_data", {}).get("vote") or queries.blank(form.paper.form)
    facts = {
        "service": service,
        "ballot": ballot,
        "form": form,
        "lines": queries.lines(ballot, options, vote, order=""),
        "heading": _("What does paper %(n)s say?") % {"n": number},
        "button": _("Save what it really says"),
        "read": [
            said(ballot, options, entry.choice) if entry.choice else _("spoilt")
            for entry in paper.entries.all()
        ],
    }
    return render(request, "ballots/enter.html", facts, status=422 if form.is_bound else 200)
