"""Short texts compared as whole numbers of eight bytes, many thousand at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Word = NDArray[np.uint64]
_WORD = 8
_MOST_WORDS = 8  # ids longer than 64 bytes are not looked for
_MOST_DIGITS = 7
_MASKS = np.array([(1 << (8 * length)) - 1 for length in range(9)], dtype=np.uint64)


class Cut:
    """Some bytes, and the eight bytes that begin at each of them as one number."""

    def __init__(self, data: bytes) -> None:
        padded = data + bytes(_WORD * (_MOST_WORDS + 1))
        self.bytes = np.frombuffer(data, dtype=np.uint8)
        self._words = np.ndarray((len(padded) - _WORD,), dtype="<u8", buffer=padded, strides=(1,))

    def word(self, starts: Whole, lengths: Whole, at: int) -> Word:
        """The word number `at` of the texts that start there; zeros stand beyond their ends."""
        left = np.clip(lengths - at * _WORD, 0, _WORD)
        inside = np.minimum(starts + at * _WORD, len(self._words) - 1)
        found: Word = self._words[inside].astype(np.uint64) & _MASKS[left]
        return found


def hashes(cut: Cut, starts: Whole, lengths: Whole) -> Word | None:
    """A number for each text; equal texts have equal numbers. None where a text is too long."""
    longest = int(lengths.max(initial=0))
    if longest > _WORD * _MOST_WORDS:
        return None
    found = lengths.astype(np.uint64)
    for at in range(-(-longest // _WORD)):
        found = spread(found ^ cut.word(starts, lengths, at))
    return found


def spread(numbers: Word) -> Word:
    """Different numbers for different numbers, without any likeness left (the end of splitmix64)."""
    found = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(31))


@dataclass(frozen=True, eq=False)
class Names:
    """The names that may occur, to be found again; `known` are their hashes, in ascending order."""

    known: Word
    number: NDArray[np.int32]
    words: tuple[Word, ...]
    lengths: Whole

    @classmethod
    def of(cls, names: Sequence[str]) -> "Names | None":
        """None where a name is too long, or two of them cannot be told apart."""
        texts = [name.encode() for name in names]
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        cut = Cut(b"".join(texts))
        starts = np.cumsum(lengths) - lengths
        found = hashes(cut, starts, lengths)
        if found is None or len(np.unique(found)) < len(texts):
            return None
        order = np.argsort(found)
        many = -(-int(lengths.max()) // _WORD)
        words = tuple(cut.word(starts, lengths, at) for at in range(many))
        return cls(found[order], order.astype(np.int32), words, lengths)

    def find(self, cut: Cut, starts: Whole, lengths: Whole) -> NDArray[np.int32] | None:
        """The number of the name at each place; None where one of them is no name."""
        found = hashes(cut, starts, lengths) if len(starts) else None
        if found is None:
            return None if len(starts) else np.zeros(0, dtype=np.int32)
        at = np.minimum(np.searchsorted(self.known, found), len(self.known) - 1)
        number = self.number[at]
        if not np.array_equal(self.lengths[number], lengths):
            return None
        for place, word in enumerate(self.words):
            if not np.array_equal(word[number], cut.word(starts, lengths, place)):
                return None
        return number


def numbers(cut: Cut, starts: Whole, lengths: Whole) -> NDArray[np.int32] | None:
    """The whole numbers written at these places; None where one is not written plainly, or is too long."""
    if not len(starts):
        return np.zeros(0, dtype=np.int32)
    longest = int(lengths.max())
    if longest > _MOST_DIGITS or int(lengths.min()) < 1:
        return None
    if ((cut.bytes[starts] == 48) & (lengths > 1)).any():
        return None
    words = cut.word(starts, lengths, 0)
    found = np.zeros(len(starts), dtype=np.int32)
    for at in range(longest):
        digit = ((words >> np.uint64(8 * at)) & np.uint64(255)).astype(np.int32) - 48
        there = lengths > at
        if ((digit[there] < 0) | (digit[there] > 9)).any():
            return None
        found = np.where(there, found * 10 + digit, found)
    return found if int(found.max()) <= 10**6 else None
