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


def k_means(points: Real, k: int, beginning: Real) -> tuple[Labels, Real]:
    """Part points (n, 2) into k groups around middles that begin at `beginning` (k, 2).

    Gives the group of each point (n) and the middles (k, 2). Nobody is left without a group, and no group
    without people while there are k different points.
    """
    centre = points.mean(axis=0)
    across = np.ascontiguousarray((points - centre).T)
    middles = (beginning - centre).T.copy()
    still = _STILL * float(np.var(points, axis=0).mean())
    labels = np.full(len(points), -1)
    for _ in range(_ROUNDS):
        nearest, own = _nearest(across, middles)
        moved = _middles(across, nearest, own, k)
        shift = float(((moved - middles) ** 2).sum())
        middles = moved
        if np.array_equal(nearest, labels):
            return nearest, middles.T + centre
        labels = nearest
        if shift <= still:
            break
    return _nearest(across, middles)[0], middles.T + centre


def _nearest(across: Real, middles: Real) -> tuple[Labels, Real]:
    """The nearest middle of each point, and the squared distance to it less the point's own square."""
    distance = (-2 * middles.T) @ across
    distance += (middles**2).sum(axis=0)[:, None]
    nearest = distance.argmin(axis=0)
    return nearest, distance


def _middles(across: Real, nearest: Labels, distance: Real, k: int) -> Real:
    people = np.bincount(nearest, minlength=k)
    sums = np.stack([np.bincount(nearest, weights=line, minlength=k) for line in across])
    empty = np.flatnonzero(people == 0)
    if len(empty):
        # An empty group begins again at the point that is furthest from its own middle.
        away = distance[nearest, np.arange(len(nearest))] + (across**2).sum(axis=0)
        for group, point in zip(empty, np.argsort(-away, kind="stable"), strict=False):
            sums[:, nearest[point]] -= across[:, point]
            people[nearest[point]] -= 1
            sums[:, group] = across[:, point]
            people[group] = 1
    return np.asarray(sums / np.maximum(people, 1))
