"""What the next map has to know of the last one, out of memory or out of a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mutirao.engines.opinions.opinion_map import OpinionMap


@dataclass(frozen=True)
class Last:
    """The seed, the two directions by statement id, and the group of people by id (only who had one)."""

    seed: str
    directions: Mapping[str, tuple[float, float]]
    group: Mapping[str, int]


def last(before: OpinionMap | Mapping[str, Any]) -> Last:
    """What is needed of a map, or of its `as_json(everyone=True)`; raises KeyError for anything else."""
    if isinstance(before, Mapping):
        return Last(
            before["explanation"]["seed"],
            {told["id"]: (told["direction"][0], told["direction"][1]) for told in before["statements"]},
            {told["id"]: told["group"] for told in before["people"] if told["group"] is not None},
        )
    across, up = before.axes.directions.tolist()
    groups = zip(before.people, before.group.tolist(), strict=True)
    return Last(
        before.seed,
        dict(zip(before.statements, zip(across, up, strict=True), strict=True)),
        {name: group for name, group in groups if group >= 0},
    )
