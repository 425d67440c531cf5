"""The transferable vote: worked examples counted by hand, and small elections against the oracle."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive_ranking import Papers

from mutirao.engines.ranking import (
    Draw,
    Stage,
    Standing,
    instant_runoff,
    rankings,
    single_transferable_vote,
)

F = Fraction
# Twenty guests choose three kinds of food: a well-known schoolbook example, counted here by hand.
FOOD = rankings(
    ["orange", "pear", "chocolate", "strawberry", "sweets"],
    [
        (4, ["orange"]),
        (2, ["pear", "orange"]),
        (8, ["chocolate", "strawberry"]),
        (4, ["chocolate", "sweets"]),
        (1, ["strawberry"]),
        (1, ["sweets"]),
    ],
)
TENNESSEE = rankings(
    ["Memphis", "Nashville", "Chattanooga", "Knoxville"],
    [
        (42, ["Memphis", "Nashville", "Chattanooga", "Knoxville"]),
        (26, ["Nashville", "Chattanooga", "Knoxville", "Memphis"]),
        (15, ["Chattanooga", "Knoxville", "Nashville", "Memphis"]),
        (17, ["Knoxville", "Chattanooga", "Nashville", "Memphis"]),
    ],
)


def whole(*numbers: int) -> tuple[Fraction, ...]:
    return tuple(F(number) for number in numbers)


def test_three_kinds_of_food() -> None:
    """Quota 20 // 4 + 1 = 6. Chocolate's surplus of 6 goes on at 6/12: 8 votes are worth 4, 4 are worth 2."""
    found = single_transferable_vote(FOOD, seats=3, seed="x")
    assert found.quota == 6
    assert found.winners == ("chocolate", "orange", "strawberry")
    assert found.stages == (
        Stage(1, "count", None, None, whole(4, 2, 12, 1, 1), F(0), ("chocolate",)),
        Stage(2, "surplus", "chocolate", F(1, 2), whole(4, 2, 6, 5, 3), F(0), ()),
        Stage(3, "exclude", "pear", None, whole(6, 0, 6, 5, 3), F(0), ("orange",)),
        Stage(4, "exclude", "sweets", None, whole(6, 0, 6, 5, 0), F(3), ("strawberry",)),
    )
    assert found.standings == (
        Standing("orange", True, "reached-quota", F(6), place=2, stage=3),
        Standing("pear", False, "excluded", F(2), stage=3),
        Standing("chocolate", True, "reached-quota", F(12), place=1, stage=1),
        Standing("strawberry", True, "last-standing", F(5), place=3, stage=4),
        Standing("sweets", False, "excluded", F(3), stage=4),
    )
    assert found.draws == ()


def test_the_capital_of_tennessee() -> None:
    """Chattanooga goes first (15), then Nashville (26): Knoxville has 17 + 15 + 26 = 58 of 100."""
    found = instant_runoff(TENNESSEE)
    assert (found.rule, found.seats, found.quota, found.winners) == (
        "instant-runoff",
        1,
        51,
        ("Knoxville",),
    )
    assert [(stage.did, stage.option, stage.totals) for stage in found.stages] == [
        ("count", None, whole(42, 26, 15, 17)),
        ("exclude", "Chattanooga", whole(42, 26, 0, 32)),
        ("exclude", "Nashville", whole(42, 0, 0, 58)),
    ]
    assert [standing.code for standing in found.standings] == [
        "seats-filled",
        "excluded",
        "excluded",
        "reached-quota",
    ]


