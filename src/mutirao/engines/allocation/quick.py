"""The votes of a large, plainly written file, read as columns of numbers instead of row by row.

Nothing here decides what a file means: whatever is not written in the plainest way (quotation marks,
blanks, an unknown project, two votes of one voter …) is left to `votes`, which reads slowly and knows
what to say about it. What is read here comes out exactly as `votes` would have read it.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.cells import Cells
from mutirao.engines.allocation.grouping import alike, entries_of
from mutirao.engines.allocation.words import Cut, Names, hashes, numbers

_CHUNK = 1 << 18  # bytes looked at together: what the processor keeps near
_COMMA, _SEMICOLON, _NEWLINE = 44, 59, 10
_LONGEST_LINE = 131_072
_LARGEST_FILE = 2**31 - 2**24

Places = NDArray[np.int32]


class NotPlain(Exception):  # noqa: N818 - a turning back, not a fault
    """This section is not written in the plainest way, or something is wrong with it."""


@dataclass(frozen=True)
class Columns:
    """Which cells of a row are what, and what a vote may hold; `points` is None where there are none."""

    names: tuple[str, ...]
    voter: int
    vote: int
    points: int | None
    most_named: int | None
    most_points: int | None


@dataclass(frozen=True, eq=False)
class Plain:
    """The votes of a section, in the shapes of `votes.Votes`."""

    voters: Cells
    ballot: "array[int]"
    starts: "array[int]"
    projects: "array[int]"
    points: "array[int]"
    extra: dict[str, Cells]


def read_plain(
    data: bytes,
    begin: int,
    columns: Columns,
    ids: Sequence[str],
    progress: Callable[[int, int], None] | None = None,
) -> Plain:
    """Read the rows of VOTES from byte `begin` to the end of `data`, or raise NotPlain.

    Takes about 12 bytes of memory for each vote, 4 for each different cell of the table, and 4 to 12 for
    each project named on a different ballot, beside the file itself.
    """
    end = len(data)
    while end > begin and data[end - 1] == _NEWLINE:
        end -= 1
    if b'"' in data[begin:end] or b"\r" in data[begin:end] or end > _LARGEST_FILE or end == begin:
        raise NotPlain
    known = Names.of(ids)
    if known is None:
        raise NotPlain
    parts: list[_Part] = []
    while begin < end:
        stop = data.find(b"\n", min(begin + _CHUNK, end), end)
        stop = end if stop < 0 else stop
        parts.append(_part(data, begin, stop, columns, known))
        begin = stop + 1
        if progress is not None:
            progress(min(begin, len(data)), len(data))
    return _opened(data, columns, parts, len(ids))


@dataclass(frozen=True, eq=False)
class _Part:
    """Some rows: where their cells lie in the file, and what they name."""

    bounds: Places  # (rows, columns + 1): cell i of a row lies between bounds[i] + 1 and bounds[i + 1]
    voters: NDArray[np.uint64]
    lengths: Places
    named: Places
    points: Places


def _part(data: bytes, begin: int, end: int, columns: Columns, known: Names) -> _Part:
    """Rows from `begin` to the line end at `end`, which is not part of them."""
    cut = Cut(_text(data[begin:end]) + b"\n")
    marks = np.concatenate([np.array([-1]), np.flatnonzero(_is_mark(cut.bytes))])
    kind = cut.bytes[marks]
    kind[0] = _NEWLINE
    walls = np.flatnonzero(kind != _COMMA)
    width = len(columns.names)
    if (len(walls) - 1) % width:
        raise NotPlain
    # Wall i of a row opens its cell i; the last wall of a row is the first of the next.
    opening = walls[:-1].reshape(-1, width)
    closing = walls[1:].reshape(-1, width)
    ends_well = (kind[closing[:, :-1]] == _SEMICOLON).all() and (kind[closing[:, -1]] == _NEWLINE).all()
    bounds = np.concatenate([marks[opening], marks[closing[:, -1:]]], axis=1)
    if not ends_well or int((bounds[:, -1] - bounds[:, 0]).max()) > _LONGEST_LINE:
        raise NotPlain
    voters = _voters(cut, bounds[:, columns.voter] + 1, bounds[:, columns.voter + 1])
    first, lengths = _lists(cut, marks, opening[:, columns.vote], closing[:, columns.vote])
    named = known.find(cut, *first)
    if named is None:
        raise NotPlain
    points = np.zeros(0, dtype=np.int32)
    if columns.points is not None:
        given, many = _lists(cut, marks, opening[:, columns.points], closing[:, columns.points])
        read = numbers(cut, *given)
        if read is None or not np.array_equal(many, lengths):
            raise NotPlain
        points = read
    return _Part((bounds + begin).astype(np.int32), voters, lengths, named, points)


def _text(data: bytes) -> bytes:
    try:
        data.decode()
    except UnicodeDecodeError:
        raise NotPlain from None
    return data


def _is_mark(bytes_: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((bytes_ == _COMMA) | (bytes_ == _SEMICOLON) | (bytes_ == _NEWLINE))


def _voters(cut: Cut, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A number for each voter's id, the same only for the same id but for the rarest chance."""
    if (starts == ends).any():
        raise NotPlain
    edges = cut.bytes[np.concatenate([starts, ends - 1])]
    found = hashes(cut, starts, ends - starts)
    if found is None or (edges <= 32).any() or (edges >= 127).any():
        raise NotPlain  # a blank, perhaps, and ids are read without the blanks around them
    return found


