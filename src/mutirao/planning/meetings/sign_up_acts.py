"""Saying that you come and what you need; saying that you do not; and forgetting it after the meeting."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.notices import letters
from mutirao.base.people.models import Person
from mutirao.planning.meetings import queries
from mutirao.planning.meetings.acts import must_be_on, remind, reminder_event
from mutirao.planning.meetings.models import Attendance, Candidate, Meeting, SignUp
from mutirao.theory.reasons import bad_input, wrong_state

MOST_CHILDREN = 12


@dataclass(frozen=True, slots=True)
class Needs:
    """What somebody needs to be able to come."""

    children: int = 0
    travel: bool = False
    access: str = ""
    language: str = ""
    food: str = ""


@act(
    "meeting.sign_up",
    about=lambda meeting, **_: meeting.service,
    eligible=lambda meeting, **_: meeting,
    facts=lambda meeting, **_: {"meeting": meeting.title},
)
def sign_up(*, meeting: Meeting, needs: Needs, by: Actor, at: datetime) -> SignUp:
    """Say that you come and what you need, or change it."""
    held = Meeting.objects.locked(meeting.pk)
    must_be_on(held)
    if at >= held.ends_at:
        raise wrong_state(_("This meeting is over."))
    if not 0 <= needs.children <= MOST_CHILDREN:
        raise bad_input(_("That many children cannot be right."))
    person = by.someone
    made, is_new = SignUp.objects.update_or_create(
        meeting=held,
        person=person,
        defaults=asdict(needs),
        create_defaults={**asdict(needs), "made_at": at},
    )
    if is_new:
        remind(held, person, at)
    return made


@act(
    "meeting.sign_off",
    about=lambda meeting, **_: meeting.service,
    eligible=lambda meeting, **_: meeting,
    facts=lambda meeting, **_: {"meeting": meeting.title},
)
def sign_off(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Say that you cannot come; what you had said you need is erased."""
    gone, _rows = SignUp.objects.filter(meeting=meeting, person=by.someone).delete()
    if not gone:
        raise wrong_state(_("You have not signed up for this meeting."))
    letters.withdraw(reminder_event(meeting, by.someone, meeting.starts_at))
    return meeting


FORGET_AFTER = timedelta(days=30)
"""How long after a meeting what people needed, and the initials on its lists, are erased."""

AT_ONCE = 50


def forget_needs(at: datetime) -> None:
    """By the clock: a month after a meeting only numbers remain of what people needed."""
    over = Meeting.objects.filter(ends_at__lte=at - FORGET_AFTER, forgotten_at__isnull=True)
    for meeting in over.order_by("ends_at")[:AT_ONCE]:
        meeting.asked_for, meeting.forgotten_at = queries.needs(meeting), at
        meeting.save(update_fields=["asked_for", "forgotten_at"])
        meeting.sign_ups.all().delete()
        meeting.attendances.exclude(initials="").update(initials="")


def forget(person: Person) -> None:
    """Erase what somebody needed and which lines of which lists are theirs; the lines still count."""
    SignUp.objects.filter(person=person).delete()
    Attendance.objects.filter(person=person).update(person=None, initials="")
    Candidate.objects.filter(person=person).update(person=None)
