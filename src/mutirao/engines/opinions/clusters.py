"""Groups of people who stand near each other on the map: k-means from Polis's beginning.

The beginning is the k people furthest to the left, and the rules for stopping are those of the program our
tests compare with, red-dwarf, so that both find the same groups. Nothing here is left to chance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
Labels = NDArray[np.int64]
_ROUNDS = 300
_STILL = 1e-4  # of the mean variance: the middles hardly move any more


def distinct(points: Real) -> Real:
    """The different points, from left to right and then from the bottom up, (d, 2)."""
    order = np.lexsort((points[:, 1], points[:, 0]))
    inorder = points[order]
    new = np.ones(len(inorder), dtype=bool)
    new[1:] = np.any(inorder[1:] != inorder[:-1], axis=1)
    return np.asarray(inorder[new])


def k_means(points: Real, k: int, beginning: Real, *, rounds: int = _ROUNDS) -> tuple[Labels, Real]:
    """Part points (n, 2) into k groups around middles that begin at `beginning` (k, 2).

    Gives the group of each point (n) and the middles (k, 2). Nobody is left without a group, and no group
    without people while there are k different points. It ends after `rounds` if it has not come to rest.
    """
    centre = points.mean(axis=0)
    along = np.column_stack([points - centre, np.ones(len(points))])  # x, y, one person
    across = np.ascontiguousarray(along.T)
    middles = beginning - centre
    still = _STILL * float(np.var(points, axis=0).mean())
    before = np.zeros((k, len(points)), dtype=bool)
    for _ in range(rounds):
        distance = _distance(across, middles)
        member = _members(distance)
        sums = member.astype(np.float64) @ along
        if not sums[:, 2].all():
            _begin_again(sums, distance, member, along)
        moved = sums[:, :2] / np.maximum(sums[:, 2:], 1)
        shift = float(((moved - middles) ** 2).sum())
        middles = moved
        if np.array_equal(member, before):
            break
        before = member
        if shift <= still:
            member = _members(_distance(across, middles))
            break
    return member.argmax(axis=0), middles + centre


def _distance(across: Real, middles: Real) -> Real:
    """The squared distance of each point to each middle, less the point's own square, (k, n)."""
    weights = np.column_stack([-2 * middles, (middles**2).sum(axis=1)])
    return np.asarray(weights @ across)


def _members(distance: Real) -> NDArray[np.bool_]:
    """Which middle is the nearest to each point, (k, n); of two that are equally near the first."""
    member = distance == distance.min(axis=0)
    if np.count_nonzero(member) != member.shape[1]:
        first = distance.argmin(axis=0)
        member = np.arange(len(distance))[:, None] == first
    return np.asarray(member)


def _begin_again(sums: Real, distance: Real, member: NDArray[np.bool_], along: Real) -> None:
    """Let an empty group begin again at the point that is furthest from its own middle."""
    nearest = member.argmax(axis=0)
    away = distance.min(axis=0) + (along[:, :2] ** 2).sum(axis=1)
    empty = np.flatnonzero(sums[:, 2] == 0).tolist()
    for point in np.argsort(-away, kind="stable").tolist():
        if empty and sums[nearest[point], 2] > 1:
            sums[nearest[point]] -= along[point]
            sums[empty.pop(0)] = along[point]
