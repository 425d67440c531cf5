"""Making one of two proposals that ask for the same: suggested by somebody, agreed by the authors of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.people.models import Person
from mutirao.planning.decisions import chain
from mutirao.planning.proposals.models import (
    ACCEPTED,
    DECLINED,
    UNDONE,
    WAITING,
    Author,
    Consent,
    Merge,
    Proposal,
    Support,
)
from mutirao.planning.proposals.writing import (
    author,
    cleaned,
    compare,
    create,
    lock_call,
    move,
    must_be_open,
    stop_merges,
    tell_authors,
)
from mutirao.theory import proposals as rules
from mutirao.theory.proposals import MergeRule, State, Text
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.texts import clean


def _named(result: Merge, **_given: Any) -> dict[str, Any]:
    """What the register says of a merging."""
    facts = {"call": result.call.question, "first": result.first.number, "second": result.second.number}
    return {**facts, "result": result.result.number} if result.result else facts


def _author(merge: Merge, by: Actor) -> Person | None:
    """The person whose right counts, if they are an author of one of the two."""
    return author(merge.first, by) or author(merge.second, by)


@act("merge.suggest", about=lambda first, **_: first.call.service, facts=lambda result, **_: _named(result))
def suggest(
    *, first: Proposal, second: Proposal, title: str, what: str, reason: str, by: Actor, at: datetime
) -> Merge:
    """Suggest that two proposals become one, with the words it could have; their authors decide."""
    call = lock_call(first.call)
    must_be_open(call, at)
    pair = {p.pk: p for p in Proposal.objects.filter(pk__in=[first.pk, second.pk], call=call).with_text()}
    if len(pair) != 2:
        raise bad_input(_("Choose another proposal of the same call."))
    one, other = sorted(pair.values(), key=lambda p: p.number)
    if {one.state, other.state} != {State.OPEN}:
        raise wrong_state(_("Only proposals that wait for professionals can be merged."))
    if not clean(reason):
        raise bad_input(_("Say why these two should be one."))
    if Merge.objects.filter(first=one, second=other, state=WAITING).exists():
        raise wrong_state(_("This has been suggested already."))
    text = cleaned(Text(title, what))
    made = Merge.objects.create(
        call=call,
        first=one,
        second=other,
        person=by.someone,
        title=text.title,
        what=text.what,
        reason=clean(reason)[:1000],
        suggested_at=at,
    )
    for proposal in (one, other):
        tell_authors(
            proposal,
            f"merge:{made.pk}:{proposal.number}",
            at,
            gettext_noop("Could “%(title)s” be merged with another proposal?"),
            gettext_noop("Somebody suggests to make one of two proposals. Say yes or no here:\n%(link)s"),
        )
    if author(one, by) or author(other, by):
        _agree(made, by, at)
    return made


@act(
    "merge.answer",
    about=lambda merge, **_: merge.call.service,
    person=lambda merge, by, **_: _author(merge, by),
    facts=lambda result, **_: _named(result),
)
def answer(*, merge: Merge, agree: bool, by: Actor, at: datetime, reason: str = "") -> Merge:
    """Say yes or no for your proposal. When every author of both has said yes, the two become one."""
    held = _held(merge, at)
    if not agree:
        return _decline(held, reason, at)
    if held.consents.filter(person=by.someone).exists():
        raise wrong_state(_("You have agreed already."))
    _agree(held, by, at)
    return held


@act("merge.settle", about=lambda merge, **_: merge.call.service, facts=lambda result, **_: _named(result))
def settle(*, merge: Merge, agree: bool, reason: str, by: Actor, at: datetime) -> Merge:
    """Settle a merging where the call lets its organisers, or where no author is left to ask."""
    held = _held(merge, at)
    if not rules.organisers_may_settle(MergeRule(held.call.merging), list(_authors(held).values())):
        raise wrong_state(_("Under this call only the authors of both proposals can agree."))
    if not agree:
        return _decline(held, reason, at)
    if not clean(reason):
        raise bad_input(_("Give your reason: the authors will read it."))
    held.answer = clean(reason)[:1000]
    _join(held, at)
    return held


@act(
    "merge.undo",
    about=lambda merge, **_: merge.call.service,
    person=lambda merge, by, **_: _author(merge, by),
    facts=lambda result, **_: _named(result),
)
def undo(*, merge: Merge, by: Actor, at: datetime) -> Merge:
    """Part two merged proposals again; possible until the call closes."""
    return _part(merge, at)


@act("merge.part", about=lambda merge, **_: merge.call.service, facts=lambda result, **_: _named(result))
def part(*, merge: Merge, by: Actor, at: datetime) -> Merge:
    """Part two proposals that organisers may merge; possible until the call closes."""
    held = Merge.objects.select_related("call", "first", "second").get(pk=merge.pk)
    if not rules.organisers_may_settle(MergeRule(held.call.merging), list(_authors(held).values())):
        raise wrong_state(_("Under this call only the authors of both proposals can agree."))
    return _part(merge, at)


def _held(merge: Merge, at: datetime) -> Merge:
    """A suggestion that can still be answered, its call held."""
    call = lock_call(merge.call)
    held = Merge.objects.select_related("first", "second").get(pk=merge.pk)
    held.call = held.first.call = held.second.call = call
    if held.state != WAITING:
        raise wrong_state(_("This has been answered already."))
    must_be_open(call, at)
    return held


def _authors(merge: Merge) -> dict[str, set[str]]:
    """For each of the two proposals, keys of its authors."""
    found: dict[str, set[str]] = {str(merge.first_id): set(), str(merge.second_id): set()}
    rows = Author.objects.filter(proposal__in=[merge.first, merge.second], confirmed_at__isnull=False)
    for row in rows:
        found[str(row.proposal_id)].add(str(row.person_id))
    return found


def _agree(merge: Merge, by: Actor, at: datetime) -> None:
    """One yes more; with the last one the two become one."""
    Consent.objects.create(merge=merge, person=by.someone, at=at)
    agreed = {str(pk) for pk in merge.consents.values_list("person_id", flat=True)}
    if rules.is_agreed(list(_authors(merge).values()), agreed):
        _join(merge, at)


def _decline(merge: Merge, reason: str, at: datetime) -> Merge:
    if not clean(reason):
        raise bad_input(_("Give your reason: whoever suggested it will read it."))
    merge.state, merge.answer, merge.settled_at = DECLINED, clean(reason)[:1000], at
    merge.save(update_fields=["state", "answer", "settled_at"])
    return merge


def _join(merge: Merge, at: datetime) -> None:
    """A new proposal in the joint words, with the authors and supporters of both; the two point to it."""
    both = [Proposal.objects.locked(pk) for pk in (merge.first_id, merge.second_id)]
    made = create(
        merge.call,
        Text(merge.title, merge.what),
        at=at,
        follows=chain.key(both[0]),
        area=both[0].area if both[0].area_id == both[1].area_id else None,
        body=both[0].body if both[0].body_id == both[1].body_id else None,
    )
    _bring_people(both, made, at)
    merge.result, merge.state, merge.settled_at = made, ACCEPTED, at
    merge.save(update_fields=["result", "state", "answer", "settled_at"])
    for proposal in both:
        move(proposal, "merge", into=made)
        stop_merges(proposal, at)
        chain.step(
            merge.call.service,
            chain.part(proposal, "merged"),
            title=proposal.title,
            says=gettext_noop("Merged with another proposal"),
            path=made.path,
            at=at,
            follows=chain.key(proposal),
        )
    compare(made)


def _bring_people(both: list[Proposal], made: Proposal, at: datetime) -> None:
    """The authors and supporters of both are those of the one, each once."""
    wrote = Author.objects.filter(proposal__in=both, confirmed_at__isnull=False).order_by("id")
    Author.objects.bulk_create(
        Author(proposal=made, person_id=pk, asked_at=at, confirmed_at=at)
        for pk in dict.fromkeys(wrote.values_list("person_id", flat=True))
    )
    wished = Support.objects.filter(proposal__in=both).order_by("id").values_list("person_id", flat=True)
    Support.objects.bulk_create(Support(proposal=made, person_id=pk, at=at) for pk in dict.fromkeys(wished))


def _part(merge: Merge, at: datetime) -> Merge:
    call = lock_call(merge.call)
    held = Merge.objects.select_related("first", "second").get(pk=merge.pk)
    held.call = held.first.call = held.second.call = call
    if held.state != ACCEPTED or held.result_id is None:
        raise wrong_state(_("These two are not merged."))
    must_be_open(call, at)
    result = Proposal.objects.locked(held.result_id)
    move(result, "dissolve")
    stop_merges(result, at)
    for pk in (held.first_id, held.second_id):
        proposal = Proposal.objects.locked(pk)
        move(proposal, "unmerge")
        compare(proposal)
    held.state = UNDONE
    held.save(update_fields=["state"])
    return held
