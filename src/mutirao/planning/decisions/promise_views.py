"""Pages about promises: all of a service's, one with its history, and a form for each thing to say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.decisions import chain, promise_acts, promise_queries, queries, words
from mutirao.planning.decisions.link_views import answering
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.decisions.promise_forms import (
    DoneForm,
    NewDayForm,
    NotYetForm,
    OwnerForm,
    PromiseForm,
    SaidForm,
    StageForm,
    WhyForm,
)
from mutirao.planning.decisions.promising import Said
from mutirao.planning.decisions.views import A_PAGE, one_form
from mutirao.theory.measures import promise_closure
from mutirao.theory.promises import OPEN
from mutirao.theory.reasons import Reason, Refused


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages of rows that have been counted already."""

    def __init__(self, rows: Any, size: int, *, known: int) -> None:
        super().__init__(rows, size)
        self.count = known


def promises(request: HttpRequest, slug: str) -> HttpResponse:
    """Every promise of a service, how many stand how, and how many days were kept or explained."""
    service, seat = open_service(request, slug)
    on, show = seat.today, request.GET.get("show", "")
    counts = promise_queries.counts(service, on)
    found = promise_queries.of(service)
    if show in counts:
        found = found.filter(promise_queries.in_state(show, on))
    known = counts.get(show, sum(counts.values()))
    page = Counted(found, A_PAGE, known=known).get_page(request.GET.get("page"))
    passed = [one for one in promise_queries.due(service) if one.due < on]
    closure = promise_closure(passed, at=on) if passed else None
    facts = {
        "service": service,
        "page": page,
        "rows": [(one, *words.state_tag(one, on)) for one in page],
        "show": show,
        "counts": [(name, words.SHOWN[name](), n) for name, n in counts.items()],
        "all": sum(counts.values()),
        "closure": closure,
        "late_days": int(closure.median_days_late or 0) if closure else 0,
        "make": door(seat, "promise.make"),
    }
    return render(request, "decisions/promises.html", facts)


