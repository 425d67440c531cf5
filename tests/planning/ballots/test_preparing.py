"""Preparing, opening and withdrawing a vote: one test for each way it can end, nothing half done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from balloting import CLOSES, LINES, MONEY, QUESTION, drafted, found, opened, terms, votes
from build import in_force
from cast import NOW, Cast
from mutirao.base.agenda.models import Item
from mutirao.base.register.models import Act
from mutirao.planning.ballots import acts, keys
from mutirao.planning.ballots.models import Ballot, Option, Secret
from mutirao.planning.cycles.models import Cycle, Phase
from refusing import refused

WEEK = timedelta(days=7)


def codes(ballot: Ballot) -> list[str]:
    """The options' codes in their order."""
    return list(ballot.options.values_list("code", flat=True))


def test_preparing_and_opening(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    assert (ballot.state, ballot.slug, ballot.opens_at) == ("open", "which-works-first", NOW)
    assert ballot.frozen == [["1", 4000], ["2", 3000], ["3", 3000]]
    assert Act.objects.get(name="ballot.set_options").facts == {"ballot": QUESTION, "options": 3}
    facts = Act.objects.get(name="ballot.open").facts
    assert (facts["form"], facts["options"], len(facts["paper"])) == ("approval", 3, 64)
    assert facts["seed_promised"] == keys.promised(Secret.objects.get(ballot=ballot).seed)
    item = Item.objects.get()
    assert (item.kind, item.opens_at, item.closes_at) == ("ballot.vote", NOW, CLOSES)
    assert item.path == "/services/small-works/ballots/which-works-first/"


def test_changing_before_it_opens(cast: Cast) -> None:
    ballot = drafted(cast, in_force(cast))
    acts.change(ballot=ballot, terms=terms(question="Which first?", most=2), by=cast.acting("ada"), at=NOW)
    assert (found(ballot).question, found(ballot).most, codes(ballot)) == ("Which first?", 2, ["1", "2", "3"])


def test_a_second_question_of_the_same_name_has_an_address_of_its_own(cast: Cast) -> None:
    service = in_force(cast)
    assert [drafted(cast, service).slug, drafted(cast, service).slug] == [
        "which-works-first",
        "which-works-first-2",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"question": " "}, "Write the question."),
        ({"traits": ["religion"]}, "We do not ask voters this about themselves."),
        ({"opens_at": CLOSES}, "The vote must close after it opens."),
        ({"amount": -1}, "The amount must be from nought up."),
    ],
)
def test_terms_that_make_no_sense(cast: Cast, change: dict[str, Any], said: str) -> None:
    service = in_force(cast)
    ballot = drafted(cast, service)
    wrong = replace(terms(), **change)
    with refused("bad_input", said):
        acts.draft(service=service, terms=wrong, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", said):
        acts.change(ballot=ballot, terms=wrong, by=cast.acting("ada"), at=NOW)
    assert Ballot.objects.count() == 1


def test_a_service_without_votes(cast: Cast) -> None:
    service = in_force(cast)
    with refused("bad_input", "This service has no votes switched on."):
        acts.draft(service=service, terms=terms(), by=cast.acting("ada"), at=NOW)


BENCHES, SWINGS, BEDS = LINES


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((BENCHES, replace(SWINGS, cost=None)), "Say what “Swings” costs."),
        (
            (BENCHES, replace(SWINGS, code="1")),
            "The code “Swings” is there twice: every option needs its own.",
        ),
        ((BENCHES, replace(SWINGS, cost=7001)), "“Swings” costs £70.01, more than the £70 there is."),
        ((BENCHES, replace(SWINGS, cost=-1)), "“Swings” needs a cost from nought up."),
        ((BENCHES, replace(SWINGS, cost=2**63)), "“Swings” needs a cost from nought up."),
        ((BENCHES, replace(SWINGS, title=" ")), "Option “2” needs a title."),
        ((BENCHES, replace(SWINGS, code="2,3")), "A code has letters, digits and dashes only: “2,3”."),
        ((BENCHES, replace(SWINGS, code="")), "A code has letters, digits and dashes only: “”."),
    ],
)
def test_options_are_all_in_order_or_nothing_changes(
    cast: Cast, lines: tuple[acts.Line, ...], said: str
) -> None:
    ballot = drafted(cast, in_force(cast), **MONEY)
    before = codes(ballot)
    with refused("bad_input", said):
        acts.set_options(ballot=ballot, lines=lines, by=cast.acting("ada"), at=NOW)
    assert codes(ballot) == before


