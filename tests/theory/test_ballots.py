"""Forms of vote: every way a vote can be wrong, and the one text that says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.ballots import (
    CODES,
    Form,
    Numbers,
    Option,
    Paper,
    Ranks,
    Ticks,
    Vote,
    chosen,
    decode,
    encode,
    problems,
    room,
    shuffled,
    spent,
)

ABC = (Option("a", 40), Option("b", 30), Option("c", 30))
PAPERS = {
    "approval": Paper(Form.APPROVAL, ABC),
    "approval of two": Paper(Form.APPROVAL, ABC, most=2),
    "choose": Paper(Form.CHOOSE, ABC, most=2),
    "ranking": Paper(Form.RANKING, ABC),
    "ranking of two": Paper(Form.RANKING, ABC, most=2),
    "points": Paper(Form.POINTS, ABC, points=10),
    "knapsack": Paper(Form.KNAPSACK, ABC, budget=70),
    "score": Paper(Form.SCORE, ABC, highest=5),
}
TABLE: list[tuple[str, Vote, list[str]]] = [
    ("approval", Ticks(), []),
    ("approval", Ticks(("a", "b", "c")), []),
    ("approval", Ticks(("a", "x")), ["unknown_option"]),
    ("approval", Ticks(("a", "a")), ["repeated_option"]),
    ("approval", Ranks((("a", 1),)), ["wrong_form"]),
    ("approval of two", Ticks(("a", "b", "c")), ["too_many"]),
    ("choose", Ticks(("a", "b")), []),
    ("choose", Ticks(("a", "b", "c")), ["too_many"]),
    ("ranking", Ranks((("c", 1), ("a", 2))), []),
    ("ranking", Ranks((("c", 1), ("a", 1))), ["rank_twice"]),
    ("ranking", Ranks((("c", 1), ("a", 3))), ["rank_gap"]),
    ("ranking", Ranks((("c", 2),)), ["rank_gap"]),
    ("ranking", Ranks((("c", 0), ("a", 1))), ["rank_gap"]),
    ("ranking", Ranks((("x", 1), ("x", 2))), ["unknown_option", "repeated_option"]),
    ("ranking of two", Ranks((("a", 1), ("b", 2), ("c", 3))), ["too_many"]),
    ("ranking", Ticks(("a",)), ["wrong_form"]),
    ("points", Numbers((("a", 7), ("b", 3))), []),
    ("points", Numbers((("a", 7), ("b", 4))), ["over_points"]),
    ("points", Numbers((("a", 12), ("b", -2))), ["below_zero"]),
    ("points", Numbers((("x", 1),)), ["unknown_option"]),
    ("knapsack", Ticks(("a", "b")), []),
    ("knapsack", Ticks(("a", "b", "c")), ["over_budget"]),
    ("knapsack", Ticks(("b", "b", "b")), ["repeated_option", "over_budget"]),
    ("score", Numbers((("a", 5), ("b", 0))), []),
    ("score", Numbers((("a", 6), ("b", -1))), ["below_zero", "over_highest"]),
    ("score", Ticks(()), ["wrong_form"]),
]


@pytest.mark.parametrize(("paper", "vote", "codes"), TABLE)
def test_what_is_wrong_with_a_vote(paper: str, vote: Vote, codes: list[str]) -> None:
    assert [problem.code for problem in problems(vote, PAPERS[paper])] == codes


def test_every_code_is_met() -> None:
    assert {code for _paper, _vote, codes in TABLE for code in codes} == set(CODES)


def test_a_problem_says_its_numbers() -> None:
    (found,) = problems(Ticks(("a", "b", "c")), PAPERS["knapsack"])
    assert found.facts == {"spent": 100, "budget": 70}
    (found,) = problems(Numbers((("a", 11),)), PAPERS["points"])
    assert found.facts == {"spent": 11, "points": 10}


@pytest.mark.parametrize(
    ("paper", "vote", "used", "of"),
    [
        ("knapsack", Ticks(("a", "c")), 70, 70),
        ("points", Numbers((("a", 2), ("b", 3))), 5, 10),
        ("choose", Ticks(("a", "c")), 2, 2),
        ("approval", Ticks(("a",)), 1, 0),
        ("score", Numbers((("a", 4),)), 1, 0),
        ("ranking", Ranks((("a", 1),)), 1, 0),
    ],
)
def test_what_a_vote_uses_up(paper: str, vote: Vote, used: int, of: int) -> None:
    assert (spent(vote, PAPERS[paper]), room(PAPERS[paper])) == (used, of)


codes_of = st.lists(st.sampled_from([f"o{n}" for n in range(9)]), unique=True)
votes_of = {
    Form.APPROVAL: codes_of.map(lambda codes: Ticks(tuple(codes))),
    Form.RANKING: codes_of.map(lambda codes: Ranks(tuple((c, n) for n, c in enumerate(codes, start=1)))),
    Form.SCORE: st.dictionaries(st.sampled_from([f"o{n}" for n in range(9)]), st.integers(0, 5)).map(
        lambda said: Numbers(tuple(said.items()))
    ),
}


@given(st.sampled_from(sorted(votes_of)).flatmap(lambda form: st.tuples(st.just(form), votes_of[form])))
def test_a_text_says_its_vote_and_no_other(said: tuple[Form, Vote]) -> None:
    form, vote = said
    text = encode(vote)
    again = decode(text, form)
    assert encode(again) == text
    positive = {c for c in chosen(vote) if not isinstance(vote, Numbers) or dict(vote.given)[c]}
    assert set(chosen(again)) == positive
    paper = Paper(form, tuple(Option(f"o{n}") for n in range(9)), highest=5)
    assert problems(again, paper) == problems(vote, paper) == []


@given(codes_of, st.randoms(), st.text())
def test_the_order_of_chance_depends_on_the_seed_alone(codes: list[str], chance: object, seed: str) -> None:
    mixed = list(codes)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert shuffled(codes, seed=seed) == shuffled(mixed, seed=seed)
    assert sorted(shuffled(codes, seed=seed)) == sorted(codes)


def test_no_option_is_always_first() -> None:
    firsts = {shuffled(["a", "b", "c"], seed=str(n))[0] for n in range(40)}
    assert firsts == {"a", "b", "c"}