def _lists(
    cut: Cut, marks: NDArray[np.int64], opening: NDArray[np.int64], closing: NDArray[np.int64]
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], Places]:
    """The starts and lengths of all the items of some cells that hold lists, and how many each cell has."""
    many = closing - opening
    many[marks[closing] == marks[opening] + 1] = 0
    before = np.cumsum(many) - many
    at = np.repeat(opening - before, many) + np.arange(int(many.sum()))
    starts = marks[at] + 1
    return (starts, marks[at + 1] - starts), many.astype(np.int32)


def _opened(data: bytes, columns: Columns, parts: list[_Part], projects: int) -> Plain:
    """All parts together, votes that say the same put together, numbered as they first appear."""
    voters = np.concatenate([part.voters for part in parts])
    voters.sort()
    if (voters[1:] == voters[:-1]).any():
        raise NotPlain
    lengths = np.concatenate([part.lengths for part in parts])
    named = np.concatenate([part.named for part in parts])
    points = np.concatenate([part.points for part in parts])
    bounds = np.concatenate([part.bounds for part in parts])
    parts.clear()
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
    entries = (named, points) if columns.points is not None else (named,)
    first, ballot = alike(starts, entries, ordered=True)
    at, starts = entries_of(starts, first)
    named, points = named[at], points[at] if columns.points is not None else points
    _check(starts, named, points, columns, projects)
    return Plain(
        voters=_cells(data, bounds, columns.voter),
        ballot=_array("i", ballot.astype(np.int32)),
        starts=_array("q", starts),
        projects=_array("i", named),
        points=_array("q", points.astype(np.int64)),
        extra={
            name: _cells(data, bounds, i)
            for i, name in enumerate(columns.names)
            if i not in (columns.voter, columns.vote, columns.points)
        },
    )


def _check(starts: NDArray[np.int64], named: Places, points: Places, columns: Columns, projects: int) -> None:
    """Turn back where a ballot names a project twice, too many of them, or gives too many points."""
    lengths = np.diff(starts)
    row = np.repeat(np.arange(len(lengths)), lengths)
    keys = np.sort(row * projects + named)
    if (keys[1:] == keys[:-1]).any():
        raise NotPlain
    if columns.most_named is not None and int(lengths.max(initial=0)) > columns.most_named:
        raise NotPlain
    if columns.most_points is not None:
        sums = np.bincount(row, weights=points, minlength=len(lengths))
        if float(sums.max(initial=0)) > columns.most_points:
            raise NotPlain


def _cells(data: bytes, bounds: Places, column: int) -> Cells:
    return Cells(data, bounds[:, column] + np.int32(1), np.ascontiguousarray(bounds[:, column + 1]))


def _array(kind: str, values: NDArray[np.int32] | NDArray[np.int64]) -> "array[int]":
    made = array(kind)
    made.frombytes(np.ascontiguousarray(values).tobytes())
    return made
