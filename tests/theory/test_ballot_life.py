"""The life of a ballot, its receipts and its turnout, as tables and properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.ballot_life import (
    MOVES,
    SEALED,
    State,
    may_move,
    opening_problems,
    option_problems,
    takes_votes,
)
from mutirao.theory.ballots import Form, Option, Paper
from mutirao.theory.periods import Stage
from mutirao.theory.receipts import fingerprint, published_order, receipt, vote_key
from mutirao.theory.turnout import answers_fit, shown

LIFE = """
          draft open closed counted decided withdrawn
draft     -     yes  -      -       -       yes
open      -     -    yes    -       -       yes
closed    -     -    -      yes     -       -
counted   -     -    -      -       yes     -
decided   -     -    -      -       -       -
withdrawn -     -    -      -       -       -
"""


def test_the_life_of_a_ballot() -> None:
    heads, *rows = (line.split() for line in LIFE.strip().splitlines())
    table = {(row[0], to): cell == "yes" for row in rows for to, cell in zip(heads, row[1:], strict=True)}
    assert table == {(a.value, b.value): may_move(a, b) for a in State for b in State}
    assert set(MOVES) == set(State)


def test_votes_are_taken_only_while_open() -> None:
    taken = {(state, stage) for state in State for stage in Stage if takes_votes(state, stage)}
    assert taken == {(State.OPEN, Stage.OPEN)}
    assert not any(takes_votes(state, Stage.OPEN) for state in SEALED)


AB = (Option("a", 5), Option("b", 6))


@pytest.mark.parametrize(
    ("paper", "codes"),
    [
        (Paper(Form.APPROVAL, AB), []),
        (Paper(Form.APPROVAL, AB[:1]), ["few_options"]),
        (Paper(Form.CHOOSE, AB), ["no_limit"]),
        (Paper(Form.CHOOSE, AB, most=1), []),
        (Paper(Form.POINTS, AB), ["no_points"]),
        (Paper(Form.SCORE, AB), ["no_highest"]),
        (Paper(Form.KNAPSACK, AB), ["no_budget"]),
        (Paper(Form.KNAPSACK, AB, budget=6), []),
        (Paper(Form.APPROVAL, (Option("a", 5), Option("b")), budget=6), ["no_cost"]),
        (Paper(Form.APPROVAL, AB, budget=5), ["dearer_than_budget"]),
        (Paper(Form.APPROVAL, (*AB, Option("a", 1))), ["code_twice"]),
    ],
)
def test_what_keeps_a_ballot_from_opening(paper: Paper, codes: list[str]) -> None:
    assert [problem.code for problem in opening_problems(paper)] == codes


def test_options_of_a_draft_may_be_few() -> None:
    assert option_problems(Paper(Form.CHOOSE, ())) == []


@given(st.binary(min_size=32, max_size=32), st.uuids(), st.uuids())
def test_receipts_are_one_persons_own(key: bytes, one: object, other: object) -> None:
    mine, theirs = receipt(key, str(one)), receipt(key, str(other))
    assert (mine == theirs) is (one == other)
    assert (vote_key(key, str(one)) == vote_key(key, str(other))) is (one == other)
    assert fingerprint("x", mine.upper().replace("-", " ")) == fingerprint("x", mine)
    assert [len(part) for part in mine.split("-")] == [4, 4, 4, 4]


@given(st.lists(st.integers(0, 10**9).map(str), unique=True), st.text(), st.randoms())
def test_the_published_order_says_nothing_about_the_order_of_voting(
    found: list[str], seed: str, chance: object
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert published_order(mixed, seed=seed) == published_order(found, seed=seed)
    assert sorted(published_order(found, seed=seed)) == sorted(found)


def test_small_groups_are_left_out() -> None:
    found = shown(
        channels={"online": 30, "paper": 3, "kiosk": 0},
        areas={"Beacon": 4, "Old Hill": 25, "": 3},
        traits={"age": {"16–24": 8, "25–44": 12, "65+": 13}, "sex": {"": 33}},
    )
    assert found == {
        "voting_method": [("online", None), ("paper", None)],  # one alone could be found by taking away
        "neighborhood": [("Old Hill", 25), ("Beacon", None), ("", None)],
        "age": [("65+", 13), ("25–44", None), ("16–24", None)],
    }


def test_answers_that_were_offered() -> None:
    assert answers_fit({"age": "65+"}, ["age"]) and answers_fit({}, [])
    assert not answers_fit({"age": "old"}, ["age"])
    assert not answers_fit({"sex": "male"}, ["age"])
