"""A running tally while a conversation is live. It needs no NumPy: a page never waits for the mathematics."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mutirao.engines.opinions.values import ACCEPTED, AGREE, DISAGREE, PASS

if TYPE_CHECKING:
    from mutirao.engines.opinions.answers import Answers


@dataclass
class Counts:
    """A running tally of each statement, so that one more answer costs the same however many there are.

    `agreed`, `passed`, `disagreed` and `moderation` (1 accepted, 0 waiting, −1 refused) are by statement id.
    It belongs to whoever adds to it: nothing is frozen here, and nothing is safe between threads.
    """

    agreed: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    disagreed: dict[str, int] = field(default_factory=dict)
    moderation: dict[str, int] = field(default_factory=dict)

    def add_statement(self, statement: str, moderation: int = ACCEPTED) -> None:
        """A new statement, or another word of the moderators on one that is there."""
        for tally in (self.agreed, self.passed, self.disagreed):
            tally.setdefault(statement, 0)
        self.moderation[statement] = moderation

    def add(self, statement: str, value: int, *, before: int | None = None) -> None:
        """Count an answer (1 agree, 0 pass, −1 disagree); `before` is this person's earlier one, if any.

        Raises KeyError where the statement is unknown and ValueError where a value is none.
        """
        now, then = self._tally(value), None if before is None else self._tally(before)
        now[statement] += 1
        if then is not None:
            then[statement] -= 1

    def answered(self, statement: str) -> int:
        """How many people have answered a statement."""
        return self.agreed[statement] + self.passed[statement] + self.disagreed[statement]

    def _tally(self, value: int) -> dict[str, int]:
        found = {AGREE: self.agreed, PASS: self.passed, DISAGREE: self.disagreed}.get(value)
        if found is None:
            raise ValueError("an answer is 1 (agree), 0 (pass) or -1 (disagree)")
        return found


def counts(answers: Answers) -> Counts:
    """The running tally to begin with, from the answers there are."""
    from mutirao.engines.opinions.tallies import in_all

    agreed, passed, disagreed = (
        dict(zip(answers.statements, column, strict=True)) for column in in_all(answers).T.tolist()
    )
    states = dict(zip(answers.statements, answers.moderation.tolist(), strict=True))
    return Counts(agreed, passed, disagreed, states)
