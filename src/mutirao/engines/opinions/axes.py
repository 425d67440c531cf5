"""The two directions in which people's answers differ most, and where everybody stands on them.

Source: principal components of the answers with gaps filled by each statement's mean, and positions widened
for people who answered little, as in C. Small et al., "Polis: Scaling Deliberation by Mapping High
Dimensional Opinion Spaces", Recerca 26(2), 2021.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import Answers
from mutirao.engines.opinions.tallies import AGREED, DISAGREED, in_all
from mutirao.engines.opinions.values import REFUSED

Real = NDArray[np.float64]
_ROWS = 2048  # people at a time: the block of numbers stays in the processor's cache
_WHOLE = 400  # up to so many statements finding all directions at once is quicker than following two
_BLOCK = 8  # directions that are followed together beyond that
_STEPS = 500
_EXACT = 1e-11


@dataclass(frozen=True, eq=False)
class Products:
    """What the answers to two open statements have in common.

    `columns` (w) are places of statements, `means` (m, 0 where closed), `together` (w, w) sums of products of
    deviations from the means, `both` (w, w) how many people answered both, `spread` (w) the variance, `tally`
    (m, 3) how many agreed, passed and disagreed.
    """

    columns: NDArray[np.int64]
    means: Real
    together: Real
    both: Real
    spread: Real
    tally: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Axes:
    """Two directions (2, m) of length 1 (or 0), and the part of all differences that each explains (2)."""

    directions: Real
    explained: Real


def products(answers: Answers) -> Products:
    """Compare every two statements that moderators left open and somebody answered."""
    m = len(answers.statements)
    tally = in_all(answers)
    times = tally.sum(axis=1)
    is_open = (times > 0) & (answers.moderation != REFUSED)
    columns = np.flatnonzero(is_open)
    w = len(columns)
    means = np.where(is_open, (tally[:, AGREED] - tally[:, DISAGREED]) / np.maximum(times, 1), 0.0)
    slot = np.full(m, -1, dtype=np.int64)
    slot[columns] = np.arange(w)
    together, both = np.zeros((w, w)), np.zeros((w, w), dtype=np.float32)
    for piece in answers.pieces():
        for first in range(0, piece.end - piece.first, _ROWS):
            end = min(first + _ROWS, piece.end - piece.first)
            part = slice(int(piece.starts[first]), int(piece.starts[end]))
            statement = piece.statement[part]
            rows = np.repeat(np.arange(end - first), np.diff(piece.starts[first : end + 1]))
            counts = slot[statement] >= 0
            at = (rows * w + slot[statement])[counts]
            away = np.zeros((end - first, w))
            away.ravel()[at] = (piece.value[part] - means[statement])[counts]
            seen = np.zeros((end - first, w), dtype=np.float32)
            seen.ravel()[at] = 1
            together += away.T @ away
            both += seen.T @ seen
    spread = np.diagonal(together) / np.maximum(times[columns] - 1, 1)
    return Products(columns, means, together, both.astype(np.float64), spread, tally)


def axes(common: Products, m: int, *, seed: str, start: Real | None = None) -> Axes:
    """The two strongest directions; `start` (2, m) are directions to begin from, if there are any.

    Each direction points to where its largest part is above zero, so that the map does not turn over.
    """
    directions, explained = np.zeros((2, m)), np.zeros(2)
    total = float(np.trace(common.together))
    if total > 0:
        begin = None if start is None else start[:, common.columns]
        strengths, found = _leading(common.together, seed, begin)
        found *= np.where(found[np.arange(len(found)), np.abs(found).argmax(axis=1)] < 0, -1, 1)[:, None]
        directions[: len(found), common.columns] = found
        explained[: len(found)] = np.maximum(strengths, 0) / total
    return Axes(directions, explained)


def positions(answers: Answers, common: Products, found: Axes) -> Real:
    """Where each person stands, (n, 2).

    A person's distance from the middle is widened by √(statements / answers), so that people who answered
    little are not all drawn to it. As in Polis, a refused statement counts as answered by everybody.
    """
    answered = common.tally.sum(axis=1) > 0
    refused = answered & (answers.moderation == REFUSED)
    placed, given = np.zeros((len(answers.people), 2)), np.ones(len(answers.people))
    for piece in answers.pieces():
        heard = np.flatnonzero(np.diff(piece.starts))
        begins, heard = piece.starts[heard], heard + piece.first
        if len(begins):
            away = piece.value - common.means[piece.statement]
            for i in range(2):
                placed[heard, i] = np.add.reduceat(away * found.directions[i][piece.statement], begins)
            open_answers = np.add.reduceat((~refused)[piece.statement].astype(np.int64), begins)
            given[heard] = np.maximum(open_answers + int(refused.sum()), 1)
    return placed * np.sqrt(int(answered.sum()) / given)[:, None]


def statement_positions(common: Products, found: Axes) -> Real:
    """Where a person would stand who agreed with this statement and answered nothing else, (m, 2)."""
    answered = int((common.tally.sum(axis=1) > 0).sum())
    return np.asarray(((1 - common.means) * found.directions).T * np.sqrt(answered))


def _leading(square: Real, seed: str, start: Real | None) -> tuple[Real, Real]:
    """The two largest eigenvalues of a symmetric matrix, and their vectors as rows."""
    w = len(square)
    if w > _WHOLE:
        followed = _follow(square, seed, start)
        if followed is not None:
            return followed
    values, vectors = np.linalg.eigh(square)
    return values[::-1][:2], vectors[:, ::-1][:, :2].T.copy()


def _follow(square: Real, seed: str, start: Real | None) -> tuple[Real, Real] | None:
    """The same by multiplying again and again; None where two directions are too alike in strength."""
    w = len(square)
    chance = np.random.default_rng(int.from_bytes(sha256(seed.encode()).digest()[:8]))
    block = chance.standard_normal((w, _BLOCK))
    if start is not None:
        block[:, :2] = start.T + 1e-6 * block[:, :2]
    basis = np.linalg.qr(block)[0]
    for _ in range(_STEPS):
        image = square @ basis
        values, turn = np.linalg.eigh(basis.T @ image)
        best, strengths = turn[:, ::-1][:, :2], values[::-1][:2]
        vectors, images = basis @ best, image @ best
        if np.linalg.norm(images - vectors * strengths) <= _EXACT * strengths[0]:
            return strengths, vectors.T.copy()
        basis = np.linalg.qr(image)[0]
    return None
