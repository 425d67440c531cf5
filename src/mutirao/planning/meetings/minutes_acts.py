"""The minutes: written during the meeting; a point can become a decision before people leave the room."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.services.models import Party
from mutirao.planning.decisions import chain, promising, recording
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.meetings.models import Meeting, Minute
from mutirao.theory.reasons import bad_input, wrong_state

MOST_POINTS = 500


@act(
    "meeting.write",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, **_: {"meeting": result.meeting.title, "number": result.number},
)
def write(
    *, meeting: Meeting, text: str, by: Actor, at: datetime, item: str = "", minute: Minute | None = None
) -> Minute:
    """Write a point of the minutes, or write one anew, until they are published."""
    held = _open(meeting)
    if not text.strip():
        raise bad_input(_("Write what was said and agreed."))
    if at < held.starts_at:
        raise wrong_state(_("The meeting has not begun yet."))
    if minute is not None:
        if minute.decision_id or minute.promise_id:
            raise wrong_state(_("This point has become a decision or a promise: it stays as it is."))
        point = held.minutes.get(pk=minute.pk)
    else:
        last = held.minutes.aggregate(last=Max("number"))["last"] or 0
        if last >= MOST_POINTS:
            raise bad_input(_("That is more than one meeting can do."))
        newest = held.minutes.last()
        if newest and (newest.text, newest.item) == (text.strip(), item.strip()[:200]):
            raise wrong_state(_("This point has been written already."))
        point = Minute(meeting=held, number=last + 1)
    point.item, point.text, point.written_at = item.strip()[:200], text.strip(), at
    point.save()
    return point


@act(
    "meeting.decide",
    about=lambda minute, **_: minute.meeting.service,
    facts=lambda result, minute, **_: {"meeting": minute.meeting.title, "title": result.title},
)
def decide(
    *,
    minute: Minute,
    title: str,
    outcome: str,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
) -> Decision:
    """Make a decision of a point of the minutes: published at once, with the meeting as its evidence."""
    meeting = Meeting.objects.locked(minute.meeting_id)
    held = Minute.objects.select_for_update().get(pk=minute.pk)
    if held.decision_id:
        raise wrong_state(_("This point has become a decision already."))
    if not title.strip() or not outcome.strip():
        raise bad_input(_("Say what was decided, in a title and in a sentence."))
    if not reasons.strip():
        raise bad_input(_("Give the reasons: everybody will read them."))
    if review_on is not None and review_on <= day_of(at):
        raise bad_input(_("The day to look at this again must be in the future."))
    held.decision = recording.record(
        service=meeting.service,
        title=title,
        outcome=outcome,
        reasons=reasons,
        dissent=dissent,
        review_on=review_on,
        evidence=_("%(meeting)s, point %(number)s") % {"meeting": meeting.title, "number": held.number},
        evidence_path=f"{meeting.path}minutes/",
        follows=_talked_about(held, meeting, at),
        by=by,
        at=at,
    )
    held.save(update_fields=["decision"])
    return held.decision


@act(
    "meeting.promise",
    about=lambda minute, **_: minute.meeting.service,
    facts=lambda result, minute, party, due_on, **_: {
        "meeting": minute.meeting.title,
        "promise": result.what,
        "party": party.body.name,
        "due": due_on.isoformat(),
    },
)
def promise(
    *, minute: Minute, what: str, party: Party, due_on: date, owner: str, by: Actor, at: datetime
) -> Promise:
    """Write down what a party promised in the room; it follows from the decision of the same point."""
    meeting = Meeting.objects.locked(minute.meeting_id)
    held = Minute.objects.select_for_update(of=("self",)).select_related("decision").get(pk=minute.pk)
    if held.promise_id:
        raise wrong_state(_("This point has become a promise already."))
    held.promise = promising.promise(
        service=meeting.service,
        decision=held.decision,
        what=what,
        party=party,
        due_on=due_on,
        owner=owner,
        follows=None if held.decision else _talked_about(held, meeting, at),
        by=by,
        at=at,
    )
    held.save(update_fields=["promise"])
    return held.promise


TALKED_ABOUT = gettext_noop("Talked about at a meeting.")


def _talked_about(minute: Minute, meeting: Meeting, at: datetime) -> str:
    """The point as a step of the chain from a proposal to the finished work; its key comes back."""
    key = chain.key(minute)
    title = minute.item or meeting.title
    chain.step(meeting.service, key, title=title, says=TALKED_ABOUT, path=f"{meeting.path}minutes/", at=at)
    return key


@act(
    "meeting.publish",
    about=lambda meeting, **_: meeting.service,
    facts=lambda result, **_: {"meeting": result.title, "points": result.minutes.count()},
)
def publish(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Publish the minutes: everybody can read them, and nobody changes them any more."""
    held = _open(meeting)
    if not held.minutes.exists():
        raise wrong_state(_("There is nothing in the minutes yet."))
    held.minutes_published_at = at
    held.save(update_fields=["minutes_published_at"])
    return held


def _open(meeting: Meeting) -> Meeting:
    held = Meeting.objects.locked(meeting.pk)
    if held.cancelled_at:
        raise wrong_state(_("This meeting has been called off."))
    if held.minutes_published_at:
        raise wrong_state(_("The minutes are published: they stay as they are."))
    return held
