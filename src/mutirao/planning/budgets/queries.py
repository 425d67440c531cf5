"""Reading budgets, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.planning.budgets import words
from mutirao.planning.budgets.models import Budget, Count, Project
from mutirao.planning.budgets.money import money


def of(service: Service) -> QuerySet[Budget]:
    """A service's budgets, newest first."""
    return Budget.objects.filter(service=service).select_related("decision", "override")


MOST_BARS = 12
"""More projects than this are read in the table; the picture shows those with most votes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One project under one rule: what it costs, its votes, whether it won, why."""

    code: str
    name: str
    cost: str
    votes: int
    won: bool
    why: str
    official: str


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule makes of a budget."""

    key: str
    name: str
    explained: str
    lines: tuple[Line, ...]
    total: str
    left: str
    winners: int
    ties: tuple[str, ...]

    @property
    def bars(self) -> list[tuple[str, int, str]]:
        """Votes of every project for the picture, most first, with who won said in words."""
        lines = sorted(self.lines, key=lambda line: -line.votes)[:MOST_BARS]
        won, lost = _("won"), _("lost")
        return [
            (truncatechars(line.name, 60), line.votes, f"{intcomma(line.votes)}, {won if line.won else lost}")
            for line in lines
        ]

    @property
    def won(self) -> tuple[Line, ...]:
        """The projects that won, in the order in which they did."""
        return tuple(line for line in self.lines if line.won)

    @property
    def lost(self) -> tuple[Line, ...]:
        """The others, most votes first."""
        return tuple(line for line in self.lines if not line.won)


def result(budget: Budget, projects: list[Project], count: Count) -> Result:
    """A count in words: no query."""
    by_code = {project.code: project for project in projects}
    names = {project.code: project.name for project in projects}
    fates = {fate["project"]: fate for fate in count.result["projects"]}
    order = {code: place for place, code in enumerate(count.result["selected"])}
    codes = sorted(by_code, key=lambda code: (order.get(code, len(order)), -by_code[code].support))
    return Result(
        key=count.key,
        name=words.rule_name(count.rule, count.utility, count.completion),
        explained=words.rule_explained(count.rule, count.utility, count.completion),
        lines=tuple(_line(budget, by_code[code], fates[code]) for code in codes),
        total=money(count.total, budget.scale, budget.currency),
        left=money(budget.amount - count.total, budget.scale, budget.currency),
        winners=count.winners,
        ties=tuple(words.tie_sentence(tie, names) for tie in count.result["ties"]),
    )


def _line(budget: Budget, project: Project, fate: dict[str, Any]) -> Line:
    return Line(
        code=project.code,
        name=project.name,
        cost=money(project.cost, budget.scale, budget.currency),
        votes=project.approvals,
        won=fate["won"],
        why=words.why(fate, budget.currency),
        official=project.official,
    )


def key_of(budget: Budget) -> str:
    """The rule that was set, in one word for addresses."""
    return Count(rule=budget.rule, utility=budget.utility, completion=budget.completion).key


@dataclass(frozen=True, slots=True)
class Difference:
    """One project whose fate differs between two rules."""

    name: str
    cost: str
    here: str
    there: str


def differences(here: Result, there: Result) -> tuple[Difference, ...]:
    """The projects that win under one rule and lose under the other."""
    other = {line.code: line for line in there.lines}
    won, lost = _("wins"), _("loses")
    return tuple(
        Difference(line.name, line.cost, won if line.won else lost, won if other[line.code].won else lost)
        for line in here.lines
        if line.won != other[line.code].won
    )


def turnout(budget: Budget) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who took part, group by group; small groups say "fewer than …" instead of a number."""
    few = _("too few to show")
    return [
        (
            words.TRAIT_NAMES[trait]() if trait in words.TRAIT_NAMES else trait,
            [(name or _("not said"), str(n) if n is not None else few) for name, n in groups],
        )
        for trait, groups in budget.turnout.items()
    ]
