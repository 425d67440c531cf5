"""Making a promise and every later entry of its history; whatever block promises calls `promise`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.people.models import Person
from mutirao.base.services.models import Party, Service
from mutirao.planning.decisions import asking, chain
from mutirao.planning.decisions.models import Decision, Promise, PromiseChange
from mutirao.planning.decisions.recording import exact, safe_address
from mutirao.theory import promises
from mutirao.theory.promises import REASONS, STAGES, Event, State
from mutirao.theory.reasons import bad_input, wrong_state

MADE = gettext_noop("Promised by %(party)s, to be done by %(due_on)s.")
SAID = {
    State.KEPT: gettext_noop("Said to be done."),
    State.CHANGED: gettext_noop("Given a new day, %(due_on)s. Why: %(reason)s"),
    State.BROKEN: gettext_noop("It will not be done. Why: %(reason)s"),
    State.QUESTIONED: gettext_noop("Somebody says that it is not done yet."),
}
AT_STAGE = {
    "proposed": gettext_noop("The works are proposed."),
    "analysis": gettext_noop("The works are being looked into by the technicians."),
    "planned": gettext_noop("The works are in the plan."),
    "tendered": gettext_noop("The works are out to tender."),
    "works": gettext_noop("The works have begun."),
}
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a promise: a new day or stage, why (code and words), and where it can be seen."""

    due_on: date | None = None
    because: str = ""
    reason: str = ""
    evidence: str = ""
    evidence_path: str = ""


def promise(
    *,
    service: Service,
    decision: Decision | None,
    what: str,
    party: Party,
    due_on: date,
    owner: Person | str,
    by: Actor,
    at: datetime,
    amount: Decimal | None = None,
    currency: str = "",
    stage: str = "",
    follows: str | None = None,
) -> Promise:
    """Write down a promise, and tell whoever will be asked about it; called by acts.

    owner: a person or a bare e-mail address, never shown; "" for somebody who is asked by a printed letter.
    stage: one of `theory.promises.STAGES` for building works. follows: key of the step of the chain it grew
    from; the decision's own step unless told. Errors: Refused where something is missing or does not fit.
    """
    _must_fit(service, decision, what, party, due_on, stage, day_of(at))
    led = follows or (chain.key(decision) if decision else None)
    person, address = owner_from(owner)
    made = Promise(
        service=service,
        decision=decision,
        item=chain.found(service, led) if led else None,
        what=what.strip(),
        party=party,
        owner=person,
        owner_address=address,
        due_on=due_on,
        dated_on=day_of(at),
        stage=stage,
        made_at=at,
    )
    made.amount, made.scale, made.currency = exact(amount, currency)
    made.save(force_insert=True)
    _entry(made, "made", by, at)
    chain.step(
        service,
        chain.key(made),
        title=made.what,
        says=MADE,
        path=asking.path_of(made),
        at=at,
        follows=led,
        party=party.body.name,
        due_on=due_on.isoformat(),
    )
    asking.look_ahead(made, at=at)
    asking.introduce(made, "made", at=at)
    return made


def change(
    held: Promise, event: Event, said: Said, *, by: Actor, at: datetime, by_link: bool = False
) -> PromiseChange:
    """Let something happen to a locked promise and add it to its history; called by acts."""
    state = promises.after(State(held.state), event)
    if state is None:
        raise wrong_state(_cannot(State(held.state), event))
    today = day_of(at)
    _must_say_why(event, said)
    if event is Event.MOVE:
        held.due_on, held.dated_on = _new_day(held, said.due_on, today), today
    if event is Event.QUESTION:
        held.questioned_on, held.doubts = held.questioned_on or today, held.doubts + 1
    else:
        held.questioned_on, held.doubts = None, 0
    is_new = state != held.state or event is Event.MOVE
    held.state = state.value
    held.save(update_fields=["state", "due_on", "dated_on", "questioned_on", "doubts"])
    asking.look_ahead(held, at=at)
    if not is_new:  # one more person says the same
        return held.changes.filter(event=event.value).latest("id")
    return _told(held, _entry(held, event.value, by, at, said, by_link=by_link), SAID[state], at)


