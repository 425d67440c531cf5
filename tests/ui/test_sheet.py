"""The style sheet and what comes with it: small, ours, licensed, and compiled from what stands beside it."""

import gzip
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from mutirao.ui import contrast

UI = Path(contrast.__file__).parent
CSS = (UI / "static/ui/mutirao.css").read_text()
KILOBYTE = 1024


def weight(name: str) -> int:
    """The bytes of a static file as they travel: fonts are compressed already, the rest is gzipped."""
    content = Path(finders.find(name)).read_bytes()
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, 6))


def test_the_sheet_is_small():
    assert weight("ui/mutirao.css") <= 22 * KILOBYTE


def test_nothing_of_the_british_government_is_in_it():
    for banned in (
        "GDS Transport",
        "crown",
        "tudor",
        "govuk-header",
        "govuk-footer",
        "http:",
        "https:",
        "//",
    ):
        assert banned not in CSS


def test_fonts_are_there_small_and_licensed():
    named = set(re.findall(r"url\(\"?([^\")]+)\"?\)", CSS))
    assert {name for name in named if not name.startswith("data:")} == {
        f"fonts/atkinson-hyperlegible-next-{part}-{weight}.woff2"
        for part in ("latin", "latin-ext")
        for weight in (400, 700)
    }
    for name in named:
        assert 0 < (UI / "static/ui" / name).stat().st_size <= 40 * KILOBYTE
    assert "SIL Open Font License, Version 1.1" in (UI / "static/ui/fonts/LICENSE.txt").read_text()


def test_the_base_size_is_19_px():
    assert "--size: 1.1875rem" in CSS
    assert 1.1875 * 16 == 19


def test_the_sheet_was_compiled_from_these_sources():
    """Every variable and every class of ours in the sources is in the compiled sheet, with the same value."""
    sources = {
        path: path.read_text() for path in (UI / "scss").glob("**/_*.scss") if "node_modules" not in str(path)
    }
    tokens = next(text for path, text in sources.items() if path.name == "_tokens.scss")
    for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6}|[\d.]+(?:rem|px|ch));", tokens):
        assert f"--{name}: {value}" in CSS
    classes = {name for text in sources.values() for name in re.findall(r"\.(m-[\w-]+)", text)}
    assert len(classes) > 100
    assert [name for name in sorted(classes) if f".{name}" not in CSS] == []


def test_light_and_dark_and_paper_are_all_designed():
    assert CSS.count("@media screen and (prefers-color-scheme: dark)") == 1
    assert "@media print" in CSS


def test_every_template_of_ours_uses_classes_the_sheet_knows():
    known = {"govuk-template", "govuk-template__body"}
    unknown = {
        (path.name, name)
        for path in (UI / "templates").glob("**/*.html")
        for given in re.findall(r'class="([^"{]+)"', path.read_text())
        for name in given.split()
        if name not in known and f".{name}" not in CSS
    }
    assert unknown == set()


def test_a_first_visit_stays_under_100_kilobytes(gallery_page):
    named = re.findall(r'(?:href|src)="/static/([^"]+)"', gallery_page)
    fonts = [f"ui/fonts/atkinson-hyperlegible-next-latin-{boldness}.woff2" for boldness in (400, 700)]
    parts = {name: weight(name) for name in {*named, *fonts}}
    assert {Path(name).suffix for name in parts} == {".css", ".js", ".svg", ".woff2"}
    assert sum(parts.values()) + len(gzip.compress(gallery_page.encode())) <= 100 * KILOBYTE


def test_the_lock_names_no_registry_and_pins_every_part():
    text = (UI / "scss/package-lock.json").read_text()
    assert "resolved" not in text
    wanted = json.loads((UI / "scss/package.json").read_text())["devDependencies"]
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
