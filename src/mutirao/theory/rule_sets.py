"""Rules for dividing between areas: criteria with grades and weights, as data with their origin.

A criterion gives every area a grade: by the place on which it ranked the theme, or by a figure (population,
shortage) that falls into a band. Grade × weight are its points. Bands are half-open: from a number up to,
not including, the next one. Numbers are exact (integers and fractions). `problems` says what is wrong.
Source: the rules of the participatory budget of Porto Alegre (B. de Sousa Santos, 1998); the published
versions stand in `planning.priorities`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from mutirao.theory.marks import Mark

RANKS = 4
"""How many themes an area puts in order."""


class Kind(StrEnum):
    """How a criterion grades an area."""

    BY_RANK = "rank"
    BANDS = "bands"


@dataclass(frozen=True, slots=True)
class Band:
    """A band of figures: from `start` up to, not including, `below` (None: without end)."""

    start: Fraction
    below: Fraction | None
    grade: int | None

    def holds(self, figure: Fraction) -> bool:
        """Whether the figure falls into this band."""
        return self.start <= figure and (self.below is None or figure < self.below)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. By rank: grades[0] for the first place, and so on, `unranked` for none; or by bands.

    weight: what a grade is multiplied by. mark: of the grades or bands; weight_mark: of the weight. note:
    what a reader must know about these figures.
    """

    slug: str
    title: str
    kind: Kind
    weight: Fraction
    grades: tuple[int, ...] = ()
    unranked: int = 0
    bands: tuple[Band, ...] = ()
    mark: Mark = Mark.OURS
    weight_mark: Mark = Mark.OURS
    note: str = ""

    def grade(self, rank: int | None, figure: Fraction | None) -> int | None:
        """The grade of an area, or None where the criterion has none for it or the figure is not known."""
        if self.kind is Kind.BY_RANK:
            if rank is None:
                return self.unranked
            return self.grades[rank - 1] if 1 <= rank <= len(self.grades) else None
        if figure is None:
            return None
        return next((band.grade for band in self.bands if band.holds(figure)), None)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of the rules. only_prioritised: an area that did not rank the theme receives nothing."""

    criteria: tuple[Criterion, ...]
    only_prioritised: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a rule set or with what it is applied to: a code and the facts of its sentence."""

    code: str
    facts: Mapping[str, Any]


def problems(rules: RuleSet) -> list[Problem]:
    """Everything that keeps a rule set from being used, or nothing.

    Codes: `no_criteria`, `same_criterion`, `negative_weight`, `zero_weights`, `missing_grades` (a place or
    band without a grade), `negative_grade`, `no_bands`, `band_backwards`, `band_gap`, `band_overlap`,
    `bands_start_late` (nothing for the figure nought), `bands_end_early` (the last band has an end).
    """
    if not rules.criteria:
        return [Problem("no_criteria", {})]
    found = []
    names = [criterion.slug for criterion in rules.criteria]
    found += [
        Problem("same_criterion", {"title": c.title}) for c in rules.criteria if names.count(c.slug) > 1
    ][:1]
    for criterion in rules.criteria:
        found += _of_criterion(criterion)
    if not any(criterion.weight for criterion in rules.criteria):
        found.append(Problem("zero_weights", {}))
    return found


def _of_criterion(criterion: Criterion) -> list[Problem]:
    named = {"title": criterion.title}
    found = [Problem("negative_weight", named)] if criterion.weight < 0 else []
    grades: tuple[int | None, ...] = tuple(band.grade for band in criterion.bands)
    if criterion.kind is Kind.BY_RANK:
        grades = (*criterion.grades, criterion.unranked)
        if len(criterion.grades) < RANKS:
            found.append(Problem("missing_grades", named))
    elif None in grades:
        found.append(Problem("missing_grades", named))
    if any(grade is not None and grade < 0 for grade in grades):
        found.append(Problem("negative_grade", named))
    return found + (_of_bands(criterion) if criterion.kind is Kind.BANDS else [])


def _of_bands(criterion: Criterion) -> list[Problem]:
    named = {"title": criterion.title}
    if not criterion.bands:
        return [Problem("no_bands", named)]
    found = [
        Problem("band_backwards", {**named, "start": number(band.start)})
        for band in criterion.bands
        if band.below is not None and band.below <= band.start
    ]
    if found:
        return found
    if criterion.bands[0].start > 0:
        found.append(Problem("bands_start_late", {**named, "start": number(criterion.bands[0].start)}))
    for before, after in zip(criterion.bands, criterion.bands[1:], strict=False):
        if before.below is None or after.start < before.below:
            found.append(Problem("band_overlap", {**named, "start": number(after.start)}))
        elif after.start > before.below:
            facts = {**named, "start": number(before.below), "below": number(after.start)}
            found.append(Problem("band_gap", facts))
    last = criterion.bands[-1].below
    if last is not None:
        found.append(Problem("bands_end_early", {**named, "below": number(last)}))
    return found


def bands(starts: tuple[Fraction | int, ...], grades: tuple[int, ...]) -> tuple[Band, ...]:
    """Bands from where each begins; each ends where the next begins, the last has no end.

    >>> [str(band.below) for band in bands((0, 15, 50), (1, 2, 3))]
    ['15', '50', 'None']
    """
    edges: list[Fraction | None] = [*(Fraction(start) for start in starts[1:]), None]
    padded: tuple[int | None, ...] = (*grades, *[None] * (len(starts) - len(grades)))
    return tuple(
        Band(Fraction(start), below, grade)
        for start, below, grade in zip(starts, edges, padded, strict=False)
    )


def number(value: Fraction) -> str:
    """An exact number as text: whole, decimal where it ends, else a fraction.

    >>> [number(Fraction(n)) for n in ("120000", "14.99", "1/3")]
    ['120000', '14.99', '1/3']
    """
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, 13):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            sign, units = ("-" if scaled < 0 else ""), str(abs(scaled.numerator)).rjust(digits + 1, "0")
            return f"{sign}{units[:-digits]}.{units[-digits:]}"
    return str(value)


def as_plain(rules: RuleSet) -> dict[str, Any]:
    """A rule set as plain data: numbers as text, so that they stay exact wherever they are kept."""
    return {
        "only_prioritised": rules.only_prioritised,
        "criteria": [
            {
                "slug": c.slug,
                "title": c.title,
                "kind": c.kind.value,
                "weight": number(c.weight),
                "grades": list(c.grades),
                "unranked": c.unranked,
                "bands": [
                    [number(b.start), None if b.below is None else number(b.below), b.grade] for b in c.bands
                ],
                "mark": c.mark.value,
                "weight_mark": c.weight_mark.value,
                "note": c.note,
            }
            for c in rules.criteria
        ],
    }


def from_plain(plain: Mapping[str, Any]) -> RuleSet:
    """A rule set from plain data made by `as_plain`."""
    criteria = tuple(
        Criterion(
            slug=c["slug"],
            title=c["title"],
            kind=Kind(c["kind"]),
            weight=Fraction(c["weight"]),
            grades=tuple(c["grades"]),
            unranked=c["unranked"],
            bands=tuple(
                Band(Fraction(start), None if below is None else Fraction(below), grade)
                for start, below, grade in c["bands"]
            ),
            mark=Mark(c["mark"]),
            weight_mark=Mark(c["weight_mark"]),
            note=c["note"],
        )
        for c in plain["criteria"]
    )
    return RuleSet(criteria, bool(plain["only_prioritised"]))
