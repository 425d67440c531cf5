"""Voting on paper: batches, two people enter each, differences, spoilt, forged and repeated papers."""

from __future__ import annotations

import pytest

from balloting import LATER, closed, found, opened, votes
from build import in_force
from cast import NOW, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.ballots import acts, paper_acts, vote_acts
from mutirao.planning.ballots.models import Ballot, Batch, Entry, PaperBallot, Slip, Vote
from mutirao.theory.ballots import Ticks
from mutirao.theory.receipts import fingerprint
from refusing import refused


def printed(cast: Cast, ballot: Ballot, size: int = 4) -> dict[int, str]:
    """Ada prints a batch; the code of each paper by its number."""
    made = paper_acts.print_papers(ballot=ballot, size=size, by=cast.acting("ada"), at=NOW)
    return dict(made.papers)


def enter(ballot: Ballot, by: Actor, number: int, *codes: str, code: str = "", spoilt: bool = False) -> str:
    """Somebody enters a paper; its state afterwards."""
    vote = None if spoilt else Ticks(codes)
    made = paper_acts.enter(ballot=ballot, number=number, vote=vote, code=code, by=by, at=LATER)
    return PaperBallot.objects.get(pk=made.pk).state


@pytest.fixture
def ballot(cast: Cast) -> Ballot:
    """A vote with printed codes."""
    return opened(cast, in_force(cast), papers="codes")


def test_a_batch_has_numbers_and_codes_in_a_shuffled_order(cast: Cast, ballot: Ballot) -> None:
    first = printed(cast, ballot, 12)
    second = printed(cast, ballot, 2)
    assert sorted(first) == list(range(1, 13)) and sorted(second) == [13, 14]
    assert len({*first.values(), *second.values()}) == 14
    assert list(first) != sorted(first)
    assert not any(code in repr(PaperBallot.objects.values()) for code in first.values())
    assert [(b.number, b.size) for b in Batch.objects.all()] == [(1, 12), (2, 2)]
    assert Act.objects.filter(name="paper.print").earliest("pk").facts == {
        "ballot": "Which works first?",
        "size": 12,
        "batch": 1,
    }


