"""Calling for proposals: the question, who may, from when until when, and by when professionals answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.planning.cycles.models import Phase
from mutirao.planning.proposals.models import ASKED, Call
from mutirao.planning.proposals.writing import lock_call
from mutirao.theory.eligibility import Circle
from mutirao.theory.proposals import MergeRule
from mutirao.theory.reasons import bad_input
from mutirao.theory.texts import clean


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a call says. opens_at, closes_at: its own times; or a phase, then it moves with that."""

    question: str
    about: str = ""
    asks: tuple[str, ...] = ("why", "for_whom", "place")
    merging: str = MergeRule.AUTHORS.value
    answer_by: date | None = None
    currency: str = "GBP"
    open_to: str = Circle.EVERYONE.value
    open_to_body: Body | None = None
    open_to_position: str = ""
    open_to_area: Area | None = None
    phase: Phase | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@act("call.open", about=lambda service, **_: service, facts=lambda result, **_: {"call": result.question})
def open_call(*, service: Service, terms: Terms, by: Actor, at: datetime) -> Call:
    """Call for proposals: a question, who may answer it, and until when."""
    columns = _columns(service, terms)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Call.objects.filter(service=service, question=columns["question"]).exists():
        raise bad_input(_("There is a call with this question already."))
    taken = set(Call.objects.filter(service=service).values_list("slug", flat=True))
    slug = addresses.free(addresses.plain(columns["question"], longest=100), taken)
    call = Call(service=service, slug=slug, made_at=at, **columns)
    _check(call, at)
    call.save()
    _on_the_agenda(call)
    return call


@act("call.change", about=lambda call, **_: call.service, facts=lambda result, **_: {"call": result.question})
def change_call(*, call: Call, terms: Terms, by: Actor, at: datetime) -> Call:
    """Change what a call says, who may answer it, or its dates. Its address stays."""
    held = lock_call(call)
    columns = _columns(held.service, terms)
    others = Call.objects.filter(service=held.service, question=columns["question"]).exclude(pk=held.pk)
    if others.exists():
        raise bad_input(_("There is a call with this question already."))
    for name, value in columns.items():
        setattr(held, name, value)
    _check(held, at)
    held.save()
    _on_the_agenda(held)
    return held


def _columns(service: Service, terms: Terms) -> dict[str, Any]:
    """The columns of a call, or a refusal in words."""
    question = clean(terms.question, lines=False)
    if not question:
        raise bad_input(_("Ask a question."))
    if len(question) > 200:
        raise bad_input(_("The question can have 200 characters at most."))
    if terms.phase and (terms.opens_at or terms.closes_at):
        raise bad_input(_("Choose a phase, or give times: not both."))
    if terms.phase and terms.phase.cycle.service_id != service.pk:
        raise bad_input(_("This phase belongs to another service."))
    if terms.open_to == Circle.BODY and terms.open_to_body is None:
        raise bad_input(_("Say which group or organisation may take part."))
    if terms.open_to == Circle.AREA and terms.open_to_area is None:
        raise bad_input(_("Say the people of which area may take part."))
    return {
        "question": question,
        "about": clean(terms.about)[:4000],
        "asks": [name for name, _words in ASKED if name in terms.asks],
        "merging": MergeRule(terms.merging).value,
        "answer_by": terms.answer_by,
        "currency": terms.currency.upper(),
        "open_to": terms.open_to,
        "open_to_body": terms.open_to_body if terms.open_to == Circle.BODY else None,
        "open_to_position": terms.open_to_position if terms.open_to == Circle.BODY else "",
        "open_to_area": terms.open_to_area if terms.open_to == Circle.AREA else None,
        "phase": terms.phase,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
    }


def _check(call: Call, at: datetime) -> None:
    """Refuse dates that do not follow one another."""
    period = call.period
    if not period.runs_forward:
        raise bad_input(_("A call closes after it opens."))
    if call.answer_by and period.closes and call.answer_by < day_of(period.closes):
        raise bad_input(_("Professionals answer after the call has closed."))


def _on_the_agenda(call: Call) -> None:
    """People propose until it closes; then professionals answer until the day the call says."""
    agenda.drop(call)
    period = call.period
    agenda.put(
        call,
        "proposals.call",
        service=call.service,
        title=call.question,
        path=call.path,
        opens=period.opens,
        closes=period.closes,
        follows=call.follows,
    )
    if call.answer_by and period.closes:
        midnight = datetime.combine(
            call.answer_by + timedelta(days=1), datetime.min.time(), ZoneInfo(settings.TIME_ZONE)
        )
        agenda.put(
            call,
            "proposals.answers",
            service=call.service,
            title=call.question,
            path=call.path,
            opens=period.closes,
            closes=midnight,
        )
