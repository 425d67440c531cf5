"""red-dwarf, the oracle for opinion maps, given the same answers as ours."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from mutirao.engines.opinions.answers import Answers
from mutirao.engines.opinions.values import REFUSED


@dataclass(frozen=True)
class Theirs:
    """Who is in which group (n, −1 none), where everybody stands (n, 2), and red-dwarf's own result."""

    group: np.ndarray[Any, np.dtype[np.int64]]
    positions: np.ndarray[Any, np.dtype[np.float64]]
    result: Any


def votes(answers: Answers) -> list[dict[str, int]]:
    """The answers as red-dwarf takes them; persons and statements are places."""
    rows = zip(answers.person.tolist(), answers.statement.tolist(), answers.value.tolist(), strict=True)
    return [
        {"participant_id": person, "statement_id": statement, "vote": value, "modified": 0}
        for person, statement, value in rows
    ]


def pipeline(listed: list[dict[str, int]], refused: list[int]) -> Any:
    """red-dwarf's whole work."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas and scikit-learn, about red-dwarf's own ways
        from reddwarf.implementations.base import run_pipeline

        return run_pipeline(votes=listed, mod_out_statement_ids=refused, random_state=1)


def red_dwarf(answers: Answers) -> Theirs:
    """red-dwarf's map of these answers."""
    result = pipeline(votes(answers), np.flatnonzero(answers.moderation == REFUSED).tolist())
    people = result.participants_df
    group = people["cluster_id"].fillna(-1).to_numpy(dtype=np.int64)
    return Theirs(group, people[["x", "y"]].to_numpy(), result)


def adjusted_rand(first: Any, second: Any) -> float:
    """How far two partings of the same people agree: 1 wholly, about 0 by chance.

    L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2, 1985.
    """
    table = np.zeros((len(set(first)), len(set(second))))
    rows, columns = (np.unique(np.asarray(side), return_inverse=True)[1] for side in (first, second))
    np.add.at(table, (rows, columns), 1)
    pairs, n = (lambda counts: float((counts * (counts - 1) / 2).sum())), table.sum()
    both, by_row, by_column = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = by_row * by_column / (n * (n - 1) / 2)
    most = (by_row + by_column) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
