"""What a vote costs the database: a fixed number of statements, whatever is in the ballot box."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balloting import opened, votes
from build import in_force
from cast import Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.planning.ballots.acts import Line
from visiting import client_of

ONE = "/services/small-works/ballots/which-works-first/"
MOST = 12


def asked(client: object, sent: dict[str, object]) -> int:
    """How many statements saving this vote makes, from the request to the answer."""
    with CaptureQueriesContext(connection) as captured:
        assert client.post(ONE, sent).status_code == 302  # type: ignore[attr-defined]
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_saving_a_vote_costs_the_same_in_a_full_box(cast: Cast) -> None:
    lines = tuple(Line(str(n), f"Option {n}") for n in range(175))
    week = timezone.now() + timedelta(days=7)
    ballot = opened(cast, in_force(cast), lines=lines, open_to="parties", closes_at=week)
    rosa, cam = client_of(cast.rosa), client_of(cast.cam)
    few = asked(rosa, {"choice": ["1", "2"], "seen": "0"}), asked(rosa, {"choice": ["1"], "seen": "1"})
    for n in range(60):
        voter = person(f"Voter{n}")
        belongs(voter, cast.residents)
        votes(ballot, Actor(person=voter), "1", "7")
    many = asked(cam, {"choice": ["1", "2"], "seen": "0"}), asked(cam, {"choice": ["1"], "seen": "1"})
    assert few == many
    assert max(many) <= MOST, many
