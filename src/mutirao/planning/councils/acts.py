"""What people do with a council: set it up, set its rules, add seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.acts import create_body
from mutirao.base.people.models import Body
from mutirao.base.services.models import Service
from mutirao.planning.councils.models import KINDS, Category, Council, Rules
from mutirao.planning.councils.seating_acts import on_the_agenda
from mutirao.planning.decisions.models import Decision
from mutirao.theory.reasons import bad_input
from mutirao.theory.seats import SeatRules
from mutirao.theory.typology import Side

MOST_SEATS = 500
"""Full seats and substitutes of one kind; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats to add: for each of the titles, so many in full and so many substitutes."""

    titles: Sequence[str]
    full: int
    substitutes: int = 0
    has_vote: bool = True
    chosen_by: str = ""
    body: Body | None = None


@act(
    "council.set_up",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"council": result.name, "kind": result.kind},
)
def set_up(
    *,
    service: Service,
    name: str,
    kind: str,
    side: Side,
    rules: SeatRules,
    by: Actor,
    at: datetime,
    about: str = "",
    decision: Decision | None = None,
) -> Council:
    """Set up a council, forum or board with its first rules; a group of its members is founded with it."""
    if kind not in dict(KINDS):
        raise bad_input(_("Choose what kind of council this is."))
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Council.objects.filter(service=service, name__iexact=name.strip()).exists():
        raise bad_input(_("There is a council of this name already."))
    body = create_body(name=name, side=side, at=at, about=about.strip())
    taken = set(Council.objects.filter(service=service).values_list("slug", flat=True))
    council = Council.objects.create(
        service=service,
        slug=addresses.free(addresses.plain(name, longest=100), taken),
        name=name.strip(),
        kind=kind,
        body=body,
        about=about.strip(),
        set_up_at=at,
    )
    _write_rules(council, rules, decision, at)
    return council


@act(
    "council.set_rules",
    about=lambda council, **_: council.service,
    facts=lambda result, **_: {
        "council": result.council.name,
        "months": result.months,
        "reelections": result.reelections,
        "absences": result.absences,
        "recall": f"{result.recall}/{result.recall_over}",
        "quorum": f"{result.quorum}/{result.quorum_over}",
        "since": result.since.isoformat(),
        "origin": result.origin,
    },
)
def set_rules(
    *, council: Council, rules: SeatRules, by: Actor, at: datetime, decision: Decision | None = None
) -> Rules:
    """Set new rules from a day on; terms that run keep their end."""
    held = Council.objects.select_for_update().get(pk=council.pk)
    newest = held.rules.first()
    if newest and rules.since and rules.since <= newest.since:
        raise bad_input(_("New rules must begin after those that are there."))
    return _write_rules(held, rules, decision, at)


@act(
    "council.add_seats",
    about=lambda council, **_: council.service,
    facts=lambda council, given, **_: {
        "council": council.name,
        "seats": len(given.titles) * given.full,
        "substitutes": len(given.titles) * given.substitutes,
        "categories": list(given.titles),
    },
)
def add_seats(*, council: Council, given: Seats, by: Actor, at: datetime) -> Council:
    """Add seats of one or more kinds, so many full ones and substitutes for each."""
    held = Council.objects.select_for_update(of=("self",)).select_related("service").get(pk=council.pk)
    titles = [title.strip()[:200] for title in given.titles if title.strip()]
    if not titles:
        raise bad_input(_("Say whose seats these are."))
    if not 0 <= given.full <= MOST_SEATS or not 0 <= given.substitutes <= MOST_SEATS:
        raise bad_input(_("That many seats cannot be right."))
    folded = {title.casefold() for title in held.categories.values_list("title", flat=True)}
    twice = [title for title in titles if title.casefold() in folded]
    if twice or len({title.casefold() for title in titles}) < len(titles):
        raise bad_input(
            _("Each kind of seat is named once: %(title)s") % {"title": ", ".join(twice or titles)}
        )
    Category.objects.bulk_create(
        Category(
            council=held,
            title=title,
            body=given.body,
            full=given.full,
            substitutes=given.substitutes,
            has_vote=given.has_vote,
            chosen_by=given.chosen_by.strip(),
        )
        for title in titles
    )
    on_the_agenda(held, at)
    return held


def _write_rules(council: Council, rules: SeatRules, decision: Decision | None, at: datetime) -> Rules:
    if not rules.is_sound:
        raise bad_input(_("These rules cannot work: look at the numbers again."))
    if not rules.origin.strip():
        raise bad_input(_("Say where the rules come from."))
    return Rules.objects.create(
        council=council,
        months=rules.months,
        reelections=rules.reelections,
        absences=rules.absences,
        recall=rules.recall.numerator,
        recall_over=rules.recall.denominator,
        quorum=rules.quorum.numerator,
        quorum_over=rules.quorum.denominator,
        since=rules.since or day_of(at),
        origin=rules.origin.strip()[:300],
        decision=decision,
    )
