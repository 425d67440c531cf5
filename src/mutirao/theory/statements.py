"""Rules of a conversation in statements: what a statement may be, what an answer is, how one is moderated."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from enum import IntEnum, StrEnum

LONGEST = 200
"""Letters of a statement: what fits a small screen and can be answered in one thought."""

MOST_WAITING = 5
"""Statements of one person that may wait to be looked at, so that nobody floods those who look."""


class Answer(IntEnum):
    """What somebody says to a statement."""

    AGREE = 1
    PASS = 0
    DISAGREE = -1


class State(StrEnum):
    """Where a statement stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs")
"""Kinds of characters that nobody sees: controls, formats, those of private use, unassigned, halves."""

# Why a statement was not taken up; said to whoever wrote it. "other" needs a sentence of its own.
REASONS: tuple[str, ...] = ("repeats", "several", "unclear", "off_topic", "personal", "other")

NEXT: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.ACCEPTED, State.DECLINED}),
    State.ACCEPTED: frozenset(
        {State.DECLINED}
    ),  # looked at anew: answers given stay, nobody is asked any more
    State.DECLINED: frozenset({State.ACCEPTED}),
}


def plain(text: str) -> str:
    """A statement as it is kept: one line, single spaces, nothing that is not seen.

    Letters of any script stay; characters that only steer the direction of writing go, since they can make a
    text look like another.

    >>> plain("  Plant\\n more \\u202etrees ")
    'Plant more trees'
    """
    seen = (" " if char.isspace() else char for char in text)
    kept = "".join(char for char in seen if unicodedata.category(char) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def sameness(text: str) -> str:
    """What two statements share that say the same in the same words, whatever their case and full stop.

    >>> sameness("Plant more trees!") == sameness("“plant  more Trees.”")
    True
    """
    return plain(text).casefold().strip(".!?… “”\"'«»")


def problems(text: str, *, known: Collection[str], waiting: int) -> list[str]:
    """What is wrong with a statement somebody would add, as codes; none means it can wait to be looked at.

    known: statements of the conversation by `sameness`; waiting: this person's statements not looked at yet.
    Codes: `empty`, `too_long`, `known`, `too_many_waiting`.
    """
    said = plain(text)
    found = []
    if not any(char.isalpha() for char in said):
        found.append("empty")
    if len(said) > LONGEST:
        found.append("too_long")
    if sameness(text) in known:
        found.append("known")
    if waiting >= MOST_WAITING:
        found.append("too_many_waiting")
    return found


def may_become(now: State, then: State) -> bool:
    """Whether a statement in one state may come into another."""
    return then in NEXT[now]
