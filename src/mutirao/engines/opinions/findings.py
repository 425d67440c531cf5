"""Statements worth showing: what a group stands for, what nearly all agree on, what bridges the groups.

Representative statements and consensus are chosen and ranked as Polis does (C. Small et al., 2021, and the
program red-dwarf). Bridging statements are ours; docs/explanation/opinion-maps.md says how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.certainty import (
    LEAST,
    Z90,
    Share,
    against_half,
    against_rest,
    probability,
    share,
    wilson,
)
from mutirao.engines.opinions.tallies import AGREED, DISAGREED

Real = NDArray[np.float64]
Whole = NDArray[np.int64]
Direction = Literal["agree", "disagree"]


@dataclass(frozen=True)
class Finding:
    """A statement, and how many agree (or disagree, by `direction`) with it.

    `probability` is the share drawn towards one half, `z` its distance above one half in standard deviations.
    For a group also `ratio`, how many times as likely people of the group are to say so as all others, and
    `ratio_z`, the standard deviations of that difference; else None. `is_best_agreed` marks the one that
    stands for what the group itself agrees on most.
    """

    statement: str
    direction: Direction
    share: Share
    probability: float
    z: float
    ratio: float | None = None
    ratio_z: float | None = None
    is_best_agreed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        told: dict[str, Any] = {
            "statement": self.statement,
            "direction": self.direction,
            **self.share.as_json(),
        }
        if self.share.of >= LEAST:
            told |= {"probability": round(self.probability, 6), "z": round(self.z, 6)}
            if self.ratio is not None and self.ratio_z is not None:
                told |= {"ratio": round(self.ratio, 6), "ratio_z": round(self.ratio_z, 6)}
        return told


@dataclass(frozen=True)
class Bridge:
    """A statement that more than half agree with in every group.

    `groups` are their ids and `shares` their shares beside; `at_least` is the share that the least certain
    group surely reaches (the low end of its interval).
    """

    statement: str
    groups: tuple[int, ...]
    shares: tuple[Share, ...]
    at_least: float

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        shares = [
            {"group": group, **found.as_json()} for group, found in zip(self.groups, self.shares, strict=True)
        ]
        return {"statement": self.statement, "at_least": round(self.at_least, 6), "groups": shares}


@dataclass(frozen=True, eq=False)
class Standing:
    """What Polis works out for each group and statement, all (groups, m); see `standing`."""

    counts: dict[Direction, Whole]
    of: Whole
    probability: dict[Direction, Real]
    z: dict[Direction, Real]
    ratio: dict[Direction, Real]
    ratio_z: dict[Direction, Real]


def standing(tally: Whole) -> Standing:
    """Compare each group with all others, from tallies (groups, m, 3)."""
    of = tally.sum(axis=2)
    of_rest = of.sum(axis=0) - of
    found: dict[str, dict[Direction, Any]] = {"n": {}, "p": {}, "z": {}, "r": {}, "rz": {}}
    columns: tuple[tuple[Direction, int], ...] = (("agree", AGREED), ("disagree", DISAGREED))
    for direction, column in columns:
        n = tally[:, :, column]
        rest = n.sum(axis=0) - n
        found["n"][direction] = n
        found["p"][direction] = probability(n, of)
        found["z"][direction] = against_half(n, of)
        found["r"][direction] = probability(n, of) / probability(rest, of_rest)
        found["rz"][direction] = against_rest(n, of, rest, of_rest)
    return Standing(found["n"], of, found["p"], found["z"], found["r"], found["rz"])


def representative(
    found: Standing, group: int, names: Sequence[str], is_open: NDArray[np.bool_], picks: int
) -> tuple[Finding, ...]:
    """What tells a group (its row in `found`) from the others: agreement first, then disagreement.

    First the one the group agrees on best; then those where group and difference are both significant, by
    ratio × its z × probability × its z. A statement is always given while there is one.
    """
    columns = np.flatnonzero(is_open)
    at = {d: _Row(found, d, group, columns) for d in ("agree", "disagree")}
    yes, no = at["agree"], at["disagree"]
    agrees = yes.ratio_z > no.ratio_z
    score = np.where(agrees, yes.score, no.score)
    significant = yes.significant | no.significant
    ranked = [int(i) for i in np.argsort(-score, kind="stable") if significant[i]]
    best = _best_agreed(yes, no)
    chosen = ranked if best is None else [best, *(i for i in ranked if i != best)]
    if not chosen and len(columns):
        chosen = [int(np.maximum(yes.ratio_z, no.ratio_z).argmax())]
    findings = [
        (yes if agrees[i] else no).finding(i, names[columns[i]], is_best=i == best) for i in chosen[:picks]
    ]
    return tuple(sorted(findings, key=lambda finding: finding.direction))


class _Row:
    """One group's numbers for one direction, (open statements)."""

    def __init__(self, found: Standing, direction: Any, group: int, columns: Whole) -> None:
        self.direction: Direction = direction
        self.of = found.of[group, columns]
        self.n = found.counts[self.direction][group, columns]
        self.p = found.probability[self.direction][group, columns]
        self.z = found.z[self.direction][group, columns]
        self.ratio = found.ratio[self.direction][group, columns]
        self.ratio_z = found.ratio_z[self.direction][group, columns]
        self.score = self.ratio * self.ratio_z * self.p * self.z
        self.significant = (self.z > Z90) & (self.ratio_z > Z90)

    def finding(self, i: int, statement: str, *, is_best: bool) -> Finding:
        return Finding(
            statement,
            self.direction,
            share(int(self.n[i]), int(self.of[i])),
            float(self.p[i]),
            float(self.z[i]),
            float(self.ratio[i]),
            float(self.ratio_z[i]),
            is_best,
        )


