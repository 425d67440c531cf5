"""Docs cannot rot: what is made from the code is as the code is, and everything there is, is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from contracts.reference import PAGES, REFERENCE, ROOT
from mutirao.base.blocks import blocks
from mutirao.base.register.words import done
from mutirao.base.registry import act_functions
from mutirao.base.services.words import SENTENCES
from mutirao.theory.policy import ACTS
from mutirao.theory.reasons import CODES

DOCS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text() == PAGES[name](), "run make docs"


def test_every_setting_is_documented() -> None:
    source = (ROOT / "src/mutirao/site/settings.py").read_text()
    read = set(re.findall(r'"(MUTIRAO_\w+)"', source)) | {"DATABASE_URL"}
    documented = set(re.findall(r"^\| `(\w+)`", (REFERENCE / "settings.md").read_text(), re.MULTILINE))
    assert documented == read


def test_every_act_has_one_function_one_rule_one_sentence() -> None:
    names = [function.rule.name for function in act_functions()]
    assert len(names) == len(set(names))
    assert set(names) == {rule.name for rule in ACTS} == set(done())


def test_a_block_brings_the_sentences_of_its_own_acts_and_no_others() -> None:
    for block in blocks():
        assert set(block.done) == {function.rule.name for function in block.acts}  # type: ignore[attr-defined]


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) | {"bad_input", "wrong_state"} == set(CODES)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_decision_records_are_numbered_dated_and_short() -> None:
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    for record in records:
        text = record.read_text()
        assert re.search(r"^\*\*Status:\*\* ", text, re.MULTILINE), record.name
        for heading in ("Context", "Decision", "Consequences", "What we gave up"):
            assert f"## {heading}" in text, (record.name, heading)
        assert len(text.split()) < 420, record.name


def test_every_block_and_blueprint_is_a_line_in_the_settings() -> None:
    assert [f"mutirao.planning.{block.slug}" for block in blocks()] == settings.BLOCKS
    modules = {p.stem for p in (ROOT / "src/mutirao/blueprints").glob("*.py")} - {"__init__"}
    assert {name.split(".")[-2] for name in settings.BLUEPRINTS} == modules
