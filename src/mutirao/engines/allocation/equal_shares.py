"""The method of equal shares: everybody gets the same purse and pays equally for what they back.

Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional participatory budgeting with additive
utilities" (NeurIPS 2021), and equalshares.net for the completions. Every decision is exact.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mutirao.engines.allocation.appeal import Appeal
from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.ledger import Ledger, exactly_best
from mutirao.engines.allocation.shares import above, below
from mutirao.engines.allocation.span import Contender, Span

Stop = Literal["nothing-more-fits", "next-raise-too-dear"]
# What becomes of a run: it leaves room for another project, leaves none, or spends more than there is.
End = Literal["room", "full", "over"]

# So many ways of what a span may have bought are followed at once; beyond that it is halved.
_MOST_WAYS = 6
_MOST_PATIENCE = 3


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

    The purse is raised until no other project that may still win would fit into the budget, or until
    the next raise would spend more than the budget. Raises are looked at in spans, not one by one: what
    is asked of a span is not what it buys, but whether all of its runs leave room.
    """
    # After a span that was too long, the next few are not lengthened; the more often, the more of them.
    first, size, waits, patience = 0, 1, 0, 0
    while True:
        end = _end(backers, first, first + size - 1)
        if end is None and size > 1:
            patience = min(2 * patience + 1, _MOST_PATIENCE)
            size, waits = size // 2, patience
            continue
        if end is None:
            end = _exact_end(backers, first)
        if end == "over":
            return first - 1, "next-raise-too-dear"
        if end == "full":
            return first, "nothing-more-fits"
        first += size
        if waits:
            waits -= 1
        else:
            size, patience = 2 * size, patience // 2


@dataclass(frozen=True)
class _Way:
    """One way in which the runs of a span may have gone, and what settles there what bounds leave open."""

    span: Span
    appeal: Appeal


def _end(backers: Backers, first: int, last: int) -> End | None:
    """What becomes of all runs from `first` to `last`; None where that may differ, or cannot be told."""
    ends: set[End] = set()
    whole = Span(backers, first, last)
    ways = {0: _Way(whole, Appeal(whole))}
    while ways:
        onward: dict[int, _Way] = {}
        for way in ways.values():
            following, end = _step(way)
            if end is not None:
                ends.add(end)
            for next_way in following:
                span = next_way.span
                if span.spent > backers.budget:
                    ends.add("over")
                elif span.bought in onward:
                    onward[span.bought].span.absorb(span)
                else:
                    onward[span.bought] = next_way
            if len(ends) > 1 or len(onward) > _MOST_WAYS:
                return None
        ways = onward
    return ends.pop() if len(ends) == 1 else None


def _step(way: _Way) -> tuple[list[_Way], End | None]:
    """How the runs of a way may go on by one purchase, and what they end with where some may be over."""
    span = way.span
    found = span.contenders()
    may_be_over = all(contender.ceiling is None for contender in found)
    end = _end_of(span.backers, span.bought, span.spent) if may_be_over else None
    rivals = _rivals(span, found)
    if len(rivals) > 1:
        ruling = way.appeal.rule(rivals)
        if ruling is not None and ruling.project is None:
            return [], _end_of(span.backers, span.bought, span.spent)
        if ruling is not None and ruling.project is not None:
            span.buy(ruling.project, above(ruling.most, span.shift), below(ruling.least, span.shift))
            return [way], None
    following = []
    for rival in rivals[:-1]:
        other = span.twin()
        other.buy(rival.project, span.ceiling(rival, rivals))
        following.append(_Way(other, Appeal(other)))
    if rivals:
        span.buy(rivals[-1].project, span.ceiling(rivals[-1], rivals))
        following.append(way)
    return following, end


def _rivals(span: Span, found: list[Contender]) -> list[Contender]:
    """Those of the contenders that may really be bought first in some run."""
    if len(found) < 2:
        return found
    backers = span.backers
    names = {contender.project for contender in found}
    # Of projects alike in cost and backers, those that lose ties never come first.
    found = [contender for contender in found if backers.twin[contender.project] not in names]
    if all(span.constant(contender) for contender in found):
        shares = {c.project: Fraction(backers.costs[c.project], backers.votes[c.project]) for c in found}
        prices = {q: (share / backers.worths[q], backers.place[q]) for q, share in shares.items()}
        return [min(found, key=lambda contender: prices[contender.project])]
    return found


def _end_of(backers: Backers, bought: int, spent: int) -> End:
    if spent > backers.budget:
        return "over"
    left = backers.room
    for q in (q for q in range(len(backers.costs)) if bought >> q & 1):
        left = backers.limits.after(left, backers.projects[q])
    for q, cost in enumerate(backers.costs):
        fits = cost <= backers.budget - spent and not bought >> q & 1
        if fits and backers.limits.blocking(left, backers.projects[q]) is None:
            return "room"
    return "full"


def _exact_end(backers: Backers, raises: int) -> End:
    chosen = [choice.project for choice in run(backers, raises).choices]
    return _end_of(backers, sum(1 << q for q in chosen), sum(backers.costs[q] for q in chosen))
