"""Every pair of colours can be told apart, in the light and in the dark."""

from pathlib import Path

import pytest

from mutirao.ui import contrast

SCSS = Path(contrast.__file__).parent / "scss" / "_tokens.scss"
LIGHT, DARK = contrast.modes(SCSS.read_text())
ORNAMENT = {"line"}  # hairlines between things that are apart anyway


def test_ratio_of_known_pairs():
    assert contrast.ratio("#000000", "#ffffff") == 21
    assert contrast.ratio("#FFFFFF", "#ffffff") == 1
    assert round(contrast.ratio("#767676", "#ffffff"), 2) == 4.54
    assert contrast.ratio("#ffffff", "#767676") == contrast.ratio("#767676", "#ffffff")


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "123456", "#1234567"])
def test_ratio_reads_one_way_of_writing_a_colour(colour):
    with pytest.raises(ValueError, match="#rrggbb"):
        contrast.ratio(colour, "#000000")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_our_colours_have_no_fault(colours):
    assert contrast.faults(colours) == []


def test_a_faint_colour_is_found_on_each_surface():
    found = contrast.faults({**LIGHT, "control": "#d0c8b8"})
    assert [(fault.colour, fault.behind, fault.least) for fault in found] == [
        ("control", "paper", 3.0),
        ("control", "sheet", 3.0),
        ("control", "quiet", 3.0),
    ]
    assert found[0].ratio == round(contrast.ratio("#d0c8b8", LIGHT["paper"]), 2) < 3


def test_a_ring_that_melts_into_the_page_is_found():
    found = contrast.faults({**LIGHT, "focus": "#f8f2e6", "focus-ink": "#efe6d5"})
    assert {fault.behind for fault in found if fault.colour == "focus"} == set(contrast.SURFACES)


def test_every_colour_is_either_measured_or_ornament():
    measured = {colour for colour, _behind, _least in contrast.PAIRS}
    behind = {surface for _colour, surfaces, _least in contrast.PAIRS for surface in surfaces}
    assert set(LIGHT) == measured | behind | ORNAMENT


def test_the_dark_mode_has_its_own_of_all_but_the_ring():
    own = contrast.modes("prefers-color-scheme" + SCSS.read_text().partition("prefers-color-scheme")[2])[1]
    assert contrast.modes(SCSS.read_text())[0] == LIGHT
    assert set(LIGHT) - set(own) == {"focus", "focus-ink"}
    assert set(own) <= set(LIGHT)


def test_a_place_that_forgets_the_dark_is_told_so():
    theirs = ":root { --brand: #1d3f72; }"
    light, dark = contrast.modes(SCSS.read_text(), theirs)
    assert light["brand"] == dark["brand"] == "#1d3f72"
    assert contrast.faults(light) == []
    assert {fault.behind for fault in contrast.faults(dark)} == {
        "paper",
        "sheet",
        "quiet",
        "brand-soft",
        "cell",
    }
    both = theirs + "@media screen and (prefers-color-scheme: dark) { :root { --brand: #a9c7f2; } }"
    assert contrast.faults(contrast.modes(SCSS.read_text(), both)[1]) == []
