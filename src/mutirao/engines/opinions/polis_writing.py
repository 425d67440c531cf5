"""Write a conversation as Polis does: four tables that any tool for such conversations reads."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from mutirao.engines.opinions.answers import sorting_key
from mutirao.engines.opinions.conversation import Conversation, Participant

_VOTES = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
_COMMENTS = (
    *("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated"),
    "comment-body",
)
_COUNTS = ("n-comments", "n-votes", "n-agree", "n-disagree")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(conversation: Conversation, *, groups: Mapping[str, int] | None = None) -> dict[str, bytes]:
    """The four tables of an export by name: votes, comments, participants-votes, summary.

    Agreement is 1 in all of them. `groups` gives the group of people by id; without it the groups that were
    read are kept. The same conversation gives the same bytes; one that was read from an export gives the
    bytes that were read. A text that a spreadsheet might run as a formula is written as it is.
    """
    return {
        "votes.csv": _votes(conversation),
        "comments.csv": _comments(conversation),
        "participants-votes.csv": _participants(conversation, groups),
        "summary.csv": _text(summary(conversation, groups)),
    }


def summary(conversation: Conversation, groups: Mapping[str, int] | None = None) -> Sequence[tuple[str, str]]:
    """The lines of summary.csv: those that were read, else what can be counted."""
    if conversation.summary and groups is None:
        return conversation.summary
    people = len(conversation.votes.people)
    counted = {
        "voters": people,
        "voters-in-conv": len(groups or {}),
        "commenters": len({statement.author for statement in conversation.statements if statement.author}),
        "comments": len(conversation.statements),
        "groups": len(set((groups or {}).values())),
    }
    if conversation.summary:
        return [
            (name, str(counted["groups"]) if name == "groups" else told)
            for name, told in conversation.summary
        ]
    return [("topic", ""), *((name, str(number)) for name, number in counted.items())]


def _votes(conversation: Conversation) -> bytes:
    votes = conversation.votes
    rank_person = _ranks(votes.people)
    rank_statement = _ranks(votes.statements)
    # Polis lists by statement, then person, then time; the sort is stable, so equal moments keep their order.
    order = np.lexsort((votes.at, rank_person[votes.person], rank_statement[votes.statement])).tolist()
    at, value = votes.at.tolist(), votes.value.tolist()
    person, statement = votes.person.tolist(), votes.statement.tolist()
    when = votes.when
    return _text(
        (
            _VOTES,
            *(
                (
                    at[i],
                    when[i] if when else moment(at[i]),
                    votes.statements[statement[i]],
                    votes.people[person[i]],
                    value[i],
                )
                for i in order
            ),
        )
    )


def _comments(conversation: Conversation) -> bytes:
    """Agrees and disagrees count every answer given, also those changed later, as Polis counts them."""
    votes = conversation.votes
    yes = np.bincount(votes.statement[votes.value == 1], minlength=len(votes.statements)).tolist()
    no = np.bincount(votes.statement[votes.value == -1], minlength=len(votes.statements)).tolist()
    places = {name: i for i, name in enumerate(votes.statements)}
    lines: list[Sequence[object]] = [_COMMENTS]
    for statement in conversation.statements:
        i = places.get(statement.id)
        lines.append(
            (
                statement.at,
                statement.when or moment(statement.at),
                statement.id,
                statement.author,
                0 if i is None else yes[i],
                0 if i is None else no[i],
                statement.moderation,
                statement.text,
            )
        )
    return _text(lines)


def _participants(conversation: Conversation, groups: Mapping[str, int] | None) -> bytes:
    answers = conversation.answers()
    answered = set(conversation.votes.statements)
    columns = conversation.columns or tuple(name for name in answers.statements if name in answered)
    places = {name: j for j, name in enumerate(answers.statements)}
    slots = [places.get(name, -1) for name in columns]
    written = Counter(statement.author for statement in conversation.statements)
    known = conversation.participants
    people = {name: i for i, name in enumerate(answers.people)}
    with_elsewhere = any(person.elsewhere is not None for person in known.values())
    head = ("participant", *(("xid",) if with_elsewhere else ()), "group-id", *_COUNTS, *columns)
    lines: list[Sequence[object]] = [head]
    for name in known or people:
        who = known.get(name, Participant())
        i = people.get(name)
        first, end = (0, 0) if i is None else (int(answers.starts[i]), int(answers.starts[i + 1]))
        values = answers.value[first:end].tolist()
        cells: list[object] = [""] * (len(answers.statements) + 1)
        for j, value in zip(answers.statement[first:end].tolist(), values, strict=True):
            cells[j] = value
        group = who.group if groups is None else str(groups.get(name, ""))
        counts = (written.get(name, 0), len(values), values.count(1), values.count(-1))
        more = (who.elsewhere or "",) if with_elsewhere else ()
        lines.append((name, *more, group, *counts, *(cells[j] for j in slots)))
    return _text(lines)


def moment(at: int) -> str:
    """A moment in milliseconds since 1970 as these tables write it: Mon Jul 17 02:17:32 UTC 2017."""
    when = datetime.fromtimestamp(at // 1000, UTC)
    clock = f"{when:%H:%M:%S}"
    return f"{_DAYS[when.weekday()]} {_MONTHS[when.month - 1]} {when.day:02d} {clock} UTC {when.year}"


def _ranks(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    order = sorted(range(len(names)), key=lambda i: sorting_key(names[i]))
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[order] = np.arange(len(names))
    return ranks


def _text(lines: Iterable[Sequence[object]]) -> bytes:
    paper = io.StringIO(newline="")
    csv.writer(paper, lineterminator="\n").writerows(lines)
    return paper.getvalue().encode()
