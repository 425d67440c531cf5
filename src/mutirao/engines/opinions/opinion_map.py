"""The opinion map of a conversation: where people stand, which groups there are, what parts and bridges them.

`opinion_map(answers)` makes one, `refresh(before, answers)` makes the next while the conversation goes on.
The map carries its own explanation; docs/explanation/opinion-maps.md tells the rules in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import Answers
from mutirao.engines.opinions.axes import Axes, Products, axes, positions, products, statement_positions
from mutirao.engines.opinions.certainty import LEAST, probability
from mutirao.engines.opinions.findings import (
    Bridge,
    Finding,
    bridging,
    consensus,
    representative,
    standing,
)
from mutirao.engines.opinions.gaps import Gap, Parties, gaps
from mutirao.engines.opinions.gaps import parties as between
from mutirao.engines.opinions.grouping import Grouping, Reason, grouping, kept_names
from mutirao.engines.opinions.last import Last, last
from mutirao.engines.opinions.pattern import Pattern, pattern
from mutirao.engines.opinions.processor import one_processor
from mutirao.engines.opinions.tallies import AGREED, DISAGREED, by_label

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
METHOD = "polis-pca-kmeans-1"
MOST_GROUPS = 5
LEAST_ANSWERS = 7


@dataclass(frozen=True)
class Group:
    """A group of people. `id` stays when the map is refreshed; `name` is A, B, C …

    `is_shown` is false for fewer than five people: such a group may never be shown by itself, and what the
    map says of it is for the counting only. `middle` is its place on the map.
    """

    id: int
    people: int
    is_shown: bool
    middle: tuple[float, float]
    representative: tuple[Finding, ...]

    @property
    def name(self) -> str:
        return chr(ord("A") + self.id) if self.id < 26 else f"{self.id + 1}"


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """A map of n people and m statements, and all that is said from it.

    `positions` (n, 2) and `statement_positions` (m, 2) share one scale; `group` (n) is the id of a person's
    group or −1: nobody below `least_answers` answers has one. `axes` hold the two directions; `tally` (m, 3)
    and `group_tally` (groups, m, 3) count agreed, passed, disagreed; `group_informed_agree` and `…_disagree`
    (m) multiply the groups' probabilities. Where `reason` is not None no groups can be told apart, `groups`
    is empty, and so is all that compares them. `silhouettes` is by number of groups; `is_open` (m) is true
    for statements that took part: answered by somebody and not refused; `too_few` people answered too little.
    """

    seed: str
    people: tuple[str, ...]
    statements: tuple[str, ...]
    answers: int
    least_answers: int
    positions: Real
    statement_positions: Real
    axes: Axes
    group: Whole
    groups: tuple[Group, ...]
    reason: Reason | None
    pattern: Pattern
    silhouettes: Mapping[int, float]
    is_open: NDArray[np.bool_]
    moderation: NDArray[np.int8]
    tally: Whole
    group_tally: Whole
    group_informed_agree: Real
    group_informed_disagree: Real
    consensus_agree: tuple[Finding, ...]
    consensus_disagree: tuple[Finding, ...]
    bridging: tuple[Bridge, ...]
    divisive: tuple[Gap, ...]
    parties: Parties | None
    too_few: int
    method: str = METHOD

    @property
    def grouped_people(self) -> int:
        """How many people answered enough to shape the groups."""
        return int((self.group >= 0).sum())

    def as_json(self, *, everyone: bool = False) -> dict[str, Any]:
        """The map as plain data; see mutirao.engines.opinions.plain."""
        from mutirao.engines.opinions.plain import as_json

        return as_json(self, everyone=everyone)


@one_processor()
def opinion_map(
    answers: Answers,
    *,
    seed: str = "",
    parties: Mapping[str, str] | None = None,
    most_groups: int = MOST_GROUPS,
    picks: int = 5,
) -> OpinionMap:
    """Make the map of a conversation; the same answers and seed give the same map.

    `parties` gives the party of people by id; `picks` is how many statements are chosen to stand for a group
    or for the consensus each way. The seed only matters beyond 400 statements, where it begins the search
    for the directions. Takes time in proportion to people × statements².
    """
    common = products(answers)
    found = axes(common, len(answers.statements), seed=seed)
    return _drawn(answers, common, found, seed, parties, most_groups, picks)


@one_processor()
def refresh(
    before: OpinionMap | Mapping[str, Any],
    answers: Answers,
    *,
    parties: Mapping[str, str] | None = None,
    most_groups: int = MOST_GROUPS,
    picks: int = 5,
) -> OpinionMap:
    """Make the next map of a conversation from the last one, or from its `as_json(everyone=True)`.

    It finds what `opinion_map` would find, so that a map never depends on when it was looked at; only the
    ids of groups are kept, by the people in them, and left and right, top and bottom stay where they were.
    """
    was = last(before)
    common = products(answers)
    nowhere = (0.0, 0.0)  # a statement that is new
    known = np.array([was.directions.get(name, nowhere) for name in answers.statements]).reshape(-1, 2).T
    usable = bool(np.abs(known[:, common.columns]).sum(axis=1).all())
    found = axes(common, len(answers.statements), seed=was.seed, start=known if usable else None)
    sides = np.where((known * found.directions).sum(axis=1) < 0, -1.0, 1.0)
    return _drawn(answers, common, found, was.seed, parties, most_groups, picks, was, sides)


def _drawn(
    answers: Answers,
    common: Products,
    found: Axes,
    seed: str,
    parties: Mapping[str, str] | None,
    most_groups: int,
    picks: int,
    before: Last | None = None,
    sides: Real | float = 1.0,
) -> OpinionMap:
    names, m = answers.statements, len(answers.statements)
    is_open = np.zeros(m, dtype=bool)
    is_open[common.columns] = True
    least = min(LEAST_ANSWERS, max(len(common.columns), 1))
    placed = positions(answers, common, found)
    enough = answers.by_person >= least
    there = pattern(common)
    parted = grouping(placed[enough], there, most=most_groups)
    group, ids = _group_ids(answers, enough, parted, before)
    middles = {one: placed[group == one].mean(axis=0) * sides for one in ids}
    tally = common.tally
    group_tally = by_label(answers, np.where(group < 0, -1, np.searchsorted(ids, group)), len(ids))
    groups = _groups(ids, middles, group, group_tally, names, is_open, picks)
    shown = [i for i, one in enumerate(groups) if one.is_shown]
    informed = _informed(group_tally)
    return OpinionMap(
        seed=seed,
        people=answers.people,
        statements=names,
        answers=answers.count,
        least_answers=least,
        positions=placed * sides,
        statement_positions=statement_positions(common, found) * sides,
        axes=Axes(found.directions * np.reshape(sides, (-1, 1)), found.explained),
        group=group,
        groups=groups,
        reason=parted.reason,
        pattern=there,
        silhouettes=parted.silhouettes,
        is_open=is_open,
        moderation=answers.moderation,
        tally=tally,
        group_tally=group_tally,
        group_informed_agree=informed[:, AGREED],
        group_informed_disagree=informed[:, DISAGREED],
        consensus_agree=consensus(tally, "agree", names, is_open, picks),
        consensus_disagree=consensus(tally, "disagree", names, is_open, picks),
        bridging=bridging(group_tally[shown], [groups[i].id for i in shown], names, is_open),
        divisive=gaps(
            group_tally[shown], [groups[i].name for i in shown], names, is_open, by="low", most=2 * picks
        ),
        parties=None if parties is None else between(answers, parties, is_open),
        too_few=int((~enough).sum()),
    )


def _group_ids(
    answers: Answers, enough: NDArray[np.bool_], parted: Grouping, before: Last | None
) -> tuple[Whole, list[int]]:
    """The id of each person's group (n, −1 for none), and all ids, rising."""
    found = len(parted.middles)
    ids = list(range(found))
    if before is not None and before.group and found:
        people = np.array([before.group.get(name, -1) for name in answers.people], dtype=np.int64)
        ids = kept_names(parted.label, found, people[enough])
    group = np.full(len(answers.people), -1, dtype=np.int64)
    if found:
        group[enough] = np.array(ids, dtype=np.int64)[parted.label]
    return group, sorted(ids)


def _groups(
    ids: list[int],
    middles: Mapping[int, Real],
    group: Whole,
    tally: Whole,
    names: tuple[str, ...],
    is_open: NDArray[np.bool_],
    picks: int,
) -> tuple[Group, ...]:
    compared = standing(tally)
    people = {one: int((group == one).sum()) for one in ids}
    return tuple(
        Group(
            id=one,
            people=people[one],
            is_shown=people[one] >= LEAST,
            middle=(float(middles[one][0]), float(middles[one][1])),
            representative=representative(compared, row, names, is_open, picks),
        )
        for row, one in enumerate(ids)
    )


def _informed(group_tally: Whole) -> Real:
    """The product over groups of the probability of each answer, (m, 3); not a number without groups."""
    if not len(group_tally):
        return np.full(group_tally.shape[1:], np.nan)
    return np.asarray(probability(group_tally, group_tally.sum(axis=2, keepdims=True)).prod(axis=0))
