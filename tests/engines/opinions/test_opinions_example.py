"""The worked example of docs/explanation/opinion-maps.md: what the page says is what the map says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from mutirao.engines.opinions.answers import Answers, of
from mutirao.engines.opinions.clusters import distinct, k_means
from mutirao.engines.opinions.findings import Finding
from mutirao.engines.opinions.opinion_map import OpinionMap, opinion_map
from mutirao.engines.opinions.routing import priority
from mutirao.engines.opinions.silhouettes import silhouettes

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "explanation" / "opinion-maps.md").read_text()
SIGNS = {"+": 1, ".": 0, "-": -1}


def square() -> tuple[Answers, dict[str, str]]:
    """The answers and parties of the page's table."""
    lines = [line.strip("|").split("|") for line in PAGE.split("\n") if re.match(r"\| p\d\d ", line)]
    table = [[cell.strip() for cell in line] for line in lines]
    assert len(table) == 14
    rows = [(who, i + 1, SIGNS[sign]) for who, _, *signs in table for i, sign in enumerate(signs)]
    return of(rows), {line[0]: line[1] for line in table}


@cache
def found() -> OpinionMap:
    answers, party = square()
    return opinion_map(answers, parties=party)


def says(finding: str) -> str:
    """What the page says of this finding."""
    return re.search(rf"^\| {re.escape(finding)} \| (.*) \|$", PAGE, re.M)[1]  # type: ignore[index]


def listed(findings: tuple[Finding, ...], direction: str = "agree") -> str:
    return ", ".join(finding.statement for finding in findings if finding.direction == direction)


def test_the_groups_of_the_square() -> None:
    first, second = found().groups
    assert says("groups") == f"A has {first.people} people, B has {second.people}"
    assert says("A agrees more than others") == listed(first.representative)
    assert says("A disagrees more than others") == listed(first.representative, "disagree")
    assert says("B agrees more than others") == listed(second.representative)
    assert says("B disagrees more than others") == listed(second.representative, "disagree")
    assert says("what most agree with") == listed(found().consensus_agree)


def test_the_bridges_of_the_square() -> None:
    told = [
        f"{bridge.statement}: agreed by {a.count} of {a.of} in A and by {b.count} of {b.of} in B"
        for bridge in found().bridging
        for a, b in [bridge.shares]
    ]
    assert told == [says("what bridges them best"), says("also a bridge")]
    best = found().bridging[0]
    assert [f"{one.low:.0%}" for one in best.shares] == ["53%", "61%"]
    assert f"{best.at_least:.0%}" == "53%"
    assert "53 % in group A and 61 % in group B, so it counts 53 %" in " ".join(PAGE.split())


def test_the_parties_of_the_square() -> None:
    parties = found().parties
    assert parties is not None
    gap, pair = parties.furthest, parties.pair
    assert gap is not None
    assert pair is not None
    shares = f"{gap.most} {gap.share_most.share * 100:.0f} %, {gap.least} {gap.share_least.share * 100:.0f} %"
    assert says("furthest apart between parties") == f"{gap.statement}: {shares}"
    values = pair.held_by_first.statement, pair.held_by_second.statement
    assert says("the pair of values") == f"{pair.first} hold {values[0]}, {pair.second} hold {values[1]}"
    assert [round(100 * one.share_most.share) for one in (pair.held_by_first, pair.held_by_second)] == [
        88,
        100,
    ]
    assert [one.share_least.share for one in (pair.held_by_first, pair.held_by_second)] == [0, 0]
    assert "hold\n5 (88 % against 0 %) and shops hold 3 (100 % against 0 %)" in PAGE


def test_the_numbers_of_the_page() -> None:
    assert [f"{part:.0%}" for part in found().axes.explained] == ["54%", "19%"]
    assert "they hold 54 % and 19 % of all" in PAGE
    assert round(found().silhouettes[2], 3) == 0.588
    assert (round(found().pattern.ratio, 2), round(found().pattern.certainty, 1)) == (2.58, 5.9)
    assert "The square has 2.58 and 5.9." in " ".join(PAGE.split())
    first = next(finding for finding in found().groups[0].representative if finding.statement == "2")
    assert (first.share.count, first.share.of) == (8, 8)
    assert (first.probability, first.ratio) == (pytest.approx(9 / 10), pytest.approx(7.2))
    assert found().group_informed_agree[6] == pytest.approx(0.7)


def test_what_poliss_beginning_finds_on_the_square() -> None:
    labels, _ = k_means(found().positions, 2, distinct(found().positions)[:2])
    assert round(silhouettes(found().positions, [labels])[0], 3) == 0.151


def test_newness_on_the_page() -> None:
    """Nine times, five times, once: of a statement whose other factors stay the same."""
    newness = [np.sqrt(priority(n, 0, 0)) / ((n + 1) / (n + 2) * (1 - 1 / (n + 2))) for n in (0, 5, 500)]
    assert newness == pytest.approx([9, 5, 1])
