"""Pages about drafts as a whole: list, start, the text with where agreement stands, rounds, how it ends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.drafts import acts, ending_acts, queries, table, words
from mutirao.planning.drafts.forms import (
    AboutForm,
    DecideForm,
    DisagreementForm,
    NumbersForm,
    RoundForm,
    WithdrawForm,
    hidden,
    initial_of,
)
from mutirao.planning.drafts.models import RULES, Draft, Negotiator
from mutirao.planning.drafts.steps import steps
from mutirao.theory.drafts import Rule, State


def drafts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every draft of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    facts = {"service": service, "page": page, "start": door(seat, "draft.start")}
    return render(request, "drafts/list.html", facts)


def known(service: Service, address: str) -> tuple[Draft, list[Negotiator]]:
    """A draft with the bodies at its table, or 404."""
    found = queries.find(service, address)
    if found is None:
        raise Http404
    return found


def draft(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One draft: the whole text, and beside every clause where agreement stands."""
    service, seat = open_service(request, slug)
    found, negotiators = known(service, address)
    laid = table.lay(found, at=seat.at, negotiators=negotiators)
    mine = queries.own(seat, negotiators)
    every = queries.lines(laid)
    only = request.GET.get("only", "")
    facts = {
        "service": service,
        "draft": found,
        "explained": words.method_explained(found),
        "summary": words.summary_sentence(laid.whole),
        "whole": laid.whole,
        "blocked": queries.blocked(every),
        "lines": _only(only, every, laid, mine),
        "only": only,
        "filters": _filters(every, laid, mine, only),
        "bodies": [(one.party.body.name, one.party.get_side_display(), one.weight) for one in negotiators],
        "is_weighted": found.rule == Rule.WEIGHTED,
        "steps": steps(laid, seat, mine, at=seat.at),
    }
    return render(request, "drafts/draft.html", facts)


def _only(
    only: str, lines: list[queries.Line], laid: table.Table, mine: list[Negotiator]
) -> list[queries.Line]:
    """The clauses that were asked for."""
    if only == "blocks":
        return [one for one in lines if one.state != State.AGREED.value]
    if only == "ours":
        ours = {clause.number for one in mine for clause in laid.unmarked_by(one)}
        return [one for one in lines if one.number in ours]
    return lines


def _filters(
    lines: list[queries.Line], laid: table.Table, mine: list[Negotiator], only: str
) -> list[tuple[str, str, int, bool]]:
    """What can be looked at: key, words, how many clauses, whether it is looked at now."""
    found = [("", _("The whole text")), ("blocks", _("What blocks it"))]
    found += [("ours", _("What waits for you"))] if mine else []
    return [(key, said, len(_only(key, lines, laid, mine)), key == only) for key, said in found]


