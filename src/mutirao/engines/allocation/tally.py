"""The result of a count: who won, every project's fate, and what settled the ties."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from mutirao.engines.allocation.amounts import plain
from mutirao.engines.allocation.conditions import NO_CONDITIONS, Conditions
from mutirao.engines.allocation.equal_shares import Stop
from mutirao.engines.allocation.fates import Fate
from mutirao.engines.allocation.phragmen import PhragmenStop
from mutirao.engines.allocation.ties import Tie


@dataclass(frozen=True)
class Tally:
    """The result of a count. Amounts are in 1/`scale`; `selected` is in the order of selection.

    `fates` holds every project in the order of the ballot. With equal shares, `purse` is what each voter
    could spend in the end, after it had been raised `raises` times by one currency unit, and `stopped`
    says why it was not raised further. With Phragmén, `purse` is what everybody had been given in the end and
    `stopped` says why no more was given. With the greedy rule all three are None.
    """

    rule: str
    utility: str | None
    completion: str | None
    seed: str
    selected: tuple[str, ...]
    total_cost: int
    budget: int
    scale: int
    points_scale: int
    voters: int
    ties: tuple[Tie, ...]
    fates: tuple[Fate, ...]
    purse: Fraction | None = None
    raises: int | None = None
    stopped: Stop | PhragmenStop | None = None
    conditions: Conditions = NO_CONDITIONS

    def as_json(self) -> dict[str, Any]:
        """The tally as plain data, amounts in currency units (see amounts.plain)."""
        found: dict[str, Any] = {
            "rule": self.rule,
            "utility": self.utility,
            "completion": self.completion,
            "seed": self.seed,
            "voters": self.voters,
            "budget": plain(self.budget, self.scale),
            "total_cost": plain(self.total_cost, self.scale),
            "selected": list(self.selected),
            "purse": None if self.purse is None else plain(self.purse, self.scale),
            "raises": self.raises,
            "stopped": self.stopped,
            "ties": [
                {
                    "round": tie.round,
                    "candidates": list(tie.candidates),
                    "settled_by": tie.settled_by,
                    "chosen": tie.chosen,
                }
                for tie in self.ties
            ],
            "projects": [fate.as_json(self.scale, self.points_scale) for fate in self.fates],
        }
        if self.conditions != NO_CONDITIONS:
            found["conditions"] = self.conditions.as_json(self.scale, self.points_scale)
        return found
