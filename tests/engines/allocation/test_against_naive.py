"""The engine against the rules written straight from their definitions, on thousands of small elections."""

from dataclasses import replace
from fractions import Fraction

import naive
import pytest
from elections import election
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import Ballots

from mutirao.engines.allocation.backers import Utility
from mutirao.engines.allocation.rules import RULES, count

UTILITIES: list[Utility] = ["cost", "cardinality"]


@st.composite
def votes(draw: st.DrawFn, dear: int = 40) -> Ballots:
    """Up to 6 projects and 7 voters; costs repeat often, so that ties and tight sums are met."""
    palette = draw(st.lists(st.integers(0, dear), min_size=1, max_size=3))
    cost = st.one_of(st.sampled_from(palette), st.integers(0, dear))
    costs = tuple(draw(st.lists(cost, min_size=1, max_size=6)))
    named = st.lists(st.sampled_from(range(len(costs))), unique=True)
    points = draw(st.sampled_from([st.just(1), st.integers(0, 3)]))
    ballots = draw(st.lists(named, min_size=1, max_size=7))
    return Ballots(
        budget=draw(st.integers(0, max(1, sum(costs)))),
        costs=costs,
        ballots=tuple(tuple((p, draw(points)) for p in ballot) for ballot in ballots),
        seed=draw(st.sampled_from(["", "a", "2026-07-01 drawn in public"])),
    )


def worth(vote: Ballots, utility: str) -> naive.Worth:
    return (lambda project: vote.costs[project]) if utility == "cost" else (lambda project: 1)


def numbers(ids: tuple[str, ...]) -> list[int]:
    return [int(project) for project in ids]


@settings(deadline=None)
@given(votes())
def test_greedy(vote: Ballots) -> None:
    tally = count(election(vote), rule="greedy", seed=vote.seed)
    assert numbers(tally.selected) == naive.greedy(vote)


@settings(deadline=None, max_examples=200)
@given(votes())
def test_phragmen(vote: Ballots) -> None:
    tally = count(election(vote), rule="phragmen", seed=vote.seed)
    assert numbers(tally.selected) == naive.phragmen(vote)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(deadline=None)
@given(vote=votes())
def test_equal_shares(utility: Utility, vote: Ballots) -> None:
    tally = count(election(vote), rule="equal-shares", utility=utility, completion="none", seed=vote.seed)
    purse = Fraction(vote.budget, len(vote.ballots))
    assert numbers(tally.selected) == naive.equal_shares(vote, purse, worth(vote, utility))


@pytest.mark.parametrize("utility", UTILITIES)
@settings(deadline=None)
@given(vote=votes(), unit=st.sampled_from([1, 1, 10]))
def test_add1(utility: Utility, vote: Ballots, unit: int) -> None:
    tally = count(
        election(vote, unit=unit), rule="equal-shares", utility=utility, completion="add1", seed=vote.seed
    )
    chosen, raises = naive.add1(vote, worth(vote, utility), unit)
    assert (numbers(tally.selected), tally.raises) == (chosen, raises)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(deadline=None)
@given(vote=votes(dear=1000))
def test_add1_with_hundreds_of_raises(utility: Utility, vote: Ballots) -> None:
    """The engine jumps over raises that change nothing; the oracle takes every one of them."""
    tally = count(election(vote), rule="equal-shares", utility=utility, completion="add1", seed=vote.seed)
    chosen, raises = naive.add1(vote, worth(vote, utility))
    assert (numbers(tally.selected), tally.raises) == (chosen, raises)


@pytest.mark.parametrize("utility", UTILITIES)
@settings(deadline=None)
@given(vote=votes())
def test_add1u(utility: Utility, vote: Ballots) -> None:
    tally = count(election(vote), rule="equal-shares", utility=utility, completion="add1u", seed=vote.seed)
    chosen, _ = naive.add1(vote, worth(vote, utility))
    assert numbers(tally.selected) == naive.greedy(vote, chosen)


@settings(deadline=None)
@given(vote=votes(), rule=st.sampled_from(RULES))
def test_nothing_is_spent_twice_and_every_fate_adds_up(
    vote: Ballots, rule: tuple[str, Utility | None, str | None]
) -> None:
    tally = count(election(vote), rule=rule[0], utility=rule[1], completion=rule[2], seed=vote.seed)
    assert tally.total_cost == sum(vote.costs[p] for p in numbers(tally.selected)) <= tally.budget
    assert len(set(tally.selected)) == len(tally.selected)
    fates = {fate.project: fate for fate in tally.fates}
    assert {name for name, fate in fates.items() if fate.won} == set(tally.selected)
    for place, name in enumerate(tally.selected):
        assert fates[name].round == place + 1
    for fate in tally.fates:
        if fate.code == "unsupported":
            assert fate.votes == 0
        if fate.supporters_missing is not None and fate.supporters_money is not None:
            assert fate.supporters_missing > 0
            assert fate.supporters_money + fate.supporters_missing == fate.cost
        if fate.missing is not None and fate.left is not None:
            assert fate.left + fate.missing == fate.cost
            assert fate.missing > 0
        if fate.paid_at_most is not None:
            assert fate.cost <= fate.paid_at_most * fate.votes


@settings(deadline=None)
@given(vote=votes(), rule=st.sampled_from(RULES), data=st.data())
def test_the_order_of_voters_and_projects_does_not_matter(
    vote: Ballots, rule: tuple[str, Utility | None, str | None], data: st.DataObject
) -> None:
    names = data.draw(st.permutations(range(len(vote.costs))))
    ballots = data.draw(st.permutations(vote.ballots))
    moved = replace(
        vote,
        costs=tuple(vote.costs[name] for name in names),
        ballots=tuple(tuple((names.index(p), points) for p, points in ballot) for ballot in ballots),
    )
    here, there = (
        count(made, rule=rule[0], utility=rule[1], completion=rule[2], seed=vote.seed)
        for made in (election(vote), election(moved, names=[str(name) for name in names]))
    )
    assert there.selected == here.selected
    assert there.ties == here.ties
    assert set(there.fates) == set(here.fates)


@settings(deadline=None)
@given(vote=votes(), rule=st.sampled_from(RULES), times=st.integers(2, 3))
def test_grouping_ballots_does_not_matter(
    vote: Ballots, rule: tuple[str, Utility | None, str | None], times: int
) -> None:
    """The same ballot cast apart or as one group with a weight counts the same."""
    apart = election(replace(vote, ballots=vote.ballots * times))
    once = election(vote)
    heavy = replace(once, weights=once.weights * times)
    here, there = (
        count(made, rule=rule[0], utility=rule[1], completion=rule[2], seed=vote.seed)
        for made in (apart, heavy)
    )
    assert here == there
