"""How many people agreed, passed and disagreed: in all, by group, by party."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import Answers

Whole = NDArray[np.int64]
AGREED, PASSED, DISAGREED = 0, 1, 2  # the last axis of every tally


def in_all(answers: Answers) -> Whole:
    """Answers to each statement, (m, 3): agreed, passed, disagreed."""
    m = len(answers.statements)
    tally = np.zeros(m * 3, dtype=np.int64)
    for piece in answers.pieces():
        tally += np.bincount(piece.statement.astype(np.int64) * 3 + (1 - piece.value), minlength=m * 3)
    return tally.reshape(m, 3)


def by_label(answers: Answers, label: NDArray[np.integer], labels: int) -> Whole:
    """Answers by people with each label, (labels, m, 3); people labelled −1 are left out."""
    m = len(answers.statements)
    tally = np.zeros((labels + 1) * m * 3, dtype=np.int64)
    for piece in answers.pieces():
        row = (label[piece.first : piece.end] + 1)[piece.person]  # row 0 takes those who are left out
        at = (row * m + piece.statement) * 3 + (1 - piece.value)
        tally += np.bincount(at, minlength=len(tally))
    return tally.reshape(labels + 1, m, 3)[1:]
