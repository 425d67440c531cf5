"""Sentences about priorities, rules and divisions, in plain words. One place, translated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mutirao.base.money import SIGNS, in_units
from mutirao.theory.division import Settled, Tie
from mutirao.theory.periods import Period, Stage
from mutirao.theory.priorities import Difference, Division, Portion, Step
from mutirao.theory.rule_sets import Band, Criterion, Kind, Problem, RuleSet, number

DONE: Mapping[str, Any] = {
    "priority.add_theme": gettext_lazy("added the theme “%(theme)s”"),
    "priority.open_round": gettext_lazy("opened the ranking of “%(cycle)s”"),
    "priority.add_area": gettext_lazy("added %(area)s to the ranking of “%(cycle)s”"),
    "priority.name_group": gettext_lazy("said who speaks for %(area)s: %(body)s"),
    "priority.rank": gettext_lazy("entered what %(area)s ranked first in “%(cycle)s”"),
    "priority.rank_own": gettext_lazy("entered what their area, %(area)s, ranked first in “%(cycle)s”"),
    "priority.measure": gettext_lazy("entered a figure about %(area)s: %(value)s"),
    "priority.propose_rules": gettext_lazy("proposed version %(version)s of the rules: “%(rules)s”"),
    "priority.adopt_rules": gettext_lazy("adopted version %(version)s of the rules: “%(rules)s”"),
    "priority.divide": gettext_lazy("divided %(amount)s %(unit)s for “%(theme)s” in “%(cycle)s”"),
    "priority.decide": gettext_lazy("decided the division for “%(theme)s” in “%(cycle)s”"),
}
AGENDA: Mapping[str, Any] = {
    "priority.ranking.open": gettext_lazy("Areas say what comes first in “%(title)s”"),
    "priority.ranking.coming": gettext_lazy("From %(opens)s areas say what comes first in “%(title)s”"),
    "priority.ranking.lately": gettext_lazy("Areas have said what comes first in “%(title)s”"),
    "priority.to_decide": gettext_lazy("The division for “%(title)s” waits for a decision"),
    "priority.decided": gettext_lazy("It is decided who gets how much for “%(title)s”"),
}
PLACES: tuple[Any, ...] = (
    gettext_lazy("first"),
    gettext_lazy("second"),
    gettext_lazy("third"),
    gettext_lazy("fourth"),
)


CURRENCIES = frozenset(SIGNS)


def place(rank: int | None) -> str:
    """On which place an area ranked a theme."""
    return str(PLACES[rank - 1]) if rank and rank <= len(PLACES) else _("not ranked")


def title_of(criterion: Criterion) -> str:
    """A criterion's title; those of published rules are translated."""
    return _(criterion.title) if criterion.title else criterion.slug


def amount(units: int, unit: str) -> str:
    """An amount with its unit: money by its currency, anything else as it is counted."""
    if len(unit) == 3 and unit.isalpha() and unit.isupper():
        return in_units(units, unit)
    return f"{number_format(units, decimal_pos=0, force_grouping=True, use_l10n=True)} {unit}"


def figure(value: Fraction) -> str:
    """A figure as people read it, exact where it ends."""
    whole, _dot, rest = number(value).partition(".")
    if "/" in whole:
        return whole
    return number_format(number(value), decimal_pos=len(rest), force_grouping=True, use_l10n=True)


def share(part: Fraction, whole: Fraction) -> str:
    """A share in per cent with one decimal."""
    percent = round(100 * part / whole, 1) if whole else Fraction(0)
    return _("%(percent)s %%") % {"percent": number_format(float(percent), decimal_pos=1, use_l10n=True)}


# -- what is wrong --------------------------------------------------------------------------------------

