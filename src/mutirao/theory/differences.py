"""What changed between two versions of a text, word by word, in a bounded time however long they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORDS = re.compile(r"\s+|[^\W_]+(?:['’][^\W_]+)*|[\W_]", re.UNICODE)
"""White space, a word with its apostrophes, or one sign."""

MOST_PAIRS = 160_000
"""Where more pairs of pieces than this would have to be compared, larger pieces are compared instead: lines
for words, and then the whole."""


class Kind(StrEnum):
    """What became of a piece."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that was kept, added or removed."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts in the order of reading.

    Kept and removed pieces together are the old text, kept and added ones the new, to the letter.

    >>> [(p.kind.value, p.text) for p in differences("two benches here", "three benches here")]
    [('removed', 'two'), ('added', 'three'), ('kept', ' benches here')]
    """
    pieces = list(_by_lines(old.splitlines(keepends=True), new.splitlines(keepends=True)))
    return tuple(_joined(_without_crumbs(pieces)))


def count_words(pieces: Iterable[Piece], kind: Kind) -> int:
    """How many words are in the pieces of one kind."""
    return sum(len(piece.text.split()) for piece in pieces if piece.kind is kind)


def _by_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, before, after in _compared(old, new):
        if tag == "equal":
            yield Piece(Kind.KEPT, before)
        else:
            yield from _by_words(WORDS.findall(before), WORDS.findall(after))


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, before, after in _compared(old, new):
        if tag == "equal":
            yield Piece(Kind.KEPT, before)
            continue
        if before:
            yield Piece(Kind.REMOVED, before)
        if after:
            yield Piece(Kind.ADDED, after)


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What is equal and what is not: (tag, before, after). What both begin and end with is not compared."""
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    if start:
        yield "equal", "".join(old[:start]), ""
    old, new = old[start:], new[start:]
    back = zip(reversed(old), reversed(new), strict=False)
    end = next((n for n, (a, b) in enumerate(back) if a != b), min(len(old), len(new)))
    tail = old[len(old) - end :]
    old, new = old[: len(old) - end], new[: len(new) - end]
    if old and new and len(old) * len(new) <= MOST_PAIRS:
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            yield tag, "".join(old[a:b]), "".join(new[c:d])
    elif old or new:
        yield "replace", "".join(old), "".join(new)
    if tail:
        yield "equal", "".join(tail), ""


def _without_crumbs(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """White space and single signs kept between two changes belong to them: whole phrases read better."""
    for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
        between = before and after and Kind.KEPT not in (before.kind, after.kind)
        if between and piece.kind is Kind.KEPT and not any(sign.isalnum() for sign in piece.text):
            yield Piece(Kind.REMOVED, piece.text)
            yield Piece(Kind.ADDED, piece.text)
        else:
            yield piece


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbouring pieces of one kind as one; what was removed comes before what was added."""
    removed = added = kept = ""
    for piece in pieces:
        if piece.kind is Kind.KEPT:
            yield from _changed(removed, added)
            removed, added, kept = "", "", kept + piece.text
            continue
        if kept:
            yield Piece(Kind.KEPT, kept)
            kept = ""
        if piece.kind is Kind.REMOVED:
            removed += piece.text
        else:
            added += piece.text
    yield from _changed(removed, added)
    if kept:
        yield Piece(Kind.KEPT, kept)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Kind.REMOVED, removed)
    if added:
        yield Piece(Kind.ADDED, added)
