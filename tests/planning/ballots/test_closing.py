"""Closing a vote: published once, in an order of its own, and after it nothing links a person to a choice."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection

from balloting import CLOSES, LATER, QUESTION, closed, found, opened, votes
from build import in_force
from cast import NOW, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.base.agenda.models import Item
from mutirao.base.people.models import Area, Person
from mutirao.base.register.models import Act
from mutirao.planning.ballots import closing_acts, keys, slips, vote_acts
from mutirao.planning.ballots.models import Ballot, Participation, Secret, Slip, Told, Vote
from mutirao.site.clock import tick
from mutirao.theory.receipts import fingerprint, published_order
from refusing import refused


def crowd(cast: Cast, count: int) -> list[Person]:
    """Many neighbours."""
    made = [person(f"Voter{n}") for n in range(count)]
    for voter in made:
        belongs(voter, cast.residents)
    return made


def test_closing_after_the_time(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    for name, code in (("rosa", "1"), ("cam", "2"), ("ada", "1")):
        votes(ballot, cast.acting(name), code)
    seed = Secret.objects.get().seed
    done = closed(cast, ballot)
    assert (done.state, done.voters, done.why, done.ended_at) == ("closed", 3, "", LATER)
    assert sorted(Slip.objects.values_list("choice", flat=True)) == ['["1"]', '["1"]', '["2"]']
    assert Act.objects.get(name="ballot.close").facts == {
        "ballot": QUESTION,
        "votes": 3,
        "seed": seed,
        "digest": slips.digest(Slip.objects.all()),
        "early": False,
    }
    assert Act.objects.get(name="ballot.open").facts["seed_promised"] == keys.promised(seed)
    assert [item.kind for item in Item.objects.all()] == ["ballot.to_count"]


def test_the_published_list_is_what_the_register_says(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    saved = votes(ballot, cast.acting("rosa"), "1", "3")
    done = closed(cast, ballot)
    mark = fingerprint(str(ballot.pk), saved.receipt)
    text = f'number;vote;receipt\n1;["1","3"];{mark[:16]}\n'.encode()
    assert slips.listing(Slip.objects.all()) == text
    assert done.digest == sha256(text).hexdigest()


def test_closing_early_needs_a_reason(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    with refused("bad_input", "The time is not over: say why you close the vote now."):
        closed(cast, ballot, at=NOW)
    closing_acts.close(ballot=ballot, why=" All have voted. ", by=cast.acting("ada"), at=NOW)
    assert (found(ballot).state, found(ballot).why) == ("closed", "All have voted.")
    assert Act.objects.get(name="ballot.close").facts["early"] is True


def test_it_is_closed_once(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    closed(cast, ballot)
    with refused("wrong_state", "This vote is not open, so it cannot be closed."):
        closed(cast, ballot)


def test_the_clock_closes_what_is_due_and_nothing_else(cast: Cast) -> None:
    service = in_force(cast)
    due = opened(cast, service)
    votes(due, cast.acting("rosa"), "1")
    later = opened(cast, service, question="Later?", closes_at=CLOSES + timedelta(days=1))
    papers = opened(cast, service, question="On paper?", papers="list")
    tick(at=CLOSES - timedelta(seconds=1))
    assert set(Ballot.objects.values_list("state", flat=True)) == {"open"}
    tick(at=CLOSES)
    tick(at=CLOSES)
    assert [found(b).state for b in (due, later, papers)] == ["closed", "open", "open"]
    row = Act.objects.get(name="ballot.close_due")
    assert (row.actor, row.service, row.facts["votes"]) == (None, service, 1)


def test_nobody_closes_before_the_clock_says_so(cast: Cast) -> None:
    service = in_force(cast)
    ballot = opened(cast, service)
    with refused("wrong_state", "The time for this vote is not over."):
        closing_acts.close_due(ballot=ballot, by=Actor.visitor(), at=NOW)
    papers = opened(cast, service, papers="list")
    with refused(
        "wrong_state",
        "Ballot papers must be entered first; then somebody who runs the vote closes it.",
    ):
        closing_acts.close_due(ballot=papers, by=Actor.visitor(), at=LATER)


def test_nobody_voted(cast: Cast) -> None:
    done = closed(cast, opened(cast, in_force(cast)))
    assert (done.voters, done.turnout, Slip.objects.count()) == (0, {}, 0)


# -- who took part ----------------------------------------------------------------------------------------


def test_participants_by_channel_area_and_what_they_said(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), traits=["age", "sex"])
    hill, beacon = (Area.objects.create(name=name, slug=name.lower()) for name in ("Hill", "Beacon"))
    for n, voter in enumerate(crowd(cast, 30)):
        voter.home = hill if n < 20 else beacon if n < 28 else None
        voter.save()
        channel = "kiosk" if n < 8 else "online"
        votes(ballot, Actor(person=voter), "1", channel=channel)
        if n < 23:
            told = {"age": "16–24" if n < 10 else "25–44", "sex": "female" if n < 3 else ""}
            vote_acts.describe(ballot=ballot, said=told, by=Actor(person=voter), at=NOW)
    done = closed(cast, ballot)
    assert done.voters == 30
    assert done.turnout == {
        "voting_method": [["online", 22], ["kiosk", 8]],
        "neighborhood": [["Hill", 20], ["Beacon", None], ["", None]],
        "age": [["25–44", 13], ["16–24", None], ["", None]],
        "sex": [["", None], ["female", None]],
    }


# -- secrecy ----------------------------------------------------------------------------------------------


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in the database's own order."""
    found_rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found_rows[table] = cursor.fetchall()
    return found_rows


