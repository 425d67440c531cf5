"""Whether there is a pattern at all: do answers to one statement say anything about answers to another?

Without this question every crowd falls into groups: k-means parts a round cloud as willingly as two camps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mutirao.engines.opinions.axes import Products

LEAST_RATIO = 1.1
LEAST_CERTAINTY = 2.0
_LEAST_BOTH = 5


@dataclass(frozen=True)
class Pattern:
    """How strongly answers hang together, against people who answer each statement by lot.

    `ratio` is 1 for answers without any pattern; `certainty` counts standard deviations above that;
    `pairs` is the number of pairs of statements it rests on.
    """

    ratio: float
    certainty: float
    pairs: int

    @property
    def is_there(self) -> bool:
        return self.ratio >= LEAST_RATIO and self.certainty >= LEAST_CERTAINTY


def pattern(common: Products) -> Pattern:
    """Compare squared products of deviations with what chance alone would give.

    For independent statements s and t that n people both answered, (Σ d_s·d_t)² / (n·σ_s²·σ_t²) has the mean
    1 and nearly a χ² distribution with one degree of freedom, hence variance 2. Pairs answered by fewer than
    five people, and statements that all answered alike, say nothing.
    """
    expected = common.both * np.outer(common.spread, common.spread)
    counts = np.triu((common.both >= _LEAST_BOTH) & (expected > 0), 1)
    pairs = int(counts.sum())
    if not pairs:
        return Pattern(0.0, 0.0, 0)
    terms = common.together[counts] ** 2 / expected[counts]
    return Pattern(float(terms.mean()), float((terms.sum() - pairs) / np.sqrt(2 * pairs)), pairs)
