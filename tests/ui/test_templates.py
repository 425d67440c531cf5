"""Every template of the house: compiles, and carries nothing a strict Content-Security-Policy would stop."""

import re
from pathlib import Path

import pytest
from django.template import engines

import mutirao
from mutirao.ui import contrast

HOUSE = Path(mutirao.__file__).parent
TEMPLATES = sorted(
    path for path in HOUSE.rglob("*.html") if "templates" in path.parts and "node_modules" not in path.parts
)
OWN = Path(contrast.__file__).parent / "templates"
INLINE = re.compile(
    r"""\sstyle\s*=            # a style in an attribute
    |<style\b                  # or in an element
    |\son[a-z]+\s*=            # a handler in an attribute
    |\shx-on\b                 # or in htmx's
    |javascript:
    |<script\b(?![^>]*(\ssrc=|type="application/json"))  # a script that is neither a file nor data
    """,
    re.VERBOSE | re.IGNORECASE,
)


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def test_there_are_templates_to_look_at():
    assert OWN / "ui/base.html" in TEMPLATES
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a onclick="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<b hx-on:click="go()">',
    ],
)
def test_the_search_finds_what_it_is_for(markup):
    assert INLINE.search(markup)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_inline_style_or_script(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_compiles(path):
    engines["django"].engine.from_string(path.read_text())


@pytest.mark.parametrize("path", sorted(OWN.rglob("*.html")), ids=name)
def test_ours_are_short(path):
    assert len(path.read_text().splitlines()) <= 120


def test_the_gallery_links_to_every_part_it_has(gallery_page):
    linked = re.findall(r'<li><a href="#([a-z]+)">', gallery_page)
    shown = re.findall(r'<section class="m-gallery__part" id="([a-z]+)">', gallery_page)
    assert sorted(linked) == sorted(shown)
    assert len(shown) == 22
