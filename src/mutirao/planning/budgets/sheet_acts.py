"""Writing down a budget and its frozen ballots: part of the acts that bring ballots in or close a vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Service
from mutirao.engines.allocation.pabulib import PabulibFile
from mutirao.planning.budgets import sheets, threads
from mutirao.planning.budgets.models import LONGEST_CODE, Budget, Project, Sheet
from mutirao.theory.reasons import bad_input


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule to count by, and where it comes from."""

    rule: str
    utility: str
    completion: str
    origin: str


def write_down(
    *,
    service: Service,
    file: PabulibFile,
    original: bytes,
    public: bytes,
    turnout: sheets.Turnout,
    question: str,
    rule: Rule,
    seed: str,
    at: datetime,
    follows: Mapping[str, str] | None = None,
) -> Budget:
    """Write a budget with its projects and its ballots, which never change again.

    follows: by a project's code, the key of the step of the chain that led here.
    """
    budget = Budget.objects.create(
        service=service,
        slug=_free_slug(service, question),
        question=question[:200],
        amount=file.budget,
        scale=file.scale,
        currency=_currency(file),
        vote_type=file.vote_type,
        voters=len(file.votes.voters),
        place=_place(file)[:200],
        held=_held(file)[:60],
        rule=rule.rule,
        utility=rule.utility,
        completion=rule.completion,
        rule_origin=rule.origin,
        official_rule=file.meta.get("rule", "")[:60],
        seed=seed,
        turnout=turnout,
        brought_in_at=at,
    )
    _write_projects(budget, file)
    Sheet.objects.create(
        budget=budget,
        original=sheets.packed(original),
        public=sheets.packed(public),
        original_digest=sheets.digest(original),
        public_digest=sheets.digest(public),
    )
    threads.listed(budget, at=at, follows=follows)
    return budget


def on_the_agenda(budget: Budget, kind: str, *, over: datetime | None = None) -> None:
    """Put on the agenda what waits for people about this budget now, and nothing else about it."""
    agenda.drop(budget)
    agenda.put(
        budget,
        kind,
        service=budget.service,
        title=budget.question,
        path=threads.path_of(budget),
        closes=over,
        duty={"budget.to_count": "run_votes", "budget.to_decide": "divide_money"}.get(kind, ""),
    )


def must_fit(file: PabulibFile) -> None:
    """Refuse ballots that are none, or larger than what we can keep."""
    if not file.votes.voters:
        raise bad_input(_("There are no ballots in this file."))
    if max(file.budget, *(p.cost for p in file.projects)) >= 2**63:
        raise bad_input(_("An amount in this file is larger than we can keep."))
    if file.scale > 10**9:
        raise bad_input(_("An amount in this file has more decimals than we can keep."))
    if max(len(p.id) for p in file.projects) > LONGEST_CODE:
        raise bad_input(_("The name of a project in this file is longer than we can keep."))


def _write_projects(budget: Budget, file: PabulibFile) -> None:
    election = file.election()
    Project.objects.bulk_create(
        [
            Project(
                budget=budget,
                code=project.id,
                name=(project.extra.get("name") or project.id)[:500],
                cost=project.cost,
                support=support,
                approvals=votes,
                official=project.extra.get("selected", "")[:12],
                extra={key: text for key, text in project.extra.items() if text},
                place=place,
            )
            for place, (project, support, votes) in enumerate(
                zip(file.projects, election.support, election.votes, strict=True)
            )
        ],
        batch_size=500,
    )


def _currency(file: PabulibFile) -> str:
    """The three-letter code of the file's currency, where it names one."""
    code = file.meta.get("currency", "").strip().upper()
    return code if len(code) == 3 and code.isalpha() else ""


def _place(file: PabulibFile) -> str:
    parts = (file.meta.get(key, "") for key in ("subunit", "unit", "country"))
    return ", ".join(part for part in parts if part)


def _held(file: PabulibFile) -> str:
    begin, end = file.meta.get("date_begin", ""), file.meta.get("date_end", "")
    if begin and end and begin != end:
        return f"{begin} – {end}"
    return begin or end or file.meta.get("instance", "")


def _free_slug(service: Service, question: str) -> str:
    taken = set(Budget.objects.filter(service=service).values_list("slug", flat=True))
    return addresses.free(addresses.plain(question, longest=100), taken)
