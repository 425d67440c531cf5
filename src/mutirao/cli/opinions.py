"""`mutirao opinions`: draw the opinion map of a conversation."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_BECAUSE = {
    "few-people": "too few people have answered enough",
    "no-pattern": "what people answer to one statement says nothing about what they answer to another",
    "no-separation": "people stand too evenly spread",
}


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "opinions",
        help="draw the opinion map of a conversation",
        description="Say which statements bridge people, which groups there are and what parts them.",
        epilog="Example: mutirao opinions export-of-polis --json",
    )
    command.add_argument(
        "file",
        type=Path,
        help="a Polis export (folder or .zip), or person,statement,answer (.csv)",
    )
    command.add_argument("--json", action="store_true", help="print the map for a machine")
    command.add_argument("--seed", default="", help="seed, written into the map")
    command.add_argument(
        "--parties", type=Path, metavar="FILE", help="a table person,party: compare what parties hold"
    )
    command.add_argument(
        "--export", type=Path, metavar="DIR", help="write the conversation and its groups as a Polis export"
    )
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Read, draw, print."""
    from mutirao.engines.opinions.opinion_map import opinion_map
    from mutirao.engines.opinions.parties_file import read_parties
    from mutirao.engines.opinions.polis import read

    conversation = read(given.file, with_moments=given.export is not None)
    parties = None if given.parties is None else read_parties(given.parties.name, given.parties.read_bytes())
    found = opinion_map(conversation.answers(), seed=given.seed, parties=parties)
    if given.export is not None:
        from mutirao.engines.opinions.polis_writing import write

        groups = zip(found.people, found.group.tolist(), strict=True)
        given.export.mkdir(parents=True, exist_ok=True)
        for name, data in write(conversation, groups={who: at for who, at in groups if at >= 0}).items():
            (given.export / name).write_bytes(data)
    told, texts = found.as_json(everyone=given.json), conversation.texts()
    if given.json:
        for statement in told["statements"]:
            statement["text"] = texts.get(statement["id"], "")
        told["topic"] = dict(conversation.summary).get("topic", "")
        told["agreement_was_written_as_minus_one"] = conversation.flipped
        print(json.dumps(told, ensure_ascii=False))
        return 0
    topic = dict(conversation.summary).get("topic", "")
    for line in _lines(told, texts, topic):
        print(line)
    return 0


def _lines(told: Mapping[str, Any], texts: Mapping[str, str], topic: str) -> Iterator[str]:
    how = told["explanation"]
    if topic:
        yield topic
    yield (
        f"{how['people']:,} people gave {how['answers']:,} answers; {how['statements_in_map']:,} statements "
        f"took part; {how['people_in_groups']:,} people are in groups."
    )
    if how["no_groups_because"]:
        yield f"No groups can be told apart: {_BECAUSE[how['no_groups_because']]}."
    yield from _section("What bridges the groups", (_bridge(one, texts) for one in told["bridging"][:5]))
    for group in told["groups"]:
        if group["is_shown"]:
            heading = f"Group {group['name']}, {group['people']} people, more than others"
            yield from _section(heading, (_finding(one, texts) for one in group["representative"]))
        else:
            yield "\nA group of fewer than five people is not shown."
    yield from _section("What most agree with", (_finding(one, texts) for one in told["consensus"]["agree"]))
    yield from _section(
        "What most disagree with", (_finding(one, texts) for one in told["consensus"]["disagree"])
    )
    yield from _section("What parts the groups", (_gap(one, texts, "group ") for one in told["divisive"][:5]))
    if told["parties"] is not None:
        yield from _parties(told["parties"], texts)


def _parties(parties: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    for name in parties["withheld"]:
        yield f"\n{name}: fewer than five people answered, so we do not show what they hold."
    if parties["furthest"] is None:
        yield "\nThere are no two parties of which five people each have answered the same statement."
        return
    yield from _section("Furthest apart between parties", [_gap(parties["furthest"], texts, "")])
    if parties["pair"]:
        pair = parties["pair"]
        both = (_gap(pair["held_by_first"], texts, ""), _gap(pair["held_by_second"], texts, ""))
        yield from _section(f"The pair of values that parts {pair['first']} and {pair['second']} most", both)


def _section(heading: str, lines: Any) -> Iterator[str]:
    found = list(lines)
    if found:
        yield f"\n{heading}"
        yield from (f"  {line}" for line in found)


def _bridge(bridge: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    shares = ", ".join(f"{_percent(one['share'])} of {one['of']}" for one in bridge["groups"])
    return f"{_quoted(bridge['statement'], texts)}: agreed by {shares}"


def _finding(finding: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    says = finding["direction"]
    if finding["share"] is None:
        return f"{says}: {_quoted(finding['statement'], texts)}"
    between = f"{_percent(finding['low'])} to {_percent(finding['high'])}"
    share = f"{finding['count']} of {finding['of']} ({between})"
    return f"{says}: {_quoted(finding['statement'], texts)}: {share}"


def _gap(gap: Mapping[str, Any], texts: Mapping[str, str], kind: str) -> str:
    most, least = (
        f"{kind}{side['who']} {_percent(side['share'])} of {side['of']}"
        for side in (gap["most"], gap["least"])
    )
    sure = "" if gap["is_sure"] else "; this may be chance"
    return f"{_quoted(gap['statement'], texts)}: agreed by {most}, {least}{sure}"


def _percent(part: float) -> str:
    return f"{part:.0%}"


def _quoted(statement: str, texts: Mapping[str, str]) -> str:
    text = " ".join(texts.get(statement, "").split())
    short = text if len(text) <= 90 else text[:89] + "…"
    return f"{statement} “{short}”" if short else statement
