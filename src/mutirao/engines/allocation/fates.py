"""Why a project won or lost, as codes and facts; the sentences are made where they are shown."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from mutirao.engines.allocation.amounts import plain

Code = Literal[
    "taken",  # won: it had the most support of what still fitted (greedy)
    "bought",  # won: its supporters paid for it out of their equal shares
    "filled",  # won: taken by support with the money that equal shares left over (add1u)
    "saved-up",  # won: its supporters had saved up its cost (phragmen)
    "free",  # won: it costs nothing and somebody supports it
    "unsupported",  # lost: nobody named it
    "too-few-votes",  # lost: it has less than a project needs to be counted at all
    "dearer-than-budget",  # lost: it costs more than there is
    "does-not-fit",  # lost: when its turn came, less was left than it costs
    "not-reached",  # lost: the rule ended before its turn came
    "supporters-short",  # lost: its supporters had too little left between them
    "supporters-late",  # lost: its supporters had not saved up enough when the rule ended (phragmen)
    "ruled-out",  # lost: as many as may win of a set of incompatible projects had won before it
    "ceiling-reached",  # lost: too little was left under the ceiling of its category or district
]
WON: frozenset[Code] = frozenset({"taken", "bought", "filled", "saved-up", "free"})


@dataclass(frozen=True)
class Fate:
    """What became of one project, and the facts that explain it.

    Amounts are in 1/`scale`. `support` is what the greedy rule counts (votes, or points in
    1/`points_scale`). `round` is the place in the order of selection, from 1. With equal shares,
    `paid_at_most` is the most that one supporter paid, `supporters_money` what the supporters still had
    between them when the rule ended, `supporters_missing` what they lacked; so too with Phragmén, where
    `given` is what everybody had been given when the project was bought. With the greedy rule, `rank`
    is the place in the order of support, `left` the money left when its turn came, `missing` what lacked.
    Where a condition kept the project out, `needed` is the support it needed (in 1/`points_scale`),
    `because` the name of the incompatible set or of the category, `rivals` the projects of that set that
    won, and `left` and `missing` speak of the category's money.
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
    given: Fraction | None = None
    rank: int | None = None
    left: int | None = None
    missing: int | None = None
    needed: int | None = None
    because: str | None = None
    rivals: tuple[str, ...] | None = None

    def as_json(self, scale: int, points_scale: int) -> dict[str, Any]:
        """The fate as plain data, amounts in currency units, facts that do not apply left out."""
        money = {
            "cost": self.cost,
            "paid_at_most": self.paid_at_most,
            "supporters_money": self.supporters_money,
            "supporters_missing": self.supporters_missing,
            "given": self.given,
            "left": self.left,
            "missing": self.missing,
        }
        facts: dict[str, Any] = {
            "votes": self.votes,
            "support": plain(self.support, points_scale),
            "round": self.round,
            "rank": self.rank,
            "needed": None if self.needed is None else plain(self.needed, points_scale),
            "because": self.because,
            "rivals": None if self.rivals is None else list(self.rivals),
            **{name: None if amount is None else plain(amount, scale) for name, amount in money.items()},
        }
        known = {name: fact for name, fact in facts.items() if fact is not None}
        return {"project": self.project, "won": self.won, "code": self.code, **known}
