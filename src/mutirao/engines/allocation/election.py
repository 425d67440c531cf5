"""An election as arrays: what each project costs, and how many people cast each distinct ballot."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.pabulib import PabulibFile

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Election:
    """A budget, projects and ballots; m projects, g distinct ballots, t entries on all of them together.

    `costs` (m,) and `budget` are whole numbers of 1/`scale` currency units; `costs` is int64, or Python
    ints (dtype object) where their sum would not fit. Ballot b was cast by `weights[b]` people, names the
    projects `projects[indptr[b]:indptr[b + 1]]` in ascending order and gives them `points[...]`, in
    1/`points_scale`: 1 on an approval ballot, k, k - 1, … 1 on a ranking of k projects.
    `default_points` is what a ballot gives to every project that it does not name.
    Shapes: indptr (g + 1,) int64, projects (t,) int64, points (t,) int64, weights (g,) int64.
    """

    project_ids: tuple[str, ...]
    costs: NDArray[Any]
    budget: int
    indptr: Whole
    projects: Whole
    points: Whole
    weights: Whole
    scale: int = 1
    points_scale: int = 1
    default_points: int = 0

    @property
    def voters(self) -> int:
        """How many people voted, those with an empty ballot among them."""
        return int(self.weights.sum())

    @cached_property
    def prices(self) -> tuple[int, ...]:
        """The costs as Python ints, which cannot overflow."""
        return tuple(int(cost) for cost in self.costs)

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """How many people named each project."""
        return self._totals(self._cast)

    @cached_property
    def support(self) -> tuple[int, ...]:
        """What the greedy rule counts: votes, or points in 1/`points_scale` where the ballot has them."""
        most = int(self.points.max(initial=0)) * self.voters
        points = self.points if most < 2**62 else self.points.astype(object)
        got = self._totals(self._cast * points)
        if not self.default_points:
            return got
        rest = (self.voters - named for named in self.votes)
        return tuple(own + self.default_points * left for own, left in zip(got, rest, strict=True))

    @cached_property
    def _cast(self) -> Whole:
        """For each entry, how many people made it."""
        return np.repeat(self.weights, np.diff(self.indptr))

    def _totals(self, entries: NDArray[Any]) -> tuple[int, ...]:
        totals = np.zeros(len(self.project_ids), dtype=entries.dtype)
        np.add.at(totals, self.projects, entries)
        return tuple(totals.tolist())


def from_pabulib(file: PabulibFile) -> Election:
    """The election of a Pabulib file; ballots that say the same are put together."""
    votes = file.votes
    indptr = np.asarray(votes.starts, dtype=np.int64)
    projects = np.asarray(votes.projects, dtype=np.int64)
    lengths = np.diff(indptr)
    if file.vote_type == "ordinal":
        points = np.repeat(indptr[1:], lengths) - np.arange(len(projects), dtype=np.int64)
    elif len(votes.points):
        points = np.asarray(votes.points, dtype=np.int64)
    else:
        points = np.ones(len(projects), dtype=np.int64)
    default = file.meta.get("default_score", "") if file.vote_type == "scoring" else ""
    times = np.bincount(np.asarray(votes.ballot, dtype=np.int64), minlength=len(lengths)).astype(np.int64)
    return Election(
        project_ids=tuple(project.id for project in file.projects),
        costs=amounts_array([project.cost for project in file.projects]),
        budget=file.budget,
        scale=file.scale,
        points_scale=votes.points_scale,
        default_points=int(default or 0) * votes.points_scale,
        **grouped(indptr, projects, points, times),
    )


def amounts_array(amounts: list[int]) -> NDArray[Any]:
    """Amounts as int64 where their sum fits, else as Python ints."""
    return np.array(amounts, dtype=np.int64 if sum(amounts) < 2**62 else object)


def grouped(indptr: Whole, projects: Whole, points: Whole, weights: Whole) -> dict[str, Whole]:
    """Ballots in a canonical order, with those that name the same projects with the same points merged.

    Takes and gives arrays shaped as in Election; ballots with the weight 0 are left out.
    """
    lengths = np.diff(indptr)
    parts: list[tuple[Whole, Whole, Whole]] = []
    for length in np.unique(lengths[weights > 0]).tolist():
        rows = np.flatnonzero((lengths == length) & (weights > 0))
        at = indptr[rows, None] + np.arange(length)
        named, given = projects[at], points[at]
        if (named[:, 1:] < named[:, :-1]).any():
            order = np.argsort(named, axis=1)
            named, given = (np.take_along_axis(cells, order, axis=1) for cells in (named, given))
        parts.append(_merged(named, given, weights[rows]))
    sizes = [np.full(len(part[0]), part[0].shape[1], dtype=np.int64) for part in parts]
    empty = [np.zeros(0, dtype=np.int64)]
    return {
        "indptr": np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.concatenate(sizes or empty))]),
        "projects": np.concatenate([part[0].ravel() for part in parts] or empty),
        "points": np.concatenate([part[1].ravel() for part in parts] or empty),
        "weights": np.concatenate([part[2] for part in parts] or empty),
    }


def _merged(named: Whole, given: Whole, weights: Whole) -> tuple[Whole, Whole, Whole]:
    """The different rows of two (k, length) arrays taken together, in ascending order, and their weights."""
    keys = _packed(named) + (_packed(given) if np.ptp(given, axis=None) else []) if named.size else []
    if not keys:
        return named[:1], given[:1], weights.sum(keepdims=True)
    order = np.lexsort(keys[::-1])
    new = np.ones(len(order), dtype=bool)
    new[1:] = np.any([key[order[1:]] != key[order[:-1]] for key in keys], axis=0)
    first = np.flatnonzero(new)
    return named[order[first]], given[order[first]], np.add.reduceat(weights[order], first)


def _packed(rows: Whole) -> list[Whole]:
    """The columns of (k, length) non-negative numbers, packed into as few sorting keys as they need."""
    bits = max(int(rows.max()).bit_length(), 1)
    together = max(62 // bits, 1)
    keys = []
    for first in range(0, rows.shape[1], together):
        key = np.zeros(len(rows), dtype=np.int64)
        for column in rows[:, first : first + together].T:
            key = (key << bits) | column
        keys.append(key)
    return keys
