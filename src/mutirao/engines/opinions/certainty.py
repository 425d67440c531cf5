"""How sure a share is: intervals for one share and for the difference of two, and the tests of Polis.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927;
R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
Medicine 17, 1998 (method 10). The tests are those of C. Small et al., 2021 (see axes).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Real = NDArray[np.float64]
Z95 = 1.959963984540054  # two-sided, 95 %
Z90 = 1.2815515655446004  # one-sided, 90 %: what Polis calls significant
LEAST = 5  # people; no share is shown of fewer


@dataclass(frozen=True)
class Share:
    """`count` of `of` people: `share` from 0 to 1, and its 95 % interval from `low` to `high`."""

    count: int
    of: int
    share: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        """Plain data; a share of fewer than five people is left out."""
        if self.of < LEAST:
            return {"count": None, "of": None, "share": None, "low": None, "high": None}
        return {
            "count": self.count,
            "of": self.of,
            "share": round(self.share, 6),
            "low": round(self.low, 6),
            "high": round(self.high, 6),
        }


def share(count: int, of: int) -> Share:
    """A share with Wilson's 95 % interval; 0 to 1 where nobody was asked."""
    if not of:
        return Share(0, 0, 0.0, 0.0, 1.0)
    p, square = count / of, Z95 * Z95
    middle = (p + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(p * (1 - p) / of + square / (4 * of * of))
    low = 0.0 if count == 0 else middle - half
    return Share(count, of, p, low, 1.0 if count == of else middle + half)


def wilson(count: Any, of: Any) -> tuple[Any, Any]:
    """The same intervals for arrays of counts; (0, 1) where nobody was asked."""
    n = np.maximum(of, 1)
    p, square = count / n, Z95 * Z95
    middle = (p + square / (2 * n)) / (1 + square / n)
    half = Z95 / (1 + square / n) * np.sqrt(p * (1 - p) / n + square / (4 * n * n))
    low = np.where((count == 0) | (of == 0), 0.0, middle - half)
    return low, np.where((count == of) | (of == 0), 1.0, middle + half)


def difference(first: Share, second: Share) -> tuple[float, float]:
    """Newcombe's 95 % interval for `first` less `second`, from −1 to 1."""
    d = first.share - second.share
    below = sqrt((first.share - first.low) ** 2 + (second.high - second.share) ** 2)
    above = sqrt((first.high - first.share) ** 2 + (second.share - second.low) ** 2)
    return max(d - below, -1.0), min(d + above, 1.0)


def probability(count: Any, of: Any) -> Any:
    """A share drawn towards one half by one imagined person on each side (Laplace)."""
    return (count + 1) / (of + 2)


def against_half(count: Any, of: Any) -> Any:
    """By how many standard deviations a share is above one half, as Polis tests it."""
    return 2 * np.sqrt(of + 1) * ((count + 1) / (of + 1) - 0.5)


def against_rest(count: Any, of: Any, count_rest: Any, of_rest: Any) -> Any:
    """By how many standard deviations a group's share is above everybody else's, as Polis tests it."""
    n, rest = of + 1, of_rest + 1
    here, there = (count + 1) / n, (count_rest + 1) / rest
    together = (count + count_rest + 2) / (n + rest)
    spread = np.sqrt(together * (1 - together) * (1 / n + 1 / rest))
    return np.where(spread > 0, (here - there) / np.where(spread > 0, spread, 1), 0.0)
