"""What is wrong with a rule set, as codes; exact numbers as text; and the way to plain data and back."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.planning.priorities.published import PUBLISHED
from mutirao.theory.rule_sets import (
    Band,
    Criterion,
    Kind,
    RuleSet,
    as_plain,
    bands,
    from_plain,
    number,
    problems,
)

RANK = Criterion("priority", "Rank", Kind.BY_RANK, Fraction(3), (4, 3, 2, 1))
SHORT = Criterion("shortage", "Shortage", Kind.BANDS, Fraction(2), bands=bands((0, 15, 50), (1, 2, 3)))


def band(start: int, below: int | None, grade: int | None = 1) -> Band:
    """A band."""
    return Band(Fraction(start), None if below is None else Fraction(below), grade)


def of(*given_bands: Band) -> tuple[Criterion, ...]:
    """The shortage with these bands."""
    return (replace(SHORT, bands=given_bands),)


@pytest.mark.parametrize("published", PUBLISHED.values(), ids=list(PUBLISHED))
def test_published_rules_have_no_problem(published: object) -> None:
    assert problems(published.rules) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ((), ["no_criteria"]),
        ((RANK, SHORT), []),
        ((replace(RANK, weight=Fraction(0)), replace(SHORT, weight=Fraction(0))), ["zero_weights"]),
        ((replace(RANK, weight=Fraction(0)), SHORT), []),
        ((replace(RANK, weight=Fraction(-1)), SHORT), ["negative_weight"]),
        ((RANK, RANK), ["same_criterion"]),
        ((replace(RANK, grades=(4, 3, 2)),), ["missing_grades"]),
        ((replace(RANK, grades=(4, 3, 2, -1)),), ["negative_grade"]),
        ((replace(RANK, unranked=-1),), ["negative_grade"]),
        ((replace(SHORT, bands=bands((0, 15, 50), (1, 2))),), ["missing_grades"]),
        (of(), ["no_bands"]),
        (of(band(0, 10), band(10, 5), band(5, None)), ["band_backwards"]),
        (of(band(0, 0), band(0, None)), ["band_backwards"]),
        (of(band(0, 10), band(12, None)), ["band_gap"]),
        (of(band(0, 10), band(8, None)), ["band_overlap"]),
        (of(band(0, None), band(8, None)), ["band_overlap"]),
        (of(band(5, None)), ["bands_start_late"]),
        (of(band(0, 10)), ["bands_end_early"]),
        (
            of(band(5, 10), band(12, 20, -1)),
            ["negative_grade", "bands_start_late", "band_gap", "bands_end_early"],
        ),
    ],
)
def test_what_is_wrong(criteria: tuple[Criterion, ...], codes: list[str]) -> None:
    assert [problem.code for problem in problems(RuleSet(criteria))] == codes


def test_a_problem_names_what_it_is_about() -> None:
    (gap,) = problems(RuleSet(of(band(0, 10), band(12, None))))
    assert gap.facts == {"title": "Shortage", "start": "10", "below": "12"}


def test_bands_are_half_open() -> None:
    figures = ("0", "14.999", "15", "49.99", "50", "1000000")
    assert [SHORT.grade(None, Fraction(figure)) for figure in figures] == [1, 1, 2, 2, 3, 3]
    assert (SHORT.grade(1, None), SHORT.grade(1, Fraction(-1))) == (None, None)
    assert [RANK.grade(rank, None) for rank in (None, 1, 2, 3, 4, 5)] == [0, 4, 3, 2, 1, None]


@given(st.fractions(max_denominator=10**6))
def test_numbers_as_text_stay_exact(value: Fraction) -> None:
    assert Fraction(number(value)) == value


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_was_written_as_a_decimal_is_read_as_one(value: object) -> None:
    assert "/" not in number(Fraction(str(value)))


@pytest.mark.parametrize("published", PUBLISHED.values(), ids=list(PUBLISHED))
def test_there_and_back_through_plain_text(published: object) -> None:
    rules: RuleSet = published.rules  # type: ignore[attr-defined]
    assert from_plain(json.loads(json.dumps(as_plain(rules)))) == rules
    thirds = replace(rules, criteria=(replace(rules.criteria[0], weight=Fraction(1, 3)),))
    assert from_plain(json.loads(json.dumps(as_plain(thirds)))) == thirds
