"""Part of the acts that fill a seat or end it: of councils themselves, and of meetings that elect."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from mutirao.base.agenda import agenda
from mutirao.base.days import day_of
from mutirao.base.people.acts import begin_term
from mutirao.base.people.models import Membership, Person
from mutirao.planning.councils.models import Category, Council, Rules, Seat
from mutirao.theory import seats
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.seats import Rank

SOON = timedelta(days=60)
"""How long before a term ends the agenda asks who follows."""


def rules_of(council: Council, on: date) -> Rules:
    """The rules in force on a day, or a refusal where none are yet."""
    found = council.rules.filter(since__lte=on).first()
    if found is None:
        raise wrong_state(_("This council has no rules in force on that day."))
    return found


def sit(
    *,
    category: Category,
    person: Person,
    rank: Rank,
    starts: date,
    chosen_by: str,
    at: datetime,
    source_path: str = "",
    months: int | None = None,
    ends: date | None = None,
    is_rest_of_term: bool = False,
) -> Seat:
    """Give somebody the first free seat of this kind, for a term by the rules unless an end is given."""
    held = (
        Category.objects.select_for_update(of=("self",)).select_related("council__body").get(pk=category.pk)
    )
    rules = rules_of(held.council, starts).as_rule()
    ends = ends or seats.end_of(starts, months or rules.months)
    running = Seat.objects.filter(category=held, rank=rank).not_over(starts)
    taken = running.filter(membership__starts__lt=ends).values_list("number", flat=True)
    number = seats.free_number(held.size(rank), set(taken))
    if number is None:
        raise wrong_state(_("Every seat of this kind is taken."))
    past = Seat.objects.filter(
        category__council=held.council,
        membership__person=person,
        rank=Rank.FULL,
        is_rest_of_term=False,
        membership__starts__lt=starts,
    ).select_related("membership")
    again = rank is Rank.SUBSTITUTE or is_rest_of_term
    if not again and not seats.may_sit_again([seat.as_term() for seat in past], starts, rules):
        raise bad_input(_("The rules do not let this person be chosen again: too many terms in a row."))
    term = Membership(
        body=held.council.body, person=person, position=_position(held, rank), starts=starts, ends=ends
    )
    return Seat.objects.create(
        category=held,
        rank=rank,
        number=number,
        membership=begin_term(term),
        starts=starts,
        chosen_by=chosen_by[:300],
        source_path=source_path,
        is_rest_of_term=is_rest_of_term,
        seated_at=at,
    )


def end(seat: Seat, *, why: str, at: datetime) -> Seat:
    """End somebody's seat today; after a full one the first substitute moves up for the rest of it."""
    today = day_of(at)
    Category.objects.select_for_update().get(pk=seat.category_id)  # a double tap waits here
    held = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("membership__person", "category__council__service")
        .get(pk=seat.pk)
    )
    if not held.membership.is_current(today):
        raise wrong_state(_("Nobody holds this seat any more."))
    until = held.membership.ends
    _stop(held, why, today)
    if held.rank == Rank.FULL:
        _move_up(held, until, at)
    return held


def _stop(seat: Seat, why: str, today: date) -> None:
    seat.membership.ends = today
    seat.membership.save(update_fields=["ends"])
    seat.ended_why = why
    seat.save(update_fields=["ended_why"])


def _move_up(gone: Seat, until: date | None, at: datetime) -> None:
    """The first substitute of the same kind sits for the rest of the term of whoever has gone."""
    today = day_of(at)
    standing_in = {
        seat.number: seat
        for seat in Seat.objects.filter(category=gone.category, rank=Rank.SUBSTITUTE)
        .current(today)
        .select_related("membership__person")
    }
    number = seats.successor(standing_in)
    if number is None or (until is not None and until <= today):
        return
    follower = standing_in[number]
    _stop(follower, "moved_up", today)
    sit(
        category=gone.category,
        person=follower.membership.person,
        rank=Rank.FULL,
        starts=today,
        ends=until or follower.membership.ends,
        chosen_by=follower.chosen_by,
        source_path=follower.source_path,
        is_rest_of_term=True,
        at=at,
    )


def resize(category: Category, *, full: int, substitutes: int) -> Category:
    """Set how many seats there are, where a meeting's attendance says so."""
    held = Category.objects.select_for_update().get(pk=category.pk)
    held.full, held.substitutes = full, substitutes
    held.save(update_fields=["full", "substitutes"])
    return held


def on_the_agenda(council: Council, at: datetime) -> None:
    """What is to be done about this council's seats: terms that end next, and full seats nobody holds."""
    today = day_of(at)
    terms = Seat.objects.filter(category__council=council).current(today)
    running = terms.aggregate(next=Min("membership__ends"), full=Count("id", filter=Q(rank=Rank.FULL)))
    agenda.drop(council)
    put = partial(agenda.put, council, service=council.service, title=council.name, path=council.path)
    if running["next"] is not None:
        midnight = datetime.combine(running["next"], time(), ZoneInfo(settings.TIME_ZONE))
        ending = terms.filter(membership__ends=running["next"]).count()
        put("council.terms", opens=midnight - SOON, closes=midnight, seats=ending)
    empty = sum(council.categories.values_list("full", flat=True)) - running["full"]
    if empty > 0:
        put("council.vacant", seats=empty, duty="call_meetings")


def look_after_terms(at: datetime) -> None:
    """By the clock: where terms ended today, the agenda says what is empty now."""
    ended = Council.objects.filter(categories__seats__membership__ends=day_of(at)).distinct()
    for council in ended.select_related("service"):
        on_the_agenda(council, at)


def _position(category: Category, rank: Rank) -> str:
    """What a member is called in the council: whose seat it is, and in which rank."""
    named = category.title if rank is Rank.FULL else _("%(seat)s (substitute)") % {"seat": category.title}
    return named[:100]
