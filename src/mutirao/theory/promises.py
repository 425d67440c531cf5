"""Promises: what can become of one, when it is late, and when whoever made it is asked how it stands.

A promise says what will be done, who answers for it and by which day. Nothing about it is overwritten: it is
kept, given a new day with a public reason, or broken with one. What is said to be done can be questioned by
those who see that it is not: closed and done are two things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mutirao.theory.measures.accountability import DuePromise


class State(StrEnum):
    """How a promise stands."""

    MADE = "made"
    CHANGED = "changed"  # still open, with a later or earlier day than it had
    KEPT = "kept"
    QUESTIONED = "questioned"  # said to be done, and somebody says: not yet
    BROKEN = "broken"


class Event(StrEnum):
    """What can happen to a promise."""

    MOVE = "move"
    KEEP = "keep"
    BREAK = "break"
    QUESTION = "question"


_WHILE_OPEN = {Event.MOVE: State.CHANGED, Event.KEEP: State.KEPT, Event.BREAK: State.BROKEN}
TRANSITIONS: Mapping[State, Mapping[Event, State]] = {
    State.MADE: _WHILE_OPEN,
    State.CHANGED: _WHILE_OPEN,
    State.KEPT: {Event.QUESTION: State.QUESTIONED},
    State.QUESTIONED: {**_WHILE_OPEN, Event.QUESTION: State.QUESTIONED},
    State.BROKEN: {},  # whoever takes it up again makes a new promise
}
OPEN = frozenset({State.MADE, State.CHANGED, State.QUESTIONED})

STAGES: tuple[str, ...] = ("proposed", "analysis", "planned", "tendered", "works")
"""How far building works have come, in the order of Porto Alegre's plan; after them comes kept or broken."""

REASONS: tuple[str, ...] = ("money", "tender", "weather", "law", "technical", "decided", "mistake", "other")
"""Why a day was moved or a promise broken, coded, so that a flood is not counted as a change of mind."""

AHEAD = timedelta(days=14)
EVERY = timedelta(days=14)
MOST = 6


def after(state: State, event: Event) -> State | None:
    """The state that an event leads to, or None where it cannot happen.

    >>> after(State.MADE, Event.KEEP), after(State.BROKEN, Event.KEEP)
    (<State.KEPT: 'kept'>, None)
    """
    return TRANSITIONS[state].get(event)


def is_late(state: State, due: date, *, on: date) -> bool:
    """Whether an open promise's day has gone by.

    >>> is_late(State.MADE, date(2026, 5, 4), on=date(2026, 5, 4))
    False
    >>> is_late(State.CHANGED, date(2026, 5, 4), on=date(2026, 5, 5))
    True
    """
    return state in OPEN and due < on


def goes_back(before: str, now: str) -> bool:
    """Whether works fall back to an earlier stage, which needs a reason. "" comes before every stage.

    >>> goes_back("tendered", "planned"), goes_back("", "works")
    (True, False)
    """
    return STAGES.index(now) < (STAGES.index(before) if before else 0)


@dataclass(frozen=True, slots=True)
class Promised:
    """What decides when to ask: the state, the day it is due, the day on which that was said,

    and the day on which somebody first said that it is not done (only while questioned).
    """

    state: State
    due: date
    said: date
    questioned: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One occasion to ask: its day, and a name by which it is never used twice."""

    on: date
    name: str


def occasions(promise: Promised) -> tuple[Ask, ...]:
    """Every day on which the owner is asked how it stands, first day first.

    Two weeks before the day, on the day, and every two weeks after it, six times; never on or before the day
    on which the date was said. Whoever is told at once that something is not done is asked again every two
    weeks after that day.

    >>> lamp = Promised(State.MADE, due=date(2026, 5, 31), said=date(2026, 5, 4))
    >>> [(ask.on.isoformat(), ask.name) for ask in occasions(lamp)][:3]
    [('2026-05-17', '2026-05-31:before'), ('2026-05-31', '2026-05-31:0'), ('2026-06-14', '2026-05-31:1')]
    """
    if promise.state not in OPEN:
        return ()
    if promise.questioned is not None:
        first, kind = promise.questioned, "questioned"
        return tuple(Ask(first + n * EVERY, f"{first}:{kind}:{n}") for n in range(1, MOST + 1))
    due = promise.due
    before = (Ask(due - AHEAD, f"{due}:before"),)
    asks = before + tuple(Ask(due + n * EVERY, f"{due}:{n}") for n in range(MOST + 1))
    return tuple(ask for ask in asks if ask.on > promise.said)


def chase(promise: Promised, *, on: date) -> Ask | None:
    """The occasion that has come by a day: only the newest, so that a clock that stood still asks once.

    >>> lamp = Promised(State.MADE, due=date(2026, 5, 31), said=date(2026, 5, 4))
    >>> chase(lamp, on=date(2026, 5, 16)) is None
    True
    >>> chase(lamp, on=date(2026, 6, 20)).name
    '2026-05-31:1'
    >>> chase(Promised(State.KEPT, lamp.due, lamp.said), on=date(2026, 6, 20)) is None
    True
    """
    past = [ask for ask in occasions(promise) if ask.on <= on]
    return past[-1] if past else None


def next_ask(promise: Promised, *, on: date) -> date | None:
    """The first day after this one on which to ask; None when nobody is asked any more.

    >>> lamp = Promised(State.MADE, due=date(2026, 5, 31), said=date(2026, 5, 4))
    >>> next_ask(lamp, on=date(2026, 5, 17))
    datetime.date(2026, 5, 31)
    """
    return next((ask.on for ask in occasions(promise) if ask.on > on), None)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of a promise's history: the day it was told, the state from then on, the day it is due."""

    on: date
    state: State
    due: date


def undertakings(history: Sequence[Told]) -> list[DuePromise]:
    """Each day that was ever promised as one undertaking, with the day it was kept or openly explained.

    history: oldest first, beginning with the making. A new day explains the old one and is an undertaking of
    its own, so that moving a day does not make a promise disappear. Questioned counts as open again.

    >>> may, june, july = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
    >>> lamp = [Told(may, State.MADE, june), Told(date(2026, 5, 20), State.CHANGED, july)]
    >>> [(one.due.isoformat(), one.closed and one.closed.isoformat()) for one in undertakings(lamp)]
    [('2026-06-01', '2026-05-20'), ('2026-07-01', None)]
    """
    found: list[DuePromise] = []
    for told in history:
        if told.state in (State.MADE, State.CHANGED):
            if found and found[-1].closed is None:
                found[-1] = DuePromise(found[-1].due, told.on)
            found.append(DuePromise(told.due))
        elif found:
            closed = None if told.state is State.QUESTIONED else told.on
            found[-1] = DuePromise(found[-1].due, closed)
    return found
