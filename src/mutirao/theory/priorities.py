"""Priorities: what areas rank first, and an amount divided between them by a rule set, to the last unit.

Between themes: the first of an area's ranking counts 4 points, the second 3, the third 2, the fourth 1; the
points of all areas are added, each area the same whatever its size. Themes with equal points are put in order
by how many people registered where they were ranked, then by the published lot. Between areas: each area's
grades × weights are its points; its share is its points ÷ all points, in whole units by largest remainders.
Source: participatory budget of Porto Alegre, rules of 1997 (B. de Sousa Santos, 1998) and of 2012.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from mutirao.theory.division import Indivisible, Shares, Tie, apportion, lot
from mutirao.theory.rule_sets import RANKS, Kind, Problem, RuleSet, number, problems

TIME = frozenset(
    {"h", "hr", "hrs", "hour", "hours", "minute", "minutes", "day", "days", "heure", "heures"}
    | {"jour", "jours", "hora", "horas", "dia", "dias", "minuto", "minutos"}
)
"""Units of time in our languages: hours are never money, and are not divided here."""


def is_time(unit: str) -> bool:
    """Whether a unit is one of time.

    >>> [is_time(unit) for unit in ("Hours", "volunteer hrs.", "metres", "GBP")]
    [True, True, False, False]
    """
    return bool(set(unit.lower().replace(".", "").split()) & TIME)


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one area put in order: keys of themes, first place first; and how many registered there."""

    area: str
    themes: tuple[str, ...]
    registered: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A theme over all areas: points, how many areas put it on each place, who registered where it was.

    place: from 1; settled_by: "" or what put it behind or before themes with the same points.
    """

    theme: str
    points: int
    places: tuple[int, ...]
    registered: int
    place: int
    settled_by: str = ""

    @property
    def areas(self) -> int:
        """How many areas ranked it."""
        return sum(self.places)


def standings(rankings: Iterable[Ranking], themes: Sequence[str], *, seed: str) -> list[Standing]:
    """Every theme by its points, first one first.

    >>> hill = Ranking("hill", ("housing", "paving"))
    >>> [(s.theme, s.points) for s in standings([hill], ["paving", "health", "housing"], seed="")]
    [('housing', 4), ('paving', 3), ('health', 0)]
    """
    points = dict.fromkeys(themes, 0)
    registered = dict.fromkeys(themes, 0)
    places = {theme: [0] * RANKS for theme in themes}
    for ranking in rankings:
        for place, theme in enumerate(ranking.themes[:RANKS]):
            points[theme] += RANKS - place
            registered[theme] += ranking.registered
            places[theme][place] += 1
    order = sorted(themes, key=lambda t: (-points[t], -registered[t], lot(seed, t)))
    settled: dict[str, str] = {}
    for before, after in pairwise(order):
        if points[before] and points[before] == points[after]:
            how = "registered" if registered[before] != registered[after] else "lot"
            settled[before] = settled.get(before, how)
            settled[after] = how
    return [
        Standing(t, points[t], tuple(places[t]), registered[t], place, settled.get(t, ""))
        for place, t in enumerate(order, 1)
    ]


def split(found: Sequence[Standing], amount: int, *, first: int = 0, seed: str = "") -> Shares:
    """Divide an amount between themes by their points; with `first`, only between that many of them.

    Raises `Indivisible` where no theme has points or the amount is below nought.

    >>> hill = Ranking("hill", ("housing", "paving"))
    >>> themes = standings([hill], ["paving", "housing"], seed="")
    >>> [(p.key, p.units) for p in split(themes, 70).portions]
    [('housing', 40), ('paving', 30)]
    """
    weights = [(s.theme, s.points if not first or s.place <= first else 0) for s in found]
    return apportion(weights, amount, seed=seed)


@dataclass(frozen=True, slots=True)
class AreaInput:
    """What a division is made from, for one area: its place for the theme, and its figures by criterion."""

    key: str
    name: str
    rank: int | None
    figures: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion for one area: the figure (None by rank), its grade, the weight, and their product."""

    criterion: str
    figure: Fraction | None
    grade: int
    weight: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Portion:
    """What one area gets and why. receives: whether the rule lets it take part in the sharing at all."""

    key: str
    name: str
    rank: int | None
    steps: tuple[Step, ...]
    points: Fraction
    receives: bool
    quota: Fraction
    units: int


