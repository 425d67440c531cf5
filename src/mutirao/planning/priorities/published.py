"""Rules that were published for Porto Alegre, as data to begin from: each figure with its source and mark.

Published bands name their last figure ("up to 14.99"); ours are half-open, so a band ends where the next one
begins. What a published rule leaves open is said in the criterion's note. Titles and notes are translated
where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_noop as _

from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import Criterion, Kind, RuleSet, bands

PRIORITY, SHORTAGE, POPULATION = "priority", "shortage", "population"
TITLES = {
    PRIORITY: _("Where the area ranked it"),
    SHORTAGE: _("How much is missing there, in per cent"),
    POPULATION: _("How many people live there"),
}


@dataclass(frozen=True, slots=True)
class Published:
    """A rule set to begin from: its name, where it comes from, how well that is known, and the rules."""

    title: str
    source: str
    mark: Mark
    rules: RuleSet


def _ranked(weight: int, mark: Mark, weight_mark: Mark, note: str) -> Criterion:
    weighed = Fraction(weight)
    grades = (4, 3, 2, 1)
    title = TITLES[PRIORITY]
    return Criterion(PRIORITY, title, Kind.BY_RANK, weighed, grades, 0, (), mark, weight_mark, note)


def _banded(
    slug: str,
    weight: int,
    starts: tuple[Fraction | int, ...],
    marks: tuple[Mark, Mark],
    *,
    grades: tuple[int, ...] = (1, 2, 3, 4),
    note: str = "",
) -> Criterion:
    weighed, of_slug = Fraction(weight), bands(starts, grades)
    return Criterion(slug, TITLES[slug], Kind.BANDS, weighed, (), 0, of_slug, marks[0], marks[1], note)


RECALLED, SEEN, OURS = Mark.RECALLED, Mark.PUBLISHED, Mark.OURS
VARIED = _("The weights were voted anew each year. That all weigh the same here is ours, not the source’s.")

PUBLISHED: Mapping[str, Published] = {
    "santos-1997": Published(
        _("Porto Alegre, budget of 1997"),
        "B. de Sousa Santos, “Participatory Budgeting in Porto Alegre”, Politics & Society 26 (1998)",
        RECALLED,
        RuleSet(
            (
                _ranked(3, RECALLED, RECALLED, ""),
                _banded(SHORTAGE, 3, (0, 15, 50, 80), (RECALLED, RECALLED)),
                _banded(POPULATION, 2, (0, 31_000, 61_000, 120_000), (RECALLED, RECALLED)),
            )
        ),
    ),
    "genro-2000": Published(
        _("Porto Alegre, about 2000"),
        "T. Genro and U. de Souza, “Orçamento Participativo: a experiência de Porto Alegre” (French edition)",
        SEEN,
        RuleSet(
            (
                _ranked(1, SEEN, OURS, VARIED),
                _banded(
                    SHORTAGE,
                    1,
                    (0, 26, 51, 76),
                    (SEEN, OURS),
                    note=_(
                        "The source says “under 25” and “over 26”: what lies between counts as under here."
                    ),
                ),
                _banded(
                    POPULATION,
                    1,
                    (0, 50_000, 100_000, 200_001),
                    (SEEN, OURS),
                    note=_("The source puts 100,000 into two bands: it counts in the higher one here."),
                ),
            )
        ),
    ),
    "regimento-2012": Published(
        _("Porto Alegre, rules of the 2000s and 2010s"),
        "Regimento Interno do Orçamento Participativo, Prefeitura de Porto Alegre; CIDADE, 2012",
        RECALLED,
        RuleSet(
            (
                _ranked(5, RECALLED, RECALLED, ""),
                _banded(
                    SHORTAGE,
                    4,
                    (0, Fraction(1, 100), 15, 51, 76),
                    (RECALLED, RECALLED),
                    grades=(0, 1, 2, 3, 4),
                    note=_(
                        "The source begins at 0.01 per cent: grade nought where nothing is missing is ours."
                    ),
                ),
                _banded(POPULATION, 2, (0, 25_001, 45_001, 90_001), (RECALLED, RECALLED)),
            ),
            only_prioritised=True,
        ),
    ),
}
