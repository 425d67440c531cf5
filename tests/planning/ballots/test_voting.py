"""Saving a vote: it counts at once and can be changed; bad, late, forged and replayed votes do nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from balloting import CLOSES, LINES, MONEY, closed, drafted, found, opened, says, votes
from build import in_force
from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.planning.ballots import acts, vote_acts
from mutirao.planning.ballots.models import Participation, Told, Vote
from mutirao.theory.ballots import Numbers, Ranks, Ticks
from mutirao.theory.ballots import Vote as Choice
from mutirao.theory.reasons import Refused
from refusing import refused


def choices() -> list[str]:
    """What stands in the ballot box now."""
    return sorted(Vote.objects.values_list("choice", flat=True))


# -- saving and changing --------------------------------------------------------------------------------


def test_a_vote_saved_is_a_vote(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    saved = votes(ballot, cast.acting("rosa"), "2", "1")
    assert (saved.is_first, saved.revision, len(saved.receipt)) == (True, 1, 19)
    assert choices() == ['["1","2"]']
    assert list(Participation.objects.values_list("person", "channel")) == [(cast.rosa.pk, "online")]
    row = Act.objects.get(name="vote.cast")
    assert (row.actor, row.behalf, row.subject) == (cast.rosa.pk, None, "")
    assert row.facts == {"ballot": "Which works first?"}


def test_a_vote_is_changed_until_the_close_and_the_receipt_stays(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    first = votes(ballot, cast.acting("rosa"), "1")
    second = votes(ballot, cast.acting("rosa"), "3", at=CLOSES - timedelta(seconds=1))
    assert second.receipt == first.receipt
    assert (second.is_first, second.revision) == (False, 2)
    assert choices() == ['["3"]']


def test_the_register_does_not_say_how_often_a_vote_was_changed(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    for codes in (("1",), ("1", "2"), ("1", "2", "3"), ()):
        votes(ballot, cast.acting("rosa"), *codes)
    assert Act.objects.filter(name="vote.cast").count() == 1
    assert choices() == ["[]"]  # nothing ticked is a blank vote


def test_whoever_enters_for_somebody_leaves_a_line_each_time(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("ada", behalf="pat"), "1")
    votes(ballot, cast.acting("ada", behalf="pat"), "2")
    lines = Act.objects.filter(name="vote.cast").values_list("actor", "behalf")
    assert list(lines) == [(cast.ada.pk, cast.pat.pk)] * 2
    assert Participation.objects.get().channel == "assisted"
    assert choices() == ['["2"]']


def test_every_form_of_vote(cast: Cast) -> None:
    service = in_force(cast)
    forms: dict[str, tuple[dict[str, Any], Choice, str]] = {
        "choose": ({"most": 2}, Ticks(("3",)), '["3"]'),
        "ranking": ({}, Ranks((("3", 1), ("1", 2))), '["3","1"]'),
        "points": ({"points": 5}, Numbers((("1", 4), ("2", 1))), '{"1":4,"2":1}'),
        "score": ({"highest": 3}, Numbers((("1", 3), ("2", 0))), '{"1":3}'),
        "knapsack": (MONEY, Ticks(("1", "2")), '["1","2"]'),
    }
    for form, (given, vote, kept) in forms.items():
        ballot = opened(cast, service, **{**given, "form": form, "question": f"By {form}?"})
        says(ballot, cast.acting("rosa"), vote)
        assert Vote.objects.get(ballot=ballot).choice == kept


# -- bad votes ------------------------------------------------------------------------------------------


def test_a_vote_with_something_wrong_leaves_the_earlier_one(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), **MONEY)
    votes(ballot, cast.acting("rosa"), "1")
    with refused("bad_input", "Together these cost £100, and there is £70: take something away."):
        votes(ballot, cast.acting("rosa"), "1", "2", "3")
    with refused("bad_input", "“9” is not on this ballot paper."):
        votes(ballot, cast.acting("rosa"), "9")
    with refused("bad_input", "“Swings” is there twice."):
        votes(ballot, cast.acting("rosa"), "2", "2")
    with refused("bad_input", "This is not a vote of the form that was asked for."):
        says(ballot, cast.acting("rosa"), Ranks((("1", 1),)))
    assert choices() == ['["1"]']


def test_votes_before_after_and_without_an_opening(cast: Cast) -> None:
    service = in_force(cast)
    ballot = opened(cast, service, opens_at=NOW + timedelta(days=1))
    with refused("wrong_state", "Voting has not begun (it opens on 5 May 2026, 13:00)."):
        votes(ballot, cast.acting("rosa"), "1")
    for late in (CLOSES, CLOSES + timedelta(seconds=1)):
        with refused("wrong_state", "Voting has ended (it was open until 11 May 2026, 13:00)."):
            votes(ballot, cast.acting("rosa"), "1", at=late)
    closed(cast, ballot)
    with refused("wrong_state", "This vote is closed: nobody can vote any more."):
        votes(ballot, cast.acting("rosa"), "1", at=NOW + timedelta(days=2))
    draft = drafted(cast, service, question="Later?")
    with refused("wrong_state", "This vote has not been opened yet."):
        votes(draft, cast.acting("rosa"), "1")
    assert choices() == []


def test_votes_in_a_withdrawn_vote(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("rosa"), "1")
    acts.withdraw(ballot=ballot, why="An option was missing.", by=cast.acting("ada"), at=NOW)
    assert choices() == []
    with refused("wrong_state", "This vote was withdrawn: nobody can vote any more."):
        votes(ballot, cast.acting("rosa"), "1")


def test_only_whoever_may_vote_votes(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), open_to="body", open_to_body=cast.residents)
    for name, code in (("dee", "not_of_body"), ("ada", "not_of_body"), ("visitor", "sign_in")):
        with pytest.raises(Refused) as caught:
            votes(ballot, cast.acting(name), "1")
        assert [reason.code for reason in caught.value.reasons] == [code]
    votes(ballot, cast.acting("rosa"), "1")
    assert choices() == ['["1"]']


def test_a_page_sent_twice_counts_once(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    first = votes(ballot, cast.acting("rosa"), "1", seen=0)
    again = votes(ballot, cast.acting("rosa"), "1", seen=0)
    assert (again.revision, again.is_first) == (first.revision, False)
    assert choices() == ['["1"]']


def test_an_old_page_replayed_does_not_undo_a_newer_vote(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("rosa"), "1", seen=0)
    votes(ballot, cast.acting("rosa"), "2", seen=1)
    said = "Your vote was changed after you opened this page. Look at it as it is now, then change it."
    for old in (0, 1, 7):
        with refused("wrong_state", said):
            votes(ballot, cast.acting("rosa"), "1", seen=old)
    assert choices() == ['["2"]']


def test_a_vote_that_cannot_be_found_is_never_cast_again(cast: Cast, settings: object) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("rosa"), "1")
    settings.SECRET_KEY = "another secret"  # type: ignore[attr-defined]
    with refused(
        "wrong_state",
        "You have voted, but we cannot find your vote to change it. Tell whoever runs this site.",
    ):
        votes(ballot, cast.acting("rosa"), "2")
    assert choices() == ['["1"]']


# -- the declaration, what voters say of themselves, paper ------------------------------------------------


def test_a_declaration_is_ticked_once(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), declaration="I am 16 or older and live here.")
    with refused("bad_input", "Tick the declaration first: without it we cannot take your vote."):
        votes(ballot, cast.acting("rosa"), "1")
    votes(ballot, cast.acting("rosa"), "1", declares=True)
    votes(ballot, cast.acting("rosa"), "2")
    assert choices() == ['["2"]']


def test_saying_something_about_oneself_and_taking_it_back(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), traits=["age"])
    by = cast.acting("rosa")
    vote_acts.describe(ballot=ballot, said={"age": "25–44"}, by=by, at=NOW)
    assert [told.said for told in Told.objects.all()] == [{"age": "25–44"}]
    assert Act.objects.get(name="vote.describe").facts == {"ballot": "Which works first?"}
    for wrong in ({"age": "young"}, {"sex": "male"}, {"name": "Rosa"}):
        with refused("bad_input", "Choose one of the answers, or none."):
            vote_acts.describe(ballot=ballot, said=wrong, by=by, at=NOW)
    vote_acts.describe(ballot=ballot, said={"age": ""}, by=by, at=NOW)
    assert not Told.objects.exists()


def test_whoever_has_a_ballot_paper_cannot_vote_online_as_well(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), papers="list")
    vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="pat"), at=NOW)
    with refused(
        "wrong_state", "A ballot paper was handed out for this vote, so the vote goes on that paper."
    ):
        votes(ballot, cast.acting("pat"), "1")
    with refused("wrong_state", "This person has a ballot paper already."):
        vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="pat"), at=NOW)
    votes(ballot, cast.acting("rosa"), "1")
    with refused("wrong_state", "This person has voted already, not on paper."):
        vote_acts.on_paper(ballot=ballot, by=cast.acting("ada", behalf="rosa"), at=NOW)
    without = opened(cast, ballot.service, question="Online only?")
    with refused("bad_input", "There is no voting on paper here."):
        vote_acts.on_paper(ballot=without, by=cast.acting("ada", behalf="pat"), at=NOW)


def test_somebody_whose_data_is_erased_was_a_voter_nobody_knows(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast), traits=["age"])
    for name in ("rosa", "cam"):
        votes(ballot, cast.acting(name), "1")
        vote_acts.describe(ballot=ballot, said={"age": "25–44"}, by=cast.acting(name), at=NOW)
    vote_acts.forget(cast.rosa)
    people = Participation.objects.values_list("person", flat=True)
    assert sorted(people, key=str) == sorted([None, cast.cam.pk], key=str)
    assert Told.objects.count() == 1
    assert closed(cast, ballot).voters == 2


def test_options_stay_as_they_were_when_the_vote_opened(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    said = "The vote has been opened: nothing about it changes any more."
    with refused("wrong_state", said):
        acts.set_options(ballot=ballot, lines=LINES[:2], by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", said):
        acts.change(
            ballot=ballot, terms=acts.Draft(question="Another?", form="choose"), by=cast.acting("ada"), at=NOW
        )
    assert found(ballot).options.count() == 3