PROBLEMS: Mapping[str, Callable[[], str]] = {
    "no_criteria": lambda: _("These rules have no criterion: nothing could be divided by them."),
    "same_criterion": lambda: _("“%(title)s” is there twice."),
    "negative_weight": lambda: _("The weight of “%(title)s” is less than nought."),
    "zero_weights": lambda: _(
        "Every weight is nought: nobody would get anything. Give one criterion a weight."
    ),
    "missing_grades": lambda: _("“%(title)s” has a place or a band without a grade."),
    "negative_grade": lambda: _("A grade of “%(title)s” is less than nought."),
    "no_bands": lambda: _("“%(title)s” has no bands: say from which figure each grade counts."),
    "band_backwards": lambda: _("The band of “%(title)s” that begins at %(start)s ends before it begins."),
    "band_gap": lambda: _("“%(title)s” has no grade for figures from %(start)s up to %(below)s."),
    "band_overlap": lambda: _("“%(title)s” has two grades for the same figures from %(start)s on."),
    "bands_start_late": lambda: _("“%(title)s” has no grade for figures below %(start)s."),
    "bands_end_early": lambda: _("“%(title)s” has no grade for figures from %(below)s on."),
    "no_amount": lambda: _("Enter an amount greater than nought."),
    "hours": lambda: _("Hours are people’s time, not money: they are not divided here."),
    "no_areas": lambda: _("No area takes part yet."),
    "unknown_figure": lambda: _("We do not know “%(criterion)s” for %(areas)s. Enter it first."),
    "no_grade": lambda: _("“%(criterion)s” has no grade for %(figure)s (%(area)s)."),
    "nobody_ranked": lambda: _(
        "No area ranked this theme, and by these rules only areas that did receive anything."
    ),
    "no_points": lambda: _("No area has any points by these rules, so there is nothing to divide by."),
}


def problem(found: Problem) -> str:
    """One sentence for a problem."""
    facts = {"areas": found.facts.get("area", ""), **found.facts}
    for name in ("title", "criterion"):
        if facts.get(name):
            facts[name] = _(facts[name])
    return PROBLEMS[found.code]() % facts


def problems(found: Sequence[Problem]) -> str:
    """All problems in a few sentences: figures that are missing are named together."""
    missing: dict[str, list[str]] = {}
    said = []
    for one in found:
        if one.code == "unknown_figure":
            missing.setdefault(one.facts["criterion"], []).append(one.facts["area"])
        else:
            said.append(problem(one))
    for criterion, areas in missing.items():
        said.append(problem(Problem("unknown_figure", {"criterion": criterion, "area": ", ".join(areas)})))
    return " ".join(said)


def not_open(period: Period, stage: Stage) -> str:
    """Why an area cannot rank now; nothing where it can."""
    if stage is Stage.OPEN:
        return ""
    moment = period.opens if stage is Stage.COMING else period.closes
    when = date_format(localtime(moment), "DATETIME_FORMAT") if moment else ""
    if stage is Stage.COMING:
        return _("Areas can rank from %(when)s on.") % {"when": when}
    return _("The time to rank ended on %(when)s. Whoever keeps the calendar can move it, with a reason.") % {
        "when": when
    }


def too_early(period: Period, at: datetime) -> str:
    """Why nothing can be divided yet; nothing where it can. A round without an end never closes."""
    if period.closes is None or period.stage(at) is Stage.OVER:
        return ""
    when = date_format(localtime(period.closes), "DATETIME_FORMAT")
    return _("Areas can still rank until %(when)s. Divide after that.") % {"when": when}


# -- rules ----------------------------------------------------------------------------------------------


def band(found: Band) -> str:
    """A band in words."""
    start = figure(found.start)
    if found.below is None:
        return _("%(start)s and more") % {"start": start}
    if not found.start:
        return _("less than %(below)s") % {"below": figure(found.below)}
    return _("%(start)s to less than %(below)s") % {"start": start, "below": figure(found.below)}


def grades(criterion: Criterion) -> list[tuple[str, str]]:
    """What a criterion grades how: pairs of words and grade."""
    if criterion.kind is Kind.BANDS:
        return [(band(b), "–" if b.grade is None else str(b.grade)) for b in criterion.bands]
    ranked = [
        (_("ranked %(place)s") % {"place": place(n)}, str(g)) for n, g in enumerate(criterion.grades, 1)
    ]
    return [*ranked, (_("not ranked"), str(criterion.unranked))]


def who_receives(rules: RuleSet) -> str:
    """Whether an area that did not rank a theme receives."""
    if rules.only_prioritised:
        return _("Only areas that ranked the theme receive anything.")
    return _("Every area receives, whether it ranked the theme or not.")


