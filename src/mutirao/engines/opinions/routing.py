"""Which statement to show a person next: what tells most, what is new, by a lot that can be drawn again.

Source: the priority of a comment in Polis (C. Small et al., 2021), with one factor of ours, the difference
between groups. It needs no NumPy, so that a page can ask it at every answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from math import hypot, log
from typing import TYPE_CHECKING

from mutirao.engines.opinions.counts import Counts
from mutirao.engines.opinions.values import ACCEPTED, WAITING

if TYPE_CHECKING:
    from mutirao.engines.opinions.opinion_map import OpinionMap


def telling(found: OpinionMap) -> dict[str, float]:
    """How much an answer to each statement tells about a person, 1 or more, by statement id.

    (1 + how far one agreement moves a person on the map) × (1 + the largest difference between two groups'
    probabilities of agreeing). Keep it beside the map: `next_statements` then needs no map.
    """
    chance = [
        [(agreed + 1) / (agreed + passed + disagreed + 2) for agreed, passed, disagreed in of_group]
        for of_group, group in zip(found.group_tally.tolist(), found.groups, strict=True)
        if group.is_shown
    ]
    spread = [max(column) - min(column) for column in zip(*chance, strict=True)] or [0.0] * len(
        found.statements
    )
    places = found.statement_positions.tolist()
    return {
        name: (1 + hypot(*places[i])) * (1 + spread[i]) if found.is_open[i] else 1.0
        for i, name in enumerate(found.statements)
    }


def priority(agreed: int, passed: int, disagreed: int, telling: float = 1.0) -> float:
    """How often a statement should be shown beside others, above 0.

    (P(agree) × (1 − P(pass)) × telling × newness)², newness falling from 9 to 1, by half of the rest every
    five answers; the probabilities are drawn towards one half.
    """
    n = agreed + passed + disagreed
    agree, passing = (agreed + 1) / (n + 2), (passed + 1) / (n + 2)
    return float((agree * (1 - passing) * telling * (1 + 8 * 2 ** (-n / 5))) ** 2)


def next_statements(
    answered: Collection[str],
    counts: Counts,
    found: OpinionMap | Mapping[str, float] | None = None,
    k: int = 1,
    *,
    seed: str,
    with_waiting: bool = False,
) -> list[str]:
    """Up to `k` statements this person has not answered, the first to be shown first.

    `answered` are the ids of the statements the person has answered (a mapping of answers will do); `found`
    is the last map, or what `telling` said of it. Statements are drawn by lot, each as often as its priority
    says; the same `seed` draws the same, so give each person one of their own. Statements that moderators
    have not looked at are only drawn `with_waiting`. Takes time in proportion to the statements.
    """
    tells = found if isinstance(found, Mapping) else telling(found) if found is not None else {}
    allowed = (ACCEPTED, WAITING) if with_waiting else (ACCEPTED,)
    drawn = []
    for name, state in counts.moderation.items():
        if state in allowed and name not in answered:
            weight = priority(
                counts.agreed[name], counts.passed[name], counts.disagreed[name], tells.get(name, 1.0)
            )
            drawn.append((_wait(seed, name) / weight, name))
    drawn.sort()
    return [name for _, name in drawn[:k]]


def _wait(seed: str, name: str) -> float:
    """A waiting time drawn for a statement, 1 on average; the least waiting time over priority comes first.

    Source: P. Efraimidis and P. Spirakis, "Weighted random sampling with a reservoir", 2006.
    """
    lot = int.from_bytes(sha256(f"{seed}:{name}".encode()).digest()[:7])
    return -log((lot + 1) / (1 << 56))
