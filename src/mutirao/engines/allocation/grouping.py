"""Rows of numbers that say the same, found by a hash and then compared entry by entry."""

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.allocation.words import spread

Whole = NDArray[np.int64]
Entries = NDArray[np.int32] | NDArray[np.int64]
_STRIDE = np.uint64(0x9E3779B97F4A7C15)


def alike(starts: Whole, entries: tuple[Entries, ...], *, ordered: bool) -> tuple[Whole, Whole]:
    """Which rows are the first of their kind, and the kind of each row, numbered as kinds appear.

    Row r holds the entries from `starts[r]` to `starts[r + 1]` of each array. With `ordered` the order
    within a row matters to the hash; without it rows have to be sorted, and are compared as they stand.
    Shapes: starts (rows + 1,); the answers (kinds,) and (rows,).
    """
    found = _hashes(starts, entries, ordered=ordered)
    order = np.argsort(found, kind="stable")
    new = np.ones(len(order), dtype=bool)
    sorted_ = found[order]
    new[1:] = sorted_[1:] != sorted_[:-1]
    first = order[new]
    kind = np.empty(len(order), dtype=np.int64)
    kind[order] = np.cumsum(new) - 1
    if not _equal(starts, entries, first[kind]):
        return _slowly(starts, entries)
    place = np.argsort(first)
    rank = np.empty(len(first), dtype=np.int64)
    rank[place] = np.arange(len(first))
    return first[place], rank[kind]


def entries_of(starts: Whole, chosen: Whole) -> tuple[Whole, Whole]:
    """Where the entries of the chosen rows stand, row after row, and where each of these rows starts then."""
    lengths = np.diff(starts)[chosen]
    again = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)])
    return np.repeat(starts[chosen] - again[:-1], lengths) + np.arange(int(again[-1])), again


def _hashes(starts: Whole, entries: tuple[Entries, ...], *, ordered: bool) -> NDArray[np.uint64]:
    lengths = np.diff(starts)
    mixed = entries[0].astype(np.uint64)
    for more in entries[1:]:
        mixed = spread(mixed + _STRIDE) ^ more.astype(np.uint64)
    if ordered:
        place = np.arange(len(mixed), dtype=np.int64) - np.repeat(starts[:-1], lengths)
        mixed += place.astype(np.uint64) << np.uint64(40)
    sums = np.zeros(len(mixed) + 1, dtype=np.uint64)
    np.cumsum(spread(mixed + _STRIDE), out=sums[1:])
    hashed: NDArray[np.uint64] = spread(sums[starts[1:]] - sums[starts[:-1]] + lengths.astype(np.uint64))
    return hashed


def _equal(starts: Whole, entries: tuple[Entries, ...], other: Whole) -> bool:
    """Whether every row holds the same as the row `other` names for it."""
    lengths = np.diff(starts)
    if not np.array_equal(lengths, lengths[other]):
        return False
    shift = np.repeat(starts[other] - starts[:-1], lengths)
    at = shift + np.arange(len(shift))
    return all(np.array_equal(values, values[at]) for values in entries)


def _slowly(starts: Whole, entries: tuple[Entries, ...]) -> tuple[Whole, Whole]:
    """The same for rows that the hash confuses: sure, and slow."""
    kinds: dict[tuple[bytes, ...], int] = {}
    first, kind = [], []
    for row, (start, end) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
        key = tuple(values[start:end].tobytes() for values in entries)
        if key not in kinds:
            kinds[key] = len(kinds)
            first.append(row)
        kind.append(kinds[key])
    return np.array(first, dtype=np.int64), np.array(kind, dtype=np.int64)
