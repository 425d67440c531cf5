"""Why a project won or lost, as codes and facts; the sentences are made where they are shown."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from mutirao.engines.allocation.amounts import plain

Code = Literal[
    "taken",  # won: it had the most support of what still fitted (greedy)
    "bought",  # won: its supporters paid for it out of their equal shares
    "filled",  # won: taken by support with the money that equal shares left over (add1u)
    "free",  # won: it costs nothing and somebody supports it
    "unsupported",  # lost: nobody named it
    "dearer-than-budget",  # lost: it costs more than there is
    "does-not-fit",  # lost: when its turn came, less was left than it costs
    "supporters-short",  # lost: its supporters had too little left between them
]
WON: frozenset[Code] = frozenset({"taken", "bought", "filled", "free"})


@dataclass(frozen=True)
class Fate:
    """What became of one project, and the facts that explain it.

    Amounts are in 1/`scale`. `support` is what the greedy rule counts (votes, or points in
    1/`points_scale`). `round` is the place in the order of selection, from 1. With equal shares,
    `paid_at_most` is the most that one supporter paid, `supporters_money` what the supporters still had
    between them when the rule ended, `supporters_missing` what they lacked. With the greedy rule, `rank`
    is the place in the order of support, `left` the money left when its turn came, `missing` what lacked.
    """

    project: str
    won: bool
    code: Code
    cost: int
    votes: int
    support: int
    round: int | None = None
    paid_at_most: Fraction | None = None
    supporters_money: Fraction | None = None
    supporters_missing: Fraction | None = None
    rank: int | None = None
    left: int | None = None
    missing: int | None = None

    def as_json(self, scale: int, points_scale: int) -> dict[str, Any]:
        """The fate as plain data, amounts in currency units, facts that do not apply left out."""
        money = {
            "cost": self.cost,
            "paid_at_most": self.paid_at_most,
            "supporters_money": self.supporters_money,
            "supporters_missing": self.supporters_missing,
            "left": self.left,
            "missing": self.missing,
        }
        facts: dict[str, Any] = {
            "votes": self.votes,
            "support": plain(self.support, points_scale),
            "round": self.round,
            "rank": self.rank,
            **{name: None if amount is None else plain(amount, scale) for name, amount in money.items()},
        }
        known = {name: fact for name, fact in facts.items() if fact is not None}
        return {"project": self.project, "won": self.won, "code": self.code, **known}
