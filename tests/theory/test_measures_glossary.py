"""The glossary keeps one word for one idea, in three languages, and its words are those of the code."""

from collections import Counter
from pathlib import Path

import pytest

from mutirao.theory import duties, measures, reasons, typology
from mutirao.theory.duties import Way
from mutirao.theory.typology import Side

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "reference" / "glossary.md"
HEAD = ["In the code", "English", "What it means", "Français", "Português (Brasil)", "Rather than"]
TEXT = GLOSSARY.read_text(encoding="utf-8").splitlines()
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT
    if line.startswith("|") and not line.startswith("|---")
]
ROWS = [line for line in LINES if line != HEAD]
CODE = [name.strip("` ") for row in ROWS for name in row[0].split(",") if row[0] != "–"]
WAYS_AND_SIDES = [*Way, *Side]


def test_every_table_has_the_same_columns_and_every_row_is_full() -> None:
    assert LINES.count(HEAD) == sum(line.startswith("## ") for line in TEXT) == 10
    for row in ROWS:
        assert len(row) == len(HEAD), row
        assert all(row[:5]), row
    assert len(ROWS) >= 80 + 25


def test_one_word_for_one_idea() -> None:
    english = Counter(row[1] for row in ROWS)
    assert [word for word, n in english.items() if n > 1] == []
    assert [word for word, n in Counter(CODE).items() if n > 1] == []


def test_french_is_written_so_that_a_screen_reader_can_say_it() -> None:
    assert [row[3] for row in ROWS if "·" in row[3] or "(e)" in row[3]] == []


@pytest.mark.parametrize("word", WAYS_AND_SIDES)
def test_ways_and_sides_are_explained(word: str) -> None:
    assert str(word) in CODE


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (typology, ["Cell", "agreed_cell", "evidenced_cell", "Phase", "Side"]),
        (duties, ["Duty", "Way", "Clause", "Gap"]),
        (reasons, ["Reason", "Refused"]),
        (measures, ["Load", "Measure", "Bands", "Proportion", "Mark", "Risk", "suppressed", "key_people"]),
    ],
)
def test_words_of_the_theory_are_the_words_of_its_code(module: object, words: list[str]) -> None:
    assert [word for word in words if word not in CODE or not hasattr(module, word)] == []


@pytest.mark.parametrize(
    "word",
    [
        "service",
        "party",
        "side",
        "agreement",
        "duty",
        "act",
        "register",
        "head",
        "seal",
        "body",
        "member",
        "position",
        "term",
        "area",
        "blueprint",
        "block",
        "budget",
        "project",
        "ballot",
        "count",
        "decision",
        "answers",
        "does",
    ],
)
def test_words_of_the_software_are_there(word: str) -> None:
    assert word in [row[1] for row in ROWS]