def history(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """What happened to a draft: its rounds, and every version of its clauses."""
    service, _seat = open_service(request, slug)
    found, _negotiators = known(service, address)
    versions = Paginator(queries.versions_of(found), 20).get_page(request.GET.get("page"))
    rounds = [(one, words.result_sentence(one.result)) for one in queries.rounds(found)]
    facts = {"service": service, "draft": found, "rounds": rounds, "page": versions}
    return render(request, "drafts/history.html", facts)


def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a draft: what it is for, who negotiates, how it is agreed; then the numbers."""
    service, seat = open_service(request, slug, to="draft.start")
    parties = list(service.parties.values_list("pk", flat=True))
    return _about(request, service, seat, {"parties": parties}, {}, None)


def describe(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Change what a draft is about, before its first round."""
    service, seat = open_service(request, slug, to="draft.describe")
    found, _negotiators = known(service, address)
    return _about(request, service, seat, *initial_of(found), found)


def _about(
    request: HttpRequest,
    service: Service,
    seat: Seat,
    about: dict[str, Any],
    numbers: dict[str, Any],
    found: Draft | None,
) -> HttpResponse:
    """Two pages with one address: what everybody is asked, then what the chosen rule asks for besides."""
    heading = _("Change what the draft is about") if found else _("Start a draft")
    first = AboutForm(request.POST or None, service=service, initial=about)
    if not first.is_valid() or "again" in request.POST:
        return form_page(request, service, first, heading, _("Go on"))
    asked = first.needs_numbers()
    given = request.POST if "numbers" in request.POST or not asked else None
    rule, parties = Rule(first.cleaned_data["rule"]), list(first.cleaned_data["parties"])
    second = NumbersForm(given, rule=rule, parties=parties, initial=numbers)
    if second.is_valid():
        said = {name: first.cleaned_data[name] for name in ("title", "purpose", "set_by")}
        said |= second.given(first.cleaned_data["origin"])
        made = (
            attempt(second, acts.describe, draft=found, **said, by=seat.actor, at=now())
            if found
            else attempt(second, acts.start, service=service, **said, by=seat.actor, at=now())
        )
        if made:
            messages.success(request, _("Saved. Now write the clauses."))
            return redirect("draft", service.slug, made.slug)
    facts = {
        "service": service,
        "form": second,
        "hidden": hidden(first),
        "heading": heading,
        "chosen": dict(RULES)[rule.value],
    }
    return render(request, "drafts/numbers.html", facts, status=422 if second.errors else 200)


def open_round(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Open a round in which the bodies mark the clauses."""
    service, seat = open_service(request, slug, to="draft.open_round")
    found, _negotiators = known(service, address)
    form = RoundForm(request.POST or None, service=service, at=seat.at)
    if form.is_valid() and attempt(
        form, acts.open_round, draft=found, **form.window(), by=seat.actor, at=now()
    ):
        messages.success(request, _("The round is open. Whoever may sign for a party gets a letter."))
        return redirect("draft", slug, address)
    return form_page(request, service, form, _("Open a round"), _("Open this round"), intro=found.title)


def decide(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Decide what was agreed."""
    service, seat = open_service(request, slug, to="draft.decide")
    found, _negotiators = known(service, address)
    form = DecideForm(request.POST or None)
    if form.is_valid() and (
        made := attempt(form, ending_acts.decide, draft=found, **form.cleaned_data, by=seat.actor, at=now())
    ):
        messages.success(request, _("Decided and published."))
        return redirect("decision", slug, made.pk)
    laid = table.lay(found, at=seat.at)
    intro = f"{found.title}: {words.summary_sentence(laid.whole)}."
    kept = [said for line in queries.lines(laid) for said in line.overruled]
    return form_page(
        request,
        service,
        form,
        _("Decide what was agreed"),
        _("Decide and publish"),
        intro=intro,
        notes=kept,
        noted=_("These go with the decision, word for word:"),
    )


def disagree(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Put on record that no agreement was reached."""
    service, seat = open_service(request, slug, to="draft.record_disagreement")
    found, _negotiators = known(service, address)
    form = DisagreementForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        ending_acts.record_disagreement,
        draft=found,
        **form.cleaned_data,
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("Recorded. It stays readable for everybody."))
        return redirect("draft", slug, address)
    lines = queries.lines(table.lay(found, at=seat.at))
    kept = [
        _("Clause %(n)s: %(said)s") % {"n": line.number, "said": said}
        for line in lines
        for said in line.missing
    ]
    return form_page(
        request,
        service,
        form,
        _("Record the disagreement"),
        _("Record it for good"),
        intro=found.title,
        notes=kept,
        noted=_("This is kept with it, word for word:"),
    )


def withdraw(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Withdraw a draft, with the reason."""
    service, seat = open_service(request, slug, to="draft.withdraw")
    found, _negotiators = known(service, address)
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and attempt(
        form, ending_acts.withdraw, draft=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Withdrawn. It stays readable."))
        return redirect("draft", slug, address)
    intro = _("“%(draft)s” stays readable, and nothing about it changes any more.") % {"draft": found.title}
    return form_page(request, service, form, _("Withdraw the draft"), _("Withdraw it"), intro=intro)


def form_page(
    request: HttpRequest, service: Service, form: Form, heading: str, button: str, **more: object
) -> HttpResponse:
    """One form on one page, with what it is about above it."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, **more}
    return render(request, "drafts/form.html", facts, status=422 if form.is_bound else 200)
