"""Read tables of plain whole numbers in large steps; whatever is unusual is left to the reader that explains.

Seven million answers take two seconds so, and half a minute row by row.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
_STEP = 1 << 23  # bytes at a time
_DIGITS = 14
_SPARSE = 1 << 24  # ids up to here are looked up in a table of their own


def columns(
    data: bytes, first: int, *, delimiter: str, width: int, wanted: Sequence[int]
) -> list[Whole] | None:
    """The wanted columns of rows of `width` cells from byte `first` on; None unless all are plain numbers.

    Plain is 0, 17 or −3 without spaces, quotation marks, plus signs or zeros in front, at most 14 digits.
    Every line must be full, the text plain ASCII and the line ends those of Unix.
    """
    if width < 2 or first >= len(data) or data.find(b'"', first) >= 0 or data.find(b"\r", first) >= 0:
        return None
    found: list[list[Whole]] = [[] for _ in wanted]
    while first < len(data):
        end = len(data) if first + _STEP >= len(data) else data.rfind(b"\n", first, first + _STEP) + 1
        if end <= first:
            return None  # a line longer than a step
        text = data[first:end] if data[end - 1 : end] == b"\n" else data[first:end] + b"\n"
        piece = _piece(np.frombuffer(text, dtype=np.uint8), ord(delimiter), width, wanted)
        if piece is None:
            return None
        for column, numbers in zip(found, piece, strict=True):
            column.append(numbers)
        first = end
    return [np.concatenate(column) for column in found]


def ids(numbers: Whole) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """The different ids, by size, and the place of each number among them."""
    if len(numbers) and int(numbers.min()) >= 0 and int(numbers.max()) < _SPARSE:
        there = np.zeros(int(numbers.max()) + 1, dtype=bool)
        there[numbers] = True
        places = (np.cumsum(there) - 1).astype(np.int32)
        return tuple(map(str, np.flatnonzero(there).tolist())), places[numbers]
    different, at = np.unique(numbers, return_inverse=True)
    return tuple(map(str, different.tolist())), at.astype(np.int32)


def _piece(text: NDArray[np.uint8], delimiter: int, width: int, wanted: Sequence[int]) -> list[Whole] | None:
    """The wanted columns of whole lines of text."""
    ends = np.flatnonzero(text == ord("\n"))
    found = np.flatnonzero(text == delimiter)
    if int(text.max()) > 127 or len(found) != len(ends) * (width - 1):
        return None
    cuts = found.reshape(len(ends), width - 1)
    begins = np.concatenate([[0], ends[:-1] + 1])
    if not ((cuts[:, 0] >= begins).all() and (cuts[:, -1] < ends).all()):
        return None
    edges = np.column_stack([begins - 1, cuts, ends])
    read = [_numbers(text, edges[:, at] + 1, edges[:, at + 1]) for at in wanted]
    return None if any(numbers is None for numbers in read) else [n for n in read if n is not None]


def _numbers(text: NDArray[np.uint8], begins: Whole, ends: Whole) -> Whole | None:
    """The whole numbers written from `begins` to before `ends`."""
    is_negative = text[begins] == ord("-")
    begins = begins + is_negative
    length = ends - begins
    if int(length.min()) < 1 or int(length.max()) > _DIGITS:
        return None
    zero_in_front = (text[begins] == ord("0")) & ((length > 1) | is_negative)
    if bool(zero_in_front.any()):
        return None
    numbers = np.zeros(len(begins), dtype=np.int64)
    for at in range(int(length.max())):
        inside = length > at
        digit = text[np.where(inside, begins + at, begins)] - ord("0")  # other signs wrap round to above 9
        if bool((digit > 9).any()):
            return None
        numbers = np.where(inside, numbers * 10 + digit, numbers)
    return np.where(is_negative, -numbers, numbers)
