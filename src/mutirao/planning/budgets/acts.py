"""What people do with a budget: bring in ballots, set the rule, count, decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Party, Service
from mutirao.engines.allocation.pabulib import PabulibFile
from mutirao.planning.budgets import sheets, threads
from mutirao.planning.budgets.models import LONGEST_CODE, Budget, Count, Project, Sheet
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.theory.reasons import bad_input, wrong_state


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule to count by, and where it comes from."""

    rule: str
    utility: str
    completion: str
    origin: str


@act(
    "budget.import",
    about=lambda service, **_: service,
    facts=lambda result, **_: {
        "budget": result.question,
        "ballots": result.voters,
        "digest": result.sheet.public_digest,
    },
)
def bring_in(
    *,
    service: Service,
    file: PabulibFile,
    original: bytes,
    question: str,
    rule: Rule,
    seed: str,
    chance: Random,
    by: Actor,
    at: datetime,
) -> Budget:
    """Bring in the projects and ballots of a Pabulib file."""
    if not service.has_block("budgets"):
        raise bad_input(_("This service has no budgets switched on."))
    _must_fit(file)
    digest = sheets.digest(original)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Sheet.objects.filter(budget__service=service, original_digest=digest).exists():
        raise bad_input(_("These ballots have been brought in already."))
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
        turnout=sheets.turnout(file),
        brought_in_at=at,
    )
    _write_projects(budget, file)
    public = sheets.anonymous(file, chance=chance).encode()
    Sheet.objects.create(
        budget=budget,
        original=sheets.packed(original),
        public=sheets.packed(public),
        original_digest=digest,
        public_digest=sheets.digest(public),
    )
    threads.listed(budget, at=at)
    _on_the_agenda(budget, "budget.to_count")
    return budget


@act(
    "budget.set_rule",
    about=lambda budget, **_: budget.service,
    facts=lambda result, **_: {
        "budget": result.question,
        "rule": result.rule,
        "utility": result.utility,
        "completion": result.completion,
        "origin": result.rule_origin,
    },
)
def set_rule(*, budget: Budget, rule: Rule, by: Actor, at: datetime) -> Budget:
    """Set the rule to count by, with where it comes from; not after the ballots were counted."""
    held = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    if held.counted_at:
        raise wrong_state(_("The ballots have been counted: the rule cannot change any more."))
    if not rule.origin.strip():
        raise bad_input(_("Say where the rule comes from."))
    held.rule, held.utility, held.completion = rule.rule, rule.utility, rule.completion
    held.rule_origin = rule.origin.strip()
    held.save(update_fields=["rule", "utility", "completion", "rule_origin"])
    return held


@act(
    "budget.count",
    about=lambda budget, **_: budget.service,
    facts=lambda result, **_: {
        "budget": result.question,
        "rule": result.rule,
        "utility": result.utility,
        "completion": result.completion,
        "seed": result.seed,
        "winners": _chosen(result).result["selected"],
        "digest": result.sheet.public_digest,
    },
)
def count(
    *, budget: Budget, by: Actor, at: datetime, progress: Callable[[int, int], None] | None = None
) -> Budget:
    """Count the ballots by the rule that was set and, beside it, by every other rule we know."""
    from mutirao.engines.allocation.pabulib import read
    from mutirao.engines.allocation.rules import RULES
    from mutirao.engines.allocation.rules import count as count_by

    held = Budget.objects.select_for_update(of=("self",)).select_related("service", "sheet").get(pk=budget.pk)
    if held.counted_at:
        raise wrong_state(_("The ballots have been counted already."))
    election = read(held.sheet.text()).election()
    for done, (rule, utility, completion) in enumerate(RULES):
        if progress:
            progress(done, len(RULES))
        tally = count_by(election, rule=rule, utility=utility, completion=completion, seed=held.seed)
        Count.objects.create(
            budget=held,
            rule=rule,
            utility=utility or "",
            completion=completion or "",
            result=tally.as_json(),
            total=tally.total_cost,
            winners=len(tally.selected),
            counted_at=at,
        )
    if progress:
        progress(len(RULES), len(RULES))
    if not held.counts.filter(**rule_of(held)).exists():
        raise bad_input(_("The rule that was set is not one we can count by."))
    held.counted_at = at
    held.save(update_fields=["counted_at"])
    threads.counted(held, _chosen(held), at=at)
    _on_the_agenda(held, "budget.to_decide")
    return held


@act(
    "budget.decide",
    about=lambda budget, **_: budget.service,
    facts=lambda budget, result, **_: {
        "budget": budget.question,
        "winners": _chosen(budget).winners,
        "projects": _chosen(budget).result["selected"],
    },
)
def decide(
    *,
    budget: Budget,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
    answers: Party | None = None,
) -> Decision:
    """Decide that the winners of the count are paid for, with the reasons; this publishes the decision."""
    held = Budget.objects.select_for_update(of=("self",)).select_related("service").get(pk=budget.pk)
    if held.counted_at is None:
        raise wrong_state(_("Count the ballots first."))
    if held.decision_id:
        raise wrong_state(_("This has been decided already."))
    chosen = _chosen(held)
    decision = record(
        service=held.service,
        title=held.question,
        outcome=_outcome(held),
        reasons=reasons,
        dissent=dissent,
        review_on=review_on,
        evidence=held.question,
        evidence_path=threads.path_of(held),
        amount=Decimal(chosen.total) / held.scale,
        currency=held.currency,
        answers=answers,
        follows=threads.won(held, chosen),
        by=by,
        at=at,
    )
    held.decision = decision
    held.save(update_fields=["decision"])
    _on_the_agenda(held, "budget.decided", over=at)
    return decision


def _on_the_agenda(budget: Budget, kind: str, *, over: datetime | None = None) -> None:
    """What waits for people about this budget now, and nothing else about it."""
    agenda.drop(budget)
    agenda.put(
        budget,
        kind,
        service=budget.service,
        title=budget.question,
        path=threads.path_of(budget),
        closes=over,
    )


def _outcome(budget: Budget) -> str:
    """The winners by name, in the order in which they won."""
    names = dict(budget.projects.values_list("code", "name"))
    won = [names[code] for code in _chosen(budget).result["selected"]]
    return _("We pay for: %(projects)s.") % {"projects": "; ".join(won)} if won else _("We pay for nothing.")


def rule_of(budget: Budget) -> dict[str, str]:
    """Which count is the one by the rule that was set."""
    if budget.rule == "greedy":
        return {"rule": "greedy"}
    return {"rule": budget.rule, "utility": budget.utility, "completion": budget.completion}


def _chosen(budget: Budget) -> Count:
    """The count by the rule that was set."""
    return budget.counts.get(**rule_of(budget))


def _must_fit(file: PabulibFile) -> None:
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