def _best_agreed(yes: _Row, no: _Row) -> int | None:
    """The statement the group agrees on best, in Polis's way of looking: one after the other.

    A statement that is agreed to more than elsewhere is only displaced by one that scores higher in all.
    """
    best: int | None = None
    plain, score = (yes.p * yes.z).tolist(), yes.score.tolist()
    ratio, z, p = yes.ratio.tolist(), yes.z.tolist(), yes.p.tolist()
    for i, answered in enumerate(((yes.n > 0) | (no.n > 0)).tolist()):
        if not answered:
            continue
        if best is None:
            beats = z[i] > Z90 or (ratio[i] > 1 and p[i] > 0.5)
        elif ratio[best] > 1:
            beats = score[i] > score[best]
        else:
            beats = plain[i] > plain[best]
        if beats:
            best = i
    return best


def consensus(
    tally: Whole, direction: Direction, names: Sequence[str], is_open: NDArray[np.bool_], picks: int
) -> tuple[Finding, ...]:
    """What surely more than half of all agree (or disagree) with, the strongest first; tally (m, 3)."""
    n, of = tally[:, AGREED if direction == "agree" else DISAGREED], tally.sum(axis=1)
    p, z = probability(n, of), against_half(n, of)
    ranked = np.argsort(-(p * z), kind="stable")
    chosen = [int(i) for i in ranked if is_open[i] and p[i] > 0.5 and z[i] > Z90]
    return tuple(
        Finding(names[i], direction, share(int(n[i]), int(of[i])), float(p[i]), float(z[i]))
        for i in chosen[:picks]
    )


def bridging(
    tally: Whole, groups: Sequence[int], names: Sequence[str], is_open: NDArray[np.bool_]
) -> tuple[Bridge, ...]:
    """The statements that a majority agrees with in every group, the most certain first.

    `tally` is (groups, m, 3), `groups` their ids. A group speaks for itself only where at least five of its
    people have answered.
    """
    if len(groups) < 2:
        return ()
    n, of = tally[:, :, AGREED], tally.sum(axis=2)
    in_every = is_open & ((of >= LEAST) & (2 * n > of)).all(axis=0)
    at_least = wilson(n, of)[0].min(axis=0)
    ranked = [int(i) for i in np.argsort(-at_least, kind="stable") if in_every[i]]
    return tuple(
        Bridge(
            names[i],
            tuple(groups),
            tuple(share(int(a), int(b)) for a, b in zip(n[:, i], of[:, i], strict=True)),
            float(at_least[i]),
        )
        for i in ranked
    )