def rules_outcome(title: str, version: int, rules: RuleSet) -> str:
    """What is decided when rules are adopted."""
    weights = "; ".join(f"{title_of(c)} × {figure(c.weight)}" for c in rules.criteria)
    return _("We divide by “%(title)s” (version %(version)s). %(weights)s. %(who)s") % {
        "title": title,
        "version": version,
        "weights": weights,
        "who": who_receives(rules),
    }


# -- divisions ------------------------------------------------------------------------------------------


def division_outcome(division: Division) -> str:
    """What is decided when a division is."""
    said = "; ".join(f"{p.name}: {amount(p.units, division.unit)}" for p in division.portions if p.units)
    return _("We give %(whole)s: %(portions)s.") % {
        "whole": amount(division.amount, division.unit),
        "portions": said,
    }


def step(found: Step, rank: int | None) -> tuple[str, str]:
    """One criterion of an area: its figure or place, and its grade × weight in words."""
    shown = place(rank) if found.figure is None else figure(found.figure)
    return shown, _("grade %(grade)s × %(weight)s = %(points)s") % {
        "grade": found.grade,
        "weight": figure(found.weight),
        "points": figure(found.points),
    }


def why(portion: Portion, division: Division, rules: RuleSet) -> str:
    """Why an area gets what it gets, step by step."""
    if not portion.receives:
        return _("It did not rank this theme, and by these rules only areas that did receive anything.")
    titles = {criterion.slug: title_of(criterion) for criterion in rules.criteria}
    steps = [
        _("%(criterion)s: %(figure)s, %(points)s.")
        % {"criterion": titles[one.criterion], "figure": shown, "points": points}
        for one in portion.steps
        for shown, points in [step(one, portion.rank)]
    ]
    whole = _("Together %(points)s of %(total)s points, %(share)s.") % {
        "points": figure(portion.points),
        "total": figure(division.total),
        "share": share(portion.points, division.total),
    }
    return " ".join([*steps, whole])


def got(rank: int | None, units: int, unit: str) -> str:
    """What came of an area's ranking, said to the area."""
    facts = {"place": place(rank), "amount": amount(units, unit)}
    if rank is None:
        return _("You did not rank it; it got %(amount)s.") % facts
    if not units:
        return _("You ranked it %(place)s; it got nothing.") % facts
    return _("You ranked it %(place)s; it got %(amount)s.") % facts


def tie(found: Tie, names: Mapping[str, str]) -> str:
    """One sentence for a tie that mattered."""
    settled = {
        Settled.WEIGHT: _("the larger share came first"),
        Settled.LOT: _("the published lot decided"),
        Settled.ORDER: _("they were taken in the order of the list"),
    }[found.settled_by]
    return _("These came equally near to one unit more: %(equal)s. Of them %(settled)s: %(chosen)s.") % {
        "equal": ", ".join(names[key] for key in found.equal),
        "settled": settled,
        "chosen": ", ".join(names[key] for key in found.chosen),
    }


def difference(found: Difference, unit: str) -> str:
    """What another rule would change for one area."""
    if not found.change:
        return _("the same")
    change = {"change": amount(abs(found.change), unit)}
    if not found.after:
        return _("nothing any more: %(change)s less") % change
    return (_("%(change)s more") if found.change > 0 else _("%(change)s less")) % change


def differences(found: Sequence[Difference]) -> str:
    """What another rule would change, in a sentence."""
    more = sum(one.change > 0 for one in found)
    less = sum(one.change < 0 for one in found)
    if not more and not less:
        return _("Both rules give every area the same.")
    same = len(found) - more - less
    said = [
        ngettext("%(n)s area would get more.", "%(n)s areas would get more.", more) % {"n": more},
        ngettext("%(n)s area would get less.", "%(n)s areas would get less.", less) % {"n": less},
        ngettext("%(n)s area would get the same.", "%(n)s areas would get the same.", same) % {"n": same},
    ]
    return " ".join(sentence for sentence, n in zip(said, (more, less, same), strict=True) if n)


def overtaken(pairs: Sequence[tuple[str, str]]) -> str:
    """That areas which asked get less than one which did not; or nothing."""
    if not pairs:
        return ""
    names = ", ".join(name for name, _more in pairs)
    return ngettext(
        "%(names)s ranked this theme and gets less than %(other)s, which did not.",
        "%(names)s ranked this theme and get less than %(other)s, which did not.",
        len(pairs),
    ) % {"names": names, "other": pairs[0][1]}
