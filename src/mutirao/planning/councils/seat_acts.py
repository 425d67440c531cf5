"""What people do with seats: fill one, record who came, declare one vacant, recall its holder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.days import day_of
from mutirao.base.people.models import Person
from mutirao.planning.councils import queries
from mutirao.planning.councils.models import Category, Council, Presence, Seat, Sitting
from mutirao.planning.councils.seating_acts import end, on_the_agenda, rules_of, sit
from mutirao.planning.decisions import recording
from mutirao.planning.decisions.models import Decision
from mutirao.theory import seats
from mutirao.theory.meetings import quorum
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.seats import Came, Rank


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
    _reckon(held, holders, held_on)
    return sitting


def _reckon(council: Council, holders: Sequence[Seat], on: date) -> None:
    """What all sittings so far make of each seat."""
    records = queries.records(council, on)
    for holder in holders:
        record = records[holder.pk]
        holder.came, holder.sittings = record.count(Came.CAME), len(record)
        holder.absences = seats.absent_in_a_row(record)
    Seat.objects.bulk_update(holders, ["came", "sittings", "absences"], batch_size=200)


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
        if not seats.may_be_vacated(Seat.objects.get(pk=seat.pk).absences, rules):
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
    return recording.record(
        service=council.service,
        title=_("Recall from %(council)s") % about,
        outcome=_("A holder of a seat for %(category)s is recalled.") % about,
        reasons=reasons,
        dissent=dissent,
        evidence=council.name,
        evidence_path=council.path,
        by=by,
        at=at,
    )
