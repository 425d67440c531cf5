"""Divisions shaped for a page: what each area gets and why, what another rule would change, and the proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mutirao.planning.cycles.words import MARKS
from mutirao.planning.priorities import frozen, queries, words
from mutirao.planning.priorities.frozen import Known
from mutirao.planning.priorities.models import Division, Round, Rules, Theme
from mutirao.theory import priorities
from mutirao.theory.marks import Mark
from mutirao.theory.priorities import CannotDivide
from mutirao.theory.rule_sets import Criterion, Kind, RuleSet

MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class StepLine:
    """One criterion for one area: its figure or place, and its points in words."""

    title: str
    shown: str
    points: str


@dataclass(frozen=True, slots=True)
class Line:
    """One area in a division, as people read it."""

    key: str
    name: str
    steps: tuple[StepLine, ...]
    points: str
    share: str
    gets: str
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """A division as people read it. titles: of the criteria; bars: units for the picture."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    bars: list[tuple[str, int, str]]
    whole: str
    finding: str
    tie: str
    overtaken: str


def result(division: priorities.Division, rules: RuleSet) -> Result:
    """A division in words: no query."""
    names = {portion.key: portion.name for portion in division.portions}
    return Result(
        titles=tuple(words.title_of(criterion) for criterion in rules.criteria),
        lines=tuple(_line(portion, division, rules) for portion in division.portions),
        bars=[
            (portion.name, portion.units, words.amount(portion.units, division.unit))
            for portion in sorted(division.portions, key=lambda p: -p.units)[:MOST_BARS]
            if portion.units
        ],
        whole=words.amount(division.amount, division.unit),
        finding=_finding(division),
        tie=words.tie(division.tie, names) if division.tie else "",
        overtaken=words.overtaken(priorities.overtaken(division)),
    )


def _line(portion: priorities.Portion, division: priorities.Division, rules: RuleSet) -> Line:
    titles = {criterion.slug: words.title_of(criterion) for criterion in rules.criteria}
    return Line(
        portion.key,
        portion.name,
        tuple(StepLine(titles[s.criterion], *words.step(s, portion.rank)) for s in portion.steps),
        words.figure(portion.points),
        words.share(portion.points, division.total) if portion.receives else "–",
        words.amount(portion.units, division.unit),
        words.why(portion, division, rules),
    )


def _finding(division: priorities.Division) -> str:
    """Who gets most and who least of those who get anything."""
    some = [portion for portion in division.portions if portion.units]
    most, least = max(some, key=lambda p: p.units), min(some, key=lambda p: p.units)
    return _("%(most)s gets most, %(largest)s; %(least)s gets least, %(smallest)s.") % {
        "most": most.name,
        "largest": words.amount(most.units, division.unit),
        "least": least.name,
        "smallest": words.amount(least.units, division.unit),
    }


@dataclass(frozen=True, slots=True)
class FigureLine:
    """What is known of one area: for each criterion with bands its title, the figure, source and mark."""

    name: str
    figures: tuple[tuple[str, str, str, str], ...]


def figures(areas: Sequence[Known], criteria: Sequence[Criterion]) -> list[FigureLine]:
    """The figures of every area: no query. A figure that is not known is an empty text."""
    return [
        FigureLine(
            area.name,
            tuple((words.title_of(c), *_figure(area.figures.get(c.slug))) for c in criteria),
        )
        for area in areas
    ]


def _figure(found: frozen.Figure | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    source = f"{found.source}, {found.taken_on}" if found.taken_on else found.source
    return words.figure(found.value), source, str(MARKS[Mark(found.mark)]) if found.mark else ""


def banded(rules: RuleSet) -> list[Criterion]:
    """The criteria that need figures."""
    return [criterion for criterion in rules.criteria if criterion.kind is Kind.BANDS]


# -- made again -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Again:
    """A division made again from what was frozen.

    same_inputs: the frozen inputs have the fingerprint that was kept; same_result: they give what was kept.
    """

    made: priorities.Division | None
    same_inputs: bool
    same_result: bool

    @property
    def holds(self) -> bool:
        """Whether everything is as it was."""
        return self.same_inputs and self.same_result


def again(division: Division) -> Again:
    """Make a division again and compare: no query."""
    same_inputs = frozen.digest(division.frozen) == division.digest
    try:
        made = frozen.again(division.frozen)
    except (CannotDivide, KeyError, TypeError, ValueError):  # somebody has altered what was frozen
        return Again(None, same_inputs, same_result=False)
    return Again(made, same_inputs, frozen.result(made) == division.result)


# -- what if --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Basis:
    """What a what-if is made from: areas with their figures, how much, of what, and the lot."""

    areas: Sequence[Known]
    amount: int
    unit: str
    seed: str


def present(division: Division | None, versions: Sequence[Rules]) -> RuleSet | None:
    """The rules a theme was divided by, else those in use; None where none have been adopted."""
    if division is not None:
        return frozen.rules_of(division.frozen)
    row = in_use(versions)
    return row.as_rule() if row else None


def basis(division: Division | None, round: Round, theme: Theme, rules: Sequence[RuleSet | None]) -> Basis:
    """What was frozen, where the theme has been divided; else what is known now. No query, or two.

    Figures that only the other rules need are as they are known now.
    """
    needed = queries.slugs(*(of_rules for of_rules in rules if of_rules))
    if division is None:
        return Basis(queries.known(round, theme, needed), 100, _("parts of a hundred"), round.seed)
    kept = division.frozen
    areas = frozen.known(kept)
    missing = [slug for slug in needed if any(slug not in area.figures for area in areas)]
    if missing:
        now = {area.key: area.figures for area in queries.known(round, theme, missing)}
        areas = [replace(area, figures={**now.get(area.key, {}), **area.figures}) for area in areas]
    return Basis(areas, kept["amount"], kept["unit"], kept["seed"])


def in_use(versions: Sequence[Rules]) -> Rules | None:
    """Of these versions the one adopted last."""
    adopted = [(v.decision.decided_at, v.version, v) for v in versions if v.decision]
    return max(adopted, key=lambda one: one[:2])[2] if adopted else None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two rules that are compared: its result, or why there is none."""

    result: Result | None
    division: priorities.Division | None
    problem: str = ""


def side(rules: RuleSet, on: Basis, amount: int, unit: str) -> Side:
    """What a rule set makes of a basis."""
    try:
        made = priorities.divide(rules, [area.as_input() for area in on.areas], amount, unit, seed=on.seed)
    except CannotDivide as problem:
        return Side(None, None, words.problems(problem.problems))
    return Side(result(made, rules), made)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two divisions side by side: rows of name, what is, what if, and the difference in words.

    bars: what would be, with what is as a mark.
    """

    rows: list[tuple[str, str, str, str]]
    bars: list[tuple[str, int, str, int, str]]
    said: str


def compared(is_now: Side, would_be: Side, unit: str) -> Compared | None:
    """What the other rule would change, or nothing where one of them gives no result."""
    if is_now.division is None or would_be.division is None:
        return None
    found = priorities.compare(is_now.division, would_be.division)
    rows = [
        (
            one.name,
            words.amount(one.before or 0, unit),
            words.amount(one.after or 0, unit),
            words.difference(one, unit),
        )
        for one in found
    ]
    bars = [
        (
            one.name,
            one.after or 0,
            words.amount(one.after or 0, unit),
            one.before or 0,
            _("%(amount)s by the rules in use") % {"amount": words.amount(one.before or 0, unit)},
        )
        for one in sorted(found, key=lambda one: -max(one.after or 0, one.before or 0))[:MOST_BARS]
    ]
    return Compared(rows, bars, words.differences(found))