def test_two_people_read_the_same_and_it_counts(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    assert enter(ballot, cast.acting("ada"), 1, "2", "1", code=codes[1]) == "once"
    assert not Vote.objects.exists()
    assert enter(ballot, cast.acting("ben"), 1, "1", "2", code=codes[1].upper()) == "agreed"
    assert Vote.objects.get().choice == '["1","2"]'
    done = closed(cast, ballot)
    assert (done.voters, Entry.objects.count()) == (1, 0)
    assert Slip.objects.get().fingerprint == fingerprint(str(ballot.pk), codes[1])
    assert set(PaperBallot.objects.values_list("digest", "fingerprint")) == {("", "")}


def test_paper_voters_are_participants(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot, 7)
    for number, code in codes.items():
        for name in ("ada", "ben"):
            enter(ballot, cast.acting(name), number, "1", code=code)
    for n in range(6):
        voter = person(f"Voter{n}")
        belongs(voter, cast.residents)
        votes(ballot, Actor(person=voter), "2")
    done = closed(cast, ballot)
    assert (done.voters, done.turnout["voting_method"]) == (13, [["paper", 7], ["online", 6]])


def test_a_difference_is_resolved_by_somebody_else(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    enter(ballot, cast.acting("ada"), 2, "1", code=codes[2])
    assert enter(ballot, cast.acting("ben"), 2, "2", code=codes[2]) == "differs"
    with refused("wrong_state", "These ballot papers must be entered twice and agreed on first: 2."):
        closed(cast, ballot)
    for name in ("ada", "ben"):
        with refused("wrong_state", "Somebody other than the two who entered this paper must look at it."):
            paper_acts.resolve(ballot=ballot, number=2, vote=Ticks(("2",)), by=cast.acting(name), at=LATER)
    with refused("wrong_state", "There is no difference to resolve on ballot paper 1."):
        paper_acts.resolve(ballot=ballot, number=1, vote=Ticks(("2",)), by=third(cast), at=LATER)
    paper_acts.resolve(ballot=ballot, number=2, vote=Ticks(("2",)), by=third(cast), at=LATER)
    assert Vote.objects.get().choice == '["2"]'
    assert Act.objects.get(name="paper.resolve").facts == {"ballot": "Which works first?", "paper": 2}
    assert closed(cast, ballot).voters == 1


def third(cast: Cast) -> Actor:
    """A third member of the council team."""
    gil = type(cast.ada).objects.filter(name="Gil").first()
    if gil is None:
        gil = person("Gil")
        belongs(gil, cast.council)
    return Actor(person=gil, is_strong=True)


def test_a_spoilt_paper_counts_nothing(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    enter(ballot, cast.acting("ada"), 3, spoilt=True, code=codes[3])
    assert enter(ballot, cast.acting("ben"), 3, spoilt=True, code=codes[3]) == "spoilt"
    enter(ballot, cast.acting("ada"), 4, "1", code=codes[4])
    assert enter(ballot, cast.acting("ben"), 4, spoilt=True, code=codes[4]) == "differs"
    paper_acts.resolve(ballot=ballot, number=4, vote=None, by=third(cast), at=LATER)
    assert closed(cast, ballot).voters == 0


def test_a_blank_paper_is_not_a_spoilt_one(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    enter(ballot, cast.acting("ada"), 1, code=codes[1])
    assert enter(ballot, cast.acting("ben"), 1, code=codes[1]) == "agreed"
    assert closed(cast, ballot).voters == 1


def test_forged_repeated_and_wrong_papers(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    ada, ben = cast.acting("ada"), cast.acting("ben")
    with refused("bad_input", "No ballot paper with the number 99 was printed."):
        enter(ballot, ada, 99, "1", code=codes[1])
    for code in ("", "bado-bado-bado-bado", codes[2]):
        with refused("bad_input", "This is not the code of ballot paper 1."):
            enter(ballot, ada, 1, "1", code=code)
    with refused(
        "bad_input",
        "“9” is not on this ballot paper. If the paper really says so, mark it as spoilt.",
    ):
        enter(ballot, ada, 1, "9", code=codes[1])
    enter(ballot, ada, 1, "1", code=codes[1])
    with refused("wrong_state", "You entered this paper. Somebody else must enter it the second time."):
        enter(ballot, ada, 1, "1", code=codes[1])
    enter(ballot, ben, 1, "1", code=codes[1])
    with refused("wrong_state", "Ballot paper 1 has been entered twice already."):
        enter(ballot, ben, 1, "1", code=codes[1])
    assert Vote.objects.count() == 1


def test_papers_entered_once_keep_the_vote_open(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    enter(ballot, cast.acting("ada"), 1, "1", code=codes[1])
    with refused("wrong_state", "These ballot papers must be entered twice and agreed on first: 1."):
        closed(cast, ballot)
    assert found(ballot).state == "open"


def test_nobody_enters_papers_after_the_close(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    closed(cast, ballot)
    said = "This vote is not open: ballot papers cannot be printed or entered."
    with refused("wrong_state", said):
        enter(ballot, cast.acting("ada"), 1, "1", code=codes[1])
    with refused("wrong_state", said):
        printed(cast, ballot)


@pytest.mark.parametrize("size", [0, -1, 2001])
def test_so_many_papers_are_not_printed(cast: Cast, ballot: Ballot, size: int) -> None:
    with refused("bad_input", "Print from 1 to 2000 papers at a time."):
        printed(cast, ballot, size)


def test_a_vote_without_paper(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    with refused("bad_input", "There is no voting on paper here."):
        printed(cast, ballot)


def test_plain_papers_are_no_more_than_people_marked_off(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), papers="list")
    codes = printed(cast, ballot, 3)
    assert set(codes.values()) == {""}
    vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="pat"), at=NOW)
    for number in (1, 2):
        enter(ballot, cast.acting("ada"), number, "1")
    assert enter(ballot, cast.acting("ben"), 1, "1") == "agreed"
    with refused(
        "wrong_state",
        "Only 1 people are marked off as voting on paper: mark off the others first.",
    ):
        enter(ballot, cast.acting("ben"), 2, "1")
    vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="rosa"), at=LATER)  # the desk's list
    assert enter(ballot, cast.acting("ben"), 2, "1") == "agreed"
    assert closed(cast, ballot).voters == 2


def test_withdrawing_forgets_the_papers_too(cast: Cast, ballot: Ballot) -> None:
    codes = printed(cast, ballot)
    enter(ballot, cast.acting("ada"), 1, "1", code=codes[1])
    acts.withdraw(ballot=ballot, why="A mistake.", by=cast.acting("ada"), at=NOW)
    assert not Entry.objects.exists() and not Vote.objects.exists()
