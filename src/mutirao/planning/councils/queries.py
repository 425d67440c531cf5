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


def with_rules(service: Service, address: str, on: date) -> tuple[Council | None, Rules | None]:
    """A council by its address with the rules in force: one query, or two where none are in force."""
    wanted = Q(council__service=service, council__slug=address)
    known = Rules.objects.select_related("council__body", "council__service", "decision")
    rules = known.filter(wanted, since__lte=on).first()
    if rules is not None:
        return rules.council, rules
    councils = Council.objects.select_related("body", "service")
    return councils.filter(service=service, slug=address).first(), None


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
    """Who sits where on a day, category by category: two queries, whatever the number of seats."""
    holders: dict[tuple[int, str, int], Seat] = {}
    for seat in (
        Seat.objects.filter(category__council=council).current(on).select_related("membership__person")
    ):
        holders[seat.category_id, seat.rank, seat.number] = seat
    limits = rules.as_rule() if rules else seats.SeatRules()
    return [
        Group(
            category,
            tuple(
                _place(rank, number, holders.get((category.pk, rank, number)), limits, with_names)
                for rank in (Rank.FULL, Rank.SUBSTITUTE)
                for number in range(1, category.size(rank) + 1)
            ),
        )
        for category in council.categories.select_related("body")
    ]


def _place(rank: Rank, number: int, seat: Seat | None, rules: seats.SeatRules, with_names: bool) -> Place:
    if seat is None:
        return Place(rank.value, number, None)
    name = seat.membership.person.name if with_names else ""
    return Place(
        rank.value, number, seat, name, rank is Rank.FULL and seats.may_be_vacated(seat.absences, rules)
    )


def records(council: Council, on: date) -> dict[int, list[Came]]:
    """What became of each seat held on a day at each sitting, oldest first: one query."""
    found: dict[int, list[Came]] = {}
    rows = Presence.objects.filter(seat__in=Seat.objects.filter(category__council=council).current(on))
    ordered = rows.order_by("sitting__held_on", "sitting_id").values_list("seat_id", "state")
    for seat, state in ordered:
        found.setdefault(seat, []).append(Came(state))
    return found


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
