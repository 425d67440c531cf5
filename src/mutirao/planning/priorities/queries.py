"""Reading priorities, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import F, Q, QuerySet
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base.services.models import Service
from mutirao.planning.cycles.words import MARKS
from mutirao.planning.priorities import words
from mutirao.planning.priorities.frozen import Figure, Known
from mutirao.planning.priorities.models import Division, Measure, Plenary, Round, Rules, Theme
from mutirao.planning.priorities.published import POPULATION
from mutirao.theory.division import Indivisible
from mutirao.theory.priorities import Ranking, Standing, split, standings
from mutirao.theory.rule_sets import RANKS, Criterion, Kind, RuleSet

MOST_BARS = 12
"""More themes than this are read in the table; the picture shows those with most points."""


def rounds(service: Service) -> QuerySet[Round]:
    """A service's rounds with their cycle and phase, newest first."""
    found = Round.objects.filter(cycle__service=service)
    return found.select_related("cycle__service", "phase")


def themes(service: Service) -> QuerySet[Theme]:
    """A service's themes by name."""
    return Theme.objects.filter(service=service)


def round_and_theme(service: Service, pk: int, slug: str) -> tuple[Round, Theme] | None:
    """A round and a theme of the same service by their addresses: one query for both."""
    joined = rounds(service).filter(pk=pk, cycle__service__themes__slug=slug)
    names = {f"theme_{name}": F(f"cycle__service__themes__{name}") for name in THEME_COLUMNS}
    found = joined.annotate(**names).first()
    if found is None:
        return None
    theme = Theme(service=service, **{name: getattr(found, f"theme_{name}") for name in THEME_COLUMNS})
    theme._state.adding = False
    return found, theme


THEME_COLUMNS = ("pk", "slug", "title", "about", "added_at")


def rule_sets(service: Service) -> QuerySet[Rules]:
    """Every version of the rules, newest first, with the decision that adopted it."""
    return Rules.objects.filter(service=service).select_related("decision")


def adopted(service: Service) -> Rules | None:
    """The rules adopted last: one query."""
    found = rule_sets(service).filter(decision__isnull=False)
    return found.order_by("-decision__decided_at", "-version").first()


def divisions(service: Service) -> QuerySet[Division]:
    """Divisions with what a page about one shows, newest first."""
    return Division.objects.filter(round__cycle__service=service).select_related(
        "round__cycle__service", "theme", "rules", "decision"
    )


