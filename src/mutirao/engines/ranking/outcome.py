"""What a count of rankings or choices found: who won, each option's fate, every stage, every draw."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Code = Literal[
    "most",  # won: no option that lost has more
    "reached-quota",  # won: it had as many votes as a seat takes (stv)
    "last-standing",  # won: no more options were left than seats (stv)
    "fewer",  # lost: the winners have more
    "lost-draw",  # lost: it had as much as the last winner, and the lot put that one first
    "excluded",  # lost: it had the fewest votes at a stage, and its votes went on (stv)
    "seats-filled",  # lost: it was still standing when the last seat was filled (stv)
    "too-few-voters",  # nobody won: fewer people voted than the quorum asks for
]
WON: frozenset[Code] = frozenset({"most", "reached-quota", "last-standing"})
Did = Literal["count", "surplus", "exclude"]


@dataclass(frozen=True)
class Standing:
    """What became of one option.

    `score` is what the rule counts, votes or points; with stv, what it had when it was elected or
    excluded, or in the end.
    `place` is its place among the winners, from 1; `stage` the stage at which it was elected or excluded.
    """

    option: str
    won: bool
    code: Code
    score: Fraction
    place: int | None = None
    stage: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data; facts that do not apply are left out."""
        facts = {"score": number(self.score), "place": self.place, "stage": self.stage}
        known = {name: fact for name, fact in facts.items() if fact is not None}
        return {"option": self.option, "won": self.won, "code": self.code, **known}


@dataclass(frozen=True)
class Draw:
    """Options stood equal where one had to be put before the others.

    `options` are in the order in which they were put. It was settled by what they had at an earlier stage
    (`stage`), or by the published lot.
    """

    stage: int | None
    options: tuple[str, ...]
    settled_by: Literal["earlier-stage", "lot"]


@dataclass(frozen=True)
class Stage:
    """One stage of a transferable vote, from 1: what was done, and what every option then had.

    `did` says what moved the votes: the first count, a surplus handed on at `value` of its worth, or an
    option excluded; `option` is whose votes moved. `totals` are in the order of the options; `exhausted` are
    the votes that rank nobody who is still standing. `elected` were elected by what this stage found.
    """

    number: int
    did: Did
    option: str | None
    value: Fraction | None
    totals: tuple[Fraction, ...]
    exhausted: Fraction
    elected: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The result of a count. `winners` are in order; `standings` in the order of the options.

    `quota` is what a seat takes (stv), `turnout` the share of those who could vote that did, where known.
    """

    rule: str
    seed: str
    seats: int
    voters: int
    winners: tuple[str, ...]
    standings: tuple[Standing, ...]
    draws: tuple[Draw, ...] = ()
    stages: tuple[Stage, ...] = ()
    quota: int | None = None
    turnout: Fraction | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data; fractions that are not whole are text such as "7/3"."""
        options = [standing.option for standing in self.standings]
        return {
            "rule": self.rule,
            "seed": self.seed,
            "seats": self.seats,
            "voters": self.voters,
            "turnout": None if self.turnout is None else number(self.turnout),
            "quota": self.quota,
            "winners": list(self.winners),
            "draws": [
                {"stage": draw.stage, "options": list(draw.options), "settled_by": draw.settled_by}
                for draw in self.draws
            ],
            "options": [standing.as_json() for standing in self.standings],
            "stages": [
                {
                    "stage": stage.number,
                    "did": stage.did,
                    "option": stage.option,
                    "value": None if stage.value is None else number(stage.value),
                    "totals": dict(zip(options, map(number, stage.totals), strict=True)),
                    "exhausted": number(stage.exhausted),
                    "elected": list(stage.elected),
                }
                for stage in self.stages
            ],
        }


def number(value: Fraction) -> int | str:
    """An exact number for JSON: an int where it is whole, else text such as "7/3"."""
    return int(value) if value.denominator == 1 else str(value)
