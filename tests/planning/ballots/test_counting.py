"""Counting a closed vote: money becomes a budget that everybody can count again; the rest gets a result."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from balloting import LATER, LINES, MONEY, QUESTION, closed, drafted, found, opened, says, votes
from build import in_force, party
from cast import TODAY, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.base.agenda.models import Item
from mutirao.base.register.models import Act
from mutirao.engines.allocation.pabulib import read
from mutirao.planning.ballots import acts, count_acts
from mutirao.planning.ballots.models import Ballot, Slip
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.planning.decisions.models import Decision
from mutirao.theory.ballots import Numbers, Ranks, Ticks, Vote
from refusing import refused


def counted(cast: Cast, ballot: Ballot) -> Ballot:
    """Ada counts."""
    count_acts.count(ballot=ballot, by=cast.acting("ada"), at=LATER)
    return found(ballot)


def voted(cast: Cast, said: list[Vote], **given: Any) -> Ballot:
    """A closed vote in which somebody new cast each of these."""
    ballot = opened(cast, in_force(cast), **given)
    for n, vote in enumerate(said):
        voter = person(f"Voter{n}")
        belongs(voter, cast.residents)
        says(ballot, Actor(person=voter), vote)
    return closed(cast, ballot)


def ticks(*said: str) -> list[Vote]:
    """Votes written as "1,2"."""
    return [Ticks(tuple(text.split(",")) if text else ()) for text in said]


FORMS: list[tuple[dict[str, Any], list[Vote], str, str]] = [
    ({"form": "approval"}, ticks("1,2", "1", ""), "approval", "1,2"),
    ({"form": "choose", "most": 1}, ticks("1", "2", ""), "approval", "1"),
    ({"form": "knapsack"}, ticks("1,2", "3", ""), "approval", "1,2"),
    (
        {"form": "ranking"},
        [Ranks((("3", 1), ("1", 2))), Ranks((("1", 1),)), Ranks()],
        "ordinal",
        "3,1",
    ),
    (
        {"form": "points", "points": 10},
        [Numbers((("1", 7), ("2", 3))), Numbers((("1", 1),)), Numbers()],
        "cumulative",
        "1,2;7,3",
    ),
    (
        {"form": "score", "highest": 5},
        [Numbers((("1", 5), ("2", 1))), Numbers((("1", 1),)), Numbers()],
        "scoring",
        "1,2;5,1",
    ),
]


@pytest.mark.parametrize(("given", "said", "vote_type", "line"), FORMS, ids=[f[0]["form"] for f in FORMS])
def test_a_vote_on_money_becomes_a_budget(
    cast: Cast, given: dict[str, Any], said: list[Vote], vote_type: str, line: str
) -> None:
    ballot = voted(cast, said, **{**MONEY, **given})
    done = counted(cast, ballot)
    budget = Budget.objects.get()
    assert (done.state, done.budget, budget.counted_at) == ("counted", budget, LATER)
    assert (budget.voters, budget.vote_type, budget.amount, budget.currency) == (3, vote_type, 70, "GBP")
    assert (budget.rule, budget.rule_origin) == ("greedy", "Meeting of 3 May, minute 2")
    assert (budget.question, budget.held, budget.place) == (QUESTION, "04.05.2026 – 11.05.2026", "Penwerris")
    assert [(p.code, p.name, p.cost) for p in budget.projects.all()] == [
        ("1", "Benches", 40),
        ("2", "Swings", 30),
        ("3", "Raised beds", 30),
    ]
    text = budget.sheet.text()
    assert budget.sheet.original_digest == budget.sheet.public_digest
    lines = text.decode().split("VOTES\n")[1].splitlines()[1:]
    assert line in [row.split(";", 1)[1] for row in lines]
    assert [row.split(";")[0] for row in lines] == ["1", "2", "3"]
    assert len(read(text).votes.voters) == 3
    assert Act.objects.get(name="ballot.count").facts == {
        "ballot": QUESTION,
        "rule": "greedy",
        "digest": done.digest,
        "sheet": budget.sheet.public_digest,
    }
    greedy = budget.counts.get(rule="greedy").result["selected"]
    assert Act.objects.get(name="budget.count").facts["winners"] == greedy
    assert [item.kind for item in Item.objects.all()] == ["budget.to_decide"]


def test_who_took_part_goes_with_it(cast: Cast) -> None:
    ballot = voted(cast, ticks(*["1"] * 12), **MONEY)
    assert (
        counted(cast, ballot).turnout == Budget.objects.get().turnout == {"voting_method": [["online", 12]]}
    )


def test_pennies_are_counted_exactly(cast: Cast) -> None:
    lines = (acts.Line("1", "Benches", "", 1050), acts.Line("2", "Swings", "", 999))
    ballot = voted(cast, ticks("1,2"), lines=lines, **{**MONEY, "amount": 2049})
    counted(cast, ballot)
    budget = Budget.objects.get()
    assert (budget.amount, budget.scale) == (2049, 100)
    assert budget.counts.get(rule="greedy").total == 2049


def test_nobody_voted_about_money(cast: Cast) -> None:
    ballot = voted(cast, [], **MONEY)
    with refused("bad_input", "Nobody voted, so there is nothing to count."):
        counted(cast, ballot)
    assert (found(ballot).state, Budget.objects.count()) == ("closed", 0)


def test_a_decision_on_money_is_taken_where_the_budget_is(cast: Cast) -> None:
    ballot = counted(cast, voted(cast, ticks("1", "1,2"), **MONEY))
    with refused("wrong_state", "This vote is about money: decide on the page of its budget."):
        count_acts.decide(ballot=ballot, reasons="Fair.", by=cast.acting("ada"), at=LATER)
    assert ballot.budget is not None
    budgets.decide(budget=ballot.budget, reasons="Fair.", by=cast.acting("ada"), at=LATER)
    assert Decision.objects.get().outcome == "We pay for: Benches; Swings."


# -- votes that divide no money ---------------------------------------------------------------------------

RANKED: list[Vote] = [
    *[Ranks((("1", 1), ("2", 2), ("3", 3)))] * 4,
    *[Ranks((("2", 1), ("3", 2), ("1", 3)))] * 3,
    *[Ranks((("3", 1), ("2", 2), ("1", 3)))] * 2,
]
RULES: list[tuple[dict[str, Any], list[Vote], list[str]]] = [
    ({"form": "approval"}, ticks("1,2", "2", "2,3"), ["2"]),
    ({"form": "approval", "seats": 2}, ticks("1,2", "2", "2,3", "3"), ["2", "3"]),
    ({"form": "approval", "quorum": 4}, ticks("1,2", "2", "2,3"), []),
    ({"form": "choose", "most": 1}, ticks("3", "3", "1"), ["3"]),
    ({"form": "points", "points": 9}, [Numbers((("1", 9),)), Numbers((("2", 5), ("3", 4)))], ["1"]),
    ({"form": "score", "highest": 9}, [Numbers((("1", 5),)), Numbers((("1", 1), ("3", 9)))], ["3"]),
    ({"form": "ranking", "rule": "borda"}, RANKED, ["2"]),
    ({"form": "ranking", "rule": "instant-runoff"}, RANKED, ["2"]),
    ({"form": "ranking", "rule": "stv", "seats": 2}, RANKED, ["1", "2"]),
    ({"form": "ranking", "rule": "stv", "quorum": 10}, RANKED, []),
]


@pytest.mark.parametrize(("given", "said", "winners"), RULES)
def test_a_vote_on_anything_else_gets_a_result(
    cast: Cast, given: dict[str, Any], said: list[Vote], winners: list[str]
) -> None:
    done = counted(cast, voted(cast, said, **given))
    assert done.result.said["winners"] == winners
    assert [fate["option"] for fate in done.result.said["options"]] == ["1", "2", "3"]
    assert {fate["option"] for fate in done.result.said["options"] if fate["won"]} == set(winners)
    assert all(fate["code"] for fate in done.result.said["options"])
    assert Act.objects.get(name="ballot.count").facts == {
        "ballot": QUESTION,
        "rule": done.rule,
        "digest": done.digest,
        "winners": winners,
    }
    assert not Budget.objects.exists()


YES_NO = (acts.Line("yes", "Yes, move the bus stop"), acts.Line("no", "No, leave it"))


@pytest.mark.parametrize(
    ("said", "quorum", "winners", "codes"),
    [
        (ticks("yes", "yes", "no", ""), 0, ["yes"], ["most", "fewer"]),
        (ticks("yes", "no", "no"), 3, ["no"], ["fewer", "most"]),
        (ticks("yes", "no", ""), 0, [], ["level", "level"]),
        (ticks("yes", "yes", "no"), 4, [], ["too-few-voters", "too-few-voters"]),
    ],
)
def test_yes_or_no(cast: Cast, said: list[Vote], quorum: int, winners: list[str], codes: list[str]) -> None:
    ballot = voted(
        cast, said, form="choose", most=1, rule="majority", quorum=quorum, lines=YES_NO, question="Move it?"
    )
    result = counted(cast, ballot).result.said
    assert (result["winners"], [fate["code"] for fate in result["options"]]) == (winners, codes)


@pytest.mark.parametrize(
    "given",
    [
        {"form": "approval", "rule": "borda"},
        {"form": "choose", "most": 1, "rule": "majority"},  # three options
        {"form": "ranking", "rule": "luck"},
        {"form": "ranking", "rule": "greedy"},
    ],
)
def test_a_rule_that_does_not_fit_the_form_keeps_a_vote_from_opening(
    cast: Cast, given: dict[str, Any]
) -> None:
    ballot = drafted(cast, in_force(cast), **given)
    with refused("bad_input", "A vote of this form cannot be counted by this rule."):
        acts.open_vote(ballot=ballot, by=cast.acting("ada"), at=LATER - timedelta(days=2))


def test_counting_comes_after_closing_and_once(cast: Cast) -> None:
    ballot = opened(cast, in_force(cast))
    votes(ballot, cast.acting("rosa"), "1")
    said = "Only a vote that is closed and not yet counted can be counted."
    with refused("wrong_state", said):
        counted(cast, ballot)
    closed(cast, ballot)
    counted(cast, ballot)
    with refused("wrong_state", said):
        counted(cast, ballot)


def test_deciding(cast: Cast) -> None:
    ballot = counted(cast, voted(cast, ticks("1", "1", "3")))
    service = ballot.service
    for given, said in (
        ({"reasons": " "}, "Give the reasons: everybody will read them."),
        ({"reasons": "Fair.", "review_on": TODAY}, "The day to look at this again must be in the future."),
    ):
        with refused("bad_input", said):
            count_acts.decide(ballot=ballot, **given, by=cast.acting("ada"), at=LATER)
    made = count_acts.decide(
        ballot=ballot, reasons=" Fair. ", dissent=" Some. ", by=cast.acting("ada"), at=LATER
    )
    found_again = Decision.objects.get(pk=made.pk)
    assert (found_again.title, found_again.outcome) == (QUESTION, "We choose: Benches.")
    assert (found_again.reasons, found_again.dissent, found_again.duty) == (
        "Fair.",
        "Some.",
        "set_priorities",
    )
    assert found_again.party == party(service, cast.council)
    assert found_again.evidence_path == "/services/small-works/ballots/which-works-first/"
    row = Act.objects.get(name="ballot.decide")
    assert (row.evidence, row.facts) == ("decision", {"ballot": QUESTION, "winners": ["1"]})
    assert found(ballot).state == "decided"
    with refused("wrong_state", "Only a vote that is counted and not yet decided can be decided."):
        count_acts.decide(ballot=ballot, reasons="Again.", by=cast.acting("ada"), at=LATER)


def test_a_vote_that_chose_nothing(cast: Cast) -> None:
    ballot = counted(cast, voted(cast, ticks("", "")))
    made = count_acts.decide(ballot=ballot, reasons="Blank.", by=cast.acting("ada"), at=LATER)
    assert made.outcome == "Nothing is chosen."
    assert Slip.objects.count() == 2 and LINES[0].title == "Benches"
