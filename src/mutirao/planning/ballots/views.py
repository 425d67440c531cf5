"""Pages for voters: the questions, the ballot paper, the receipt, the result, finding one's own vote."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.ballots import queries, slips, vote_acts, words
from mutirao.planning.ballots.models import Ballot
from mutirao.planning.ballots.vote_forms import FindForm, TraitsForm, VoteForm
from mutirao.planning.ballots.vote_models import ONLINE
from mutirao.planning.budgets.money import money
from mutirao.planning.budgets.sheets import LEAST_VOTERS
from mutirao.theory.ballots import decode
from mutirao.theory.receipts import SHOWN, fingerprint


def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """Every vote of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.of(service), 20).get_page(request.GET.get("page"))
    rows = [(ballot, *tag(ballot)) for ballot in page]
    facts = {"service": service, "page": page, "rows": rows, "draft": door(seat, "ballot.draft")}
    return render(request, "ballots/list.html", facts)


def tag(ballot: Ballot) -> tuple[str, str]:
    """The state of a ballot in a word or two, and the kind of its tag."""
    text, kind = words.STATE_TAGS[ballot.state]
    stage = ballot.period.stage(now())
    if ballot.state == "open" and stage != "open":
        return (_("opens soon"), "neutral") if stage == "coming" else (_("time is over"), "hands")
    return str(text), kind


def whole(service: Service, address: str, actor: Actor) -> Ballot:
    """A ballot with everything a page about it needs."""
    found: Ballot = get_object_or_404(queries.one(service, actor), slug=address)
    found.service = service  # with what its card shows
    return found


