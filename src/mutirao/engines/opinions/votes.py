"""Tables of answers: one answer to a line, or one person to a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions import quick
from mutirao.engines.opinions.conversation import Names, Participant, Votes
from mutirao.engines.opinions.malformed import Malformed, shown
from mutirao.engines.opinions.rows import MOST_PEOPLE, MOST_STATEMENTS, Row, Table

# What people write for an answer. Polis's files write agreement as 1 in all tables of an export.
ANSWERS = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
ANSWERS |= {"agree": 1, "pass": 0, "disagree": -1}
_PERSON = ("person", "voter-id", "participant")
_STATEMENT = ("statement", "comment-id")
_ANSWER = ("answer", "vote")
_NOT_VOTES = ("xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


def is_matrix(table: Table) -> bool:
    """Whether a table has one person to a line, as participants-votes.csv has."""
    return table.has("participant") and table.has("group-id")


def read_votes(table: Table, *, with_moments: bool = True) -> Votes:
    """Read one answer to a line: person, statement, answer, and the moment where the file tells it.

    Raises Malformed. Answers of one person to one statement are put in the order of time. Without moments
    the dates are not kept as the file wrote them, which takes less time and memory.
    """
    at_person, at_statement = table.column(*_PERSON), table.column(*_STATEMENT)
    at_answer = table.column(*_ANSWER)
    at_time = table.header.index("timestamp") if table.has("timestamp") else None
    at_when = table.header.index("datetime") if table.has("datetime") and at_time is not None else None
    if not with_moments:
        at_when = None
    if at_when is None and (plain := _plain(table, at_person, at_statement, at_answer, at_time)) is not None:
        return plain
    people, statements = Names(), Names()
    pieces: list[tuple[NDArray[Any], ...]] = []
    when: list[str] = []
    for line, rows in table.chunks():
        columns = list(zip(*rows, strict=True))
        person = _ids(table, line, columns[at_person], "person")
        statement = _ids(table, line, columns[at_statement], "statement")
        value = _values(table, line, columns[at_answer])
        time = np.zeros(len(rows), np.int64) if at_time is None else _times(table, line, columns[at_time])
        pieces.append((people.of(person), statements.of(statement), value, time))
        if at_when is not None:
            when.extend(columns[at_when])
        _check_size(table, line, people, statements)
    if not pieces:
        raise Malformed(table.name, 1, "There is no answer in this file.")
    person_at, statement_at, value, time = (np.concatenate(column) for column in zip(*pieces, strict=True))
    votes = Votes(people.all, statements.all, person_at, statement_at, value, time, tuple(when))
    return _in_time(votes)


def _plain(table: Table, person: int, statement: int, answer: int, time: int | None) -> Votes | None:
    """The same of a table of plain whole numbers, quickly; None where there is anything to explain."""
    found = table.plain_numbers([person, statement, answer, *([] if time is None else [time])])
    if found is None or int(np.abs(found[2]).max()) > 1 or (time is not None and int(found[3].min()) < 0):
        return None
    people, who = quick.ids(found[0])
    statements, what = quick.ids(found[1])
    if len(people) > MOST_PEOPLE or len(statements) > MOST_STATEMENTS:
        return None
    at = np.zeros(len(who), np.int64) if time is None else found[3]
    return _in_time(Votes(people, statements, who, what, found[2].astype(np.int8), at))


def read_matrix(table: Table) -> tuple[Votes, dict[str, Participant], tuple[str, ...]]:
    """Read one person to a line: answers, what is said of each, the statements listed. Raises Malformed."""
    at_id = table.column("participant")
    at_group = table.column("group-id")
    at_xid = table.header.index("xid") if table.has("xid") else None
    ours = [i for i, name in enumerate(table.header) if i != at_id and name not in _NOT_VOTES and name]
    names = tuple(table.titles[i] for i in ours)
    if len(names) > MOST_STATEMENTS:
        raise Malformed(table.name, 1, _too_many(len(names), MOST_STATEMENTS, "statements"))
    found: dict[str, Participant] = {}
    person: list[int] = []
    statement: list[int] = []
    value: list[int] = []
    for row in table.rows():
        name = row[at_id].strip()
        if not name:
            raise table.refused("This line has no participant.")
        if name in found:
            raise table.refused(f"The participant {shown(name)} stands here a second time.")
        for j, i in enumerate(ours):
            if row[i]:
                person.append(len(found))
                statement.append(j)
                value.append(_value(table, row, i))
        found[name] = Participant(row[at_group].strip(), row[at_xid] if at_xid is not None else None)
        if len(found) > MOST_PEOPLE:
            raise table.refused(_too_many(len(found), MOST_PEOPLE, "people"))
    votes = Votes(
        tuple(found),
        names,
        np.array(person, np.int32),
        np.array(statement, np.int32),
        np.array(value, np.int8),
        np.zeros(len(value), np.int64),
    )
    return votes, found, names


def _value(table: Table, row: Row, at: int) -> int:
    value = ANSWERS.get(row[at].strip().lower())
    if value is None:
        raise table.refused(_no_answer(row[at]))
    return value


def _ids(table: Table, line: int, column: Sequence[str], what: str) -> Sequence[str]:
    if any(map(_has_edges, set(column))):
        column = [name.strip() for name in column]
        if "" in column:
            raise Malformed(table.name, line + column.index(""), f"This answer has no {what}.")
    return column


def _has_edges(name: str) -> bool:
    return not name or name[0].isspace() or name[-1].isspace()


def _values(table: Table, line: int, column: Sequence[str]) -> NDArray[np.int8]:
    known = {text: ANSWERS.get(text.strip().lower()) for text in set(column)}
    if None in known.values():
        at = next(i for i, text in enumerate(column) if known[text] is None)
        raise Malformed(table.name, line + at, _no_answer(column[at]))
    return np.fromiter(map(known.__getitem__, column), dtype=np.int8, count=len(column))


def _times(table: Table, line: int, column: Sequence[str]) -> NDArray[np.int64]:
    # Fourteen digits last for three thousand years; more would be no moment we could write.
    if not "".join(column).isdecimal() or max(map(len, column)) > 14 or not all(column):
        at = next((i for i, text in enumerate(column) if milliseconds(text) is None), None)
        if at is not None:
            raise Malformed(table.name, line + at, no_time(column[at]))
    return np.fromiter(map(int, column), dtype=np.int64, count=len(column))


def milliseconds(text: str) -> int | None:
    """A moment in milliseconds since 1970; None where the text is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 14 else None