def promise(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One promise: how it stands, its whole history, and what one may say of it."""
    service, seat = open_service(request, slug)
    found = _promise(service, pk)
    tag, kind = words.state_tag(found, seat.today)
    person = seat.actor.person
    facts = {
        "service": service,
        "promise": found,
        "tag": tag,
        "kind": kind,
        "is_open": found.state in OPEN,
        "history": [(one, words.change_says(one)) for one in found.changes.select_related("party__body")],
        "is_owner": person is not None and person.pk == found.owner_id,
        "keep": door(seat, "promise.keep"),
        "question": door(seat, "promise.question", found),
    }
    return render(request, "decisions/promise.html", facts)


def _promise(service: Service, pk: UUID) -> Promise:
    return get_object_or_404(promise_queries.of(service), pk=pk)


def make(request: HttpRequest, slug: str, pk: UUID | None = None) -> HttpResponse:
    """Write down a promise, that comes from a decision or by itself."""
    service, seat = open_service(request, slug, to="promise.make")
    decision = get_object_or_404(queries.of(service), pk=pk) if pk else None
    form = PromiseForm(request.POST or None, service=service, items=_items(decision), initial=_wish(decision))
    if form.is_valid():
        given = {"service": service, "decision": decision, **form.promise()}
        if made := attempt(form, promise_acts.make, **given, by=seat.actor, at=now()):
            messages.success(request, _("Written down, and told to whoever is asked about it."))
            return redirect("promise", slug, made.pk)
    intro = decision.title if decision else ""
    return one_form(request, service, form, _("Write down a promise"), _("Publish this promise"), intro=intro)


def _items(decision: Decision | None) -> Any:
    """The things that a decision decided at once, if it did."""
    found = queries.items(decision) if decision else None
    return found if found is not None and found.exists() else None


def _wish(decision: Decision | None) -> dict[str, Any]:
    """What a promise of this decision most likely says."""
    return {"party": decision.answers_id or decision.party_id} if decision else {}


def keep(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say that it is done."""
    words_here = (_("It is done"), _("Say that it is done"))
    return _say(request, slug, pk, "promise.keep", promise_acts.keep, DoneForm, words_here)


def move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Give it a new day."""
    words_here = (_("It needs a new day"), _("Publish the new day"))
    return _say(request, slug, pk, "promise.move", promise_acts.move, NewDayForm, words_here)


def give_up(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say that it will not be done."""
    words_here = (_("It will not be done"), _("Publish that it will not be done"))
    return _say(request, slug, pk, "promise.break", promise_acts.give_up, WhyForm, words_here)


def _say(
    request: HttpRequest,
    slug: str,
    pk: UUID,
    name: str,
    act: Callable[..., Any],
    kind: type[SaidForm],
    said: tuple[str, str],
) -> HttpResponse:
    service, seat = open_service(request, slug, to=name)
    found = _promise(service, pk)
    form = kind(request.POST or None)
    if form.is_valid() and attempt(form, act, promise=found, said=form.said(), by=seat.actor, at=now()):
        messages.success(request, _("Published."))
        return redirect("promise", slug, pk)
    return one_form(request, service, form, *said, intro=found.what)


def advance(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say how far the works are."""
    service, seat = open_service(request, slug, to="promise.advance")
    found = _promise(service, pk)
    form = StageForm(request.POST or None, initial={"stage": found.stage})
    if form.is_valid():
        said = Said(reason=form.cleaned_data["reason"])
        given = {"promise": found, "stage": form.cleaned_data["stage"], "said": said}
        if attempt(form, promise_acts.advance, **given, by=seat.actor, at=now()):
            messages.success(request, _("Published."))
            return redirect("promise", slug, pk)
    return one_form(
        request, service, form, _("How far are the works?"), _("Publish how far they are"), intro=found.what
    )


def hand_over(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say who is asked about it."""
    service, seat = open_service(request, slug, to="promise.hand_over")
    found = _promise(service, pk)
    known = found.owner.email if found.owner else found.owner_address
    form = OwnerForm(request.POST or None, initial={"owner": known})
    if form.is_valid() and attempt(
        form, promise_acts.hand_over, promise=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("We have written to whoever is asked about it now."))
        return redirect("promise", slug, pk)
    return one_form(request, service, form, _("Who is asked"), _("Ask this person"), intro=found.what)


def not_yet(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say that what was said to be done is not."""
    service, seat = open_service(request, slug)
    found = _promise(service, pk)
    opening = door(seat, "promise.question", found)
    if not opening.is_open:
        raise Refused(opening.reasons)
    form = NotYetForm(request.POST or None)
    if form.is_valid() and attempt(
        form, promise_acts.question, promise=found, **form.cleaned_data, by=seat.actor, at=now()
    ):
        messages.success(request, _("Thank you. We ask whoever promised it again."))
        return redirect("promise", slug, pk)
    return one_form(
        request, service, form, _("It is not done yet"), _("Say that it is not done"), intro=found.what
    )


def verify(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """To the act by which it was promised, with its proof."""
    service, _seat = open_service(request, slug)
    act = queries.act_of(_promise(service, pk))
    if act is None:
        raise Http404
    return redirect("act", act.pk)


def answer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Answer how it stands, as its owner who is signed in."""
    service, seat = open_service(request, slug)
    found = _promise(service, pk)
    if seat.actor.person is None or seat.actor.person.pk != found.owner_id:
        raise Refused(Reason("not_yourself" if seat.actor.person else "sign_in"))
    return answering(request, found, by=seat.actor)


def chain_page(request: HttpRequest, slug: str, kind: str, pk: str) -> HttpResponse:
    """One line from the first proposal to the finished work, seen from one of its steps."""
    service, seat = open_service(request, slug)
    here = chain.found(service, f"{kind}:{pk}")
    if here is None:
        raise Http404
    lines = promise_queries.chain_lines(chain.whole(here), here, on=seat.today)
    facts = {"service": service, "lines": lines, "first": lines[0], "last": lines[-1]}
    return render(request, "decisions/chain.html", facts)