def test_too_many_options(cast: Cast) -> None:
    ballot = drafted(cast, in_force(cast))
    many = [replace(BENCHES, code=str(n)) for n in range(501)]
    with refused("bad_input", "No vote can have more than 500 options."):
        acts.set_options(ballot=ballot, lines=many, by=cast.acting("ada"), at=NOW)
    acts.set_options(ballot=ballot, lines=many[:500], by=cast.acting("ada"), at=NOW)
    assert ballot.options.count() == 500


def test_less_money_than_an_option_costs_is_refused_when_the_terms_change(cast: Cast) -> None:
    ballot = drafted(cast, in_force(cast), **MONEY)
    less = terms(**{**MONEY, "amount": 3500})
    with refused("bad_input", "“Benches” costs £40, more than the £35 there is."):
        acts.change(ballot=ballot, terms=less, by=cast.acting("ada"), at=NOW)
    assert found(ballot).amount == 7000


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"lines": LINES[:1]}, "A vote needs two options at least."),
        ({"form": "choose"}, "Say how many options one may choose."),
        ({"form": "points"}, "Say how many points there are to share out."),
        ({"form": "score"}, "Say what the highest score is."),
        ({"form": "knapsack"}, "Say how much money there is."),
        (
            {**MONEY, "rule_origin": " "},
            "Say by which rule the votes are counted, and where the rule comes from.",
        ),
        ({"closes_at": None}, "Say until when people can vote."),
        ({"closes_at": NOW}, "The vote would be over before it opens: choose a later day."),
    ],
)
def test_what_keeps_a_vote_from_opening(cast: Cast, given: dict[str, Any], said: str) -> None:
    ballot = drafted(cast, in_force(cast), **given)
    with refused("bad_input", said):
        acts.open_vote(ballot=ballot, by=cast.acting("ada"), at=NOW)
    assert found(ballot).state == "draft"
    assert not Secret.objects.exists()


def test_money_needs_budgets_to_count_it(cast: Cast) -> None:
    service = in_force(cast)
    service.blocks = ["ballots"]
    service.save()
    ballot = drafted(cast, service, **MONEY)
    with refused(
        "bad_input", "This service has no budgets switched on, so votes on money cannot be counted."
    ):
        acts.open_vote(ballot=ballot, by=cast.acting("ada"), at=NOW)


def test_a_vote_is_opened_once(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    with refused("wrong_state", "The vote has been opened: nothing about it changes any more."):
        acts.open_vote(ballot=ballot, by=cast.acting("ada"), at=NOW)


def test_a_vote_that_moves_with_a_phase(cast: Cast) -> None:
    service = in_force(cast)
    cycle = Cycle.objects.create(service=service, title="2026", made_at=NOW)
    phase = Phase.objects.create(cycle=cycle, title="Voting", opens_at=NOW, closes_at=NOW + WEEK)
    ballot = opened(cast, service, closes_at=None, phase=phase)
    votes(ballot, cast.acting("rosa"), "1")
    with refused("wrong_state", "Voting has ended (it was open until 11 May 2026, 13:00)."):
        votes(ballot, cast.acting("rosa"), "2", at=NOW + WEEK)
    assert Item.objects.get().follows == f"phase:{phase.pk}"
    with refused("bad_input", "Choose a phase, or days of its own, not both."):
        acts.draft(service=service, terms=terms(phase=phase), by=cast.acting("ada"), at=NOW)
    elsewhere = in_force(cast, name="Big works")
    elsewhere.blocks = ["ballots"]
    with refused("bad_input", "This phase belongs to another service."):
        acts.draft(service=elsewhere, terms=terms(phase=phase, closes_at=None), by=cast.acting("ada"), at=NOW)


def test_withdrawing(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("rosa"), "1")
    with refused("bad_input", "Say why: everybody will read it."):
        acts.withdraw(ballot=ballot, why=" ", by=cast.acting("ada"), at=NOW)
    acts.withdraw(ballot=ballot, why=" An option was missing. ", by=cast.acting("ada"), at=NOW)
    gone = Ballot.objects.get()
    assert (gone.state, gone.why, gone.ended_at) == ("withdrawn", "An option was missing.", NOW)
    assert (Secret.objects.count(), gone.votes.count(), Item.objects.count()) == (0, 0, 0)
    with refused("wrong_state", "This vote is over: it cannot be withdrawn any more."):
        acts.withdraw(ballot=ballot, why="Again.", by=cast.acting("ada"), at=NOW)


@pytest.mark.parametrize(
    "change", [{"amount": -1}, {"scale": 0}, {"state": "lost"}, {"open_to": "body", "open_to_body": None}]
)
def test_what_the_database_refuses_by_itself(cast: Cast, change: dict[str, Any]) -> None:
    drafted(cast, in_force(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Option.objects.update(code="1")
