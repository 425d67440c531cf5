"""What people do with proposals: make, change, take back, write together, say “I would like this too”."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.models import Area, Body, Person
from mutirao.planning.proposals.models import Author, Call, Proposal, Support
from mutirao.planning.proposals.writing import (
    author,
    cleaned,
    compare,
    create,
    invited,
    lock_call,
    move,
    must_be_changeable,
    must_be_open,
    numbered,
    stop_merges,
    tell,
    write,
)
from mutirao.theory import proposals as rules
from mutirao.theory.proposals import State, Text
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.texts import clean


@act(
    "proposal.make",
    about=lambda call, **_: call.service,
    eligible=lambda call, **_: call,
    facts=lambda result, **_: numbered(result),
)
def make(
    *,
    call: Call,
    text: Text,
    by: Actor,
    at: datetime,
    body: Body | None = None,
    area: Area | None = None,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Proposal:
    """Make a proposal; you become its first author."""
    call = lock_call(call)
    must_be_open(call, at)
    if not rules.is_on_earth(latitude, longitude):
        raise bad_input(_("This is not a spot on earth: give both latitude and longitude, in degrees."))
    if body and not any(t.body_id == body.pk and t.may_sign and t.is_current(day_of(at)) for t in by.terms):
        raise bad_input(_("You may not speak for %(body)s.") % {"body": body})
    proposal = create(call, text, at=at, body=body, area=area, latitude=latitude, longitude=longitude)
    Author.objects.create(proposal=proposal, person=by.someone, asked_at=at, confirmed_at=at)
    compare(proposal)
    return proposal


@act(
    "proposal.revise",
    about=lambda proposal, **_: proposal.call.service,
    person=lambda proposal, by, **_: author(proposal, by),
    facts=lambda result, **_: {**numbered(result), "version": result.latest.number},
)
def revise(*, proposal: Proposal, text: Text, by: Actor, at: datetime, note: str = "") -> Proposal:
    """Change what a proposal says: a new version; the old ones stay to be read."""
    held = Proposal.objects.locked(proposal.pk)
    must_be_changeable(held, at)
    text = cleaned(text)
    if text == held.text():
        raise bad_input(_("Nothing is different."))
    write(held, text, at=at, note=clean(note, lines=False)[:300])
    compare(held)
    return held


@act(
    "proposal.withdraw",
    about=lambda proposal, **_: proposal.call.service,
    person=lambda proposal, by, **_: author(proposal, by),
    facts=lambda result, **_: numbered(result),
)
def withdraw(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Take a proposal back. It can still be read; it is not voted on."""
    held = Proposal.objects.locked(proposal.pk)
    move(held, "withdraw")
    stop_merges(held, at)
    return held


@act(
    "proposal.support",
    about=lambda proposal, **_: proposal.call.service,
    eligible=lambda proposal, **_: proposal.call,
    facts=lambda proposal, **_: numbered(proposal),
)
def support(*, proposal: Proposal, wanted: bool, by: Actor, at: datetime) -> Proposal:
    """Say that you would like this too, or not any more: nobody needs to propose it twice."""
    held = Proposal.objects.locked(proposal.pk)
    must_be_open(held.call, at)
    if State(held.state) not in rules.LIVE:
        raise wrong_state(_("This proposal does not stand any more."))
    mine = Support.objects.filter(proposal=held, person=by.someone)
    if mine.exists() is wanted:
        raise wrong_state(
            _("You have said so already.") if wanted else _("You have not said that you would.")
        )
    if wanted:
        Support.objects.create(proposal=held, person=by.someone, at=at)
    else:
        mine.delete()
    return held


@act(
    "proposal.invite",
    about=lambda proposal, **_: proposal.call.service,
    person=lambda proposal, by, **_: author(proposal, by),
    facts=lambda result, **_: numbered(result),
)
def invite(*, proposal: Proposal, person: Person, by: Actor, at: datetime) -> Proposal:
    """Invite somebody to write the proposal with you; they are an author when they have said yes."""
    held = Proposal.objects.locked(proposal.pk)
    must_be_changeable(held, at)
    _made, is_new = Author.objects.get_or_create(proposal=held, person=person, defaults={"asked_at": at})
    if not is_new:
        raise bad_input(_("They are an author already, or have been invited."))
    tell(
        person,
        f"proposal-invited:{held.pk}:{person.pk}",
        held,
        at,
        gettext_noop("Would you write “%(title)s” with us?"),
        gettext_noop("Somebody asks you to be a co-author of this proposal. Say yes or no here:\n%(link)s"),
    )
    return held


@act(
    "proposal.join",
    about=lambda proposal, **_: proposal.call.service,
    person=lambda proposal, by, **_: invited(proposal, by),
    facts=lambda result, **_: numbered(result),
)
def join(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Say yes to writing a proposal together."""
    held = Proposal.objects.locked(proposal.pk)
    if State(held.state) not in rules.LIVE:
        raise wrong_state(_("This proposal does not stand any more."))
    asked = Author.objects.filter(proposal=held, person=by.someone, confirmed_at__isnull=True)
    if not asked.update(confirmed_at=at):
        raise wrong_state(_("You are an author already."))
    return held


@act(
    "proposal.leave",
    about=lambda proposal, **_: proposal.call.service,
    person=lambda proposal, by, **_: invited(proposal, by),
    facts=lambda result, **_: numbered(result),
)
def leave(*, proposal: Proposal, by: Actor, at: datetime) -> Proposal:
    """Say no to an invitation, or stop being one of several authors."""
    held = Proposal.objects.locked(proposal.pk)
    others = held.authors.filter(confirmed_at__isnull=False).exclude(person=by.someone)
    mine = held.authors.get(person=by.someone)
    if mine.confirmed_at and not others.exists():
        raise wrong_state(_("You are its only author: take the proposal back instead."))
    mine.delete()
    return held
