"""How many people agreed, passed and disagreed: in all, by group, by party; and a running count while live."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import ACCEPTED, REFUSED, Answers

Whole = NDArray[np.int64]
AGREED, PASSED, DISAGREED = 0, 1, 2  # the last axis of every tally


def in_all(answers: Answers) -> Whole:
    """Answers to each statement, (m, 3): agreed, passed, disagreed."""
    m = len(answers.statements)
    return _count(answers.statement.astype(np.int64) * 3 + (1 - answers.value), m * 3).reshape(m, 3)


def by_label(answers: Answers, label: NDArray[np.integer], labels: int) -> Whole:
    """Answers by people with each label, (labels, m, 3); people labelled −1 are left out."""
    m = len(answers.statements)
    of_person = label[answers.person].astype(np.int64)
    kept = of_person >= 0
    at = (of_person[kept] * m + answers.statement[kept]) * 3 + (1 - answers.value[kept])
    return _count(at, labels * m * 3).reshape(labels, m, 3)


def _count(at: Whole, size: int) -> Whole:
    return np.bincount(at, minlength=size)


@dataclass
class Counts:
    """A running tally of each statement, so that one more answer costs the same however many there are.

    `agreed`, `passed`, `disagreed` and `moderation` are by statement id. It belongs to whoever adds to it:
    nothing here is frozen and nothing is safe between threads.
    """

    agreed: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    disagreed: dict[str, int] = field(default_factory=dict)
    moderation: dict[str, int] = field(default_factory=dict)

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements, in the order in which they came."""
        return tuple(self.moderation)

    def add_statement(self, statement: str, moderation: int = ACCEPTED) -> None:
        """A new statement, or another word of the moderators on one that is there."""
        for tally in (self.agreed, self.passed, self.disagreed):
            tally.setdefault(statement, 0)
        self.moderation[statement] = moderation

    def add(self, statement: str, value: int, *, before: int | None = None) -> None:
        """Count an answer (1 agree, 0 pass, −1 disagree); `before` is this person's earlier one, if any.

        Raises KeyError where the statement is unknown and ValueError where a value is none.
        """
        if before is not None:
            self._tally(before)[statement] -= 1
        self._tally(value)[statement] += 1

    def answered(self, statement: str) -> int:
        """How many people have answered a statement."""
        return self.agreed[statement] + self.passed[statement] + self.disagreed[statement]

    def open(self) -> tuple[str, ...]:
        """The statements that moderators have not refused."""
        return tuple(name for name, state in self.moderation.items() if state != REFUSED)

    def _tally(self, value: int) -> dict[str, int]:
        if value not in (1, 0, -1):
            raise ValueError("an answer is 1 (agree), 0 (pass) or -1 (disagree)")
        return (self.passed, self.agreed, self.disagreed)[value]


def counts(answers: Answers) -> Counts:
    """The running tally to begin with, from the answers there are."""
    tally = in_all(answers)
    columns = [dict(zip(answers.statements, column, strict=True)) for column in tally.T.tolist()]
    states = dict(zip(answers.statements, answers.moderation.tolist(), strict=True))
    return Counts(columns[AGREED], columns[PASSED], columns[DISAGREED], states)