@dataclass(frozen=True, slots=True)
class Division:
    """An amount of one unit divided between areas, in the order in which they were given."""

    amount: int
    unit: str
    total: Fraction
    portions: tuple[Portion, ...]
    tie: Tie | None = None


class CannotDivide(ValueError):  # noqa: N818 - the word people read
    """A division that cannot be made; `problems` says why, each with the facts of its sentence."""

    def __init__(self, found: Sequence[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__(", ".join(problem.code for problem in found))


def divide(rules: RuleSet, areas: Sequence[AreaInput], amount: int, unit: str, *, seed: str = "") -> Division:
    """Divide an amount between areas by a rule set.

    Raises `CannotDivide` with the codes of `rule_sets.problems` and `no_amount`, `hours`, `no_areas`,
    `unknown_figure` (facts: area, criterion), `no_grade` (area, criterion, figure), `nobody_ranked`,
    `no_points`.
    """
    found = problems(rules) or _unusable(areas, amount, unit)
    if found:
        raise CannotDivide(found)
    graded = [_steps(rules, area) for area in areas]
    missing = [problem for _steps_of, wrong in graded for problem in wrong]
    if missing:
        raise CannotDivide(missing)
    taking_part = [not rules.only_prioritised or area.rank is not None for area in areas]
    if not any(taking_part):
        raise CannotDivide([Problem("nobody_ranked", {})])
    points = [sum((s.points for s in steps), Fraction(0)) for steps, _wrong in graded]
    weights = [(a.key, p if t else Fraction(0)) for a, p, t in zip(areas, points, taking_part, strict=True)]
    try:
        shares = apportion(weights, amount, seed=seed)
    except Indivisible:
        raise CannotDivide([Problem("no_points", {})]) from None
    portions = tuple(
        Portion(a.key, a.name, a.rank, steps, p, t, share.quota, share.units)
        for a, (steps, _wrong), p, t, share in zip(
            areas, graded, points, taking_part, shares.portions, strict=True
        )
    )
    return Division(amount, unit, shares.total, portions, shares.tie)


def _unusable(areas: Sequence[AreaInput], amount: int, unit: str) -> list[Problem]:
    found = [] if amount > 0 else [Problem("no_amount", {})]
    if is_time(unit):
        found.append(Problem("hours", {"unit": unit}))
    return found if areas else [*found, Problem("no_areas", {})]


def _steps(rules: RuleSet, area: AreaInput) -> tuple[tuple[Step, ...], list[Problem]]:
    """An area's grades and points, and what keeps them from being known."""
    steps, wrong = [], []
    for criterion in rules.criteria:
        figure = None if criterion.kind is Kind.BY_RANK else area.figures.get(criterion.slug)
        grade = criterion.grade(area.rank, figure)
        facts = {"area": area.name, "criterion": criterion.title}
        if grade is not None:
            steps.append(Step(criterion.slug, figure, grade, criterion.weight, grade * criterion.weight))
        elif figure is None and criterion.kind is Kind.BANDS:
            wrong.append(Problem("unknown_figure", facts))
        else:
            shown = number(figure) if figure is not None else str(area.rank)
            wrong.append(Problem("no_grade", {**facts, "figure": shown}))
    return tuple(steps), wrong


@dataclass(frozen=True, slots=True)
class Difference:
    """What one area gets by one rule and by another; None where it is in one of them only."""

    key: str
    name: str
    before: int | None
    after: int | None

    @property
    def change(self) -> int:
        """How much more, or less when below nought."""
        return (self.after or 0) - (self.before or 0)


def compare(before: Division, after: Division) -> list[Difference]:
    """The areas of two divisions side by side, in the order of the first; what-is and what-if."""
    one = {portion.key: portion for portion in before.portions}
    other = {portion.key: portion for portion in after.portions}
    return [
        Difference(
            key,
            (one.get(key) or other[key]).name,
            one[key].units if key in one else None,
            other[key].units if key in other else None,
        )
        for key in (one | other)
    ]


def overtaken(division: Division) -> list[tuple[str, str]]:
    """Areas that ranked the theme and get less than one that did not, with the one that gets most of those.

    Baierle reported that areas which had not asked for a thing got more of it than those that had.
    """
    unranked = [p for p in division.portions if p.rank is None]
    most = max(unranked, key=lambda p: p.units, default=None)
    if most is None:
        return []
    return [(p.name, most.name) for p in division.portions if p.rank is not None and p.units < most.units]
