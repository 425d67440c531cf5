"""Every project's part in the chain: put to the vote, counted, and the key under which it is decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_noop

from mutirao.planning.budgets.models import Budget, Count, Project
from mutirao.planning.decisions import chain

LISTED = gettext_noop("Put to the vote in “%(budget)s”.")
WON = gettext_noop("Number %(rank)s of %(all)s by votes, with %(votes)s: it won.")
LOST = gettext_noop("Number %(rank)s of %(all)s by votes, with %(votes)s: it did not win.")


def path_of(budget: Budget) -> str:
    """Where a budget, fetched with its service, can be read."""
    return f"/services/{budget.service.slug}/budgets/{budget.slug}/"


def listed(budget: Budget, *, at: datetime, follows: Mapping[str, str] | None = None) -> None:
    """Every project was put to the vote; follows: by a project's code, the key of the step that led here."""
    led = follows or {}
    steps = [
        chain.Next(
            key=chain.key(project),
            title=project.name,
            says=LISTED,
            path=path_of(budget),
            follows=led.get(project.code),
            facts={"budget": budget.question},
        )
        for project in budget.projects.all()
    ]
    chain.steps(budget.service, steps, at=at)


def counted(budget: Budget, count: Count, *, at: datetime) -> None:
    """Every project won or lost, by the rule that was set; its rank is by votes alone, equals share one."""
    projects = list(budget.projects.all())
    winners = set(count.result["selected"])
    by_votes = sorted(-project.support for project in projects)
    steps = [
        chain.Next(
            key=_counted_key(project),
            title=project.name,
            says=WON if project.code in winners else LOST,
            path=path_of(budget),
            follows=chain.key(project),
            facts={
                "rank": 1 + bisect_left(by_votes, -project.support),
                "all": len(projects),
                "votes": project.approvals,
            },
        )
        for project in projects
    ]
    chain.steps(budget.service, steps, at=at)


def won(budget: Budget, count: Count) -> list[str]:
    """The keys of the winners' steps, in the order in which they won: what a decision follows."""
    by_code = {project.code: project for project in budget.projects.all()}
    return [_counted_key(by_code[code]) for code in count.result["selected"]]


def _counted_key(project: Project) -> str:
    return chain.part(project, "counted")
