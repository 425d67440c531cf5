"""An opinion map as plain data, for a page, a download or another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mutirao.engines.opinions.certainty import LEAST, share

if TYPE_CHECKING:
    from mutirao.engines.opinions.opinion_map import OpinionMap


def as_json(found: OpinionMap, *, everyone: bool = False) -> dict[str, Any]:
    """The map as data that JSON can hold, rounded to six places.

    Of a group of fewer than five people only its existence is told, and no share of fewer than five people.
    `everyone` adds the people with their ids, places and groups, and the directions, so that the map can be
    refreshed: for who holds the answers anyway, never for a public page.
    """
    shown = [(row, group) for row, group in enumerate(found.groups) if group.is_shown]
    told: dict[str, Any] = {
        "explanation": explanation(found),
        "groups": [_group(group) for group in found.groups],
        "bridging": [bridge.as_json() for bridge in found.bridging],
        "consensus": {
            "agree": [finding.as_json() for finding in found.consensus_agree],
            "disagree": [finding.as_json() for finding in found.consensus_disagree],
        },
        "divisive": [gap.as_json() for gap in found.divisive],
        "parties": found.parties.as_json() if found.parties else None,
        "statements": [
            {
                "id": name,
                "took_part": bool(found.is_open[i]),
                "moderation": int(found.moderation[i]),
                **_answers(found.tally[i].tolist()),
                "x": _rounded(found.statement_positions[i, 0]),
                "y": _rounded(found.statement_positions[i, 1]),
                "group_informed_agree": _rounded(found.group_informed_agree[i]),
                "group_informed_disagree": _rounded(found.group_informed_disagree[i]),
                "groups": [
                    {"group": group.id, **_answers(found.group_tally[row, i].tolist())}
                    for row, group in shown
                ],
            }
            for i, name in enumerate(found.statements)
        ],
    }
    if everyone:
        places = np.round(found.positions, 6).tolist()
        for i, statement in enumerate(told["statements"]):
            statement["direction"] = found.axes.directions[:, i].tolist()
        told["people"] = [
            {"id": name, "x": place[0], "y": place[1], "group": group if group >= 0 else None}
            for name, place, group in zip(found.people, places, found.group.tolist(), strict=True)
        ]
    return told


def explanation(found: OpinionMap) -> dict[str, Any]:
    """How the map was made, from how much, and what was left out and why."""
    closed = [
        name for name, state in zip(found.statements, found.moderation.tolist(), strict=True) if state < 0
    ]
    asked = found.tally.sum(axis=1) > 0
    return {
        "method": found.method,
        "seed": found.seed,
        "people": len(found.people),
        "people_in_groups": found.grouped_people,
        "statements": len(found.statements),
        "statements_in_map": int(found.is_open.sum()),
        "answers": found.answers,
        "least_answers": found.least_answers,
        "groups": len(found.groups),
        "no_groups_because": found.reason,
        "silhouettes": {str(k): round(score, 6) for k, score in found.silhouettes.items()},
        "pattern": {
            "ratio": round(found.pattern.ratio, 6),
            "certainty": round(found.pattern.certainty, 6),
            "pairs": found.pattern.pairs,
        },
        "explained": [round(float(part), 6) for part in found.axes.explained],
        "left_out": {
            "people_with_too_few_answers": found.too_few,
            "refused_statements": closed,
            "unanswered_statements": [
                name for name, heard in zip(found.statements, asked.tolist(), strict=True) if not heard
            ],
            "groups_too_small_to_show": sum(not group.is_shown for group in found.groups),
        },
    }


def _group(group: Any) -> dict[str, Any]:
    told = {"id": group.id, "name": group.name, "is_shown": group.is_shown}
    if not group.is_shown:
        return told
    return {
        **told,
        "people": group.people,
        "x": _rounded(group.middle[0]),
        "y": _rounded(group.middle[1]),
        "representative": [finding.as_json() for finding in group.representative],
    }


def _answers(tally: list[int]) -> dict[str, Any]:
    agreed, passed, disagreed = tally
    of = agreed + passed + disagreed
    if of < LEAST:
        return {"agree": None, "pass": None, "disagree": None, "share": None, "low": None, "high": None}
    found = share(agreed, of)
    return {
        "agree": agreed,
        "pass": passed,
        "disagree": disagreed,
        "share": round(found.share, 6),
        "low": round(found.low, 6),
        "high": round(found.high, 6),
    }


def _rounded(number: float) -> float | None:
    return None if np.isnan(number) else round(float(number), 6)
