"""Many votes at once, and a ballot that closes while they arrive: none is lost, doubled or counted late."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from test_races import at_once

from balloting import LATER, found, opened, votes
from build import in_force
from cast import NOW, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.ballots import closing_acts, paper_acts, vote_acts
from mutirao.planning.ballots.models import Ballot, Participation, Slip, Vote
from mutirao.theory.ballots import Ticks
from mutirao.theory.reasons import Refused
from mutirao.theory.receipts import fingerprint

CROWD = 12

pytestmark = pytest.mark.usefixtures("transactional_db")


def crowd(cast: Cast, count: int = CROWD) -> list[Actor]:
    """Many neighbours, each ready to vote."""
    made = [person(f"Voter{n}") for n in range(count)]
    for voter in made:
        belongs(voter, cast.residents)
    return [Actor(person=voter) for voter in made]


def test_many_people_vote_at_once() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast))
    attempts = [lambda by=by: votes(ballot, by, "1") for by in crowd(cast)]
    assert at_once(*attempts) == {"done": CROWD}
    assert Vote.objects.count() == Participation.objects.count() == CROWD
    assert Act.objects.filter(name="vote.cast").count() == CROWD


def test_one_person_presses_the_button_many_times() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast))
    by = cast.acting("rosa")
    assert at_once(*[lambda: votes(ballot, by, "1", seen=0)] * CROWD) == {"done": CROWD}
    assert (Vote.objects.count(), Participation.objects.count()) == (1, 1)
    assert Act.objects.filter(name="vote.cast").count() == 1


def test_one_person_says_different_things_from_many_pages() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast))
    by = cast.acting("rosa")
    said = [("1",), ("2",), ("3",), ("1", "2"), ("1", "3"), ("2", "3")]
    attempts = [lambda codes=codes: votes(ballot, by, *codes, seen=0) for codes in said]
    assert at_once(*attempts) == {"done": 1, "wrong_state": len(said) - 1}
    assert (Vote.objects.count(), Participation.objects.count()) == (1, 1)


def test_voting_online_while_a_paper_is_handed_over() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast), papers="list")

    def online() -> None:
        votes(ballot, cast.acting("pat"), "1")

    def on_paper() -> None:
        vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="pat"), at=NOW)

    assert at_once(online, on_paper) == {"done": 1, "wrong_state": 1}
    assert Participation.objects.count() == 1
    assert Vote.objects.count() == (1 if Participation.objects.get().channel == "online" else 0)


def test_two_people_enter_one_paper_at_the_same_moment() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast), papers="codes")
    ((number, code),) = paper_acts.print_papers(ballot=ballot, size=1, by=cast.acting("ada"), at=NOW).papers

    def enter(name: str) -> Callable[[], object]:
        by = cast.acting(name)
        return lambda: paper_acts.enter(
            ballot=ballot, number=number, vote=Ticks(("1",)), code=code, by=by, at=NOW
        )

    assert at_once(enter("ada"), enter("ben"), enter("ada")) == {"done": 2, "wrong_state": 1}
    assert (ballot.paper_ballots.get().state, Vote.objects.count()) == ("agreed", 1)


@pytest.mark.parametrize("again", range(4))
def test_closing_while_votes_arrive(again: int) -> None:
    """Whoever was told "saved" is in the published list with their last saved choice; nobody else is."""
    cast = Cast()
    ballot = opened(cast, in_force(cast))
    voters = crowd(cast)
    told: dict[str, str] = {}
    faults: list[object] = []
    ready = Barrier(len(voters) + 1)

    def voting(number: int, by: Actor) -> None:
        ready.wait(timeout=20)
        try:
            for codes in (("1",), ("2",), ("3",), ("1", "2"), ("2", "3"))[number % 3 :]:
                saved = votes(ballot, by, *codes)
                told[saved.receipt] = '["' + '","'.join(codes) + '"]'
        except Refused as refused:
            if refused.reasons[0].facts["text"] != "This vote is closed: nobody can vote any more.":
                faults.append(refused)
        except Exception as fault:  # a fault is what this test is looking for
            faults.append(fault)
        finally:
            connection.close()

    def closing() -> None:
        ready.wait(timeout=20)
        while len(told) < CROWD // 3:  # some have voted, others are about to
            pass
        closing_acts.close(ballot=ballot, why="All at once.", by=cast.acting("ada"), at=NOW)
        connection.close()

    threads = [Thread(target=voting, args=pair) for pair in enumerate(voters)] + [Thread(target=closing)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    published = dict(Slip.objects.values_list("fingerprint", "choice"))
    assert published == {fingerprint(str(ballot.pk), code): choice for code, choice in told.items()}
    assert found(ballot).voters == Participation.objects.count() == len(told)
    assert not Vote.objects.exists()


def test_it_is_closed_once_by_the_clock_and_by_hand() -> None:
    cast = Cast()
    ballot = opened(cast, in_force(cast))
    for by in crowd(cast, 5):
        votes(ballot, by, "1")

    def by_hand() -> None:
        closing_acts.close(ballot=ballot, by=cast.acting("ada"), at=LATER)

    def by_clock() -> None:
        closing_acts.close_due(ballot=ballot, by=Actor.visitor(), at=LATER)

    outcome = at_once(by_hand, by_clock, by_hand, by_clock, lambda: closing_acts.close_those_due(LATER))
    assert outcome in ({"done": 1 + 1, "wrong_state": 3}, {"done": 1, "wrong_state": 4})
    assert (Slip.objects.count(), Ballot.objects.get().voters) == (5, 5)
    assert Act.objects.filter(name__in=("ballot.close", "ballot.close_due")).count() == 1
