"""Counting by hand: the worked example of docs/explanation/counting.md, ties, fates and odd cases."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from elections import approvals

from mutirao.engines.allocation.backers import Utility
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.fates import Code, Fate
from mutirao.engines.allocation.pabulib import assemble
from mutirao.engines.allocation.rules import RULES, Tally, count
from mutirao.engines.allocation.ties import Tie, lot

# A sports hall roof, B reading room, C trees, D repair café, E playground
VILLAGE = approvals(
    "1000",
    {"A": "600", "B": "200", "C": "240", "D": "150", "E": "300"},
    ["ACE", "AE", "AE", "AE", "AE", "AE", "BCD", "BC", "BCD", "C"],
)

# Assen 2024, as published: project id → (cost, votes)
ASSEN = {
    "3": (7200, 43),
    "9": (21000, 42),
    "8": (40000, 25),
    "2": (10000, 24),
    "11": (15000, 24),
    "1": (40000, 23),
    "13": (1000, 21),
    "10": (50000, 19),
    "14": (5000, 14),
    "5": (5000, 13),
    "6": (11000, 10),
    "7": (12000, 10),
    "12": (1500, 9),
    "4": (30000, 8),
}


def tally(election: Election, rule: str, utility: Utility = "cost", completion: str = "add1") -> Tally:
    return count(election, rule=rule, utility=utility, completion=completion)


def fate(counted: Tally, project: str) -> Fate:
    return next(fate for fate in counted.fates if fate.project == project)


def test_the_village_by_votes() -> None:
    counted = tally(VILLAGE, "greedy")
    assert counted.selected == ("E", "A")
    assert counted.total_cost == 900
    assert counted.ties == (Tie(1, ("E", "A"), "cost", "E"),)
    assert (counted.utility, counted.completion, counted.purse) == (None, None, None)
    assert counted.fates == (
        Fate("A", True, "taken", 600, 6, 6, round=2, rank=2, left=700),
        Fate("B", False, "does-not-fit", 200, 3, 3, rank=4, left=100, missing=100),
        Fate("C", False, "does-not-fit", 240, 5, 5, rank=3, left=100, missing=140),
        Fate("D", False, "does-not-fit", 150, 2, 2, rank=5, left=100, missing=50),
        Fate("E", True, "taken", 300, 6, 6, round=1, rank=1, left=1000),
    )


def test_the_village_by_equal_shares() -> None:
    counted = tally(VILLAGE, "equal-shares", completion="none")
    assert counted.selected == ("E", "C")
    assert (counted.purse, counted.raises, counted.stopped) == (100, 0, None)
    assert counted.ties == (Tie(1, ("E", "A"), "cost", "E"),)
    assert counted.fates == (
        Fate("A", False, "supporters-short", 600, 6, 6, **short(252, 348)),
        Fate("B", False, "supporters-short", 200, 3, 3, **short(156, 44)),
        Fate("C", True, "bought", 240, 5, 5, round=2, paid_at_most=Fraction(48)),
        Fate("D", False, "supporters-short", 150, 2, 2, **short(104, 46)),
        Fate("E", True, "bought", 300, 6, 6, round=1, paid_at_most=Fraction(50)),
    )


def short(money: Fraction | int, missing: Fraction | int) -> dict[str, Fraction]:
    return {"supporters_money": Fraction(money), "supporters_missing": Fraction(missing)}


def test_the_village_with_purses_raised() -> None:
    counted = tally(VILLAGE, "equal-shares", completion="add1")
    assert counted.selected == ("E", "C", "B")
    assert (counted.purse, counted.raises, counted.stopped) == (149, 49, "next-raise-too-dear")
    assert fate(counted, "A") == Fate("A", False, "supporters-short", 600, 6, 6, **short(546, 54))
    assert fate(counted, "B").paid_at_most == Fraction(200, 3)
    assert fate(counted, "D").supporters_missing == 150 - 2 * (101 - Fraction(200, 3))


def test_the_village_with_the_rest_given_by_votes() -> None:
    counted = tally(VILLAGE, "equal-shares", completion="add1u")
    assert counted.selected == ("E", "C", "B", "D")
    assert counted.total_cost == 890
    money = 2 * (101 - Fraction(200, 3))
    assert fate(counted, "D") == Fate(
        "D", True, "filled", 150, 2, 2, round=4, rank=2, left=260, **short(money, 150 - money)
    )
    assert fate(counted, "A") == Fate(
        "A", False, "does-not-fit", 600, 6, 6, rank=1, left=260, missing=340, **short(546, 54)
    )


def test_cardinality_prefers_what_is_cheap_for_each() -> None:
    election = approvals("120", {"A": "90", "B": "20"}, ["AB", "A", "AB"])
    assert tally(election, "equal-shares", "cost", "none").selected == ("A", "B")
    assert tally(election, "equal-shares", "cardinality", "none").selected == ("B", "A")


def test_assen_by_votes_needs_no_more_than_the_published_table() -> None:
    ballots = [name for name, (_, votes) in ASSEN.items() for _ in range(votes)]
    election = assemble(
        meta={},
        vote_type="approval",
        budget="100000",
        projects=[(name, str(cost), {}) for name, (cost, _) in ASSEN.items()],
        votes=[(str(i), [name], []) for i, name in enumerate(ballots)],
    ).election()
    counted = tally(election, "greedy")
    assert set(counted.selected) == {"2", "3", "8", "9", "11", "13", "14"}
    assert counted.total_cost == 99200


def test_votes_settle_a_tie_of_equal_cost() -> None:
    election = assemble(
        meta={},
        vote_type="cumulative",
        budget="10",
        projects=[("A", "10", {}), ("B", "10", {})],
        votes=[("1", ["A"], ["4"]), ("2", ["B"], ["2"]), ("3", ["B"], ["2"])],
    ).election()
    counted = tally(election, "greedy")
    assert counted.selected == ("B",)
    assert counted.ties == (Tie(1, ("B", "A"), "approvals", "B"),)


def test_the_lot_can_be_drawn_again_with_sha256() -> None:
    election = approvals("10", {"A": "10", "B": "10", "C": "10"}, ["ABC"])
    winners = set()
    for seed in ("", "1", "2", "3", "4", "5", "6", "7"):
        lots = {name: sha256(f"{seed}:{name}".encode()).hexdigest() for name in "ABC"}
        order = tuple(sorted("ABC", key=lots.__getitem__))
        for rule in ("greedy", "equal-shares"):
            counted = count(election, rule=rule, seed=seed)
            assert counted.selected == order[:1]
            assert counted.ties == (Tie(1, order, "lot", order[0]),)
            assert counted.seed == seed
        winners.add(order[0])
    assert winners == {"A", "B", "C"}


def test_a_tie_is_only_between_what_can_still_be_chosen() -> None:
    election = approvals("25", {"A": "10", "B": "10", "C": "20"}, ["ABC", "ABC"])
    assert tally(election, "greedy").ties[1:] == ()
    counted = tally(election, "equal-shares", completion="none")
    assert counted.selected[:2] == counted.ties[0].candidates[:2]
    assert [tie.round for tie in counted.ties] == [1]


def test_projects_that_cost_nothing_or_too_much_or_that_nobody_wants() -> None:
    election = approvals("10", {"A": "0", "B": "0", "C": "11", "D": "1", "E": "4"}, ["ACE", "CE"])
    for rule, utility, completion in RULES:
        counted = count(election, rule=rule, utility=utility, completion=completion)
        assert set(counted.selected) == {"A", "E"}
        assert counted.total_cost == 4
        assert fate(counted, "B").code == fate(counted, "D").code == "unsupported"
        assert fate(counted, "C").code == "dearer-than-budget"
        assert fate(counted, "A").code == ("taken" if rule == "greedy" else "free")


def test_without_votes_nothing_is_chosen() -> None:
    election = approvals("10", {"A": "1"}, [])
    for rule, utility, completion in RULES:
        counted = count(election, rule=rule, utility=utility, completion=completion)
        assert (counted.selected, counted.total_cost, counted.voters) == ((), 0, 0)
        assert counted.fates == (Fate("A", False, "unsupported", 1, 0, 0),)


def test_an_empty_ballot_keeps_its_share_of_the_money() -> None:
    with_empty = approvals("10", {"A": "6"}, ["A", ""])
    without = approvals("10", {"A": "6"}, ["A"])
    assert tally(with_empty, "equal-shares", completion="none").selected == ()
    assert tally(without, "equal-shares", completion="none").selected == ("A",)


def test_the_purse_is_raised_by_one_unit_of_the_currency_not_by_one_cent() -> None:
    election = approvals("10.00", {"A": "8.50", "B": "1.25"}, ["A", "B"])
    counted = tally(election, "equal-shares")
    assert (counted.scale, counted.raises, counted.purse) == (100, 4, 900)
    assert counted.selected == ("B", "A")


def test_enormous_amounts_are_counted_exactly() -> None:
    huge = 10**15 - 1
    election = approvals(
        f"{huge}.000000000001", {"A": f"{huge}.000000000001", "B": "0.000000000001", "C": "1"}, ["AB", "A"]
    )
    assert election.costs.dtype == object
    counted = tally(election, "greedy")
    assert counted.selected == ("A",)
    assert counted.as_json()["total_cost"] == "999999999999999.000000000001"
    shared = tally(election, "equal-shares", completion="none")
    assert shared.selected == ("A",)
    assert fate(shared, "B").supporters_missing == 1
    assert tally(approvals("3", {"A": "1"}, ["A"]), "greedy").as_json()["total_cost"] == 1


def test_points_that_could_overflow_are_added_exactly() -> None:
    votes = [(str(i), ["A"], ["1000000"]) for i in range(3)] + [("last", ["A"], ["0.000001"])]
    election = assemble(
        meta={}, vote_type="scoring", budget="1", projects=[("A", "1", {})], votes=votes
    ).election()
    heavy = replace(election, weights=election.weights * 4_000_000)
    assert heavy.support == (4_000_000 * (3 * 10**12 + 1),)


def test_points_not_given_count_as_the_default_score() -> None:
    election = assemble(
        meta={"default_score": "2"},
        vote_type="scoring",
        budget="10",
        projects=[("A", "10", {}), ("B", "10", {})],
        votes=[("1", ["A"], ["5"]), ("2", ["B"], ["1.5"]), ("3", [], [])],
    ).election()
    assert election.points_scale == 10
    assert election.support == (50 + 20 + 20, 20 + 15 + 20)
    assert election.votes == (1, 1)


def test_equal_ballots_are_one_group_however_they_are_written() -> None:
    election = approvals("1", {"A": "1", "B": "1", "C": "1"}, ["AB", "BA", "C", "", "AB", ""])
    assert election.weights.tolist() == [3, 1, 2]
    assert election.indptr.tolist() == [0, 2, 3, 3]
    assert election.projects.tolist() == [0, 1, 2]
    assert election.points.tolist() == [1, 1, 1]
    assert election.votes == (3, 3, 1)
    assert election.costs.dtype == np.int64


def test_a_ranking_gives_the_last_of_k_one_point() -> None:
    election = assemble(
        meta={},
        vote_type="ordinal",
        budget="1",
        projects=[(name, "1", {}) for name in "ABC"],
        votes=[("1", list("CA"), []), ("2", list("ABC"), []), ("3", list("AC"), [])],
    ).election()
    assert election.support == (1 + 3 + 2, 2, 2 + 1 + 1)
    assert election.weights.tolist() == [1, 1, 1]


def test_a_tally_as_json_is_plain_and_in_currency_units() -> None:
    election = approvals("10.50", {"A": "10", "B": "0.5", "C": "3"}, ["AB", "A", "AC"])
    data = json.loads(json.dumps(tally(election, "equal-shares", completion="none").as_json()))
    assert data == {
        "rule": "equal-shares",
        "utility": "cost",
        "completion": "none",
        "seed": "",
        "voters": 3,
        "budget": "10.5",
        "total_cost": 10,
        "selected": ["A"],
        "purse": "3.5",
        "raises": 0,
        "stopped": None,
        "ties": [],
        "projects": [
            {
                "project": "A",
                "won": True,
                "code": "bought",
                "votes": 3,
                "support": 3,
                "round": 1,
                "cost": 10,
                "paid_at_most": "3.333333",
            },
            {
                "project": "B",
                "won": False,
                "code": "supporters-short",
                "votes": 1,
                "support": 1,
                "cost": "0.5",
                "supporters_money": "0.166667",
                "supporters_missing": "0.333333",
            },
            {
                "project": "C",
                "won": False,
                "code": "supporters-short",
                "votes": 1,
                "support": 1,
                "cost": 3,
                "supporters_money": "0.166667",
                "supporters_missing": "2.833333",
            },
        ],
    }
    tied = tally(VILLAGE, "greedy").as_json()["ties"]
    assert tied == [{"round": 1, "candidates": ["E", "A"], "settled_by": "cost", "chosen": "E"}]


@pytest.mark.parametrize(
    ("rule", "utility", "completion"),
    [("plurality", "cost", "add1"), ("equal-shares", "happiness", "add1"), ("equal-shares", "cost", "add2")],
)
def test_a_rule_we_do_not_offer_is_not_counted(rule: str, utility: Utility, completion: str) -> None:
    with pytest.raises(ValueError, match="we do not count by"):
        count(VILLAGE, rule=rule, utility=utility, completion=completion)


GUIDE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "counting.md"


def test_the_guide_explains_every_code_and_every_rule() -> None:
    words = set(re.findall(r"`([a-z0-9-]+)`", GUIDE.read_text(encoding="utf-8")))
    assert words >= set(get_args(Code))
    assert words >= {name for combination in RULES for name in combination if name}


def test_the_lots_in_the_guide_are_the_lots_we_draw() -> None:
    printed = re.findall(
        r"printf '%s' '(.+?):(.+?)' \| sha256sum\n([0-9a-f]{64})", GUIDE.read_text(encoding="utf-8")
    )
    assert [(seed, name, lot(seed, name)) for seed, name, _ in printed] == printed
    assert [name for _, name, _ in printed] == ["A", "E"]