def advance(held: Promise, stage: str, said: Said, *, by: Actor, at: datetime) -> PromiseChange:
    """Say how far the works of a locked promise are; going back to an earlier stage needs a reason."""
    if stage not in STAGES:
        raise bad_input(_("Say how far the works are."))
    if held.state not in promises.OPEN:
        raise wrong_state(_cannot(State(held.state), Event.KEEP))
    if held.stage == stage:
        raise wrong_state(_("That is how far the works are already."))
    if promises.goes_back(held.stage, stage) and not said.reason.strip():
        raise bad_input(_("Say why the works go back to an earlier stage: everybody will read it."))
    held.stage = stage
    held.save(update_fields=["stage"])
    return _told(held, _entry(held, "advance", by, at, said), AT_STAGE[stage], at)


def owner_from(owner: Person | str) -> tuple[Person | None, str]:
    """Who is asked: somebody we know, also by their e-mail address, or a bare address."""
    if isinstance(owner, Person):
        return owner, ""
    address = owner.strip()
    if not address:
        return None, ""
    try:
        validate_email(address)
    except ValidationError:
        raise bad_input(_("Write an e-mail address, such as name@example.org.")) from None
    known = Person.objects.filter(email__iexact=address, is_active=True).first()
    return (known, "") if known else (None, address)


def _entry(
    held: Promise, event: str, by: Actor, at: datetime, said: Said | None = None, *, by_link: bool = False
) -> PromiseChange:
    told = said or Said()
    party = by.warrant.party_id
    made = PromiseChange(
        promise=held,
        event=event,
        state=held.state,
        due_on=held.due_on,
        stage=held.stage,
        because=told.because,
        reason=told.reason.strip(),
        evidence=told.evidence.strip()[:200],
        evidence_path=safe_address(told.evidence_path),
        party_id=int(party) if party else None,
        by_link=by_link,
        at=at,
    )
    made.save(force_insert=True)
    return made


def _told(held: Promise, made: PromiseChange, says: str, at: datetime) -> PromiseChange:
    """A new entry is the next step of the chain."""
    earlier = held.changes.filter(pk__lt=made.pk).order_by("-id")[:2]
    is_second = len(earlier) == 1  # the first entry is the making, whose step is the promise's own
    chain.step(
        held.service,
        chain.key(made),
        title=held.what,
        says=says,
        path=asking.path_of(held),
        at=at,
        follows=chain.key(held) if is_second else chain.key(earlier[0]),
        due_on=made.due_on.isoformat(),
        reason=made.reason,
    )
    return made


def _cannot(state: State, event: Event) -> str:
    if event is Event.QUESTION:
        return _("Nobody has said that this is done.")
    if state is State.BROKEN:
        return _("It has been said that this will not be done. If it will be after all, make a new promise.")
    return _("This has been said to be done already.")


def _must_say_why(event: Event, said: Said) -> None:
    if event not in (Event.MOVE, Event.BREAK):
        return
    if said.because not in REASONS or not said.reason.strip():
        raise bad_input(_("Say why: everybody will read it."))


def _new_day(held: Promise, day: date | None, today: date) -> date:
    if day is None or day <= today:
        raise bad_input(_("The new day must be in the future."))
    if day == held.due_on:
        raise bad_input(_("That is the day for which it is promised already."))
    return day


def _must_fit(
    service: Service,
    decision: Decision | None,
    what: str,
    party: Party,
    due_on: date,
    stage: str,
    today: date,
) -> None:
    if not what.strip():
        raise bad_input(_("Say what is promised, so that everybody can tell whether it was done."))
    if len(what.strip()) > LONGEST:
        raise bad_input(_("Say what is promised in fewer words."))
    if due_on <= today:
        raise bad_input(_("The day by which it is promised must be in the future."))
    if party.service_id != service.pk:
        raise bad_input(_("Whoever answers for it must be one of the parties to this service."))
    if decision is not None and decision.service_id != service.pk:
        raise bad_input(_("The decision belongs to another service."))
    if stage and stage not in STAGES:
        raise bad_input(_("Say how far the works are."))
