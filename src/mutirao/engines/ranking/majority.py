"""One question, yes or no: a majority, a quorum, and the turnout."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

from mutirao.engines.ranking.outcome import number

Base = Literal["yes-and-no", "all-votes", "all-eligible"]
VerdictCode = Literal["carried", "not-carried", "level", "too-few-voters"]


@dataclass(frozen=True)
class Quorum:
    """How many must vote for a result to count: `least` people, and `share` of all who may vote."""

    least: int = 0
    share: Fraction = Fraction(0)

    def needed(self, eligible: int | None) -> int:
        """The number of voters asked for. Raises ValueError where a share needs to know how many may vote."""
        if self.share and eligible is None:
            raise ValueError("a quorum by share needs the number of those who may vote")
        return max(self.least, ceil(self.share * (eligible or 0)))


@dataclass(frozen=True)
class Majority:
    """What carries a question: more than `share` of the votes (or at least so much), counted `of` what."""

    share: Fraction = Fraction(1, 2)
    more_than: bool = True
    of: Base = "yes-and-no"


@dataclass(frozen=True)
class Verdict:
    """Whether a question was carried. `needed` is how many yes votes it took, `quorum` how many voters.

    Votes to abstain count as voting: towards the quorum and the turnout, not for or against.
    """

    carried: bool
    code: VerdictCode
    yes: int
    no: int
    abstain: int
    needed: int
    quorum: int
    turnout: Fraction | None

    @property
    def voters(self) -> int:
        """How many people voted."""
        return self.yes + self.no + self.abstain

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "carried": self.carried,
            "code": self.code,
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "voters": self.voters,
            "needed": self.needed,
            "quorum": self.quorum,
            "turnout": None if self.turnout is None else number(self.turnout),
        }


SIMPLE = Majority()
NO_QUORUM = Quorum()


def majority(
    yes: int,
    no: int,
    abstain: int = 0,
    *,
    eligible: int | None = None,
    rule: Majority = SIMPLE,
    quorum: Quorum = NO_QUORUM,
) -> Verdict:
    """Decide a question. A question that is level is not carried: what is stays as it is.

    Raises ValueError for numbers below zero, more voters than may vote, or a share that needs `eligible`.
    """
    voters = yes + no + abstain
    if min(yes, no, abstain) < 0:
        raise ValueError("votes cannot be below zero")
    if eligible is not None and voters > eligible:
        raise ValueError(f"{voters} people voted, but only {eligible} may")
    if rule.of == "all-eligible" and eligible is None:
        raise ValueError("a majority of all who may vote needs their number")
    base = {"yes-and-no": yes + no, "all-votes": voters, "all-eligible": eligible or 0}[rule.of]
    part = rule.share * base
    needed = floor(part) + 1 if rule.more_than else max(ceil(part), 1)
    asked = quorum.needed(eligible)
    code: VerdictCode = "carried" if yes >= needed else "not-carried"
    if yes == no and code == "not-carried":
        code = "level"
    if voters < asked:
        code = "too-few-voters"
    turnout = Fraction(voters, eligible) if eligible else None
    return Verdict(code == "carried", code, yes, no, abstain, needed, asked, turnout)
