"""What pages of meetings and councils ask of the database: the same with one line as with two thousand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from test_election_acts import forum

from assembling import call, door, fill, lines, poster, set_rule, type_in
from build import in_force
from cast import TODAY, Cast, person
from mutirao.planning.councils import acts as councils
from mutirao.planning.councils import seat_acts
from mutirao.planning.meetings import election_acts, minutes_acts, sign_up_acts
from mutirao.planning.meetings.models import Attendance, Meeting
from mutirao.planning.meetings.sign_up_acts import Needs
from mutirao.theory.seats import Rank, SeatRules
from mutirao.theory.typology import Side
from visiting import client_of

NOW = timezone.now()
HERE = "/services/small-works/"

# page -> queries for a visitor, and for Ada, who is signed in with a second factor
COSTS: dict[str, tuple[int, int]] = {
    f"{HERE}meetings/": (4, 7),
    f"{HERE}meetings/delegates/": (5, 8),
    "M": (5, 8),
    "Mminutes/": (4, 7),
    "Melections/": (4, 7),
    "MIN": (5, 6),
    "MDOOR": (5, 6),
    f"{HERE}councils/": (5, 8),
    f"{HERE}councils/council/": (5, 8),
}
SIGNED_IN: dict[str, int] = {
    "Mneeds/": 9,
    "Mposter/": 6,
    "Msheet/": 6,
    "Mtype-in/": 8,
    "Mwritten/": 7,
    "Mclose/": 8,
    "Msign-up/": 5,
}


@pytest.fixture(params=["one", "many"])
def meeting(request: pytest.FixtureRequest, cast: Cast) -> Meeting:
    """A meeting on now with one of everything, or with two thousand people and many of everything else."""
    service = in_force(cast)
    many = request.param == "many"
    ada = cast.acting("ada")
    set_rule(cast, service)
    seats = forum(cast, service, full=30)
    council = councils.set_up(
        service=service,
        name="Council",
        kind="council",
        side=Side.COMMUNITY,
        rules=SeatRules(since=TODAY, origin="Regulation"),
        by=ada,
        at=NOW,
    )
    titles = [f"Region {n}" for n in range(22 if many else 1)]
    councils.add_seats(council=council, given=councils.Seats(titles, 2, 2), by=ada, at=NOW)
    for n, category in enumerate(council.categories.all()):
        given = {"rank": Rank.FULL, "starts": NOW.date(), "chosen_by": "Assembly"}
        seat_acts.seat(category=category, person=person(f"Member{n}"), **given, by=ada, at=NOW)
    made = call(cast, service, starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
    type_in(cast, made, lines(1, group="Choir"))
    for n in range(25 if many else 1):
        minutes_acts.write(meeting=made, text=f"Point {n}", by=ada, at=NOW)
        needs = Needs(children=1, access="Step-free")
        who = cast.rosa if n == 0 else person(f"Guest{n}")
        sign_up_acts.sign_up(meeting=made, needs=needs, by=type(ada)(who), at=NOW)
    election_acts.open_election(meeting=made, category=seats, full=1, by=ada, at=NOW)
    if many:
        fill(cast, made, 1999)
        for n in range(30):
            call(cast, service, title=f"Meeting {n}", starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    return made


def asked(client: Client, page: str) -> int:
    """How often the database is asked for a page; it must answer."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


def test_pages_cost_the_same_with_one_row_and_with_many(cast: Cast, meeting: Meeting) -> None:
    assert Attendance.objects.count() in (1, 2000)

    def real(page: str) -> str:
        special = {
            "MIN": f"{meeting.path}in/{poster(meeting)}/",
            "MDOOR": f"{meeting.path}door/{door(meeting)}/",
        }
        return special.get(page) or (meeting.path + page[1:] if page.startswith("M") else page)

    for page in COSTS:  # what is made once is not counted
        Client().get(real(page))
    found = {page: (asked(Client(), real(page)), asked(client_of(cast.ada), real(page))) for page in COSTS}
    assert found == COSTS
    assert {page: asked(client_of(cast.ada), real(page)) for page in SIGNED_IN} == SIGNED_IN


def test_the_live_part_costs_what_the_page_costs(cast: Cast, meeting: Meeting) -> None:
    with CaptureQueriesContext(connection) as queries:
        Client().get(meeting.path, headers={"HX-Request": "true"})
    assert len(queries) == 4
