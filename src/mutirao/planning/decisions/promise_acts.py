"""What people do with promises: make, keep, move and break them, answer by a link, and question them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.planning.decisions import asking, promising, tokens
from mutirao.planning.decisions.models import Promise, PromiseChange, Question
from mutirao.planning.decisions.promising import Said
from mutirao.planning.decisions.words import WHY_NO_LINK
from mutirao.theory.promises import OPEN, Event
from mutirao.theory.reasons import Reason, Refused, bad_input, wrong_state


def _of_promise(promise: Promise, **_given: Any) -> Service:
    return promise.service


def _about(promise: Promise, **_given: Any) -> dict[str, Any]:
    return {"promise": promise.what}


def _moved(promise: Promise, result: PromiseChange, **_given: Any) -> dict[str, Any]:
    return {"promise": promise.what, "due": result.due_on.isoformat(), "because": result.because}


def _broken(promise: Promise, result: PromiseChange, **_given: Any) -> dict[str, Any]:
    return {"promise": promise.what, "because": result.because}


@act(
    "promise.make",
    about=lambda service, **_: service,
    facts=lambda result, party, due_on, **_: {
        "promise": result.what,
        "party": party.body.name,
        "due": due_on.isoformat(),
    },
)
def make(*, service: Service, by: Actor, at: datetime, **given: Any) -> Promise:
    """Write down what a party promised; what is given goes to `promising.promise`."""
    return promising.promise(service=service, by=by, at=at, **given)


@act("promise.keep", about=_of_promise, facts=_about)
def keep(*, promise: Promise, by: Actor, at: datetime, said: Said | None = None) -> PromiseChange:
    """Say that it is done, with where it can be seen."""
    return promising.change(_held(promise), Event.KEEP, said or Said(), by=by, at=at)


@act("promise.move", about=_of_promise, facts=_moved)
def move(*, promise: Promise, said: Said, by: Actor, at: datetime) -> PromiseChange:
    """Give it a new day, with a reason that everybody can read."""
    return promising.change(_held(promise), Event.MOVE, said, by=by, at=at)


@act("promise.break", about=_of_promise, facts=_broken)
def give_up(*, promise: Promise, said: Said, by: Actor, at: datetime) -> PromiseChange:
    """Say that it will not be done, with a reason that everybody can read."""
    return promising.change(_held(promise), Event.BREAK, said, by=by, at=at)


@act(
    "promise.advance",
    about=_of_promise,
    facts=lambda promise, result, **_: {"promise": promise.what, "stage": result.stage},
)
def advance(
    *, promise: Promise, stage: str, by: Actor, at: datetime, said: Said | None = None
) -> PromiseChange:
    """Say how far the works are."""
    return promising.advance(_held(promise), stage, said or Said(), by=by, at=at)


@act("promise.hand_over", about=_of_promise, facts=_about)
def hand_over(*, promise: Promise, owner: Person | str, by: Actor, at: datetime) -> Promise:
    """Say who is asked about it from now on; the link that the one before had stops working."""
    held = _held(promise)
    if held.state not in OPEN:
        raise wrong_state(_("Nobody is asked about this any more."))
    held.owner, held.owner_address = promising.owner_from(owner)
    held.save(update_fields=["owner", "owner_address"])
    asking.introduce(held, f"handed over:{held.asked}", at=at)
    return held


def _answered(promise: Promise, result: PromiseChange, **_given: Any) -> dict[str, Any]:
    said = {"promise": promise.what, "party": promise.party.body.name, "state": result.state}
    return {**said, "due": result.due_on.isoformat(), "because": result.because, "by_link": result.by_link}


@act("promise.report", about=_of_promise, facts=_answered)
def report(
    *, promise: Promise, event: Event, by: Actor, at: datetime, said: Said | None = None, token: str = ""
) -> PromiseChange:
    """Answer how it stands, as its owner: with the link from the newest letter, or signed in.

    The gate lets anybody in, because whoever promised may have no account; the link is the key. It is good
    for one answer.
    """
    held = _held(promise)
    if token:
        _must_open(token, held, at)
    elif by.person is None or by.person.pk != held.owner_id or by.behalf is not None:
        raise Refused(Reason("not_yourself"))
    if event is Event.QUESTION:
        raise bad_input(_("Say whether it is done, needs a new day, or cannot be done."))
    made = promising.change(held, event, said or Said(), by=by, at=at, by_link=bool(token))
    held.asked += 1  # the link is used up
    held.save(update_fields=["asked"])
    return made


@act("promise.ask_again", about=_of_promise, facts=_about)
def ask_again(*, promise: Promise, token: str, by: Actor, at: datetime) -> Promise:
    """Ask for a fresh link with an old one: it goes to whoever is asked about the promise, once a day."""
    held = _held(promise)
    link = tokens.read(token)
    if link is None or link.promise != held.pk:
        raise wrong_state(WHY_NO_LINK["forged"]())
    if held.state not in OPEN:
        raise wrong_state(WHY_NO_LINK["settled"]())
    name = f"again:{day_of(at)}"
    if not asking.ask(held, name, at=at):
        raise wrong_state(_("A fresh link was sent today. Please look for the letter."))
    return held


@act("promise.question", about=_of_promise, eligible=lambda promise, **_: promise, facts=_about)
def question(*, promise: Promise, by: Actor, at: datetime, says: str = "") -> Question:
    """Say that what was said to be done is not; once for each time that it was said."""
    held = _held(promise)
    claim = held.changes.filter(event=Event.KEEP.value).order_by("-id").first()
    if claim is not None and claim.questions.filter(person=by.someone).exists():
        raise wrong_state(_("You have said so already."))
    promising.change(held, Event.QUESTION, Said(), by=by, at=at)
    assert claim is not None, "only what was said to be done can be questioned"
    if held.doubts == 1:
        asking.ask(held, f"questioned:{claim.pk}", at=at)
    made = Question(claim=claim, person=by.someone, says=says.strip()[:300], at=at)
    made.save(force_insert=True)
    return made


def _held(promise: Promise) -> Promise:
    """The promise as it is now, kept for this act alone."""
    fetched = Promise.objects.select_related("service", "party__body", "owner")
    return fetched.select_for_update(of=("self",)).get(pk=promise.pk)


def _must_open(token: str, promise: Promise, at: datetime) -> None:
    link = tokens.read(token)
    if link is None or link.promise != promise.pk:
        raise wrong_state(WHY_NO_LINK["forged"]())
    standing = tokens.standing(link, promise, on=day_of(at))
    if standing is not tokens.Standing.OPENS:
        raise wrong_state(WHY_NO_LINK[standing.value]())
