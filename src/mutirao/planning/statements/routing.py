"""Which statement to show next: the one whose answer tells most."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mutirao.planning.statements.models import Conversation, Statement


def next_statement(left: Sequence[Statement], conversation: Conversation, *, seed: str) -> Statement | None:
    """One of the statements somebody has not answered, by lot: those that tell most come more often."""
    if not left:
        return None
    least = [statement.answered for statement in left]
    weights = [1 / (1 + answered) for answered in least]
    return Random(seed).choices(list(left), weights=weights)[0]
