"""Elections at a meeting, and minutes that become decisions: one test for each way it can end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from assembling import TITLE, call, fill, poster, set_rule
from build import in_force, party
from cast import NOW, TODAY, Cast
from mutirao.base.people.models import Person
from mutirao.base.register.models import Act
from mutirao.base.services.models import Service
from mutirao.planning.councils import acts as councils
from mutirao.planning.councils.models import Category, Seat
from mutirao.planning.decisions.models import Decision
from mutirao.planning.meetings import acts, attendance_acts, election_acts, minutes_acts
from mutirao.planning.meetings.models import Candidate, Election, Meeting, Minute
from mutirao.theory.seats import SeatRules
from mutirao.theory.typology import Side
from refusing import refused

OVER = "This election is over."


def forum(cast: Cast, service: Service, *, full: int = 3, substitutes: int = 1) -> Category:
    """A forum of delegates with seats for the hill, elected for a year."""
    made = councils.set_up(
        service=service,
        name="Forum of the hill",
        kind="forum",
        side=Side.COMMUNITY,
        rules=SeatRules(since=TODAY - timedelta(days=30), origin="Regulation"),
        by=cast.acting("ada"),
        at=NOW,
    )
    given = councils.Seats(["Delegates"], full, substitutes)
    councils.add_seats(council=made, given=given, by=cast.acting("ada"), at=NOW)
    seats: Category = made.categories.get()
    return seats


def came(cast: Cast, meeting: Meeting, *names: str, group: str = "") -> None:
    """These people sign in."""
    for name in names:
        attendance_acts.sign_in(
            meeting=meeting, token=poster(meeting), group=group, by=cast.acting(name), at=NOW
        )


def open_election(cast: Cast, meeting: Meeting, seats: Category, **given: Any) -> Election:
    """Ada opens one for two full seats and one substitute."""
    usual = {"full": 2, "substitutes": 1}
    made: Election = election_acts.open_election(
        meeting=meeting, category=seats, **{**usual, **given}, by=cast.acting("ada"), at=NOW
    )
    return made


def stand(cast: Cast, election: Election, *names: str) -> dict[str, int]:
    """These people stand; their keys come back."""
    return {name: election_acts.stand(election=election, by=cast.acting(name), at=NOW).pk for name in names}


def elect(cast: Cast, election: Election, votes: dict[int, int], **given: Any) -> Election:
    """Ada records the count."""
    usual = {"source": "Show of hands"}
    made: Election = election_acts.elect(
        election=election, votes=votes, **{**usual, **given}, by=cast.acting("ada"), at=NOW
    )
    return made


def test_who_is_elected_sits_at_once_for_a_term(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    came(cast, meeting, "rosa", "cam", "dee", "ben")
    election = open_election(cast, meeting, seats)
    keys = stand(cast, election, "rosa", "cam", "dee", "ben")
    votes = {keys["rosa"]: 9, keys["cam"]: 12, keys["dee"]: 4, keys["ben"]: 0}
    elect(cast, election, votes, source_path="/ballots/1/")
    sitting = Seat.objects.select_related("membership__person")
    assert [
        (s.membership.person, s.rank, s.number, s.membership.starts, s.membership.ends) for s in sitting
    ] == [
        (cast.cam, "full", 1, TODAY, date(2027, 5, 4)),
        (cast.rosa, "full", 2, TODAY, date(2027, 5, 4)),
        (cast.dee, "substitute", 1, TODAY, date(2027, 5, 4)),
    ]
    assert {s.chosen_by for s in sitting} == {f"{TITLE}, 4 May 2026"}
    assert {s.source_path for s in sitting} == {"/ballots/1/"}
    assert cast.cam.memberships.filter(body=seats.council.body).get().position == "Delegates"
    assert Act.objects.get(name="meeting.elect").facts == {
        "meeting": TITLE,
        "category": "Delegates",
        "votes": [12, 9, 4, 0],
        "full": 2,
        "substitutes": 1,
        "source": "/ballots/1/",
    }
    with refused("wrong_state", OVER):
        elect(cast, election, votes)
    with refused("wrong_state", OVER):
        stand(cast, election, "eve")


def test_delegates_due_become_seats_when_the_doors_close(cast: Cast) -> None:
    service = in_force(cast)
    set_rule(cast, service)
    seats = forum(cast, service, full=0, substitutes=0)
    meeting = call(cast, service, delegates_to=seats)
    with refused("wrong_state", "Close the doors first: only then it is known how many delegates are due."):
        open_election(cast, meeting, seats)
    fill(cast, meeting, 29)
    came(cast, meeting, "rosa")
    attendance_acts.close(meeting=meeting, by=cast.acting("ada"), at=NOW)
    assert Category.objects.get().full == 3
    with refused("bad_input", "There are not that many full seats left."):
        open_election(cast, meeting, seats, full=4, substitutes=0)
    with refused("bad_input", "There are not that many seats for substitutes left."):
        open_election(cast, meeting, seats, full=3, substitutes=1)
    assert open_election(cast, meeting, seats, full=3, substitutes=0).full == 3


def test_a_group_elects_among_its_own(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    came(cast, meeting, "rosa", "cam", group="Choir")
    came(cast, meeting, "dee")
    with refused("bad_input", "Nobody has signed in for this group."):
        open_election(cast, meeting, seats, group="School")
    election = open_election(cast, meeting, seats, full=1, substitutes=0, group=" choir ")
    with refused("wrong_state", "Sign in for choir first: only those who came for a group stand for it."):
        stand(cast, election, "dee")
    keys = stand(cast, election, "rosa", "cam")
    with refused("wrong_state", "You stand already."):
        stand(cast, election, "rosa")
    elect(cast, election, {keys["rosa"]: 3, keys["cam"]: 2})
    assert Seat.objects.get().membership.person == cast.rosa
    with refused("wrong_state", "This election has been opened already."):
        open_election(cast, meeting, seats, full=1, substitutes=0, group="CHOIR")
    with refused("bad_input", "There are not that many full seats left."):
        open_election(cast, meeting, seats, full=3)


def test_equal_votes_are_voted_on_again(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    came(cast, meeting, "rosa", "cam")
    election = open_election(cast, meeting, seats, full=1, substitutes=0)
    keys = stand(cast, election, "rosa", "cam")
    with refused("wrong_state", "These stand equal, so vote again between them: Rosa, Cam"):
        elect(cast, election, {keys["rosa"]: 3, keys["cam"]: 3})
    with refused("wrong_state", "Nobody has a vote, so nobody is elected."):
        elect(cast, election, {keys["rosa"]: 0, keys["cam"]: 0})
    assert not Seat.objects.exists() and set(Candidate.objects.values_list("votes", flat=True)) == {None}
    elect(cast, election, {keys["rosa"]: 4, keys["cam"]: 3})
    assert list(Candidate.objects.values_list("votes", "rank")) == [(4, "full"), (3, "")]


@pytest.mark.parametrize(
    ("votes", "source", "said"),
    [
        ({}, "Hands", "Give the votes of everybody who stands."),
        ({0: 1}, "Hands", "Give the votes of everybody who stands."),
        ({1: -1}, "Hands", "Votes cannot be fewer than none."),
        ({1: 1}, " ", "Say how it was decided: by a show of hands, by a ballot."),
    ],
)
def test_a_count_that_cannot_be(cast: Cast, votes: dict[int, int], source: str, said: str) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    came(cast, meeting, "rosa")
    election = open_election(cast, meeting, seats)
    key = stand(cast, election, "rosa")["rosa"]
    with refused("bad_input", said):
        elect(cast, election, {key if k else 0: n for k, n in votes.items()}, source=source)


def test_nobody_stands_who_did_not_come_or_has_been_erased(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    election = open_election(cast, meeting, seats)
    with refused("wrong_state", "Sign in first: only those who came can stand."):
        stand(cast, election, "rosa")
    came(cast, meeting, "rosa")
    key = stand(cast, election, "rosa")["rosa"]
    Candidate.objects.update(person=None)
    with refused("wrong_state", "Somebody who was elected has had their data erased: vote again."):
        elect(cast, election, {key: 3})
    assert not Seat.objects.exists() and Election.objects.get().elected_at is None


def test_somebody_on_paper_is_entered_by_who_keeps_the_records(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    pat = cast.acting("ada", behalf="pat")
    attendance_acts.sign_in(meeting=meeting, token=poster(meeting), by=pat, at=NOW)
    election = open_election(cast, meeting, seats)
    made = election_acts.stand(election=election, by=pat, at=NOW)
    elect(cast, election, {made.pk: 1}, starts=TODAY + timedelta(days=7))
    assert (made.person, Seat.objects.get().starts) == (cast.pat, TODAY + timedelta(days=7))


def test_an_election_for_nobody(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    with refused("bad_input", "Say how many are to be elected."):
        open_election(cast, meeting, seats, full=0, substitutes=0)
    elsewhere = forum(cast, in_force(cast, name="Elsewhere"))
    with refused("bad_input", "These seats belong to another service."):
        open_election(cast, meeting, elsewhere)


# -- minutes --------------------------------------------------------------------------------------------


def write(cast: Cast, meeting: Meeting, text: str, **given: Any) -> Minute:
    """Ada writes a point."""
    made: Minute = minutes_acts.write(meeting=meeting, text=text, **given, by=cast.acting("ada"), at=NOW)
    return made


def decide(cast: Cast, minute: Minute, **given: Any) -> Decision:
    """Cam, whose circle answers for priorities here, or Ada makes a decision of it."""
    usual = {"title": "Benches", "outcome": "Benches come first.", "reasons": "Most hands."}
    who = cast.ada if party_that_sets(minute) == cast.council else cast.cam
    name = "ada" if who == cast.ada else "cam"
    made: Decision = minutes_acts.decide(minute=minute, **{**usual, **given}, by=cast.acting(name), at=NOW)
    return made


def party_that_sets(minute: Minute) -> Any:
    """The body that answers for setting priorities."""
    clauses = minute.meeting.service.in_force.clauses.filter(duty="set_priorities", way="answers")
    return clauses.select_related("party__body").get().party.body


def test_a_point_becomes_a_decision_before_people_leave_the_room(cast: Cast) -> None:
    service = in_force(cast)
    meeting = call(cast, service)
    write(cast, meeting, "We begin.", item="Welcome")
    point = write(cast, meeting, " Benches first. ", item="Priorities")
    assert (point.number, point.text) == (2, "Benches first.")
    made = decide(cast, point, dissent=" One road lost. ", review_on=TODAY + timedelta(days=90))
    found = Decision.objects.get()
    answering = party_that_sets(point)
    assert (found.title, found.outcome, found.dissent) == ("Benches", "Benches come first.", "One road lost.")
    assert (found.party, found.duty) == (party(service, answering), "set_priorities")
    assert (found.evidence, found.evidence_path) == (f"{TITLE}, point 2", f"{meeting.path}minutes/")
    assert Minute.objects.get(number=2).decision == made
    row = Act.objects.get(name="meeting.decide")
    assert (row.evidence, row.facts) == ("decision", {"meeting": TITLE, "title": "Benches"})
    with refused("wrong_state", "This point has become a decision already."):
        decide(cast, point)
    with refused("wrong_state", "This point has become a decision or a promise: it stays as it is."):
        write(cast, meeting, "Other words", minute=Minute.objects.get(number=2))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "Say what was decided, in a title and in a sentence."),
        ({"outcome": " "}, "Say what was decided, in a title and in a sentence."),
        ({"reasons": " "}, "Give the reasons: everybody will read them."),
        ({"review_on": TODAY}, "The day to look at this again must be in the future."),
    ],
)
def test_a_decision_says_what_and_why(cast: Cast, given: dict[str, Any], said: str) -> None:
    point = write(cast, call(cast, in_force(cast)), "Benches.")
    with refused("bad_input", said):
        decide(cast, point, **given)
    assert not Decision.objects.exists()


def test_minutes_are_written_anew_until_they_are_published(cast: Cast) -> None:
    meeting = call(cast, in_force(cast))
    with refused("wrong_state", "There is nothing in the minutes yet."):
        minutes_acts.publish(meeting=meeting, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "Write what was said and agreed."):
        write(cast, meeting, " ")
    point = write(cast, meeting, "First.")
    with refused("wrong_state", "This point has been written already."):
        write(cast, meeting, "First.")
    write(cast, meeting, "Second.", minute=point)
    assert list(Minute.objects.values_list("number", "text")) == [(1, "Second.")]
    minutes_acts.publish(meeting=meeting, by=cast.acting("ada"), at=NOW)
    published = "The minutes are published: they stay as they are."
    with refused("wrong_state", published):
        write(cast, meeting, "Third.")
    with refused("wrong_state", published):
        minutes_acts.publish(meeting=meeting, by=cast.acting("ada"), at=NOW)
    assert Meeting.objects.get().minutes_published_at == NOW


def test_no_minutes_before_the_meeting_or_of_none(cast: Cast) -> None:
    service = in_force(cast)
    later = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=1)}
    meeting = call(cast, service, **later)
    with refused("wrong_state", "The meeting has not begun yet."):
        write(cast, meeting, "We begin.")
    acts.cancel(meeting=meeting, why="Storm.", by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", "This meeting has been called off."):
        write(cast, meeting, "We begin.")


def test_the_register_names_nobody_who_stood(cast: Cast) -> None:
    service = in_force(cast)
    seats, meeting = forum(cast, service), call(cast, service, elects_delegates=False)
    came(cast, meeting, "rosa")
    election = open_election(cast, meeting, seats)
    elect(cast, election, {stand(cast, election, "rosa")["rosa"]: 2})
    names = set(Person.objects.values_list("name", flat=True))
    told = " ".join(str(act.facts) for act in Act.objects.filter(name__startswith="meeting."))
    assert not [name for name in names if name in told]


def test_a_point_becomes_a_promise_that_follows_from_its_decision(cast: Cast) -> None:
    service = in_force(cast)
    meeting = call(cast, service)
    point = write(cast, meeting, "Benches first.", item="Priorities")
    decision = decide(cast, point)
    given = {
        "what": "Three benches on the hill",
        "party": party(service, cast.council),
        "due_on": TODAY + timedelta(days=60),
        "owner": "",
    }
    by = cast.acting("ada")
    made = minutes_acts.promise(minute=point, **given, by=by, at=NOW)
    assert (made.decision, made.what, made.due_on) == (decision, given["what"], given["due_on"])
    assert Minute.objects.get().promise == made
    with refused("wrong_state", "This point has become a promise already."):
        minutes_acts.promise(minute=point, **given, by=by, at=NOW)
    other = write(cast, meeting, "Swings too.")
    alone = minutes_acts.promise(minute=other, **{**given, "what": "Swings"}, by=by, at=NOW)
    assert alone.decision is None
    assert Act.objects.filter(name="meeting.promise").count() == 2
