"""Gather ballots into an election, from a file or as they stream from a database, equal ones put together."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.election import Election, Numbers, Whole, ones
from mutirao.engines.allocation.grouping import alike, entries_of

# A ballot as it comes: how many people cast it, the projects it names (numbers from 0), and its points
# for them in the same order, or nothing.
Cast = tuple[int, Sequence[int], Sequence[int] | None]
_LEAST = 1 << 16  # entries that are kept before they are put together


def gathered(
    project_ids: Sequence[str],
    costs: Sequence[int],
    budget: int,
    chunks: Iterable[Iterable[Cast]],
    *,
    scale: int = 1,
    points_scale: int = 1,
    default_points: int = 0,
) -> Election:
    """An election from ballots that arrive in chunks, each of them read once and then forgotten.

    Memory: about 80 bytes for each ballot of one chunk, and what the distinct ballots met so far take (see
    Election), up to three times over while they are put together. Raises ValueError where a ballot
    names a project that is not there, one project twice, or gives other than one number of points to each.
    """
    box = _Box(len(project_ids))
    for chunk in chunks:
        box.take(*_read(list(chunk), len(project_ids)))
    return Election(
        project_ids=tuple(project_ids),
        costs=amounts_array(costs),
        budget=budget,
        scale=scale,
        points_scale=points_scale,
        default_points=default_points,
        **box.opened(),
    )


def merged(
    starts: Whole, projects: Numbers, points: Whole | None, weights: Whole, many: int
) -> dict[str, Any]:
    """Ballots with their projects in ascending order, those that say the same put together.

    `many` is the number of projects; `points` is None where a ballot gives none. Takes and gives arrays
    shaped as in Election; ballots with the weight 0 are left out.
    """
    if not (weights > 0).all():
        keep = np.flatnonzero(weights > 0)
        at, starts = entries_of(starts, keep)
        projects, weights = projects[at], weights[keep]
        points = None if points is None else points[at]
    row = np.repeat(np.arange(len(weights), dtype=np.int64), np.diff(starts))
    keys = row * many + projects
    if (keys[1:] < keys[:-1]).any():
        if points is None:
            keys.sort()
            projects = (keys - row * many).astype(np.int32)
        else:
            order = np.argsort(keys)
            projects, points = projects[order], points[order]
    del keys, row
    first, kind = alike(starts, (projects,) if points is None else (projects, points), ordered=False)
    people = np.zeros(len(first), dtype=np.int64)
    np.add.at(people, kind, weights)
    at, indptr = entries_of(starts, first)
    return {
        "indptr": indptr,
        "projects": projects[at],
        "points": ones(len(at)) if points is None else points[at],
        "weights": people,
    }


def amounts_array(amounts: Sequence[int]) -> NDArray[Any]:
    """Amounts as int64 where their sum fits, else as Python ints."""
    return np.array(amounts, dtype=np.int64 if sum(amounts) < 2**62 else object)


class _Box:
    """Ballots put together whenever as many have come as there were distinct ones before."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._parts: list[tuple[Whole, Numbers, Whole | None, Whole]] = []
        self._waiting = 0
        self._most = _LEAST

    def take(self, starts: Whole, projects: Numbers, points: Whole | None, weights: Whole) -> None:
        self._parts.append((starts, projects, points, weights))
        self._waiting += len(projects) + len(weights)
        if self._waiting > self._most:
            self._put_together()

    def opened(self) -> dict[str, Any]:
        found = self._put_together()
        self._parts.clear()
        return found

    def _put_together(self) -> dict[str, Any]:
        parts = self._parts or [_read([], self._many)]
        with_points = any(part[2] is not None for part in parts)
        lengths = np.concatenate([np.diff(part[0]) for part in parts])
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
        projects = np.concatenate([part[1] for part in parts])
        points = None
        if with_points:
            points = np.concatenate([ones(len(part[1])) if part[2] is None else part[2] for part in parts])
        weights = np.concatenate([part[3] for part in parts])
        found = merged(starts, projects, points, weights, self._many)
        kept = found["points"] if with_points else None
        self._parts = [(found["indptr"], found["projects"], kept, found["weights"])]
        self._waiting = len(found["projects"]) + len(found["weights"])
        self._most = 2 * self._waiting + _LEAST
        return found


def _read(chunk: Sequence[Cast], many: int) -> tuple[Whole, Numbers, Whole | None, Whole]:
    """One chunk as arrays, checked."""
    lengths = np.fromiter((len(named) for _, named, _ in chunk), dtype=np.int64, count=len(chunk))
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
    named = chain.from_iterable(named for _, named, _ in chunk)
    projects = np.fromiter(named, dtype=np.int64, count=int(starts[-1]))
    weights = np.fromiter((people for people, _, _ in chunk), dtype=np.int64, count=len(chunk))
    if len(projects) and not 0 <= int(projects.min()) <= int(projects.max()) < many:
        raise ValueError("a ballot names a project that is not there")
    keys = np.sort(np.repeat(np.arange(len(chunk), dtype=np.int64), lengths) * many + projects)
    if (keys[1:] == keys[:-1]).any():
        raise ValueError("a ballot names one project twice")
    points = None
    if any(given is not None for _, _, given in chunk):
        if any(given is not None and len(given) != len(named) for _, named, given in chunk):
            raise ValueError("a ballot does not give one number of points to each project it names")
        gifts = chain.from_iterable([1] * len(named) if given is None else given for _, named, given in chunk)
        points = np.fromiter(gifts, dtype=np.int64, count=len(projects))
    return starts, projects.astype(np.int32), points, weights
