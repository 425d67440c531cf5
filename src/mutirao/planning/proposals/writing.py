"""What several acts of this block write: texts and their versions, look-alikes, letters; and forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from mutirao.base.actor import Actor
from mutirao.base.notices import letters
from mutirao.base.people.models import Person
from mutirao.planning.decisions import chain
from mutirao.planning.proposals import queries
from mutirao.planning.proposals.models import (
    WAITING,
    Alike,
    Amendment,
    Author,
    Call,
    Consent,
    Merge,
    Proposal,
    Reply,
    Support,
    Version,
)
from mutirao.planning.proposals.words import too_long
from mutirao.theory import proposals as rules
from mutirao.theory.likeness import ALIKE, likeness, signature
from mutirao.theory.proposals import PARTS, State, Text
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.texts import clean

MOST_ALIKE = 10
"""As many look-alikes of one proposal are kept, the most alike: nobody reads more."""


def numbered(proposal: Proposal, **_given: Any) -> dict[str, Any]:
    """What the register says of a proposal: which, in which call; nothing anybody wrote."""
    return {"number": proposal.number, "call": proposal.call.question}


def author(proposal: Proposal, by: Actor) -> Person | None:
    """The person whose right counts, if they are an author of this; else nobody."""
    if by.whose is None:
        return None
    held = Author.objects.filter(proposal=proposal, person=by.whose, confirmed_at__isnull=False)
    return by.whose if held.exists() else None


def invited(proposal: Proposal, by: Actor) -> Person | None:
    """The person whose right counts, if they are an author of this or invited to be; else nobody."""
    if by.whose is None:
        return None
    return by.whose if Author.objects.filter(proposal=proposal, person=by.whose).exists() else None


def lock_call(call: Call) -> Call:
    """The call, held until the transaction ends: numbers are given out one by one."""
    held: Call = (
        Call.objects.select_for_update(of=("self",)).select_related("service", "phase").get(pk=call.pk)
    )
    return held


def must_be_open(call: Call, at: datetime) -> None:
    """Refuse outside the time in which proposals may be made."""
    if not call.period.is_open(at):
        raise wrong_state(_("Proposals cannot be made now: the call is not open."))


def must_be_changeable(proposal: Proposal, at: datetime) -> None:
    """Refuse where the text stands as it is."""
    if not rules.may_revise(State(proposal.state), call_is_open=proposal.call.period.is_open(at)):
        raise wrong_state(_("The text of this proposal cannot change any more."))


def move(proposal: Proposal, happening: str, *, into: Proposal | None = None) -> None:
    """Bring a proposal into the state that follows, or refuse."""
    found = rules.after(State(proposal.state), happening)
    if found is None:
        raise wrong_state(
            _("This cannot be done with a proposal that is “%(state)s”.")
            % {"state": proposal.get_state_display()}
        )
    proposal.state, proposal.merged_into = found.value, into
    proposal.save(update_fields=["state", "merged_into"])


def cleaned(text: Text) -> Text:
    """A text made safe, or refused with what is wrong with it."""
    said = {name: clean(part, lines=name not in ("title", "place")) for name, part in text.parts().items()}
    text = replace(text, **said)
    if not text.title or not text.what:
        raise bad_input(_("A proposal needs a title, and what should be done."))
    for name in text.too_long():
        raise bad_input(too_long(name, len(said[name])))
    return text


def create(call: Call, text: Text, *, at: datetime, follows: str | None = None, **given: Any) -> Proposal:
    """A new proposal with its first version and its place in the chain; the call is held."""
    last = Proposal.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(call=call, number=last + 1, made_at=at, **given)
    write(proposal, cleaned(text), at=at)
    chain.step(
        call.service,
        chain.key(proposal),
        title=proposal.title,
        says=gettext_noop("Proposed"),
        path=proposal.path,
        at=at,
        follows=follows,
    )
    return proposal


def write(proposal: Proposal, text: Text, *, at: datetime, note: str = "") -> None:
    """One version more; what was judged is to be looked at again."""
    number = proposal.latest.number + 1 if proposal.latest else 1
    proposal.latest = Version.objects.create(
        proposal=proposal, number=number, note=note, made_at=at, **text.parts()
    )
    parts = text.parts()
    proposal.signature = signature(parts.pop("title"), "\n".join(parts.values())).packed()
    proposal.state = rules.after(State(proposal.state), "revise") or proposal.state
    proposal.save(update_fields=["latest", "signature", "state"])


def compare(proposal: Proposal) -> None:
    """Keep which others of the call look like this one: something for people to look at."""
    Alike.objects.filter(Q(first=proposal) | Q(second=proposal)).delete()
    own = proposal.signed()
    others = queries.signatures(proposal.call).exclude(pk=proposal.pk)
    scores = [(likeness(own, other.signed()), other) for other in others]
    found = sorted(((score, o) for score, o in scores if score >= ALIKE), key=lambda s: (-s[0], s[1].number))
    Alike.objects.bulk_create(pair(proposal, other, score) for score, other in found[:MOST_ALIKE])


def pair(one: Proposal, other: Proposal, score: float) -> Alike:
    """Two look-alikes, the earlier first."""
    first, second = (one, other) if one.number < other.number else (other, one)
    return Alike(first=first, second=second, score=score)


def stop_merges(proposal: Proposal, at: datetime) -> None:
    """Suggestions to merge a proposal that does not stand any more are declined."""
    waiting = Merge.objects.filter(Q(first=proposal) | Q(second=proposal), state=WAITING)
    waiting.update(state="declined", answer=_("It does not stand any more."), settled_at=at)


def tell_authors(proposal: Proposal, event: str, at: datetime, subject: str, text: str) -> None:
    """Write to every author of a proposal, in their own language."""
    for one in proposal.authors.filter(confirmed_at__isnull=False).select_related("person"):
        tell(one.person, f"{event}:{one.person_id}", proposal, at, subject, text)


def tell(person: Person, event: str, proposal: Proposal, at: datetime, subject: str, text: str) -> None:
    """Write to one person, in their own language; subject and text may use title and link."""
    facts = {"title": proposal.title, "link": letters.link(proposal.path)}
    with override(person.language):
        letters.post(
            event,
            to=person,
            subject=_(subject) % facts,
            text=_(text) % facts,
            at=at,
            service=proposal.call.service,
        )


def forget(person: Person) -> None:
    """Erase who wrote, supported or suggested what; and the words of whoever was the only author.

    Words that others wrote with them, that were merged, or that professionals have answered are part of what
    was decided in public, and stay without a name.
    """
    alone = Proposal.objects.filter(authors__person=person, state__in=[State.OPEN, State.WITHDRAWN])
    alone = alone.filter(merged_from=None, judgements=None).select_related("call__service")
    for proposal in alone:
        if not proposal.authors.exclude(person=person).exists():
            _erase(proposal)
    for rows in (Author, Support, Consent):
        rows.objects.filter(person=person).delete()
    Amendment.objects.filter(person=person, state=WAITING).delete()
    for links in (Amendment, Merge, Reply):
        links.objects.filter(person=person).update(person=None)


def _erase(proposal: Proposal) -> None:
    """Take a proposal back and its words with it; suggestions about them go too."""
    title = _("erased by its author")
    proposal.versions.update(**dict.fromkeys((*PARTS, "note"), ""))
    proposal.versions.update(title=title)
    proposal.amendments.all().delete()
    Merge.objects.filter(Q(first=proposal) | Q(second=proposal), result=None).delete()
    Alike.objects.filter(Q(first=proposal) | Q(second=proposal)).delete()
    proposal.state, proposal.signature = State.WITHDRAWN.value, b""
    proposal.latitude = proposal.longitude = proposal.area = None
    proposal.save(update_fields=["state", "signature", "latitude", "longitude", "area"])
    step = chain.found(proposal.call.service, chain.key(proposal))
    if step:
        step.title = title
        step.save(update_fields=["title"])
