"""A conversation as it is kept in files: statements, every answer ever given, and what is known beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import Answers, place


@dataclass(frozen=True)
class Statement:
    """A short statement. `moderation` is 1 accepted, 0 not looked at, −1 refused; `at` is in milliseconds.

    `when` is the same moment as the file wrote it, empty where it is to be written from `at`, in UTC.
    """

    id: str
    text: str = ""
    author: str = ""
    moderation: int = 1
    at: int = 0
    when: str = ""


@dataclass(frozen=True, eq=False)
class Votes:
    """Every answer given, also those changed later, in the order of time for each person and statement.

    `person` and `statement` are places in the two lists of ids, `value` is 1 agree, 0 pass, −1 disagree,
    `at` milliseconds since 1970; all (answers). `when` holds the moments as the file wrote them, or nothing.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    person: NDArray[np.int32]
    statement: NDArray[np.int32]
    value: NDArray[np.int8]
    at: NDArray[np.int64]
    when: tuple[str, ...] = ()


@dataclass(frozen=True)
class Participant:
    """What an export says of a person: the group it put them in, an id of elsewhere (None: no column)."""

    group: str = ""
    elsewhere: str | None = None


@dataclass(frozen=True, eq=False)
class Conversation:
    """A conversation read from files, or to be written to them.

    `statements` stand in the order of the file. `participants` is by id, `columns` the statements that the
    table of participants lists, both as read (empty for a conversation of our own). `flipped` says that the
    file wrote agreement as −1 and was turned round.
    """

    statements: tuple[Statement, ...]
    votes: Votes
    summary: tuple[tuple[str, str], ...] = ()
    participants: Mapping[str, Participant] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    flipped: bool = False

    def answers(self) -> Answers:
        """The answers that count: the latest of each person to each statement."""
        votes = self.votes
        return place(
            votes.people,
            votes.statements,
            votes.person,
            votes.statement,
            votes.value,
            moderation={statement.id: statement.moderation for statement in self.statements},
        )

    def texts(self) -> dict[str, str]:
        """The text of each statement by its id."""
        return {statement.id: statement.text for statement in self.statements}


class Names:
    """Ids and their places, in the order in which they are first met."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def of(self, column: Sequence[str]) -> NDArray[np.int32]:
        """The places of a column of ids, new ones added."""
        places = self.places
        for name in dict.fromkeys(column):
            if name not in places:
                places[name] = len(places)
        return np.fromiter(map(places.__getitem__, column), dtype=np.int32, count=len(column))

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self.places)
