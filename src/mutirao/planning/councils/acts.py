"""What people do with a council: set it up, set its rules, fill its seats, record who came, end a seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.acts import create_body
from mutirao.base.people.models import Body, Person
from mutirao.base.services.models import Service
from mutirao.planning.councils import queries
from mutirao.planning.councils.models import KINDS, Category, Council, Presence, Rules, Seat, Sitting
from mutirao.planning.councils.seating_acts import end, on_the_agenda, rules_of, sit
from mutirao.planning.decisions.models import Decision
from mutirao.theory import seats
from mutirao.theory.meetings import quorum
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.seats import Came, Rank, SeatRules
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


@act(
    "council.seat",
    about=lambda category, **_: category.council.service,
    facts=lambda result, **_: {
        "council": result.category.council.name,
        "category": result.category.title,
        "rank": result.rank,
        "number": result.number,
        "starts": result.starts.isoformat(),
        "chosen_by": result.chosen_by,
    },
)
def seat(
    *,
    category: Category,
    person: Person,
    rank: Rank,
    starts: date,
    chosen_by: str,
    by: Actor,
    at: datetime,
    source_path: str = "",
) -> Seat:
    """Write down who was chosen for a seat, and by whom; the term ends by itself."""
    if not chosen_by.strip():
        raise bad_input(_("Say who chose them, and when."))
    made = sit(
        category=category,
        person=person,
        rank=rank,
        starts=starts,
        chosen_by=chosen_by.strip(),
        source_path=source_path,
        at=at,
    )
    on_the_agenda(category.council, at)
    return made


@act(
    "council.record_sitting",
    about=lambda council, **_: council.service,
    facts=lambda result, **_: {
        "council": result.council.name,
        "held": result.held_on.isoformat(),
        "seats": result.voting_seats,
        "votes": result.votes_present,
        "quorum": result.quorum,
    },
)
def record_sitting(
    *,
    council: Council,
    held_on: date,
    title: str,
    states: Mapping[int, Came],
    by: Actor,
    at: datetime,
    path: str = "",
) -> Sitting:
    """Record who came to a sitting; where a full member is missing, a substitute of the same kind votes.

    states: by the key of the seat; whoever is not named was absent.
    """
    held = Council.objects.select_for_update(of=("self",)).select_related("service").get(pk=council.pk)
    if held_on > day_of(at):
        raise bad_input(_("This day has not come yet."))
    if held.sittings.filter(held_on=held_on, title=title.strip()).exists():
        raise wrong_state(_("Who came to this sitting has been recorded already."))
    rules = rules_of(held, held_on).as_rule()
    holders = list(Seat.objects.filter(category__council=held).current(held_on).select_related("category"))
    kinds = list(held.categories.all())
    votes_for = queries.votes(kinds, holders, states)
    whole = seats.voting_seats(kind.as_rule() for kind in kinds)
    sitting = Sitting.objects.create(
        council=held,
        held_on=held_on,
        title=title.strip() or str(held),
        path=path,
        voting_seats=whole,
        votes_present=len(votes_for),
        quorum=quorum(whole, rules.quorum),
        recorded_at=at,
    )
    Presence.objects.bulk_create(
        Presence(
            sitting=sitting,
            seat=holder,
            state=states.get(holder.pk, Came.ABSENT).value,
            votes_for=votes_for.get(holder.pk),
        )
        for holder in holders
    )
    return sitting


@act(
    "council.vacate",
    about=lambda seat, **_: seat.category.council.service,
    facts=lambda result, **_: {
        "council": result.category.council.name,
        "category": result.category.title,
        "rank": result.rank,
        "why": result.ended_why,
    },
)
def vacate(*, seat: Seat, why: str, by: Actor, at: datetime) -> Seat:
    """Declare a seat vacant: given up, or its holder was away more often than the rules allow."""
    if why not in ("gave_up", "absent"):
        raise bad_input(_("Say why the seat falls vacant."))
    council = seat.category.council
    if why == "absent":
        rules = rules_of(council, day_of(at)).as_rule()
        if not seats.may_be_vacated(queries.record(seat), rules):
            raise wrong_state(_("There are not as many absences in a row as the rules ask for."))
    gone = end(seat, why=why, at=at)
    on_the_agenda(council, at)
    return gone


@act(
    "council.recall",
    about=lambda seat, **_: seat.category.council.service,
    facts=lambda seat, in_favour, electors, **_: {
        "council": seat.category.council.name,
        "category": seat.category.title,
        "in_favour": in_favour,
        "electors": electors,
    },
)
def recall(
    *, seat: Seat, in_favour: int, electors: int, reasons: str, by: Actor, at: datetime, dissent: str = ""
) -> Decision:
    """Record that those who elected somebody recalled them; this publishes a decision without a name."""
    council = seat.category.council
    rules = rules_of(council, day_of(at)).as_rule()
    if not 0 <= in_favour <= electors or electors == 0:
        raise bad_input(_("Not more can be in favour than there are who elected."))
    if not reasons.strip():
        raise bad_input(_("Give the reasons: everybody will read them."))
    if not seats.is_recalled(in_favour, electors, rules):
        facts = {"share": f"{rules.recall.numerator}/{rules.recall.denominator}"}
        raise wrong_state(_("This is not enough: the rules ask for %(share)s of those who elected.") % facts)
    end(seat, why="recalled", at=at)
    on_the_agenda(council, at)
    about = {"category": seat.category.title, "council": council.name}
    return Decision.objects.create(
        service=council.service,
        title=_("Recall from %(council)s") % about,
        outcome=_("A holder of a seat for %(category)s is recalled.") % about,
        reasons=reasons.strip(),
        dissent=dissent.strip(),
        party_id=int(by.warrant.party_id),
        duty=by.warrant.duty,
        agreement_id=by.warrant.agreement_id,
        decided_at=at,
        evidence=council.name,
        evidence_path=council.path,
    )


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
