"""Before a meeting: set the rule for delegates, call it, change it, call it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.notices import letters
from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services.models import Service
from mutirao.planning.councils.models import Category, Council
from mutirao.planning.cycles.models import Phase
from mutirao.planning.decisions.models import Decision
from mutirao.planning.meetings.models import KINDS, Meeting, Scale
from mutirao.theory.eligibility import Circle
from mutirao.theory.meetings import DelegateRule
from mutirao.theory.reasons import bad_input, wrong_state

MOST_ITEMS = 60
DAY_BEFORE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a meeting is to be: the columns of a meeting that whoever calls it fills in."""

    title: str
    kind: str
    place: str
    starts_at: datetime
    ends_at: datetime
    theme: str = ""
    area: Area | None = None
    directions: str = ""
    phase: Phase | None = None
    council: Council | None = None
    items: Sequence[str] = ()
    elects_delegates: bool = False
    delegates_to: Category | None = None
    open_to: str = Circle.EVERYONE.value
    open_to_body: Body | None = None
    open_to_position: str = ""
    open_to_area: Area | None = None


@act(
    "meeting.set_rule",
    about=lambda service, **_: service,
    facts=lambda result, **_: {
        "bands": result.bands,
        "substitutes_percent": result.substitutes_percent,
        "since": result.since.isoformat(),
        "origin": result.origin,
    },
)
def set_rule(
    *, service: Service, rule: DelegateRule, by: Actor, at: datetime, decision: Decision | None = None
) -> Scale:
    """Set how many delegates those present elect, from a day on; meetings already held keep their own."""
    if not rule.is_sound or rule.since is None:
        raise bad_input(_("This rule cannot work: each step must be higher than the one before."))
    if not rule.origin.strip():
        raise bad_input(_("Say where the rule comes from."))
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    if Scale.objects.filter(service=service, since__gte=rule.since).exists():
        raise bad_input(_("A new rule must begin after those that are there."))
    return Scale.objects.create(
        service=service,
        bands=[[band.up_to, band.one_per] for band in rule.bands],
        substitutes_percent=int(rule.substitutes * 100),
        who_may=rule.who_may.strip()[:300],
        since=rule.since,
        origin=rule.origin.strip()[:300],
        decision=decision,
    )


def _facts(result: Meeting, **_given: object) -> dict[str, object]:
    return {
        "meeting": result.title,
        "starts": result.starts_at.isoformat(),
        "ends": result.ends_at.isoformat(),
        "place": result.place,
    }


@act("meeting.call", about=lambda service, **_: service, facts=_facts)
def call(*, service: Service, plan: Plan, by: Actor, at: datetime) -> Meeting:
    """Call a meeting: it stands on the agenda, and people can sign up."""
    _must_fit(service, plan, at)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    same = Meeting.objects.filter(service=service, title=plan.title.strip(), starts_at=plan.starts_at)
    if same.filter(cancelled_at__isnull=True).exists():
        raise bad_input(_("This meeting has been called already."))
    meeting = Meeting(service=service, called_at=at)
    _apply(meeting, plan)
    meeting.save(force_insert=True)
    on_the_agenda(meeting)
    return meeting


@act("meeting.change", about=lambda meeting, **_: meeting.service, facts=_facts)
def change(*, meeting: Meeting, plan: Plan, by: Actor, at: datetime) -> Meeting:
    """Change a meeting; everybody who signed up is told where time or place have changed."""
    held = Meeting.objects.locked(meeting.pk)
    must_be_on(held)
    _must_fit(held.service, plan, at)
    before = (held.starts_at, held.ends_at, held.place)
    _apply(held, plan)
    held.save()
    on_the_agenda(held)
    if before != (held.starts_at, held.ends_at, held.place):
        for sign_up in held.sign_ups.select_related("person"):
            letters.withdraw(reminder_event(held, sign_up.person, before[0]))
            _tell_of_change(held, sign_up.person, at)
            remind(held, sign_up.person, at)
    return held


