"""The method of equal shares: everybody gets the same purse and pays equally for what they back.

Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional participatory budgeting with additive
utilities" (NeurIPS 2021), and equalshares.net for the completions. Every decision is exact.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mutirao.engines.allocation.appeal import Appeal, exactly_best
from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.ledger import Ledger
from mutirao.engines.allocation.shares import above, below
from mutirao.engines.allocation.span import Span

Stop = Literal["nothing-more-fits", "next-raise-too-dear"]


@dataclass(frozen=True)
class Choice:
    """A project bought, the most that one backer paid for it, and all that stood equal (itself too)."""

    project: int
    share: Fraction
    equals: tuple[int, ...]


@dataclass(frozen=True)
class Run:
    """One run of the rule with a given number of raises; projects are numbers within the backers."""

    raises: int
    choices: tuple[Choice, ...]
    ledger: Ledger


def run(backers: Backers, raises: int) -> Run:
    """The method of equal shares with the purse raised `raises` times, every share worked out exactly."""
    span = Span(backers, raises, raises)
    ledger = Ledger(backers, backers.purse(raises))
    choices: list[Choice] = []
    while found := span.contenders():
        best = exactly_best(backers, ledger, [contender.project for contender in found])
        if best is None:
            break
        ledger.pay(best.project, best.share)
        amount = best.share.amount
        span.buy(best.project, above(amount, span.shift), below(amount, span.shift))
        choices.append(Choice(best.project, amount, best.equals))
    return Run(raises, tuple(choices), ledger)


def raises_needed(backers: Backers) -> tuple[int, Stop]:
    """How often `add1` raises the purse by one currency unit, and why it stops there.

    The purse is raised until no other project that somebody backs would fit into the budget, or until
    the next raise would spend more than the budget. Raises are looked at in spans, not one by one.
    """
    parts: list[Span] = []
    size, last = 1, -1
    while True:
        span = parts.pop() if parts else Span(backers, last + 1, last + size)
        verdict = _advance(span)
        if verdict == "unsure":
            lower, upper = span.halves()
            parts += [upper, lower]
            continue
        if verdict == "over":
            return last, "next-raise-too-dear"
        if not _room(backers, span):
            return span.first, "nothing-more-fits"
        size = 2 * (span.last - span.first + 1)
        last = span.last


def _advance(span: Span) -> Literal["done", "over", "unsure"]:
    """Buy while all runs of the span agree: to their end, beyond the budget, or until they may part."""
    appeal = Appeal(span)
    while found := span.contenders():
        ceiling = found[0].ceiling
        if len(found) == 1 and ceiling is not None:
            span.buy(found[0].project, ceiling)
        else:
            ruling = appeal.rule(found)
            if ruling is None:
                return "unsure"
            if ruling.project is None:
                return "done"
            span.buy(ruling.project, above(ruling.most, span.shift), below(ruling.least, span.shift))
        if span.spent > span.backers.budget:
            return "over"
    return "done"


def _room(backers: Backers, span: Span) -> bool:
    """Whether another project that somebody backs would fit into the budget."""
    left = backers.budget - span.spent
    bought = set(span.bought)
    return any(cost <= left for q, cost in enumerate(backers.costs) if q not in bought)
