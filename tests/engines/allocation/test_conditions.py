"""Side conditions: by hand, against the oracle on small elections, and as published files show them."""

from dataclasses import replace
from fractions import Fraction

import naive
import pytest
from elections import approvals, conditions, election
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import Ballots, Side
from test_against_naive import numbers, votes, worth

from mutirao.engines.allocation.backers import Utility
from mutirao.engines.allocation.conditions import Ceiling, Conditions, Incompatible
from mutirao.engines.allocation.fates import Fate
from mutirao.engines.allocation.rules import RULES, Tally, count

# A pool, B pond (both on the same field), C trees, D hedge, E lamps
FIELD = approvals(
    "100",
    {"A": "60", "B": "40", "C": "20", "D": "20", "E": "10"},
    ["AC", "AC", "AC", "AD", "BC", "BD", "BD", "E"],
)


def fates(tally: Tally) -> dict[str, Fate]:
    return {fate.project: fate for fate in tally.fates}


def test_by_hand_one_of_two_plans_for_the_field() -> None:
    """By votes: pool and trees (4 each; trees cost less), then the pond is ruled out, and the hedge fits."""
    apart = Conditions(incompatible=(Incompatible("the field", ("A", "B")),))
    tally = count(FIELD, rule="greedy", conditions=apart)
    assert tally.selected == ("C", "A", "D")
    assert fates(tally)["B"] == Fate(
        "B", False, "ruled-out", 40, 3, 3, rank=4, because="the field", rivals=("A",)
    )
    assert fates(tally)["D"].code == "taken"
    assert fates(tally)["E"] == Fate("E", False, "does-not-fit", 10, 1, 1, rank=5, left=0, missing=10)


def test_by_hand_a_ceiling_for_green() -> None:
    green = Conditions(ceilings=(Ceiling("green", ("C", "D"), 30),))
    tally = count(FIELD, rule="greedy", conditions=green)
    assert tally.selected == ("C", "A", "E")
    assert fates(tally)["D"] == Fate(
        "D", False, "ceiling-reached", 20, 3, 3, rank=3, because="green", left=10, missing=10
    )


def test_by_hand_too_few_votes() -> None:
    for asked in (Conditions(least_votes=2), Conditions(least_share=Fraction(1, 5))):
        tally = count(FIELD, rule="phragmen", conditions=asked)
        assert fates(tally)["E"] == Fate("E", False, "too-few-votes", 10, 1, 1, needed=2)
        assert "E" not in tally.selected
        assert tally.as_json()["conditions"]


def test_by_hand_no_skipping() -> None:
    """Trees 20, pool 60: 20 left. Of hedge and pond the hedge is cheaper: 0 left. The pond ends it."""
    tally = count(FIELD, rule="greedy", conditions=Conditions(no_skip=True))
    assert tally.selected == ("C", "A", "D")
    assert fates(tally)["B"].code == "does-not-fit"
    assert fates(tally)["E"] == Fate("E", False, "not-reached", 10, 1, 1, rank=5, left=0)
    with pytest.raises(ValueError, match="only the greedy rule"):
        count(FIELD, rule="phragmen", conditions=Conditions(no_skip=True))


def test_conditions_speak_of_projects_that_are_there() -> None:
    for wrong in (
        Conditions(incompatible=(Incompatible("x", ("A", "Z")),)),
        Conditions(ceilings=(Ceiling("x", ("Z",), 5),)),
        Conditions(ceilings=(Ceiling("x", ("A",), -5),)),
    ):
        with pytest.raises(ValueError, match="“x”"):
            count(FIELD, rule="greedy", conditions=wrong)


def test_as_plain_data() -> None:
    every = Conditions(
        1, Fraction(1, 4), 3, (Incompatible("i", ("A",)),), (Ceiling("c", ("B",), 250),), no_skip=True
    )
    assert every.as_json(100, 1) == {
        "least_votes": 1,
        "least_share": "1/4",
        "least_support": 3,
        "incompatible": [{"name": "i", "projects": ["A"], "most": 1}],
        "ceilings": [{"name": "c", "projects": ["B"], "amount": "2.5"}],
        "no_skip": True,
    }


@st.composite
def conditioned(draw: st.DrawFn) -> Ballots:
    """A small election with side conditions."""
    vote = draw(votes(dear=draw(st.sampled_from([40, 400]))))
    groups = st.frozensets(st.integers(0, len(vote.costs) - 1), min_size=1)
    side = Side(
        votes=draw(st.integers(0, 2)),
        share=draw(st.sampled_from([Fraction(0), Fraction(1, 4)])),
        points=draw(st.integers(0, 2)),
        apart=tuple(draw(st.lists(st.tuples(groups, st.integers(0, 2)), max_size=2))),
        capped=tuple(draw(st.lists(st.tuples(groups, st.integers(0, max(vote.costs))), max_size=2))),
    )
    return replace(vote, side=side)


@settings(deadline=None, max_examples=200)
@given(conditioned(), st.booleans())
def test_greedy(vote: Ballots, no_skip: bool) -> None:
    vote = replace(vote, side=replace(vote.side, no_skip=no_skip))
    tally = count(election(vote), rule="greedy", seed=vote.seed, conditions=conditions(vote))
    assert numbers(tally.selected) == naive.greedy(vote)


@settings(deadline=None, max_examples=200)
@given(conditioned())
def test_phragmen(vote: Ballots) -> None:
    tally = count(election(vote), rule="phragmen", seed=vote.seed, conditions=conditions(vote))
    assert numbers(tally.selected) == naive.phragmen(vote)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@settings(deadline=None, max_examples=150)
@given(vote=conditioned())
def test_equal_shares_with_every_completion(utility: Utility, vote: Ballots) -> None:
    def tally(completion: str) -> Tally:
        return count(
            election(vote),
            rule="equal-shares",
            utility=utility,
            completion=completion,
            seed=vote.seed,
            conditions=conditions(vote),
        )

    purse = Fraction(vote.budget, len(vote.ballots))
    assert numbers(tally("none").selected) == naive.equal_shares(vote, purse, worth(vote, utility))
    chosen, raises = naive.add1(vote, worth(vote, utility))
    assert (numbers(tally("add1").selected), tally("add1").raises) == (chosen, raises)
    assert numbers(tally("add1u").selected) == naive.greedy(vote, chosen)


@settings(deadline=None, max_examples=150)
@given(conditioned(), st.sampled_from(RULES))
def test_every_fate_is_true(vote: Ballots, rule: tuple[str, Utility | None, str | None]) -> None:
    tally = count(
        election(vote),
        rule=rule[0],
        utility=rule[1],
        completion=rule[2],
        seed=vote.seed,
        conditions=conditions(vote),
    )
    won = numbers(tally.selected)
    assert vote.allowed(won)
    assert tally.total_cost == vote.cost(won) <= vote.budget
    for fate in tally.fates:
        project = int(fate.project)
        assert fate.won == (project in won)
        if fate.code == "unsupported":
            assert not vote.supporters(project)
        if fate.code == "too-few-votes":
            assert fate.needed is not None
            assert not vote.enough(project)
            assert min(fate.support, fate.votes) < fate.needed
        if fate.code == "ruled-out":
            assert not vote.allowed([*won, project])
            assert set(numbers(fate.rivals or ())) <= set(won)
        if fate.code == "ceiling-reached":
            assert fate.left is not None and fate.missing is not None
            assert fate.left + fate.missing == fate.cost
            assert fate.missing > 0
        if fate.code == "supporters-late":
            assert fate.supporters_missing is not None and fate.supporters_missing > 0
