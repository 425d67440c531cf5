"""Forms of vote: what a ballot paper asks, what may be written on it, and what is wrong with a vote.

Six forms in three shapes. Ticks: *approval* (any number), *choose* (at most k), *knapsack* (as many as the
money pays for). Ranks: *ranking*. Numbers: *points* (share out a sum), *score* (each option from 0 upwards).
Nothing chosen is a blank vote; it is a vote all the same. Amounts are whole numbers of 1/scale of a unit.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256


class Form(StrEnum):
    """What people are asked to do."""

    APPROVAL = "approval"
    CHOOSE = "choose"
    RANKING = "ranking"
    POINTS = "points"
    KNAPSACK = "knapsack"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Option:
    """Something one can vote for: its code on the paper and, where money is divided, what it costs."""

    code: str
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The rules of one ballot paper.

    most: how many options one may choose or rank, 0 for as many as one likes. points: the sum to share out.
    highest: the best score. budget: the money there is, 0 where the ballot is not about money.
    """

    form: Form
    options: tuple[Option, ...]
    most: int = 0
    points: int = 0
    highest: int = 0
    budget: int = 0


@dataclass(frozen=True, slots=True)
class Ticks:
    """The codes that were ticked."""

    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranks:
    """Pairs of a code and its rank: 1 is the best."""

    places: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Pairs of a code and its points or its score; 0 says the same as leaving it out."""

    given: tuple[tuple[str, int], ...] = ()


Vote = Ticks | Ranks | Numbers
SHAPES: Mapping[Form, type[Ticks] | type[Ranks] | type[Numbers]] = {
    Form.APPROVAL: Ticks,
    Form.CHOOSE: Ticks,
    Form.KNAPSACK: Ticks,
    Form.RANKING: Ranks,
    Form.POINTS: Numbers,
    Form.SCORE: Numbers,
}
CODES: tuple[str, ...] = (
    "wrong_form",
    "unknown_option",
    "repeated_option",
    "too_many",
    "over_budget",
    "below_zero",
    "over_points",
    "over_highest",
    "rank_twice",
    "rank_gap",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something cannot be accepted: a code, and the numbers and codes its sentence needs."""

    code: str
    facts: Mapping[str, int | str] = field(default_factory=dict)


def chosen(vote: Vote) -> tuple[str, ...]:
    """The codes a vote names, in the order in which it names them."""
    if isinstance(vote, Ticks):
        return vote.codes
    pairs = vote.places if isinstance(vote, Ranks) else vote.given
    return tuple(code for code, _number in pairs)


def spent(vote: Vote, paper: Paper) -> int:
    """What a vote uses up of what there is: money, points, or the number of options chosen.

    >>> spent(Numbers((("a", 3), ("b", 4))), Paper(Form.POINTS, (Option("a"), Option("b")), points=10))
    7
    """
    if paper.form is Form.KNAPSACK:
        costs = {option.code: option.cost or 0 for option in paper.options}
        return sum(costs.get(code, 0) for code in chosen(vote))
    if paper.form is Form.POINTS and isinstance(vote, Numbers):
        return sum(number for _code, number in vote.given)
    return len(chosen(vote))


def room(paper: Paper) -> int:
    """What there is to use up: money, points, or how many may be chosen; 0 for no limit."""
    limits = {Form.KNAPSACK: paper.budget, Form.POINTS: paper.points, Form.SCORE: 0}
    return limits.get(paper.form, paper.most)


def problems(vote: Vote, paper: Paper) -> list[Problem]:
    """Everything wrong with a vote on this paper, or nothing.

    >>> paper = Paper(Form.CHOOSE, (Option("a"), Option("b")), most=1)
    >>> [problem.code for problem in problems(Ticks(("a", "b", "c")), paper)]
    ['unknown_option', 'too_many']
    """
    if not isinstance(vote, SHAPES[paper.form]):
        return [Problem("wrong_form")]
    known = {option.code for option in paper.options}
    counted = Counter(chosen(vote))
    found = [Problem("unknown_option", {"option": code}) for code in counted if code not in known]
    found += [Problem("repeated_option", {"option": code}) for code, n in counted.items() if n > 1]
    if isinstance(vote, Numbers):
        return found + _of_numbers(vote, paper)
    if paper.most and len(chosen(vote)) > paper.most:
        found.append(Problem("too_many", {"chosen": len(chosen(vote)), "most": paper.most}))
    if isinstance(vote, Ranks):
        return found + _of_ranks(vote)
    if paper.form is Form.KNAPSACK and spent(vote, paper) > paper.budget:
        found.append(Problem("over_budget", {"spent": spent(vote, paper), "budget": paper.budget}))
    return found


def _of_numbers(vote: Numbers, paper: Paper) -> list[Problem]:
    found = [Problem("below_zero", {"option": code}) for code, number in vote.given if number < 0]
    if paper.form is Form.SCORE:
        return found + [
            Problem("over_highest", {"option": code, "highest": paper.highest})
            for code, number in vote.given
            if number > paper.highest
        ]
    if spent(vote, paper) > paper.points:
        found.append(Problem("over_points", {"spent": spent(vote, paper), "points": paper.points}))
    return found


def _of_ranks(vote: Ranks) -> list[Problem]:
    ranks = Counter(rank for _code, rank in vote.places)
    found = [Problem("rank_twice", {"rank": rank}) for rank, n in sorted(ranks.items()) if n > 1]
    missing = sorted(set(range(1, len(ranks) + 1)) - ranks.keys())
    return found + ([Problem("rank_gap", {"rank": missing[0]})] if missing else [])


def encode(vote: Vote) -> str:
    """A vote as the one text that says it: two votes say the same if and only if their texts are equal.

    >>> encode(Ticks(("b", "a"))), encode(Ranks((("b", 2), ("a", 1)))), encode(Numbers((("b", 0), ("a", 3))))
    ('["a","b"]', '["a","b"]', '{"a":3}')
    """
    said: object
    if isinstance(vote, Ticks):
        said = sorted(vote.codes)
    elif isinstance(vote, Ranks):
        said = [code for code, _rank in sorted(vote.places, key=lambda pair: pair[1])]
    else:
        said = {code: number for code, number in sorted(vote.given) if number}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def decode(text: str, form: Form) -> Vote:
    """The vote that a text written by `encode` says."""
    said = json.loads(text)
    shape = SHAPES[form]
    if shape is Ticks:
        return Ticks(tuple(said))
    if shape is Ranks:
        return Ranks(tuple((code, rank) for rank, code in enumerate(said, start=1)))
    return Numbers(tuple(said.items()))


def shuffled(codes: Iterable[str], *, seed: str) -> list[str]:
    """The options in an order of chance that is the same for the same seed, so that none is always first.

    >>> shuffled("abcd", seed="1") == shuffled("dcba", seed="1")
    True
    """
    return sorted(codes, key=lambda code: sha256(f"{seed}\0{code}".encode()).digest())
