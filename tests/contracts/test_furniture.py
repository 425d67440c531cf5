"""The shape of the house: furniture, sizes, templates that keep to themselves, nothing behind your back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "mutirao"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
BLOCKS = [SOURCE.joinpath(*name.split(".")[1:]) for name in settings.BLOCKS]
OWN = {"ui", "services", "register", "people", "agenda", "site", "account", "mfa", "allauth", "usersessions"}

# What a block has beside the common furniture: nouns of its own.
NOUNS: dict[str, set[str]] = {
    "cycles": {"published", "timing"},
    "meetings": {"tokens"},
    "councils": set(),
    "priorities": {"frozen", "published"},
    "proposals": {"lists", "writing"},
    "statements": {"voices", "drawing", "forgetting", "exporting"},
    "surveys": {"appraisal", "sheets", "writing"},
    "ballots": {"keys", "slips", "counting"},
    "budgets": {"money", "sheets", "threads"},
    "drafts": {"holding", "notices", "steps", "table"},
    "decisions": {"asking", "chain", "promising", "recording", "tokens"},
}


def test_no_room_for_what_has_no_home() -> None:
    homeless = {"common", "utils", "util", "helpers", "core", "misc", "lib"}
    assert [str(p) for p in SOURCE.rglob("*") if p.stem in homeless] == []


@pytest.mark.parametrize("word", ["Signal(", ".connect(", "@receiver", "def save(self"])
def test_nothing_happens_behind_your_back(word: str) -> None:
    assert [str(p.relative_to(SOURCE)) for p in MODULES if word in p.read_text()] == []


def test_modules_and_functions_stay_readable() -> None:
    long_files = {
        str(p.relative_to(SOURCE)): n for p in MODULES if (n := len(p.read_text().splitlines())) > 330
    }
    assert long_files == {}
    long_functions = [
        f"{p.relative_to(SOURCE)}:{node.name}"
        for p in MODULES
        for node in ast.walk(ast.parse(p.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 56
    ]
    assert long_functions == []


def test_every_module_and_public_function_says_what_it_is_for() -> None:
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text())
        if path.stat().st_size and not ast.get_docstring(tree):
            silent.append(str(path.relative_to(SOURCE)))
        for node in tree.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert silent == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_blocks_have_the_same_furniture(block: Path) -> None:
    """Every block has these; beside them only its own nouns, and furniture split by noun: `paper_views`."""
    furniture = {"apps", "urls", "views", "block", "forms", "acts", "queries", "models", "words", "clock"}
    names = {p.stem for p in block.glob("*.py")} - {"__init__"}
    assert {"apps", "urls", "views", "block", "queries", "models"} <= names
    split = {name for name in names - furniture if name.split("_")[-1] in furniture}
    assert names - furniture - split <= NOUNS[block.name]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: "/".join(t.parts[-2:]))
def test_templates_are_short_and_keep_to_themselves(template: Path) -> None:
    text = template.read_text()
    assert len(text.splitlines()) <= 120
    block = template.parent.name
    used = re.findall(r'{%\s*(?:include|extends)\s+"(\w+)/', text)
    assert set(used) <= OWN | {block}
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", text)


def test_acts_are_the_only_writers() -> None:
    """Rows are made, changed and removed in acts, in what acts call, and where the clock does its work."""
    writers = {
        "acts.py",
        "drafting.py",
        "seals.py",
        "evidence.py",
        "links.py",
        "sessions.py",
        "backends.py",
        "telling.py",
        "recording.py",
        "writing.py",
        "chain.py",
        "voices.py",
        "agenda.py",
        "letters.py",
    }
    writing = re.compile(r"\.objects\.create\(|\.bulk_create\(|\.objects\.update_or_create\(|\.delete\(\)")
    found = {str(p.relative_to(SOURCE)) for p in MODULES if writing.search(p.read_text())}
    assert {
        name for name in found if not name.endswith("acts.py") and Path(name).name not in writers
    } == set()