def area_names(service: Service) -> list[str]:
    """The areas of the round before or, in the first, every part of the service's place: two queries."""
    before = Plenary.objects.filter(round=rounds(service).values("pk")[:1])
    names = list(before.values_list("area__name", flat=True))
    return names or list(service.area.parts.values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as people read it: what gets which grade, its weight, and how well each is known."""

    title: str
    weight: str
    grades: list[tuple[str, str]]
    mark: Any
    weight_mark: Any
    note: str


def criterion_line(criterion: Criterion) -> CriterionLine:
    """One criterion in words: no query."""
    return CriterionLine(
        words.title_of(criterion),
        words.figure(criterion.weight),
        words.grades(criterion),
        MARKS[criterion.mark],
        MARKS[criterion.weight_mark],
        _(criterion.note) if criterion.note else "",
    )


# -- areas and what they ranked -------------------------------------------------------------------------


@dataclass(slots=True)
class AreaLine:
    """An area in a round: its themes by address, first place first."""

    key: str
    name: str
    registered: int | None
    ranked_at: datetime | None
    themes: list[str] = field(default_factory=list)

    def as_rule(self) -> Ranking:
        """As theory reads it."""
        return Ranking(self.key, tuple(self.themes), self.registered or 0)


def areas(round: Round) -> list[AreaLine]:
    """Every area of a round by name, with its ranking: one query, one row a ranked theme."""
    found: dict[int, AreaLine] = {}
    rows = Plenary.objects.filter(round=round).order_by("area__name", "pk", "rankings__place")
    for pk, slug, name, registered, ranked_at, theme in rows.values_list(
        "pk", "area__slug", "area__name", "registered", "ranked_at", "rankings__theme__slug"
    ):
        line = found.setdefault(pk, AreaLine(slug, name, registered, ranked_at))
        if theme is not None:
            line.themes.append(theme)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme over all areas, as people read it."""

    title: str
    slug: str
    place: int
    points: int
    share: str
    areas: int
    firsts: int
    tie: str
    would_get: str = ""


def theme_lines(
    found: Sequence[Standing], known: Sequence[Theme], amounts: dict[str, str] | None = None
) -> list[ThemeLine]:
    """The city's thematic split: no query. amounts: what each theme would get, by key, in words."""
    by_key = {theme.slug: theme for theme in known}
    total = Fraction(sum(standing.points for standing in found))
    ties = {"": "", "registered": _("by number registered"), "lot": _("by lot")}
    return [
        ThemeLine(
            by_key[s.theme].title,
            by_key[s.theme].slug,
            s.place,
            s.points,
            words.share(Fraction(s.points), total),
            s.areas,
            s.places[0],
            ties[s.settled_by],
            (amounts or {}).get(s.theme, ""),
        )
        for s in found
    ]


def standings_of(round: Round, lines: Sequence[AreaLine], known: Sequence[Theme]) -> list[Standing]:
    """The points of every theme, by its address, which is what a lot is drawn by: no query."""
    keys = [theme.slug for theme in known]
    return standings([line.as_rule() for line in lines], keys, seed=round.seed)


def bars(lines: Sequence[ThemeLine]) -> list[tuple[str, int, str]]:
    """The themes with most points, for the picture."""
    return [
        (
            truncatechars(line.title, 60),
            line.points,
            ngettext("%(n)s point, %(share)s", "%(n)s points, %(share)s", line.points)
            % {"n": line.points, "share": line.share},
        )
        for line in lines[:MOST_BARS]
        if line.points
    ]


def shared_out(
    found: Sequence[Standing], seed: str, *, amount: int, unit: str, only_first: bool
) -> dict[str, str]:
    """What each theme would get of an amount by its points, in words; nothing where no theme has any."""
    try:
        shares = split(found, amount, first=RANKS if only_first else 0, seed=seed)
    except Indivisible:
        return {}
    return {portion.key: words.amount(portion.units, unit) for portion in shares.portions}


def finding(lines: Sequence[ThemeLine], areas: Sequence[AreaLine]) -> str:
    """What came first over all areas, in a sentence."""
    ranked = sum(bool(area.themes) for area in areas)
    if not lines or not lines[0].points:
        return _("No area has ranked anything yet.")
    facts = {"theme": lines[0].title, "points": lines[0].points, "firsts": lines[0].firsts, "n": ranked}
    said = (
        _("“%(theme)s” comes first with %(points)s points: %(firsts)s of %(n)s areas put it first.") % facts
    )
    missing = len(areas) - ranked
    if not missing:
        return said
    more = ngettext("%(n)s area has not ranked yet.", "%(n)s areas have not ranked yet.", missing)
    return f"{said} {more % {'n': missing}}"


# -- what a division is made from -----------------------------------------------------------------------


def slugs(*rules: RuleSet) -> list[str]:
    """The criteria of these rules that need figures."""
    return list(
        dict.fromkeys(c.slug for of_rules in rules for c in of_rules.criteria if c.kind is Kind.BANDS)
    )


def known(round: Round, theme: Theme, criteria: Sequence[str]) -> list[Known]:
    """What is known of every area of a round for one theme and these criteria: two queries.

    A figure for this theme comes before one for every theme, and that before the area's own population.
    """
    rows = Plenary.objects.filter(round=round).order_by("area__name", "pk")
    of_area: dict[int, dict[str, Figure]] = {}
    measures = Measure.objects.filter(
        Q(theme=theme) | Q(theme__isnull=True),
        service_id=round.cycle.service_id,
        is_current=True,
        criterion__in=criteria,
    )
    for measure in sorted(measures, key=lambda m: m.theme_id is not None):
        of_area.setdefault(measure.area_id, {})[measure.criterion] = Figure(
            Fraction(measure.value),
            measure.source,
            measure.mark,
            measure.taken_on.isoformat() if measure.taken_on else "",
        )
    found: dict[str, Known] = {}
    for area, slug, name, people, source, place, ranked in rows.values_list(
        "area",
        "area__slug",
        "area__name",
        "area__population",
        "area__population_source",
        "rankings__place",
        "rankings__theme",
    ):
        rank = place if ranked == theme.pk else None
        if slug not in found or rank is not None:
            figures = of_area.setdefault(area, {})
            if people is not None and POPULATION in criteria:
                figures.setdefault(POPULATION, Figure(Fraction(people), source))
            found[slug] = Known(slug, name, rank, figures)
    return list(found.values())


# -- what came of a ranking -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one theme for one area."""

    theme: str
    slug: str
    said: str
    division: int | None


def outcomes(plenary: Plenary, ranked: Sequence[Theme]) -> list[Outcome]:
    """What an area ranked and what it got, in its own order, then what else it got: one query."""
    current = Division.objects.filter(round=plenary.round_id, is_current=True).select_related("theme")
    by_theme = {division.theme_id: division for division in current.order_by("theme__title")}
    found = []
    for place, theme in enumerate(ranked, 1):
        division = by_theme.pop(theme.pk, None)
        said = _("You ranked it %(place)s; nothing has been divided yet.") % {"place": words.place(place)}
        if division:
            said = words.got(place, _units(division, plenary.area.slug), division.unit)
        found.append(Outcome(theme.title, theme.slug, said, division.pk if division else None))
    for division in by_theme.values():
        said = words.got(None, _units(division, plenary.area.slug), division.unit)
        found.append(Outcome(division.theme.title, division.theme.slug, said, division.pk))
    return found


def _units(division: Division, area: str) -> int:
    portions: list[list[Any]] = division.result["portions"]
    return next((int(units) for key, _points, _receives, units in portions if key == area), 0)
