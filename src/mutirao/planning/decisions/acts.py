"""What people do with decisions: take one under one of three duties, and look at one again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision, Promise, Question, Review
from mutirao.planning.decisions.recording import path_of, record
from mutirao.theory.promises import AHEAD
from mutirao.theory.reasons import bad_input, wrong_state


def _at_service(service: Service, **_given: Any) -> Service:
    return service


def _said(result: Decision, **_given: Any) -> dict[str, Any]:
    said = {"decision": result.title}
    return said if result.amount is None else {**said, "amount": str(result.sum), "currency": result.currency}


@act("decision.on_priorities", about=_at_service, facts=_said)
def on_priorities(*, service: Service, by: Actor, at: datetime, **given: Any) -> Decision:
    """Decide what comes first; what is given goes to `recording.record`."""
    return _decided(service, given, by, at)


@act("decision.on_money", about=_at_service, facts=_said)
def on_money(*, service: Service, by: Actor, at: datetime, **given: Any) -> Decision:
    """Decide how much goes to what; what is given goes to `recording.record`."""
    return _decided(service, given, by, at)


@act("decision.on_design", about=_at_service, facts=_said)
def on_design(*, service: Service, by: Actor, at: datetime, **given: Any) -> Decision:
    """Decide how the service runs; what is given goes to `recording.record`."""
    return _decided(service, given, by, at)


ON = {"set_priorities": on_priorities, "divide_money": on_money, "design_service": on_design}
"""The act by which each duty decides."""


def _decided(service: Service, given: dict[str, Any], by: Actor, at: datetime) -> Decision:
    made = record(service=service, by=by, at=at, **given)
    agenda.put(made, "decision.made", service=service, title=made.title, path=path_of(made), closes=at)
    return made


@act(
    "decision.review",
    about=lambda decision, **_: decision.service,
    facts=lambda decision, **_: {"decision": decision.title},
)
def review(
    *, decision: Decision, finding: str, by: Actor, at: datetime, next_on: date | None = None
) -> Review:
    """Say what you found when you looked at a decision again, and when you will look next.

    The decision stays as it is: to change it, decide again.
    """
    held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if Decision.objects.filter(supersedes=held).exists():
        raise wrong_state(_("A later decision has taken the place of this one."))
    if not finding.strip():
        raise bad_input(_("Say what you found: everybody will read it."))
    if next_on is not None and next_on <= day_of(at):
        raise bad_input(_("The day to look at this again must be in the future."))
    waiting = held.reviews.filter(done_at__isnull=True).first()
    done = waiting or Review(decision=held, due_on=day_of(at))
    done.done_at, done.tell_on, done.finding = at, None, finding.strip()
    done.party_id = int(by.warrant.party_id)
    done.save()
    if next_on is not None:
        Review(decision=held, due_on=next_on, tell_on=next_on - AHEAD).save()
    agenda.drop(held, "decision.review")
    return done


def forget(person: Person) -> None:
    """Erase what somebody wrote about promises, and that they are asked about any."""
    Question.objects.filter(person=person).update(person=None, says="")
    Promise.objects.filter(owner=person).update(owner=None)
    if person.email:
        Promise.objects.filter(owner_address__iexact=person.email).update(owner_address="")
