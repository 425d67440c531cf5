"""Reading councils, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from mutirao.base.services.models import Service
from mutirao.planning.councils.models import Category, Council, Presence, Rules, Seat
from mutirao.theory import seats
from mutirao.theory.seats import Came, Rank


def of(service: Service) -> QuerySet[Council]:
    """A service's councils, with how many full seats each has."""
    return (
        Council.objects.filter(service=service)
        .select_related("body")
        .annotate(full=Sum("categories__full", default=0))
        .order_by("name", "id")
    )


@dataclass(frozen=True, slots=True)
class Place:
    """One seat as everybody may see it; `name` only for members of the council. seat is None where empty."""

    rank: str
    number: int
    seat: Seat | None
    name: str = ""
    came: int = 0
    sittings: int = 0
    may_be_vacated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Seats of one kind, full ones first."""

    category: Category
    places: tuple[Place, ...]

    @property
    def empty(self) -> int:
        """How many full seats nobody holds."""
        return sum(place.seat is None for place in self.places if place.rank == Rank.FULL)


def groups(council: Council, rules: Rules | None, *, on: date, with_names: bool) -> list[Group]:
    """Who sits where on a day, category by category: three queries, whatever the number of seats."""
    holders: dict[tuple[int, str, int], Seat] = {}
    for seat in (
        Seat.objects.filter(category__council=council).current(on).select_related("membership__person")
    ):
        holders[seat.category_id, seat.rank, seat.number] = seat
    records = _records(council, on)
    limits = rules.as_rule() if rules else seats.SeatRules()
    return [
        Group(
            category,
            tuple(
                _place(rank, number, holders.get((category.pk, rank, number)), records, limits, with_names)
                for rank in (Rank.FULL, Rank.SUBSTITUTE)
                for number in range(1, category.size(rank) + 1)
            ),
        )
        for category in council.categories.select_related("body")
    ]


def _place(
    rank: Rank,
    number: int,
    seat: Seat | None,
    records: Mapping[int, list[Came]],
    rules: seats.SeatRules,
    with_names: bool,
) -> Place:
    if seat is None:
        return Place(rank.value, number, None)
    record = records.get(seat.pk, [])
    return Place(
        rank.value,
        number,
        seat,
        name=seat.membership.person.name if with_names else "",
        came=sum(came is Came.CAME for came in record),
        sittings=len(record),
        may_be_vacated=rank is Rank.FULL and seats.may_be_vacated(record, rules),
    )


def _records(council: Council, on: date) -> dict[int, list[Came]]:
    """What became of each seat held now at each sitting, oldest first: one query."""
    found: dict[int, list[Came]] = {}
    rows = Presence.objects.filter(seat__in=Seat.objects.filter(category__council=council).current(on))
    ordered = rows.order_by("sitting__held_on", "sitting_id").values_list("seat_id", "state")
    for seat, state in ordered:
        found.setdefault(seat, []).append(Came(state))
    return found


def record(seat: Seat) -> list[Came]:
    """What became of one seat at each sitting, oldest first."""
    rows = seat.presences.order_by("sitting__held_on", "sitting_id").values_list("state", flat=True)
    return [Came(state) for state in rows]


def votes(
    categories: Iterable[Category], holders: Iterable[Seat], states: Mapping[int, Came]
) -> dict[int, int]:
    """By the key of whoever votes, the number of the full seat they vote: their own, or an absent one's."""
    found: dict[int, int] = {}
    here: dict[tuple[int, str], dict[int, Seat]] = {}
    for seat in holders:
        here.setdefault((seat.category_id, seat.rank), {})[seat.number] = seat
    for category in categories:
        if not category.has_vote:
            continue
        full, substitutes = (
            here.get((category.pk, Rank.FULL), {}),
            here.get((category.pk, Rank.SUBSTITUTE), {}),
        )
        came = {
            number: number in full and _came(full[number], states) for number in range(1, category.full + 1)
        }
        ready = {number: _came(seat, states) for number, seat in substitutes.items()}
        for number, voter in seats.voting(came, ready).items():
            if voter is not None:
                found[(full[number] if voter == 0 else substitutes[voter]).pk] = number
    return found


def _came(seat: Seat, states: Mapping[int, Came]) -> bool:
    return states.get(seat.pk) is Came.CAME


def holders_of(council: Council, on: date) -> QuerySet[Seat]:
    """Everybody who holds a seat on a day, with category and person."""
    seats_now = Seat.objects.filter(category__council=council).current(on)
    return seats_now.select_related("category", "membership__person")


def sittings_of(council: Council, most: int) -> list[tuple[str, date, int, int, bool]]:
    """The latest sittings: what, when, votes there, votes needed, and whether they could decide."""
    return [
        (s.title, s.held_on, s.votes_present, s.quorum, s.is_quorate) for s in council.sittings.all()[:most]
    ]


def filled(councils: Iterable[Council], on: date) -> dict[object, int]:
    """How many full seats of each of these councils somebody holds: one query."""
    rows = (
        Seat.objects.filter(category__council__in=[council.pk for council in councils], rank=Rank.FULL)
        .current(on)
        .values("category__council")
        .annotate(n=Count("id", filter=Q(rank=Rank.FULL)))
        .order_by()
    )
    return {row["category__council"]: row["n"] for row in rows}
