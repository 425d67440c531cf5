"""Pages about agreements: read, compare, draft, sign."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services import queries, text
from mutirao.base.services.authority import Seat
from mutirao.base.services.forms import (
    AddPartyForm,
    DraftForm,
    DutyForm,
    ReasonForm,
    ReviewForm,
    SignatoryForm,
    TermsForm,
)
from mutirao.base.services.models import DRAFT, PROPOSED, Agreement, Clause, Party, Service
from mutirao.base.services.words import cell_name, cell_words, duty_title
from mutirao.base.web import attempt, door, now, open_service
from mutirao.theory.duties import BY_SLUG, cell_of

OPEN = (DRAFT, PROPOSED)


def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """The agreement that decides now, or the open draft."""
    service, seat = open_service(request, slug)
    if seat.agreement is None:
        return render(request, "services/no_agreement.html", {"service": service})
    return _show(request, service, seat, seat.agreement)


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version of the agreement."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(Agreement, service=service, version=number)
    return _show(request, service, seat, found)


def _show(request: HttpRequest, service: Service, seat: Seat, found: Agreement) -> HttpResponse:
    clauses = list(Clause.objects.filter(agreement=found).with_parties())
    terms = queries.terms_of(found)
    parties = [row.party for row in terms]
    signatures = {s.party_id: s for s in found.signatures.all()}
    own = queries.own_parties(seat) if found.state == "proposed" else []
    cell = cell_of([clause.as_rule() for clause in clauses])
    facts = {
        "service": service,
        "agreement": found,
        "division": queries.division(clauses, parties),
        "terms": [(row, signatures.get(row.party_id)) for row in terms],
        "cell_words": cell_words(cell),
        "cell_name": cell_name(cell),
        "versions": list(service.agreements.all()),
        "sent_back": list(found.sent_back.select_related("party__body")[:3]),
        "to_sign": [party for party in own if party.pk not in signatures],
        "nobody_signs": queries.unsigned_for(parties) if found.state in OPEN else set(),
        "assign": door(seat, "agreement.assign"),
        "propose": door(seat, "agreement.propose"),
        "draft": door(seat, "agreement.draft"),
    }
    return render(request, "services/agreement.html", facts)


def compare(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """What moved between two versions."""
    service, _seat = open_service(request, slug)
    before = get_object_or_404(Agreement, service=service, version=old)
    after = get_object_or_404(Agreement, service=service, version=new)
    facts = {"service": service, "old": before, "new": after, "moved": queries.difference(before, after)}
    return render(request, "services/compare.html", facts)


def signed_text(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The exact text that signatures are over, to download."""
    service, _seat = open_service(request, slug)
    found = get_object_or_404(Agreement, service=service, version=number)
    return HttpResponse(text.canonical(found), content_type="application/json; charset=utf-8")