def no_time(text: str) -> str:
    """The refusal of a moment."""
    return f"The timestamp is {shown(text)}, which is not a number of milliseconds."


def _no_answer(text: str) -> str:
    return f"The answer is {shown(text)}; it must be 1 (agree), 0 (pass) or -1 (disagree)."


def _check_size(table: Table, line: int, people: Names, statements: Names) -> None:
    if len(people.places) > MOST_PEOPLE:
        raise Malformed(table.name, line, _too_many(len(people.places), MOST_PEOPLE, "people"))
    if len(statements.places) > MOST_STATEMENTS:
        raise Malformed(table.name, line, _too_many(len(statements.places), MOST_STATEMENTS, "statements"))


def _too_many(found: int, most: int, things: str) -> str:
    return f"There are more than {most:,} {things} here, the most we take ({found:,} so far)."


def _in_time(votes: Votes) -> Votes:
    """The same votes with the later answer of a person to a statement after the earlier."""
    key = votes.person.astype(np.int64) * len(votes.statements) + votes.statement
    if not bool((votes.at[1:] < votes.at[:-1]).any()) or len(np.unique(key)) == len(key):
        return votes
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    if not bool((votes.at[order][1:][same] < votes.at[order][:-1][same]).any()):
        return votes
    order = np.argsort(votes.at, kind="stable")
    when = tuple(votes.when[i] for i in order.tolist()) if votes.when else ()
    return Votes(
        votes.people,
        votes.statements,
        votes.person[order],
        votes.statement[order],
        votes.value[order],
        votes.at[order],
        when,
    )