def ballot(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One vote: the ballot paper while it is open, afterwards the result."""
    service, seat = open_service(request, slug)
    found = whole(service, address, seat.actor)
    if found.state != "open":
        return render(request, "ballots/result.html", result_facts(found))
    if request.method == "POST":
        return saved(request, found, seat.actor, back=request.path)
    may = door(seat, "vote.cast", found)
    facts = paper_facts(request, found, seat.actor)
    form = VoteForm(ballot=found, asks=not found.has_part)
    return render(request, "ballots/vote.html", {**facts, "form": form, "may": may, "tag": tag(found)})


def paper_facts(
    request: HttpRequest, ballot: Ballot, actor: Actor, *, sent: VoteForm | None = None
) -> dict[str, Any]:
    """What a ballot paper shows; `sent`: as it was sent when something was wrong with it."""
    options = list(ballot.options.all())
    mine = queries.mine(ballot, actor)
    kept = mine.choice if mine else queries.blank(ballot.as_paper().form)
    shown = (
        sent.cleaned_data.get("vote", kept) if sent is not None and hasattr(sent, "cleaned_data") else kept
    )
    search = request.GET.get("q", "")
    lines = queries.lines(ballot, options, shown, order=mine.order if mine else "", search=search)
    used = queries.used(ballot, ballot.as_paper(), kept)
    return {
        "service": ballot.service,
        "ballot": ballot,
        "task": words.FORM_TASKS[ballot.form](),
        "amount": money(ballot.amount, ballot.scale, ballot.currency) if ballot.amount else "",
        "lines": lines,
        "is_many": len(options) > queries.MANY,
        "search": search,
        "found": sum(line.is_shown for line in lines),
        "mine": mine if mine and mine.revision else None,
        "seen": mine.revision if mine else 0,
        "tally": words.tally(ballot.form, *used),
        "limit": used[1],
        "until": until(ballot),
        "accepts": queries.accepts(ballot, now()),
        "is_over": queries.is_over(ballot, now()),
        "who_may": ballot.who_may(),
    }


def saved(
    request: HttpRequest, ballot: Ballot, actor: Actor, *, back: str, channel: str = ONLINE, **shown: Any
) -> HttpResponse:
    """Save the vote that was sent, at once; the part of the page that says so, or the page again."""
    form = VoteForm(request.POST, ballot=ballot, asks=not ballot.has_part)
    made = None
    if form.is_valid():
        made = attempt(
            form,
            vote_acts.cast,
            ballot=ballot,
            vote=form.cleaned_data["vote"],
            declares=bool(form.cleaned_data.get("declares")),
            seen=form.cleaned_data["seen"],
            channel=channel,
            by=actor,
            at=now(),
        )
    is_part = bool(request.headers.get("HX-Request"))
    if made and not is_part:
        messages.success(
            request, _("Saved. You can change your vote until %(when)s.") % {"when": until(ballot)}
        )
        search = request.POST.get("q", "")
        return redirect(f"{back}?{urlencode({'q': search})}" if search else back)
    facts = {**paper_facts(request, ballot, actor, sent=form), "form": form, "tag": tag(ballot), **shown}
    template = "ballots/tally.html" if is_part else "ballots/vote.html"
    return render(request, template, facts, status=200 if made else 422)


def until(ballot: Ballot) -> str:
    """When voting ends, in words."""
    closes = ballot.period.closes
    return date_format(localtime(closes), "DATETIME_FORMAT") if closes else ""


def receipt(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """My vote as it is saved now, and the receipt by which I find it after the close."""
    service, seat = open_service(request, slug)
    found = whole(service, address, seat.actor)
    mine = queries.mine(found, seat.actor)
    if mine is None or not mine.revision:
        return redirect("ballot", slug, address)
    facts = {
        "service": service,
        "ballot": found,
        "mine": mine,
        "mark": fingerprint(str(found.pk), mine.receipt)[:SHOWN],
        "chosen": queries.chosen_names(found, found.options.all(), mine.choice),
        "until": until(found),
    }
    return render(request, "ballots/receipt.html", facts)


def about_me(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Say something about myself; nobody must."""
    service, seat = open_service(request, slug)
    found = whole(service, address, seat.actor)
    if not found.traits:
        raise Http404
    form = TraitsForm(request.POST or None, ballot=found)
    if form.is_valid():
        attempt(form, vote_acts.describe, ballot=found, said=form.cleaned_data, by=seat.actor, at=now())
        if not form.errors:
            messages.success(request, _("Thank you. It is counted with what others say, and then destroyed."))
            return redirect("ballot", slug, address)
    facts = {
        "service": service,
        "form": form,
        "heading": _("Say something about yourself"),
        "button": _("Save this"),
        "intro": _("You need not. It shows who takes part and who is missing. Small groups are never shown."),
    }
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def result_facts(ballot: Ballot) -> dict[str, Any]:
    """What is known of a vote that is not open: its options, or what it came to and who took part."""
    options = list(ballot.options.all())
    has_result = ballot.state in ("counted", "decided") and not ballot.budget_id
    fates = queries.fates(ballot, options) if has_result else []
    return {
        "service": ballot.service,
        "ballot": ballot,
        "head": (_("Option"), _("Cost")) if ballot.amount else (_("Option"), _("About it")),
        "options_rows": [(o.title, queries.cost(ballot, o) if ballot.amount else o.text) for o in options],
        "fates": fates,
        "finding": words.finding([fate.title for fate in fates if fate.won]),
        "bars": queries.bars(fates),
        "result": ballot.result.said if has_result else None,
        "rule": words.RULE_NAMES.get(ballot.rule, ""),
        "turnout": queries.turnout(ballot),
        "may_list": ballot.voters >= LEAST_VOTERS,
        "tag": tag(ballot),
    }


def published(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Every vote as it was published, and how anybody can check that none was added or taken away."""
    service, seat = open_service(request, slug)
    found = whole(service, address, seat.actor)
    if not found.is_sealed:
        raise Http404
    may_list = found.voters >= LEAST_VOTERS
    page = Paginator(found.slips.all() if may_list else found.slips.none(), 50).get_page(
        request.GET.get("page")
    )
    options = list(found.options.all())
    rows = [(slip.number, said(found, options, slip.choice), slip.fingerprint[:SHOWN]) for slip in page]
    facts = {"service": service, "ballot": found, "page": page, "rows": rows, "may_list": may_list}
    facts["head"] = (_("Number"), _("Vote"), _("Mark of the receipt"))
    return render(request, "ballots/published.html", {**facts, "act": queries.closing(found)})


def said(ballot: Ballot, options: list[Any], choice: str) -> str:
    """A published vote in words."""
    names = queries.chosen_names(ballot, options, decode(choice, ballot.as_paper().form))
    return "; ".join(f"{number}: {name}" if number else name for name, number in names) or _("blank")


def file(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The published votes as a file."""
    service, seat = open_service(request, slug)
    found = whole(service, address, seat.actor)
    if not found.is_sealed or found.voters < LEAST_VOTERS:
        raise Http404
    response = HttpResponse(slips.listing(found.slips.all()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    return response


def find(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Find one's own vote in the published list, by its receipt."""
    service, seat = open_service(request, slug)
    ballot = whole(service, address, seat.actor)
    form = FindForm(request.POST or None)
    slip = queries.slip_of(ballot, form.cleaned_data["code"]) if form.is_valid() else None
    if form.is_bound and form.is_valid() and slip is None:
        form.add_error("code", _("No published vote has this receipt. Check every letter."))
    facts = {
        "service": service,
        "ballot": ballot,
        "form": form,
        "slip": slip,
        "said": said(ballot, list(ballot.options.all()), slip.choice) if slip else "",
        "mark": slip.fingerprint[:SHOWN] if slip else "",
    }
    return render(request, "ballots/find.html", facts, status=422 if form.errors else 200)