def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a new version."""
    service, seat = open_service(request, slug, to="agreement.draft")
    form = DraftForm(request.POST or None)
    if form.is_valid() and (
        made := attempt(form, agreements.draft, service=service, **form.cleaned_data, by=seat.actor, at=now())
    ):
        messages.success(request, _("A new draft is ready. The version in force stays as it is."))
        return redirect("agreement-version", slug, made.version)
    return _form(request, service, form, _("Draft a new version"), _("Start the draft"))


def duty(request: HttpRequest, slug: str, number: int, duty: str) -> HttpResponse:
    """Say how each party holds one duty, in a draft."""
    service, seat = open_service(request, slug, to="agreement.assign")
    found = get_object_or_404(Agreement, service=service, version=number)
    parties = [row.party for row in queries.terms_of(found)]
    held = dict(found.clauses.filter(duty=duty).values_list("party_id", "way"))
    form = DutyForm(request.POST or None, parties=parties, held=held)
    if form.is_valid() and attempt(
        form, agreements.assign, agreement=found, duty=duty, ways=form.ways(), by=seat.actor, at=now()
    ):
        messages.success(request, _("“%(duty)s” was changed.") % {"duty": duty_title(duty)})
        return redirect("agreement-version", slug, number)
    intro = _(BY_SLUG[duty].explanation) if duty in BY_SLUG else ""
    return _form(request, service, form, duty_title(duty), _("Save who does this"), intro=intro)


def terms(request: HttpRequest, slug: str, number: int, party: int) -> HttpResponse:
    """What a party gives, gets, may decide, and how it leaves."""
    service, seat = open_service(request, slug, to="agreement.set_terms")
    found = get_object_or_404(Agreement, service=service, version=number)
    row = get_object_or_404(found.terms.select_related("party__body"), party=party)
    form = TermsForm(request.POST or None, instance=row)
    if form.is_valid() and attempt(
        form,
        agreements.set_terms,
        agreement=found,
        party=row.party,
        terms=form.cleaned_data,
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("Saved."))
        return redirect("agreement-version", slug, number)
    return _form(request, service, form, row.party.body.name, _("Save these terms"))


def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Set the date on which the agreement is looked at again."""
    service, seat = open_service(request, slug, to="agreement.set_terms")
    found = get_object_or_404(Agreement, service=service, version=number)
    form = ReviewForm(request.POST or None, initial={"review_on": found.review_on})
    if form.is_valid() and attempt(
        form, agreements.set_terms, agreement=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Saved."))
        return redirect("agreement-version", slug, number)
    return _form(request, service, form, _("Review date"), _("Save the date"))


def add_party(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a party to a draft."""
    service, seat = open_service(request, slug, to="agreement.add_party")
    found = get_object_or_404(Agreement, service=service, version=number)
    form = AddPartyForm(request.POST or None)
    if form.is_valid() and attempt(
        form, agreements.add_party, agreement=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Added. Now say which duties it holds."))
        return redirect("agreement-version", slug, number)
    return _form(request, service, form, _("Add a party"), _("Add this party"))


def name_signatory(request: HttpRequest, slug: str, party: int) -> HttpResponse:
    """Name who signs first for a party that nobody can sign for yet."""
    service, seat = open_service(request, slug, to="party.name_signatory")
    found = get_object_or_404(Party.objects.select_related("body", "service"), service=service, pk=party)
    form = SignatoryForm(request.POST or None)
    if form.is_valid():
        person, position = form.cleaned_data["email"], form.cleaned_data["position"]
        given = {"party": found, "person": person, "position": position}
        if attempt(form, agreements.name_signatory, **given, by=seat.actor, at=now()):
            messages.success(request, _("They can sign now."))
            return redirect("agreement", slug)
    heading = _("Who signs first?")
    return _form(request, service, form, heading, _("Name this person"), intro=found.body.name)


@require_POST
def propose(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a draft to every party for signing."""
    service, seat = open_service(request, slug, to="agreement.propose")
    found = get_object_or_404(Agreement, service=service, version=number)
    agreements.propose(agreement=found, by=seat.actor, at=now())
    messages.success(request, _("Proposed. Every party can sign it now."))
    return redirect("agreement-version", slug, number)


@require_POST
def sign(request: HttpRequest, slug: str, number: int, party: int) -> HttpResponse:
    """Sign for a party."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(Agreement, service=service, version=number)
    signing = get_object_or_404(Party.objects.select_related("body"), service=service, pk=party)
    signed = agreements.sign(agreement=found, party=signing, by=seat.actor, at=now())
    messages.success(
        request,
        _("Signed. The agreement is now in force.")
        if signed.state == "in_force"
        else _("Signed. It comes into force when every party has signed."),
    )
    return redirect("agreement-version", slug, number)


def send_back(request: HttpRequest, slug: str, number: int, party: int) -> HttpResponse:
    """Send a proposed version back with a reason."""
    service, seat = open_service(request, slug)
    found = get_object_or_404(Agreement, service=service, version=number)
    objecting = get_object_or_404(Party.objects.select_related("body"), service=service, pk=party)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        agreements.send_back,
        agreement=found,
        party=objecting,
        **form.cleaned_data,
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("Sent back. The draft can be changed again."))
        return redirect("agreement-version", slug, number)
    return _form(request, service, form, _("Send the agreement back"), _("Send it back"))


def _form(
    request: HttpRequest, service: Service, form: object, heading: str, button: str, *, intro: str = ""
) -> HttpResponse:
    """One form on one page, saying what it does on its button."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    bound = getattr(form, "is_bound", False)
    return render(request, "services/form.html", facts, status=422 if bound else 200)