@act("meeting.cancel", about=lambda meeting, **_: meeting.service, facts=_facts)
def cancel(*, meeting: Meeting, why: str, by: Actor, at: datetime) -> Meeting:
    """Call a meeting off; everybody who signed up is told, with the reason."""
    held = Meeting.objects.locked(meeting.pk)
    must_be_on(held)
    if not why.strip():
        raise bad_input(_("Say why: everybody who meant to come will read it."))
    held.cancelled_at, held.cancelled_why = at, why.strip()[:300]
    held.save(update_fields=["cancelled_at", "cancelled_why"])
    on_the_agenda(held)
    for sign_up in held.sign_ups.select_related("person"):
        letters.withdraw(reminder_event(held, sign_up.person, held.starts_at))
        with override(sign_up.person.language):
            letters.post(
                f"meeting-off:{held.pk}:{sign_up.person.pk}",
                to=sign_up.person,
                subject=_("“%(title)s” is called off") % {"title": held.title},
                text=_("The meeting “%(title)s” on %(when)s is called off: %(why)s")
                % {"title": held.title, "when": when(held), "why": held.cancelled_why},
                at=at,
                service=held.service,
            )
    return held


def must_be_on(meeting: Meeting) -> None:
    """Refuse where the meeting was called off or its doors are closed."""
    if meeting.cancelled_at:
        raise wrong_state(_("This meeting has been called off."))
    if meeting.closed_at:
        raise wrong_state(_("The doors of this meeting are closed: what was counted stays as it is."))


def on_the_agenda(meeting: Meeting) -> None:
    """The meeting on the agenda, as it is now."""
    agenda.drop(meeting)
    agenda.put(
        meeting,
        "meeting.off" if meeting.cancelled_at else "meeting",
        service=meeting.service,
        title=meeting.title,
        path=meeting.path,
        opens=meeting.starts_at,
        closes=meeting.ends_at,
        place=meeting.place,
    )


def when(meeting: Meeting) -> str:
    """When it begins, in words."""
    return date_format(localtime(meeting.starts_at), "DATETIME_FORMAT")


def reminder_event(meeting: Meeting, person: Person, starts_at: datetime) -> str:
    """The name of the letter that reminds somebody of a meeting at a time."""
    return f"meeting-soon:{meeting.pk}:{person.pk}:{int(starts_at.timestamp())}"


def remind(meeting: Meeting, person: Person, at: datetime) -> None:
    """A letter for the day before, where there is still a day before."""
    due = meeting.starts_at - DAY_BEFORE
    if due <= at:
        return
    with override(person.language):
        letters.post(
            reminder_event(meeting, person, meeting.starts_at),
            to=person,
            subject=_("Tomorrow: “%(title)s”") % {"title": meeting.title},
            text=_letter(meeting),
            at=at,
            due=due,
            service=meeting.service,
        )


def _tell_of_change(meeting: Meeting, person: Person, at: datetime) -> None:
    with override(person.language):
        letters.post(
            f"meeting-changed:{meeting.pk}:{person.pk}:{int(at.timestamp())}",
            to=person,
            subject=_("“%(title)s” has changed") % {"title": meeting.title},
            text=_letter(meeting),
            at=at,
            service=meeting.service,
        )


def _letter(meeting: Meeting) -> str:
    facts = {
        "title": meeting.title,
        "when": when(meeting),
        "place": meeting.place,
        "link": letters.link(meeting.path),
    }
    return _("%(title)s\n%(when)s\n%(place)s\n\nIf you cannot come, or need something else: %(link)s") % facts


def _must_fit(service: Service, plan: Plan, at: datetime) -> None:
    if not plan.title.strip() or not plan.place.strip():
        raise bad_input(_("Say what the meeting is called and where it is."))
    if plan.kind not in dict(KINDS):
        raise bad_input(_("Choose what kind of meeting this is."))
    if plan.starts_at >= plan.ends_at:
        raise bad_input(_("The meeting must end after it begins."))
    if plan.ends_at <= at:
        raise bad_input(_("This time is over already."))
    if len(plan.items) > MOST_ITEMS:
        raise bad_input(_("That is more than one meeting can do."))
    if plan.open_to == Circle.BODY and plan.open_to_body is None:
        raise bad_input(_("Say whose members may come."))
    if plan.open_to == Circle.AREA and plan.open_to_area is None:
        raise bad_input(_("Say in which area people must live."))
    if plan.council and plan.council.service_id != service.pk:
        raise bad_input(_("This council belongs to another service."))
    if plan.delegates_to and plan.delegates_to.council.service_id != service.pk:
        raise bad_input(_("These seats belong to another service."))


def _apply(meeting: Meeting, plan: Plan) -> None:
    for column in fields(plan):
        value = getattr(plan, column.name)
        if column.name == "items":
            value = [item[:200] for item in value]
        setattr(meeting, column.name, value.strip() if isinstance(value, str) else value)