def test_after_the_close_no_row_holds_both_a_person_and_a_choice(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), traits=["age"])
    voters = crowd(cast, 40)
    receipts: dict[str, str] = {}
    kept = bytes(Secret.objects.get().key)
    for n, voter in enumerate(voters):
        saved = votes(ballot, Actor(person=voter), str(n % 3 + 1))
        receipts[str(voter.pk)] = fingerprint(str(ballot.pk), saved.receipt)
        vote_acts.describe(ballot=ballot, said={"age": "65+"}, by=Actor(person=voter), at=NOW)
    once = {key for (key,) in Vote.objects.values_list("key")} | {
        key for (key,) in Told.objects.values_list("key")
    }
    closed(cast, ballot)
    assert (Secret.objects.count(), Vote.objects.count(), Told.objects.count()) == (0, 0, 0)
    everything = rows()
    written = repr(everything)
    assert not any(key in written for key in once) and repr(kept) not in written and kept.hex() not in written
    people = {str(voter.pk) for voter in voters} | {voter.pk.hex for voter in voters}
    for table, lines in everything.items():
        for line in lines:
            named = any(name in repr(line) for name in people)
            assert not (named and any(mark in repr(line) for mark in receipts.values())), table
            assert not (named and re.search(r'\["\d"\]', repr(line))), table


def test_the_order_of_published_votes_is_the_seeds_and_not_the_voters(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    marks = []
    for voter in crowd(cast, 40):
        saved = votes(ballot, Actor(person=voter), "1")
        marks.append(fingerprint(str(ballot.pk), saved.receipt))
    done = closed(cast, ballot)
    published = list(Slip.objects.order_by("pk").values_list("fingerprint", flat=True))
    assert published == published_order(marks, seed=done.seed)
    assert published == list(Slip.objects.order_by("number").values_list("fingerprint", flat=True))
    assert published != marks
    # The rows themselves lie in that order too: where the database keeps them tells nothing else.
    assert [row[-1] for row in rows()["ballots_slip"] if len(str(row[-1])) == 64] in (published, [])


def test_the_register_says_who_and_when_and_never_what(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    saved = votes(ballot, cast.acting("rosa"), "2")
    votes(ballot, cast.acting("rosa"), "3")
    mark = fingerprint(str(ballot.pk), saved.receipt)
    closed(cast, ballot)
    row = Act.objects.get(name="vote.cast")
    told = json.dumps([row.subject, row.facts])
    assert told == json.dumps(["", {"ballot": QUESTION}])
    assert not Act.objects.filter(facts__icontains=mark[:16]).exists()
    assert not hasattr(Slip.objects.get(), "cast_at")
    moments = {
        field.name for field in Slip._meta.fields + Vote._meta.fields if "Date" in type(field).__name__
    }
    assert moments == set()


def test_a_voter_finds_their_vote_by_the_receipt(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    receipts = {name: votes(ballot, cast.acting(name), code).receipt for name, code in
                (("rosa", "1"), ("cam", "2"), ("ada", "3"))}  # fmt: skip
    closed(cast, ballot)
    for name, choice in (("rosa", '["1"]'), ("cam", '["2"]'), ("ada", '["3"]')):
        mark = fingerprint(str(ballot.pk), receipts[name].upper().replace("-", " "))
        assert Slip.objects.get(fingerprint=mark).choice == choice
    assert not Slip.objects.filter(fingerprint=fingerprint(str(ballot.pk), "bado-bado-bado-bado")).exists()


@pytest.mark.parametrize("voters", [1, 7])
def test_there_are_as_many_votes_as_voters(cast: Cast, voters: int) -> None:
    ballot = opened(cast, in_force(cast))
    for voter in crowd(cast, voters):
        for code in ("1", "2", "3"):
            votes(ballot, Actor(person=voter), code)
    done = closed(cast, ballot)
    assert done.voters == Slip.objects.count() == Participation.objects.count() == voters
