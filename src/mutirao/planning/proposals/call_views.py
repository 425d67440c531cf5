"""Pages about calls for proposals: the question, the proposals made, look-alikes, lists from elsewhere."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.proposals import call_acts, import_acts, lists, queries
from mutirao.planning.proposals.forms import CallForm
from mutirao.planning.proposals.judging_forms import ListForm
from mutirao.planning.proposals.models import STATES, Call
from mutirao.theory.reasons import Refused


def calls(request: HttpRequest, slug: str) -> HttpResponse:
    """Every call for proposals of a service."""
    service, seat = open_service(request, slug)
    page = Paginator(queries.calls(service), 20).get_page(request.GET.get("page"))
    at = seat.at
    facts = {
        "service": service,
        "page": page,
        "calls": [(call, call.period.stage(at).value) for call in page],
        "open_call": door(seat, "call.open"),
    }
    return render(request, "proposals/calls.html", facts)


def call_of(service: Service, address: str) -> Call:
    """A call by its address."""
    known = Call.objects.filter(service=service).select_related(
        "service", "phase", "open_to_body", "open_to_area"
    )
    found: Call = get_object_or_404(known, slug=address)
    found.service = service
    return found


def call(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One call: its question, and the proposals made."""
    service, seat = open_service(request, slug)
    found = call_of(service, address)
    wanted, state = request.GET.get("words", "").strip(), request.GET.get("state", "")
    page = Paginator(queries.of(found, wanted, state), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "call": found,
        "stage": found.period.stage(seat.at).value,
        "page": page,
        "wanted": wanted,
        "state": state,
        "states": [(value, words) for value, words in STATES],
        "asked": queries.asked(found),
        "propose": door(seat, "proposal.make", found),
        "change": door(seat, "call.change"),
        "bring_in": door(seat, "proposal.import"),
        "on_paper": door(seat, "person.register"),
    }
    return render(request, "proposals/call.html", facts)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Call for proposals."""
    service, seat = open_service(request, slug, to="call.open")
    form = CallForm(request.POST or None, service=service)
    if form.is_valid():
        made = attempt(
            form, call_acts.open_call, service=service, terms=form.terms(), by=seat.actor, at=now()
        )
        if made:
            messages.success(request, _("The call is out. Everybody can read it here."))
            return redirect("call", slug, made.slug)
    facts = {"service": service, "form": form, "heading": _("Call for proposals")}
    facts |= {"button": _("Call for proposals"), "intro": ""}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def change(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Change a call."""
    service, seat = open_service(request, slug, to="call.change")
    found = call_of(service, address)
    form = CallForm(request.POST or None, service=service, initial=CallForm.initial_of(found))
    if form.is_valid() and attempt(
        form, call_acts.change_call, call=found, terms=form.terms(), by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("call", slug, address)
    facts = {"service": service, "form": form, "heading": _("Change the call")}
    facts |= {"button": _("Change the call"), "intro": found.question}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)


def alike(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Pairs of proposals that look alike, for people to look at."""
    service, seat = open_service(request, slug)
    found = call_of(service, address)
    page = Paginator(queries.pairs(found), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "call": found,
        "page": page,
        "is_open": found.period.is_open(seat.at),
        "merge": door(seat, "merge.suggest"),
    }
    return render(request, "proposals/alike.html", facts)


def bring_in(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Bring in a list: first see what would happen, then do it; whole or not at all."""
    service, _seat = open_service(request, slug, to="proposal.import")
    found = call_of(service, address)
    if "carried" in request.POST:
        return _write(request, service, found)
    form = ListForm(request.POST or None, request.FILES or None)
    facts = {"service": service, "call": found, "form": form}
    if form.is_valid():
        rows, said = lists.read(form.cleaned_data["file"].read(lists.LARGEST + 1))
        if rows:
            planned = lists.plan(rows, queries.known(found))
            refused = [one for one in planned if one.does == "refused"]
            counts = [(does, sum(1 for one in planned if one.does == does)) for does in DOES]
            facts |= {"counts": counts, "refused": refused[:50], "carried": said, "all": len(planned)}
            facts |= {"source": form.cleaned_data["source"], "first": planned[:10], "faults": len(refused)}
            return render(request, "proposals/bring_in.html", facts)
        form.add_error("file", said)
    return render(request, "proposals/bring_in.html", facts, status=422 if form.is_bound else 200)


DOES = ("new", "changed", "same", "refused")


def _write(request: HttpRequest, service: Service, found: Call) -> HttpResponse:
    """Write what was checked on the page before."""
    _service, seat = open_service(request, service.slug, to="proposal.import")
    form = ListForm(None)
    try:
        done = import_acts.bring_in(
            call=found,
            rows=lists.rows(lists.arrived(request.POST["carried"])),
            source=request.POST.get("source", ""),
            by=seat.actor,
            at=now(),
        )
    except Refused as refused:
        if refused.reasons[0].code not in ("bad_input", "wrong_state"):
            raise
        facts = {"service": service, "call": found, "form": form, "wrong": refused.reasons[0].facts["text"]}
        return render(request, "proposals/bring_in.html", facts, status=422)
    facts = {"fresh": done.fresh, "changed": done.changed, "same": done.same}
    messages.success(request, _("Brought in: %(fresh)s new, %(changed)s changed, %(same)s the same.") % facts)
    return redirect("call", service.slug, found.slug)
