"""The life of a ballot: draft, open, closed, counted, decided – or withdrawn; and what opening needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from mutirao.theory.ballots import Form, Paper, Problem
from mutirao.theory.periods import Stage


class State(StrEnum):
    """Where a ballot is in its life."""

    DRAFT = "draft"
    OPEN = "open"  # votes are taken while its period runs
    CLOSED = "closed"  # the key is destroyed and the votes are published
    COUNTED = "counted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"  # nothing was decided by it, and its votes are gone


MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN, State.WITHDRAWN}),
    State.OPEN: frozenset({State.CLOSED, State.WITHDRAWN}),
    State.CLOSED: frozenset({State.COUNTED}),
    State.COUNTED: frozenset({State.DECIDED}),
    State.DECIDED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
SEALED = frozenset({State.CLOSED, State.COUNTED, State.DECIDED})
"""States in which votes are published and belong to nobody any more."""


RULES: Mapping[Form, tuple[str, ...]] = {
    Form.APPROVAL: ("most",),
    Form.CHOOSE: ("most", "majority"),
    Form.RANKING: ("borda", "stv", "instant-runoff"),
    Form.POINTS: ("most",),
    Form.KNAPSACK: (),
    Form.SCORE: ("most",),
}
"""By what a vote that divides no money may be counted; the first where nobody says."""


def rule_fits(paper: Paper, rule: str) -> bool:
    """Whether a vote that divides no money can be counted by this rule.

    A majority decides between two options, of which one may be chosen: the first is "yes".

    >>> rule_fits(Paper(Form.RANKING, ()), "stv"), rule_fits(Paper(Form.CHOOSE, (), most=2), "majority")
    (True, False)
    """
    if rule == "majority" and (len(paper.options) != 2 or paper.most != 1):
        return False
    return rule in RULES[paper.form]


def may_move(state: State, to: State) -> bool:
    """Whether a ballot in this state may go to that one next.

    >>> may_move(State.OPEN, State.CLOSED), may_move(State.CLOSED, State.OPEN)
    (True, False)
    """
    return to in MOVES[state]


def takes_votes(state: State, stage: Stage) -> bool:
    """Whether somebody may vote at this moment."""
    return state is State.OPEN and stage is Stage.OPEN


def opening_problems(paper: Paper) -> list[Problem]:
    """What keeps a ballot from being opened, or nothing.

    >>> [problem.code for problem in opening_problems(Paper(Form.CHOOSE, ()))]
    ['few_options', 'no_limit']
    """
    found = option_problems(paper)
    if len(paper.options) < 2:
        found.append(Problem("few_options"))
    if paper.form is Form.CHOOSE and not paper.most:
        found.append(Problem("no_limit"))
    if paper.form is Form.POINTS and not paper.points:
        found.append(Problem("no_points"))
    if paper.form is Form.SCORE and not paper.highest:
        found.append(Problem("no_highest"))
    if paper.form is Form.KNAPSACK and not paper.budget:
        found.append(Problem("no_budget"))
    return found


def option_problems(paper: Paper) -> list[Problem]:
    """What is wrong with the options themselves: a code twice, no cost, a cost nobody could pay."""
    times = Counter(option.code for option in paper.options)
    found = [Problem("code_twice", {"option": code}) for code, n in times.items() if n > 1]
    if not paper.budget:
        return found
    for option in paper.options:
        if option.cost is None:
            found.append(Problem("no_cost", {"option": option.code}))
        elif option.cost > paper.budget:
            facts: dict[str, int | str] = {"option": option.code, "cost": option.cost, "budget": paper.budget}
            found.append(Problem("dearer_than_budget", facts))
    return found
