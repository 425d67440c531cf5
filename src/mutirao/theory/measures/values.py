"""Conflicting values: how far parties that rank the same aims agree, and on which aims they differ most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Risk

# Schmidt names five points; reading each as the start of a band is our own, cautious choice.
SCHMIDT = Bands(
    (
        Band("hardly any agreement"),
        Band("very weak agreement", Fraction(1, 10)),
        Band("weak agreement", Fraction(3, 10)),
        Band("moderate agreement", Fraction(5, 10)),
        Band("strong agreement", Fraction(7, 10)),
        Band("unusually strong agreement", Fraction(9, 10)),
    ),
    "Schmidt 1997",
    Mark.RECALLED,
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="ranking_agreement",
        risk=Risk.VALUES,
        title="Agreement on aims",
        question="Do the parties put the same aims first?",
        formula="W = 12·S / (m²(n³ − n)), S = Σ(rank sum − mean rank sum)²; χ² = m(n − 1)·W, df = n − 1",
        unit="0 (no agreement) to 1 (everybody ranks alike)",
        source="Kendall and Babington Smith 1939",
        mark=Mark.RECALLED,
        misleads="People can agree on vague words, or copy whoever speaks first.",
        computed_by="kendall_w",
        bands=SCHMIDT,
    ),
    Measure(
        slug="two_rankings",
        risk=Risk.VALUES,
        title="Likeness of two rankings",
        question="Do these two parties rank the aims alike?",
        formula="ρ = 1 − 6·Σd² / (n(n² − 1))",
        unit="−1 (opposite order) to 1 (same order)",
        source="Spearman 1904",
        mark=Mark.RECALLED,
        misleads="With only five to eight aims one swap moves the number a lot.",
        computed_by="spearman_rho",
    ),
    Measure(
        slug="furthest_apart",
        risk=Risk.VALUES,
        title="Where two parties are furthest apart",
        question="Which two aims would these parties argue about most?",
        formula="the pair of aims with the largest difference between the two parties' distances in rank",
        unit="places in the ranking",
        source="our own",
        mark=Mark.OURS,
        misleads="Places are not strength of feeling: first and second may be far apart or almost level.",
        computed_by="furthest_apart",
    ),
)


@dataclass(frozen=True, slots=True)
class KendallW:
    """Agreement among rankings: W, the χ² it gives with its degrees of freedom, and what it rests on."""

    w: Fraction
    chi_square: Fraction
    df: int
    rankings: int
    aims: int


@dataclass(frozen=True, slots=True)
class FurthestPair:
    """Two aims on which two parties are furthest apart.

    `first_lead` is how many places the first party puts `upper` above `lower`, `second_lead` the same for the
    second party (less than 0: below); `gap` is the difference, always more than 0.
    """

    upper: str
    lower: str
    first_lead: int
    second_lead: int

    @property
    def gap(self) -> int:
        """How many places further the first party holds the two apart than the second."""
        return self.first_lead - self.second_lead

    @property
    def is_opposed(self) -> bool:
        """Whether each party puts a different one of the two aims first."""
        return self.first_lead > 0 > self.second_lead


def _check(rankings: Sequence[Sequence[int]]) -> int:
    """Number of aims, once every ranking is known to give each aim one place from 1 to n."""
    if len(rankings) < 2 or len(rankings[0]) < 2:
        raise ValueError("At least two rankings of at least two aims are needed.")
    aims = len(rankings[0])
    if any(sorted(ranking) != list(range(1, aims + 1)) for ranking in rankings):
        raise ValueError("Each ranking must give every aim its own place, from 1 for the first to the last.")
    return aims


def kendall_w(rankings: Sequence[Sequence[int]]) -> KendallW:
    """Agreement among m rankings of the same n aims (Kendall's W).

    rankings: m lists of n places; the i-th place in each belongs to the i-th aim; 1 is first; no ties.
    Exact. Errors: ValueError with fewer than two rankings or aims, or where places are not 1 to n.
    Source: Kendall and Babington Smith 1939. Bands: Schmidt 1997.
    Misleads: People can agree on vague words, or copy whoever speaks first.

    >>> found = kendall_w([(1, 2, 3, 4, 5), (2, 1, 3, 5, 4), (5, 4, 3, 2, 1)])
    >>> found.w, found.chi_square, found.df
    (Fraction(1, 9), Fraction(4, 3), 4)
    >>> close = kendall_w([(1, 2, 3, 4, 5), (2, 1, 3, 5, 4), (1, 3, 2, 4, 5)]).w
    >>> round(float(close), 3), SCHMIDT.read(close)
    (0.844, 'strong agreement')
    """
    n, m = _check(rankings), len(rankings)
    sums = [sum(places) for places in zip(*rankings, strict=True)]
    mean = Fraction(m * (n + 1), 2)
    spread = sum(((total - mean) ** 2 for total in sums), Fraction(0))
    w = 12 * spread / (m**2 * (n**3 - n))
    return KendallW(w, m * (n - 1) * w, n - 1, rankings=m, aims=n)


def spearman_rho(first: Sequence[int], second: Sequence[int]) -> Fraction:
    """Likeness of two rankings of the same aims (Spearman's ρ).

    first, second: the place each party gives to the i-th aim; 1 is first; no ties.
    Exact. Errors: ValueError with fewer than two aims, or where places are not 1 to n.
    Source: Spearman 1904.
    Misleads: With only five to eight aims one swap moves the number a lot.

    >>> spearman_rho((1, 2, 3, 4, 5), (2, 1, 3, 5, 4)), spearman_rho((1, 2, 3, 4, 5), (5, 4, 3, 2, 1))
    (Fraction(4, 5), Fraction(-1, 1))
    """
    n = _check((first, second))
    return 1 - Fraction(6 * sum((a - b) ** 2 for a, b in zip(first, second, strict=True)), n * (n**2 - 1))


def furthest_apart(
    first: Sequence[int], second: Sequence[int], *, aims: Sequence[str]
) -> FurthestPair | None:
    """The two aims on which two parties are furthest apart; None when they rank alike.

    first, second: the place each party gives to the i-th of `aims`; 1 is first; no ties. Of equal gaps, one
    where the parties want opposite orders comes before others, then the order of `aims` decides.
    Exact, in places. Errors: ValueError as for `spearman_rho`, or where aims and places differ in number.
    Source: our own.
    Misleads: Places are not strength of feeling: first and second may be far apart or almost level.

    >>> furthest_apart((1, 2, 3), (3, 2, 1), aims=("safety", "cost", "belonging"))
    FurthestPair(upper='safety', lower='belonging', first_lead=2, second_lead=-2)
    """
    if _check((first, second)) != len(aims):
        raise ValueError("Each ranking must give a place to every aim.")
    found: list[FurthestPair] = []
    for i, j in combinations(range(len(aims)), 2):
        pair = FurthestPair(aims[i], aims[j], first[j] - first[i], second[j] - second[i])
        if pair.gap < 0:
            pair = FurthestPair(aims[j], aims[i], -pair.first_lead, -pair.second_lead)
        if pair.gap:
            found.append(pair)
    return max(found, key=lambda pair: (pair.gap, pair.is_opposed), default=None)
