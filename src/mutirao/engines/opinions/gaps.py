"""How far apart groups or parties are on each statement, and the pair of values that parts them most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mutirao.engines.opinions.answers import Answers
from mutirao.engines.opinions.certainty import LEAST, Share, difference, share, wilson
from mutirao.engines.opinions.tallies import AGREED, by_label

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Gap:
    """A statement, who agrees with it most and who least, and how far they are apart.

    `apart` is the difference of the two shares, from 0 to 1; `low` to `high` its 95 % interval.
    """

    statement: str
    most: str
    least: str
    share_most: Share
    share_least: Share
    apart: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the difference is more than chance: its interval leaves out zero."""
        return self.low > 0

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "statement": self.statement,
            "most": {"who": self.most, **self.share_most.as_json()},
            "least": {"who": self.least, **self.share_least.as_json()},
            "apart": round(self.apart, 6),
            "low": round(self.low, 6),
            "high": round(self.high, 6),
            "is_sure": self.is_sure,
        }


@dataclass(frozen=True)
class ValuePair:
    """Two statements that part two parties most: one that `first` holds more, one that `second` holds more.

    `apart` is the sum of the two differences, from 0 to 2.
    """

    first: str
    second: str
    held_by_first: Gap
    held_by_second: Gap
    apart: float

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "first": self.first,
            "second": self.second,
            "held_by_first": self.held_by_first.as_json(),
            "held_by_second": self.held_by_second.as_json(),
            "apart": round(self.apart, 6),
        }


@dataclass(frozen=True)
class Parties:
    """What parts the parties. `people` counts who answered, by party; `withheld` had fewer than five.

    `gaps` holds for each statement the two parties furthest apart, the widest first; `furthest` is its first;
    `pair` the two values that part two parties most (None where no party holds a value more each way).
    """

    people: Mapping[str, int]
    withheld: tuple[str, ...]
    gaps: tuple[Gap, ...]
    pair: ValuePair | None

    @property
    def furthest(self) -> Gap | None:
        return self.gaps[0] if self.gaps else None

    def as_json(self) -> dict[str, Any]:
        """Plain data; of a party of fewer than five people only its name is told."""
        return {
            "people": dict(self.people),
            "withheld": list(self.withheld),
            "furthest": self.furthest.as_json() if self.furthest else None,
            "pair": self.pair.as_json() if self.pair else None,
            "gaps": [gap.as_json() for gap in self.gaps],
        }


def gaps(
    tally: Whole,
    who: Sequence[str],
    names: Sequence[str],
    is_open: NDArray[np.bool_],
    *,
    by: Literal["apart", "low"] = "apart",
    most: int | None = None,
) -> tuple[Gap, ...]:
    """For each statement the two furthest apart in their share of agreement, the widest first.

    `tally` is (who, m, 3). Where fewer than five people of somebody's have answered, they are left out.
    `by` ranks by the difference itself or by the low end of its interval; `most` gives only so many.
    """
    n, of = tally[:, :, AGREED], tally.sum(axis=2)
    heard = of >= LEAST
    columns = np.flatnonzero(is_open & (heard.sum(axis=0) > 1))
    if not len(columns):
        return ()
    n, of, heard = n[:, columns], of[:, columns], heard[:, columns]
    shares = n / np.maximum(of, 1)
    low, high = wilson(n, of)
    top = np.where(heard, shares, -1).argmax(axis=0)
    bottom = np.where(heard, shares, 2).argmin(axis=0)
    each = np.arange(len(columns))
    apart = shares[top, each] - shares[bottom, each]
    slack = np.hypot(shares[top, each] - low[top, each], high[bottom, each] - shares[bottom, each])
    order = np.argsort(-(apart if by == "apart" else apart - slack), kind="stable")[:most]
    return tuple(_gap(tally, who, names, int(columns[i]), int(top[i]), int(bottom[i])) for i in order)


def parties(
    answers: Answers,
    party: Mapping[str, str],
    is_open: NDArray[np.bool_],
) -> Parties:
    """Compare parties; `party` gives the party of people by id, whoever is missing there belongs to none."""
    of_person = [party.get(name, "") for name in answers.people]
    people: dict[str, int] = {}
    for name in of_person:
        if name:
            people[name] = people.get(name, 0) + 1
    shown = sorted(name for name, count in people.items() if count >= LEAST)
    places = {name: i for i, name in enumerate(shown)}
    label = np.array([places.get(name, -1) for name in of_person], dtype=np.int64)
    tally = by_label(answers, label, len(shown))
    return Parties(
        {name: people[name] for name in shown},
        tuple(sorted(set(people) - set(shown))),
        gaps(tally, shown, answers.statements, is_open),
        _pair(tally, shown, answers.statements, is_open),
    )


def _pair(
    tally: Whole, who: Sequence[str], names: Sequence[str], is_open: NDArray[np.bool_]
) -> ValuePair | None:
    n, of = tally[:, :, AGREED], tally.sum(axis=2)
    shares = n / np.maximum(of, 1)
    best: tuple[float, int, int, int, int] | None = None
    for a, b in combinations(range(len(who)), 2):
        those = np.flatnonzero(is_open & (of[a] >= LEAST) & (of[b] >= LEAST))
        if not len(those):
            continue
        apart = shares[a, those] - shares[b, those]
        up, down = int(apart.argmax()), int(apart.argmin())
        width = float(apart[up] - apart[down])
        if apart[up] > 0 > apart[down] and (best is None or width > best[0]):
            best = (width, a, b, int(those[up]), int(those[down]))
    if best is None:
        return None
    width, a, b, up, down = best
    return ValuePair(
        who[a], who[b], _gap(tally, who, names, up, a, b), _gap(tally, who, names, down, b, a), width
    )


def _gap(tally: Whole, who: Sequence[str], names: Sequence[str], i: int, most: int, least: int) -> Gap:
    high = share(int(tally[most, i, AGREED]), int(tally[most, i].sum()))
    low = share(int(tally[least, i, AGREED]), int(tally[least, i].sum()))
    return Gap(names[i], who[most], who[least], high, low, high.share - low.share, *difference(high, low))
