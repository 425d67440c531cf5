"""Who agreed or disagreed with what: every answer that counts, kept small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mutirao.engines.opinions.values import ACCEPTED, AGREE, DISAGREE, PASS

Whole = NDArray[np.int64]
_PIECE = 1 << 19  # answers


@dataclass(frozen=True, eq=False)
class Piece:
    """The answers of people `first` to `end` − 1; `starts` counts from the first of these."""

    first: int
    end: int
    starts: Whole
    statement: NDArray[np.int32]
    value: NDArray[np.int8]

    @property
    def person(self) -> Whole:
        """Whose answer it is, (answers), counted from `first`."""
        return np.repeat(np.arange(self.end - self.first), np.diff(self.starts))


@dataclass(frozen=True, eq=False)
class Answers:
    """The answers of `people` (n ids) to `statements` (m ids), five bytes each; unseen is simply absent.

    The answers of person i are `statement[starts[i]:starts[i + 1]]` (places in `statements`, rising) and
    `value` (1 agree, 0 pass, −1 disagree) beside it. `moderation` (m) is 1 accepted, 0 not looked at yet,
    −1 refused. Ids stand in order: whole numbers first, by size, then texts.
    """

    people: tuple[str, ...]
    statements: tuple[str, ...]
    starts: Whole
    statement: NDArray[np.int32]
    value: NDArray[np.int8]
    moderation: NDArray[np.int8]

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self.value)

    @property
    def by_person(self) -> Whole:
        """How many answers each person gave, (n)."""
        return np.diff(self.starts)

    @property
    def person(self) -> NDArray[np.int32]:
        """Whose answer it is, (answers), places in `people`."""
        return np.repeat(np.arange(len(self.people), dtype=np.int32), self.by_person)

    def pieces(self) -> Iterator[Piece]:
        """The answers in pieces of whole people, small enough to work on without much memory."""
        n, first = len(self.people), 0
        while first < n:
            reach = np.searchsorted(self.starts, self.starts[first] + _PIECE, side="right") - 1
            end = min(max(int(reach), first + 1), first + _PIECE)
            at = slice(int(self.starts[first]), int(self.starts[end]))
            starts = self.starts[first : end + 1] - self.starts[first]
            yield Piece(first, end, starts, self.statement[at], self.value[at])
            first = end

    def matrix(self) -> NDArray[np.float64]:
        """The answers as (n, m) numbers, NaN where somebody has not answered; for small conversations."""
        full = np.full((len(self.people), len(self.statements)), np.nan)
        full[self.person, self.statement] = self.value
        return full


def gather(
    person: ArrayLike,
    statement: ArrayLike,
    value: ArrayLike,
    *,
    moderation: Mapping[str, int] | None = None,
) -> Answers:
    """Answers from three columns of one length: ids (whole numbers or texts) and values, the latest last.

    A later answer by the same person to the same statement takes the place of the earlier. `moderation`
    gives the state of statements by id, also of some that nobody has answered; others are accepted.
    Raises ValueError where a value is not 1, 0 or −1, or the columns differ in length.
    """
    people, who = np.unique(np.asarray(person), return_inverse=True)
    things, what = np.unique(np.asarray(statement), return_inverse=True)
    return place(
        [str(name) for name in people.tolist()],
        [str(name) for name in things.tolist()],
        np.asarray(who, dtype=np.int64).ravel(),
        np.asarray(what, dtype=np.int64).ravel(),
        np.asarray(value),
        moderation=moderation,
    )


def of(rows: Iterable[tuple[str | int, str | int, int]], **more: Mapping[str, int] | None) -> Answers:
    """Answers from (person, statement, value) rows, the latest last; see `gather`."""
    listed = list(rows)
    people = [str(row[0]) for row in listed]
    statements = [str(row[1]) for row in listed]
    return gather(people, statements, np.array([row[2] for row in listed], dtype=np.int64), **more)


def place(
    people: Sequence[str],
    statements: Sequence[str],
    person: NDArray[np.integer],
    statement: NDArray[np.integer],
    value: NDArray[np.integer],
    *,
    moderation: Mapping[str, int] | None = None,
) -> Answers:
    """Answers whose persons and statements are places in two lists of different ids; see `gather`."""
    if not len(person) == len(statement) == len(value):
        raise ValueError("person, statement and value must be equally long")
    if len(value) and not bool(np.isin(value, (AGREE, PASS, DISAGREE)).all()):
        raise ValueError("an answer is 1 (agree), 0 (pass) or -1 (disagree)")
    stated = dict(moderation or {})
    known = set(statements)
    things = [*statements, *(name for name in stated if name not in known)]
    rank_person, people_sorted = _ranks(people)
    rank_thing, things_sorted = _ranks(things)
    m = max(len(things), 1)
    size = np.int32 if len(people) * m < 1 << 31 else np.int64  # half the memory where it is enough
    key = (rank_person * m).astype(size)[person]
    key += rank_thing.astype(size)[statement]
    small = value.astype(np.int8)
    if len(key) and not bool((key[1:] > key[:-1]).all()):
        order = np.argsort(key, kind="stable")
        key, small = key[order], small[order]
        last = np.ones(len(key), dtype=bool)
        last[:-1] = key[1:] != key[:-1]
        key, small = key[last], small[last]
    per_person = np.bincount(key // m, minlength=len(people)) if len(key) else np.zeros(len(people), np.int64)
    states = np.array([stated.get(name, ACCEPTED) for name in things_sorted], dtype=np.int8)
    return Answers(
        people=people_sorted,
        statements=things_sorted,
        starts=np.concatenate([[0], np.cumsum(per_person)]).astype(np.int64),
        statement=(key % m).astype(np.int32),
        value=small,
        moderation=states,
    )


def sorting_key(name: str) -> tuple[int, int, str]:
    """Whole numbers by size, then texts by their letters."""
    return (0, int(name), name) if name.isdecimal() and len(name) < 20 else (1, 0, name)


def _ranks(names: Sequence[str]) -> tuple[Whole, tuple[str, ...]]:
    """The place of each name in the sorted list, and that list."""
    order = sorted(range(len(names)), key=lambda i: sorting_key(names[i]))
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[order] = np.arange(len(names))
    return ranks, tuple(names[i] for i in order)
