"""How many groups there are, who is in which, and when we say that no groups can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.certainty import LEAST
from mutirao.engines.opinions.clusters import distinct, k_means
from mutirao.engines.opinions.pattern import Pattern
from mutirao.engines.opinions.silhouettes import silhouettes

Real = NDArray[np.float64]
Labels = NDArray[np.int64]
Reason = Literal["few-people", "no-pattern", "no-separation"]
LEAST_PEOPLE = 12
LEAST_SILHOUETTE = 0.25  # below, L. Kaufman and P. Rousseeuw (1990) find "no substantial structure"
MUCH_CLEARER = 0.1  # of silhouette, by which another parting must beat the one from Polis's beginning
_GLANCE = 10  # rounds that show whether another parting will be much closer
MUCH_CLOSER = 0.9  # of the squared distances, below which another parting is worth looking at


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups of people, or the `reason` why there are none.

    `label` is each person's group from 0 (n), `middles` (groups, 2), `silhouettes` by number of groups.
    """

    label: Labels
    middles: Real
    silhouettes: dict[int, float]
    reason: Reason | None = None


def grouping(points: Real, found: Pattern, *, most: int) -> Grouping:
    """Part people at points (n, 2) into the number of groups from 2 to `most` that stand apart most clearly.

    Of two numbers of groups that are equally clear the smaller is taken. Where Polis's beginning misses a
    much better parting, that one is taken; see `_second_look`.
    """
    if len(points) < LEAST_PEOPLE:
        return _none(points, {}, "few-people")
    places = distinct(points)
    # A group is five people on average at least: smaller ones could not be shown.
    ks = [k for k in range(2, most + 1) if k * LEAST <= len(points) and k <= len(places)]
    if not found.is_there or not ks:
        return _none(points, {}, "no-pattern")
    partings = [k_means(points, k, places[:k]) for k in ks]
    others = _second_look(points, partings)
    clear = silhouettes(points, [labels for labels, _ in (*partings, *others)])
    told = dict(zip(ks, clear, strict=False))
    best = int(np.argmax(clear[: len(ks)]))
    if others:
        other = len(ks) + int(np.argmax(clear[len(ks) :]))
        if clear[other] >= clear[best] + MUCH_CLEARER:
            told |= {len(middles): clear[len(ks) + i] for i, (_, middles) in enumerate(others)}
            best = other
    if clear[best] < LEAST_SILHOUETTE:
        return _none(points, told, "no-separation")
    labels, middles = (*partings, *others)[best]
    sizes = np.bincount(labels, minlength=len(middles))
    order = np.lexsort((middles[:, 1], middles[:, 0], -sizes))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Grouping(rank[labels], middles[order], told)


def _second_look(points: Real, partings: Sequence[tuple[Labels, Real]]) -> list[tuple[Labels, Real]]:
    """Partings in which people stand much closer together than in those found from the left.

    Each begins from the parting into one group fewer, at first all in one, and the person who stands furthest
    from the middle of their group. That finds camps which Polis's beginning misses when the people furthest
    to the left all belong to one of them.
    """
    better = []
    labels, middles = np.zeros(len(points), dtype=np.int64), points.mean(axis=0)[None]
    for first in partings:
        furthest = int(((points - middles[labels]) ** 2).sum(axis=1).argmax())
        beginning = np.vstack([middles, points[furthest]])
        second = k_means(points, len(beginning), beginning, rounds=_GLANCE)
        if _spread(points, *second) < MUCH_CLOSER * _spread(points, *first):
            labels, middles = k_means(points, len(beginning), second[1])
            better.append((labels, middles))
        else:
            labels, middles = first
    return better


def _spread(points: Real, labels: Labels, middles: Real) -> float:
    """The sum of squared distances of all points to the middle of their group."""
    return float(((points - middles[labels]) ** 2).sum())


def kept_names(label: Labels, groups: int, before: NDArray[np.integer]) -> list[int]:
    """The names (numbers) of groups 0 … `groups` − 1, such that most people keep the one they had `before`.

    `before` is the name each person's group had, −1 for none (n). A group that is new takes a free number.
    """
    old = sorted({int(name) for name in before if name >= 0})
    both = np.array([[int(((label == g) & (before == name)).sum()) for name in old] for g in range(groups)])
    slots: Sequence[int | None] = [*range(len(old)), *[None] * groups]
    best = max(
        dict.fromkeys(permutations(slots, groups)),
        key=lambda chosen: sum(int(both[g, slot]) for g, slot in enumerate(chosen) if slot is not None),
        default=(),
    )
    kept = [old[slot] if slot is not None and both[g, slot] else None for g, slot in enumerate(best)]
    free = iter(number for number in range(2 * groups + len(old)) if number not in kept)
    return [name if name is not None else next(free) for name in kept]


def _none(points: Real, told: dict[int, float], reason: Reason) -> Grouping:
    return Grouping(np.full(len(points), -1, dtype=np.int64), np.zeros((0, 2)), told, reason)
