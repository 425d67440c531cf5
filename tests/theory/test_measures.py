"""The list of measures is whole, its words match the formulas, and every worked example holds."""

import doctest
import inspect
import pkgutil
import re
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from runpy import run_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory import measures
from mutirao.theory.measures import MEASURES, Band, Bands, Mark, Proportion, Risk, hide_small, suppressed
from mutirao.theory.measures.page import page

MODULES = sorted(found.name for found in pkgutil.iter_modules(measures.__path__) if found.name != "__main__")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "measures.md"
ALL_BANDS = [bands for name in measures.__all__ if isinstance(bands := getattr(measures, name), Bands)]

# Rules about showing numbers and the odds of chance: no measures of their own.
NOT_MEASURES = {"suppressed", "hide_small", "chi_square_tail"}


def in_one_line(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name: str) -> None:
    module = import_module(f"mutirao.theory.measures.{name}")
    result = doctest.testmod(module)
    functions = [
        f for _, f in inspect.getmembers(module, inspect.isfunction) if f.__module__ == module.__name__
    ]
    with_examples = [f for f in functions if ">>>" in (f.__doc__ or "")]
    assert result.failed == 0
    assert result.attempted >= len(with_examples) > 0


def test_every_function_has_a_measure_and_every_measure_a_function() -> None:
    functions = {name for name in measures.__all__ if inspect.isfunction(getattr(measures, name))}
    assert {measure.computed_by for measure in MEASURES} == functions - NOT_MEASURES


def test_slugs_are_unique_and_every_risk_is_asked_about() -> None:
    slugs = [measure.slug for measure in MEASURES]
    assert len(set(slugs)) == len(slugs)
    assert {measure.risk for measure in MEASURES} == set(Risk)
    assert all(re.fullmatch("[a-z_]+", slug) for slug in slugs)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.slug)
def test_docstring_and_measure_say_the_same(measure: measures.Measure) -> None:
    doc = in_one_line(getattr(measures, measure.computed_by).__doc__)
    assert f"Source: {measure.source}" in doc
    assert f"Misleads: {measure.misleads}" in doc
    assert ("Exact" in doc) is measure.is_exact
    assert ("Float:" in doc) is not measure.is_exact
    assert "Errors: ValueError" in doc
    assert ">>>" in doc
    assert (measure.mark is Mark.OURS) is measure.source.startswith("our own")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.slug)
def test_questions_and_warnings_are_whole_sentences(measure: measures.Measure) -> None:
    assert measure.question.endswith("?")
    assert re.fullmatch(r"[A-Z].*\.", measure.misleads)
    assert measure.misleads.count(". ") == 0


@pytest.mark.parametrize("bands", ALL_BANDS, ids=lambda bands: bands.source)
def test_bands_start_open_and_rise(bands: Bands) -> None:
    starts = [band.start for band in bands.steps]
    assert starts[0] is None
    rising = [start for start in starts[1:] if start is not None]
    assert len(rising) == len(starts) - 1
    assert rising == sorted(set(rising))


@pytest.mark.parametrize(
    ("bands", "value", "words"),
    [
        (measures.SCHMIDT, 0.099, "hardly any agreement"),
        (measures.SCHMIDT, 1, "unusually strong agreement"),
        (measures.FLEISS, 0.39, "poor"),
        (measures.FLEISS, 0.75, "fair to good"),
        (measures.FLEISS, 0.7501, "excellent"),
        (measures.KALIMO, 1.49, "no symptoms"),
        (measures.KALIMO, 1.5, "some symptoms"),
        (measures.KALIMO, 3.5, "burnout"),
        (measures.COPENHAGEN, 49, "not usually read as burnout"),
        (measures.COPENHAGEN, 50, "usually read as burnout"),
        (measures.PROPORTIONATE, 0.79, "fewer than their share"),
        (measures.PROPORTIONATE, 1.21, "more than their share"),
        (measures.REST, 12, "had rest"),
        (measures.REST, 13, "no week off for a long time"),
        (measures.KEY_PERSON, 2, "shared"),
        (measures.FIVE_DAYS, 5, "in time"),
        (measures.FIVE_DAYS, 6, "waiting too long"),
    ],
)
def test_bands_are_read_at_their_edges(bands: Bands, value: float, words: str) -> None:
    assert bands.read(value) == words


def test_edge_of_a_band_may_lie_outside() -> None:
    assert [
        Band("", Fraction(1)).holds(1),
        Band("", Fraction(1), has_edge=False).holds(1),
        Band("").holds(-9),
    ] == [
        True,
        False,
        True,
    ]


def test_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(MEASURES)


def test_page_can_be_written_anew(capsys: pytest.CaptureFixture[str]) -> None:
    run_module("mutirao.theory.measures", run_name="__main__")
    assert capsys.readouterr().out == page(MEASURES)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (1, 0), (-1, 3), (4, 3), (1, -2)])
def test_proportion_refuses_what_is_no_part(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match=r"^(There is nothing to take a part of|A part cannot be)"):
        Proportion(part, whole)


def test_small_counts_are_hidden() -> None:
    assert [n for n in range(12) if suppressed(n)] == [0, 1, 2, 3, 4]
    assert [n for n in range(12) if suppressed(n, sensitive=True)] == list(range(10))
    with pytest.raises(ValueError, match=r"^A count of people cannot be less than nothing\.$"):
        suppressed(-1)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"a": 5, "b": 9}, {"a": 5, "b": 9}),
        ({"a": 3}, {"a": None}),
        ({"a": 4, "b": 6, "c": 7}, {"a": None, "b": None, "c": 7}),
        ({"a": 4, "b": 6, "c": 6}, {"a": None, "b": None, "c": None}),
        ({"a": 4, "b": 5, "c": 4}, {"a": None, "b": None, "c": None}),
        ({"a": 1, "b": 2, "c": 30, "d": 8}, {"a": None, "b": None, "c": 30, "d": None}),
        ({"a": 3, "b": 4, "c": 30}, {"a": None, "b": None, "c": 30}),
        ({"a": 0, "b": 0, "c": 7}, {"a": None, "b": None, "c": None}),
    ],
)
def test_hidden_counts_cannot_be_found_from_the_total(
    counts: dict[str, int], shown: dict[str, int | None]
) -> None:
    assert hide_small(counts) == shown


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 40), max_size=8), st.booleans())
def test_nothing_small_is_shown_and_no_single_count_is_hidden(
    counts: dict[str, int], sensitive: bool
) -> None:
    shown = hide_small(counts, sensitive=sensitive)
    hidden = [group for group, n in shown.items() if n is None]
    assert list(shown) == list(counts)
    assert not any(n is not None and suppressed(n, sensitive=sensitive) for n in shown.values())
    if hidden and len(hidden) < len(counts):
        assert len(hidden) >= 2
        assert not suppressed(sum(counts[group] for group in hidden), sensitive=sensitive)
