"""Plurality, Borda and points, by hand and against the oracle; majorities and quorums by table."""

from fractions import Fraction
from itertools import product

import naive_ranking
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_transferable import ELECTIONS, TENNESSEE

from mutirao.engines.lots import lot
from mutirao.engines.ranking import Majority, Quorum, borda, majority, plurality, points, rankings

F = Fraction


def test_tennessee_by_three_rules() -> None:
    """Memphis has most first choices; Nashville has 42·2 + 26·3 + 15 + 17 = 194 points."""
    assert plurality(TENNESSEE).winners == ("Memphis",)
    found = borda(TENNESSEE, seats=2)
    assert [standing.score for standing in found.standings] == [126, 194, 173, 107]
    assert found.winners == ("Nashville", "Chattanooga")
    assert [(s.won, s.code, s.place) for s in found.standings] == [
        (False, "fewer", None),
        (True, "most", 1),
        (True, "most", 2),
        (False, "fewer", None),
    ]


def test_options_that_are_not_ranked_share_what_is_left() -> None:
    found = borda(rankings("ABCD", [(2, "A"), (1, "")]))
    assert [standing.score for standing in found.standings] == [2 * 3 + F(3, 2), *[2 * 1 + F(3, 2)] * 3]


def test_points_are_added_up() -> None:
    found = points("ABC", [(2, {"A": 3, "B": F(1, 2)}), (1, {"B": 4})], seed="s")
    assert [standing.score for standing in found.standings] == [6, 5, 0]
    assert (found.winners, found.voters) == (("A",), 3)
    with pytest.raises(ValueError, match="not an option"):
        points("A", [(1, {"B": 1})])
    with pytest.raises(ValueError, match="below zero"):
        points("A", [(1, {"A": -1})])


def test_a_lot_settles_what_is_level_and_says_so() -> None:
    found = plurality(rankings("ABC", [(2, "A"), (2, "B"), (1, "C")]), seed="2026-07-01")
    first, second = sorted("AB", key=lambda option: lot("2026-07-01", option))
    assert found.winners == (first,)
    assert found.draws[0].options == (first, second)
    assert {standing.option: standing.code for standing in found.standings} == {
        first: "most",
        second: "lost-draw",
        "C": "fewer",
    }


def test_without_a_quorum_nobody_wins() -> None:
    cast = rankings("AB", [(3, "A"), (1, "B")])
    found = plurality(cast, eligible=50, quorum=Quorum(share=F(1, 10)))
    assert (found.winners, found.turnout) == ((), F(4, 50))
    assert {standing.code for standing in found.standings} == {"too-few-voters"}
    assert plurality(cast, eligible=40, quorum=Quorum(share=F(1, 10))).winners == ("A",)
    with pytest.raises(ValueError, match="number of those who may vote"):
        plurality(cast, quorum=Quorum(share=F(1, 10)))


def test_an_outcome_is_plain_data() -> None:
    found = borda(rankings("ABCD", [(1, "A")]), seed="s", eligible=3).as_json()
    assert found["options"][1] == {"option": "B", "won": False, "code": "fewer", "score": 1}
    assert (found["turnout"], found["winners"], found["quota"]) == ("1/3", ["A"], None)


@given(ELECTIONS, st.integers(1, 3), st.sampled_from(["", "t"]))
def test_borda_by_pairs(election: tuple[str, list[str]], seats: int, seed: str) -> None:
    options, ballots = election
    found = borda(rankings(options, [(1, ballot) for ballot in ballots]), seats=seats, seed=seed)
    by_hand = naive_ranking.borda(options, ballots)
    assert {standing.option: standing.score for standing in found.standings} == by_hand
    order = sorted(options, key=lambda o: (-by_hand[o], naive_ranking.drawn(seed, o)))
    assert list(found.winners) == [option for option in order if by_hand[option] > 0][:seats]


@pytest.mark.parametrize(
    ("votes", "rule", "code", "needed"),
    [
        ((6, 5, 9), Majority(), "carried", 6),
        ((5, 5, 0), Majority(), "level", 6),
        ((0, 0, 3), Majority(), "level", 1),
        ((6, 5, 9), Majority(of="all-votes"), "not-carried", 11),
        ((6, 5, 9), Majority(of="all-eligible"), "not-carried", 16),
        ((8, 4, 0), Majority(share=F(2, 3), more_than=False), "carried", 8),
        ((8, 4, 0), Majority(share=F(2, 3)), "not-carried", 9),
    ],
)
def test_majorities(votes: tuple[int, int, int], rule: Majority, code: str, needed: int) -> None:
    found = majority(*votes, eligible=30, rule=rule)
    assert (found.code, found.needed, found.carried) == (code, needed, code == "carried")
    assert found.turnout == F(sum(votes), 30)
    assert found.as_json()["voters"] == sum(votes)


def test_a_majority_is_what_its_words_say() -> None:
    """Every small vote under every kind of majority, compared with the words themselves."""
    for yes, no, abstain in product(range(5), repeat=3):
        for share, more_than, of in product(
            (F(1, 2), F(2, 3), F(1)), (True, False), ("yes-and-no", "all-votes", "all-eligible")
        ):
            base = {"yes-and-no": yes + no, "all-votes": yes + no + abstain, "all-eligible": 12}[of]
            enough = yes > share * base if more_than else yes > 0 and yes >= share * base
            rule = Majority(share, more_than=more_than, of=of)  # type: ignore[arg-type]
            found = majority(yes, no, abstain, eligible=12, rule=rule, quorum=Quorum(least=3))
            assert found.carried == (enough and yes + no + abstain >= 3)
            assert (found.code == "too-few-voters") == (yes + no + abstain < 3)


def test_votes_that_cannot_be() -> None:
    for given_, said in (
        ({"yes": -1, "no": 0}, "below zero"),
        ({"yes": 3, "no": 3, "eligible": 5}, "only 5 may"),
        ({"yes": 3, "no": 3, "rule": Majority(of="all-eligible")}, "needs their number"),
        ({"yes": 3, "no": 3, "quorum": Quorum(share=F(1, 5))}, "number of those who may vote"),
    ):
        with pytest.raises(ValueError, match=said):
            majority(**given_)  # type: ignore[arg-type]
