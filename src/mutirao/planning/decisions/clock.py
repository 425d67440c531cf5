"""What the clock does: asks the owners of promises how they stand, and tells of reviews that come near."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.notices import letters
from mutirao.base.people.models import Membership
from mutirao.planning.decisions import asking
from mutirao.planning.decisions.models import Decision, Promise, Review
from mutirao.planning.decisions.recording import path_of
from mutirao.theory import promises

AT_ONCE = 200


def chase(at: datetime) -> None:
    """Ask about every promise whose day to be asked has come; a promise is asked about once an occasion."""
    today = day_of(at)
    for pk in Promise.objects.to_ask(today).values_list("pk", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            fetched = Promise.objects.select_related("service", "party__body", "owner")
            held = fetched.select_for_update(of=("self",)).get(pk=pk)
            if held.ask_on is None or held.ask_on > today:
                continue  # another clock has just asked
            ask = promises.chase(held.as_rule(), on=today)
            if ask is not None:
                asking.ask(held, ask.name, at=at)
            asking.look_ahead(held, at=at)


def tell_reviews(at: datetime) -> None:
    """Put a decision on the agenda two weeks before it is to be looked at again; write on the day."""
    today = day_of(at)
    for pk in Review.objects.filter(tell_on__lte=today).values_list("pk", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            held = Review.objects.select_for_update(of=("self",)).get(pk=pk)
            if held.tell_on is None or held.tell_on > today:
                continue  # another clock has just told
            decision = Decision.objects.select_related("service", "party__body", "answers__body").get(
                pk=held.decision_id
            )
            _announce(decision, held.due_on)
            if held.due_on <= today:
                _write(decision, held, at)
            held.tell_on = held.due_on if held.due_on > today else None
            held.save(update_fields=["tell_on"])


def _announce(decision: Decision, due: date) -> None:
    agenda.put(
        decision,
        "decision.review",
        service=decision.service,
        title=decision.title,
        path=path_of(decision),
        opens=datetime.combine(due, time(), ZoneInfo(settings.TIME_ZONE)),
        duty=decision.duty,
    )


def _write(decision: Decision, review: Review, at: datetime) -> None:
    """To those who sign for the party that answers for carrying it out or, where none does, that decided."""
    party = decision.answers or decision.party
    signing = Membership.objects.current(day_of(at)).filter(Q(may_sign=True), body=party.body_id)
    for membership in signing.select_related("person"):
        person = membership.person
        with override(person.language):
            letters.post(
                f"decision.review:{review.pk}:{person.pk}",
                to=person,
                subject=_("Time to look again: %(title)s") % {"title": decision.title},
                text=_(
                    "Hello,\n\n"
                    "on %(decided)s this was decided at “%(service)s”:\n\n"
                    "    %(title)s\n\n"
                    "It was to be looked at again on %(due)s. %(party)s answers for it. Please look at it, "
                    "and say what you found:\n\n%(link)s\n"
                )
                % {
                    "decided": date_format(day_of(decision.decided_at), "DATE_FORMAT"),
                    "service": decision.service.name,
                    "title": decision.title,
                    "due": date_format(review.due_on, "DATE_FORMAT"),
                    "party": party.body.name,
                    "link": letters.link(path_of(decision)),
                },
                at=at,
                service=decision.service,
            )
