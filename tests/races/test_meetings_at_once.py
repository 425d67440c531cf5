"""Fifty devices hand in the same lines, many want the last seat: each line and each seat counts once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_races import at_once

from assembling import call, door, lines, poster, type_in
from build import in_force
from cast import NOW, TODAY, Cast, person
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.councils import acts as councils
from mutirao.planning.councils import seat_acts
from mutirao.planning.councils.models import Seat
from mutirao.planning.meetings import attendance_acts, minutes_acts, queries, sign_up_acts
from mutirao.planning.meetings.models import Attendance, SignUp
from mutirao.planning.meetings.sign_up_acts import Needs
from mutirao.theory.seats import Rank, SeatRules
from mutirao.theory.typology import Side

CROWD = 12

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.mark.parametrize("devices", [25])
def test_the_same_queue_from_many_devices_twice(devices: int) -> None:
    cast = Cast()
    meeting = call(cast, in_force(cast))

    def hand_in() -> None:
        attendance_acts.walk_in(
            meeting=meeting, token=door(meeting), lines=lines(20), by=Actor.visitor(), at=NOW
        )

    for _time in range(2):
        outcomes = at_once(*[hand_in] * devices)
        assert set(outcomes) <= {"done", "wrong_state"}
    assert Attendance.objects.count() == queries.tally(meeting).present == 20
    assert Act.objects.filter(name="meeting.walk_in").count() == 1


def test_one_sheet_typed_in_by_many() -> None:
    cast = Cast()
    meeting = call(cast, in_force(cast))

    def write() -> None:
        type_in(cast, meeting, lines(25))

    assert at_once(*[write] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert Attendance.objects.count() == 25


def test_one_person_tapping_many_times_is_counted_once() -> None:
    cast = Cast()
    meeting = call(cast, in_force(cast))

    def sign_in() -> None:
        attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=cast.acting("rosa"), at=NOW)

    def sign_up() -> None:
        sign_up_acts.sign_up(meeting=meeting, needs=Needs(children=1), by=cast.acting("rosa"), at=NOW)

    assert at_once(*[sign_in] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert at_once(*[sign_up] * CROWD) == {"done": CROWD}
    assert (Attendance.objects.count(), SignUp.objects.count()) == (1, 1)


def test_nobody_gets_in_while_the_doors_are_being_closed() -> None:
    cast = Cast()
    meeting = call(cast, in_force(cast), elects_delegates=False)

    def come(n: int) -> Callable[[], object]:
        return lambda: type_in(cast, meeting, lines(1, first=n))

    def close() -> None:
        attendance_acts.close(meeting=meeting, by=cast.acting("ada"), at=NOW)

    outcomes = at_once(*[come(n) for n in range(CROWD)], close)
    assert set(outcomes) <= {"done", "wrong_state"}
    meeting.refresh_from_db()
    assert meeting.present == Attendance.objects.count() == outcomes["done"] - 1


def test_the_last_seat_goes_to_one() -> None:
    cast = Cast()
    council = councils.set_up(
        service=in_force(cast),
        name="Council",
        kind="council",
        side=Side.COMMUNITY,
        rules=SeatRules(since=TODAY, origin="Regulation"),
        by=cast.acting("ada"),
        at=NOW,
    )
    councils.add_seats(council=council, given=councils.Seats(["The hill"], 2), by=cast.acting("ada"), at=NOW)
    category = council.categories.get()

    def want(n: int) -> Callable[[], object]:
        who = person(f"Neighbour{n}")
        return lambda: seat_acts.seat(
            category=category,
            person=who,
            rank=Rank.FULL,
            starts=TODAY,
            chosen_by="Assembly",
            by=cast.acting("ada"),
            at=NOW,
        )

    assert at_once(*[want(n) for n in range(CROWD)]) == {"done": 2, "wrong_state": CROWD - 2}
    assert list(Seat.objects.values_list("number", flat=True)) == [1, 2]


def test_minutes_written_by_many_hands_have_a_number_each() -> None:
    cast = Cast()
    meeting = call(cast, in_force(cast))

    def write(n: int) -> Callable[[], object]:
        return lambda: minutes_acts.write(meeting=meeting, text=f"Point {n}", by=cast.acting("ada"), at=NOW)

    assert at_once(*[write(n) for n in range(CROWD)]) == {"done": CROWD}
    assert list(meeting.minutes.values_list("number", flat=True)) == list(range(1, CROWD + 1))
