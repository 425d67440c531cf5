"""The page that explains the methods: every row of its tables is what the rules really say."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from mutirao.theory.drafts import Method, Position, Rule, Voice, standing
from mutirao.theory.typology import Side

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "negotiating-drafts.md"
METHODS = {
    "consent": Method(Rule.CONSENT, "the page"),
    "consent, silence counts": Method(Rule.CONSENT, "the page", silence_consents=True),
    "consensus": Method(Rule.CONSENSUS, "the page"),
    "majority": Method(Rule.MAJORITY, "the page"),
    "majority of two thirds": Method(Rule.MAJORITY, "the page", share=Fraction(2, 3)),
    "by weight": Method(Rule.WEIGHTED, "the page"),
    "double majority": Method(Rule.DOUBLE_MAJORITY, "the page"),
    "professionals alone": Method(Rule.PROFESSIONALS, "the page"),
    "users and community alone": Method(Rule.LAY, "the page"),
}
TABLE = (
    Voice("council", Side.PROFESSIONAL, 5),
    Voice("clinic", Side.PROFESSIONAL, 3),
    Voice("parents", Side.USER, 2),
    Voice("shop", Side.COMMUNITY, 1),
    Voice("church", Side.COMMUNITY, 1),
)
SIGNS = {"+": Position.ASSENT, "?": Position.ASSENT_IF, "-": Position.OBJECT, ".": Position.SILENT}
ROW = re.compile(r"^\| (.+?) \| (.) \| (.) \| (.) \| (.) \| (.) \| (open|over) \| (\w+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE.read_text())


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row) for row in ROWS])
def test_each_row_of_the_page(row: tuple[str, ...]) -> None:
    name, *signs, round_, state = row
    said = {voice.key: SIGNS[sign] for voice, sign in zip(TABLE, signs, strict=True)}
    assert standing(said, METHODS[name], TABLE, is_over=round_ == "over").state.value == state


def test_every_method_has_its_rows() -> None:
    assert {row[0] for row in ROWS} == set(METHODS)
    assert {method.rule for method in METHODS.values()} == set(Rule)
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    assert len(ROWS) == len([line for line in rows if not line.startswith("| method |")])
