"""An election as arrays: what each project costs, and how many people cast each distinct ballot."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Numbers = NDArray[np.int32]

# Whole numbers below this are exact as floating-point numbers, which NumPy adds up fastest.
_EXACT = 2**53


@dataclass(frozen=True, eq=False)
class Election:
    """A budget, projects and ballots; m projects, g distinct ballots, t entries on all of them together.

    `costs` (m,) and `budget` are whole numbers of 1/`scale` currency units; `costs` is int64, or Python
    ints (dtype object) where their sum would not fit. Ballot b was cast by `weights[b]` people, names the
    projects `projects[indptr[b]:indptr[b + 1]]` in ascending order and gives them `points[...]`, in
    1/`points_scale`: 1 on an approval ballot, k, k - 1, … 1 on a ranking of k projects.
    `default_points` is what a ballot gives to every project that it does not name.
    Shapes: indptr (g + 1,) int64, projects (t,) int32, points (t,) int64, weights (g,) int64. Memory: 16
    bytes for each distinct ballot and 4 for each project on it, 12 where ballots have points.
    """

    project_ids: tuple[str, ...]
    costs: NDArray[Any]
    budget: int
    indptr: Whole
    projects: Numbers
    points: Whole
    weights: Whole
    scale: int = 1
    points_scale: int = 1
    default_points: int = 0

    @cached_property
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
        if not self.has_points:
            got = self.votes
        else:
            most = int(self.points.max(initial=0)) * self.voters
            points = self.points if most < 2**62 else self.points.astype(object)
            got = self._totals(self._cast * points)
        if not self.default_points:
            return got
        rest = (self.voters - named for named in self.votes)
        return tuple(own + self.default_points * left for own, left in zip(got, rest, strict=True))

    @cached_property
    def has_points(self) -> bool:
        """Whether a ballot gives anything but 1 to a project it names."""
        one_for_all = len(self.points) > 0 and self.points.strides == (0,)
        return int(self.points[0]) != 1 if one_for_all else bool((self.points != 1).any())

    @property
    def _cast(self) -> Whole:
        """For each entry, how many people made it."""
        return np.repeat(self.weights, np.diff(self.indptr))

    def _totals(self, entries: NDArray[Any]) -> tuple[int, ...]:
        many = len(self.project_ids)
        if entries.dtype != object and float(entries.sum(dtype=np.float64)) < _EXACT:
            sums = np.bincount(self.projects, weights=entries, minlength=many)
            return tuple(int(total) for total in sums.tolist())
        totals = np.zeros(many, dtype=entries.dtype)
        np.add.at(totals, self.projects, entries)
        return tuple(totals.tolist())


def ones(many: int) -> Whole:
    """The points of `many` entries of approval ballots: a one each, in eight bytes for all of them."""
    return np.broadcast_to(np.ones(1, dtype=np.int64), (many,))
