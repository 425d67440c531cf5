"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text, and what became of it."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Stretch]:
    """The stretches that stayed, went and came; in the order of reading, what went before what came.

    Joining what is not added gives `before` again, and joining what is not removed gives `after`.

    >>> [(str(s.kind), s.text) for s in differences("Open on Monday.", "Open on Sunday.")]
    [('same', 'Open on '), ('removed', 'Monday'), ('added', 'Sunday'), ('same', '.')]
    """
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    # What both begin and end with is set aside first: most changes are small, and texts may be long.
    head = _alike(old, new)
    tail = _alike(reversed(old[head:]), reversed(new[head:]))
    found: list[Stretch] = []
    _add(found, Kind.SAME, old[:head])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    for _tag, i, j, k, m in SequenceMatcher(None, left, right).get_opcodes():
        if left[i:j] == right[k:m]:
            _add(found, Kind.SAME, left[i:j])
        else:
            _add(found, Kind.REMOVED, left[i:j])
            _add(found, Kind.ADDED, right[k:m])
    _add(found, Kind.SAME, old[len(old) - tail :])
    return found


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many tokens two texts begin with together."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _add(found: list[Stretch], kind: Kind, tokens: list[str]) -> None:
    text = "".join(tokens)
    if not text:
        return
    if found and found[-1].kind is kind:
        found[-1] = Stretch(kind, found[-1].text + text)
    else:
        found.append(Stretch(kind, text))