def test_an_earlier_stage_settles_who_is_excluded() -> None:
    """After D's two votes go on to C, B and C have 4 each; at the first count B had more, so C goes."""
    cast = rankings(list("ABCD"), [(5, "A"), (4, "B"), (2, "C"), (2, "DC")])
    found = instant_runoff(cast, seed="any")
    first = found.draws[0]
    assert first.settled_by == "lot"
    assert set(first.options) == {"C", "D"}
    cast = rankings(list("ABCD"), [(5, "A"), (4, "B"), (3, "C"), (1, "DC")])
    found = instant_runoff(cast, seed="any")
    assert found.draws == (Draw(3, ("B", "C"), "earlier-stage"),)
    assert [(stage.number, stage.option) for stage in found.stages] == [
        (1, None),
        (2, "D"),
        (3, "C"),
        (4, "B"),
    ]
    assert found.winners == ("A",)


def test_nobody_wants_it_nobody_gets_it() -> None:
    cast = rankings(list("ABC"), [(3, "A"), (2, "")])
    found = single_transferable_vote(cast, seats=2)
    assert found.winners == ("A",)
    assert (found.voters, found.quota) == (5, 2)
    assert [standing.code for standing in found.standings] == ["reached-quota", "excluded", "excluded"]
    assert single_transferable_vote(rankings(list("AB"), []), seats=1).winners == ()


def test_refusals() -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        single_transferable_vote(FOOD, seats=0)
    for options, cast, said in (
        ("AA", [], "same id"),
        ("AB", [(1, "C")], "not an option"),
        ("AB", [(1, "AA")], "twice"),
        ("AB", [(-1, "A")], "fewer than nobody"),
    ):
        with pytest.raises(ValueError, match=said):
            rankings(options, cast)


ELECTIONS = st.integers(2, 6).flatmap(
    lambda many: st.lists(
        st.lists(st.sampled_from("ABCDEF"[:many]), unique=True).map("".join), min_size=0, max_size=14
    ).map(lambda ballots: ("ABCDEF"[:many], ballots))
)


@settings(deadline=None, max_examples=300)
@given(ELECTIONS, st.integers(1, 4), st.sampled_from(["", "1 July", "b"]))
def test_the_oracle_elects_the_same_in_the_same_order(
    election: tuple[str, list[str]], seats: int, seed: str
) -> None:
    options, ballots = election
    found = single_transferable_vote(rankings(options, [(1, b) for b in ballots]), seats=seats, seed=seed)
    by_hand = Papers(options, ballots, seats, seed)
    assert list(found.winners) == by_hand.count()
    assert found.quota == by_hand.quota
    assert [dict(zip(options, stage.totals, strict=True)) for stage in found.stages[: len(by_hand.past)]] == (
        by_hand.past
    )
    for stage in found.stages:
        assert sum(stage.totals) + stage.exhausted == len(ballots)


@settings(deadline=None)
@given(ELECTIONS, st.integers(1, 3))
def test_a_solid_group_gets_its_seats(election: tuple[str, list[str]], seats: int) -> None:
    """Droop proportionality: k quotas of voters who put the same options on top fill k seats from them."""
    options, ballots = election
    found = single_transferable_vote(rankings(options, [(1, b) for b in ballots]), seats=seats)
    for first in range(1, len(options)):
        group = set(options[:first])
        solid = sum(1 for ballot in ballots if set(ballot[: len(group)]) == group)
        due = min(solid // (found.quota or 1), len(group), seats)
        assert len(group.intersection(found.winners)) >= due


@given(ELECTIONS)
def test_one_seat_is_the_instant_run_off(election: tuple[str, list[str]]) -> None:
    """More than half of the votes still counting at some stage, or the last one left."""
    options, ballots = election
    found = instant_runoff(rankings(options, [(1, b) for b in ballots]), seed="s")
    standing = set(options)
    while any(ballot for ballot in ballots):
        got = {o: sum(1 for b in ballots if next((x for x in b if x in standing), "") == o) for o in standing}
        leader = max(got, key=lambda o: got[o])
        if 2 * got[leader] > sum(got.values()):
            assert found.winners == (leader,)
            return
        fewest = [o for o in standing if got[o] == min(got.values())]
        if len(fewest) > 1:
            return  # settled by earlier stages or the lot: the other oracle follows that
        standing.remove(fewest[0])
    assert found.winners == ()
