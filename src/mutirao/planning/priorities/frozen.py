"""What a division was made from, frozen as plain data with a fingerprint, and made again from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from mutirao.theory.priorities import AreaInput, Division, divide
from mutirao.theory.rule_sets import RuleSet, as_plain, from_plain, number


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with where it comes from: source, mark and the day it is of, as text."""

    value: Fraction
    source: str = ""
    mark: str = ""
    taken_on: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an area: its place for the theme (None for none), and its figures by criterion."""

    key: str
    name: str
    rank: int | None
    figures: Mapping[str, Figure]

    def as_input(self) -> AreaInput:
        """As theory reads it."""
        return AreaInput(self.key, self.name, self.rank, {slug: f.value for slug, f in self.figures.items()})


def freeze(rules: RuleSet, areas: Sequence[Known], amount: int, unit: str, seed: str) -> dict[str, Any]:
    """Everything a division is made from, as plain data."""
    return {
        "rules": as_plain(rules),
        "areas": [
            {
                "key": area.key,
                "name": area.name,
                "rank": area.rank,
                "figures": {
                    slug: [number(f.value), f.source, f.mark, f.taken_on] for slug, f in area.figures.items()
                },
            }
            for area in areas
        ],
        "amount": amount,
        "unit": unit,
        "seed": seed,
    }


def digest(frozen: Mapping[str, Any]) -> str:
    """The fingerprint of what was frozen: SHA-256 of its JSON with sorted keys and no spaces, in UTF-8."""
    return sha256(text(frozen).encode()).hexdigest()


def text(frozen: Mapping[str, Any]) -> str:
    """What was frozen as the very text that its fingerprint is taken of."""
    return json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def known(frozen: Mapping[str, Any]) -> list[Known]:
    """The areas of what was frozen, with their figures and sources."""
    return [
        Known(
            area["key"],
            area["name"],
            area["rank"],
            {slug: Figure(Fraction(value), *rest) for slug, (value, *rest) in area["figures"].items()},
        )
        for area in frozen["areas"]
    ]


def rules_of(frozen: Mapping[str, Any]) -> RuleSet:
    """The rules of what was frozen."""
    return from_plain(frozen["rules"])


def again(frozen: Mapping[str, Any]) -> Division:
    """The division made again from what was frozen; raises `CannotDivide` where that was altered."""
    areas = [area.as_input() for area in known(frozen)]
    return divide(rules_of(frozen), areas, frozen["amount"], frozen["unit"], seed=frozen["seed"])


def result(division: Division) -> dict[str, Any]:
    """What came out, as plain data: all points, and each area's points, whether it receives, and units."""
    return {
        "total": number(division.total),
        "portions": [[p.key, number(p.points), p.receives, p.units] for p in division.portions],
    }
