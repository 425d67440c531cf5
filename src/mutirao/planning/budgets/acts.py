"""What people do with a budget: bring in ballots, set the rule, count, decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from random import Random

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.services.models import Party, Service
from mutirao.engines.allocation.pabulib import PabulibFile
from mutirao.planning.budgets import sheets, threads
from mutirao.planning.budgets.models import Budget, Count, Sheet
from mutirao.planning.budgets.sheet_acts import Rule as Rule
from mutirao.planning.budgets.sheet_acts import must_fit, on_the_agenda, write_down
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.theory.reasons import bad_input, wrong_state


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
    must_fit(file)
    digest = sheets.digest(original)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Sheet.objects.filter(budget__service=service, original_digest=digest).exists():
        raise bad_input(_("These ballots have been brought in already."))
    public = sheets.anonymous(file, chance=chance).encode()
    budget = write_down(
        service=service,
        file=file,
        original=original,
        public=public,
        turnout=sheets.turnout(file),
        question=question,
        rule=rule,
        seed=seed,
        at=at,
    )
    on_the_agenda(budget, "budget.to_count")
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
    on_the_agenda(held, "budget.to_decide")
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
    on_the_agenda(held, "budget.decided", over=at)
    return decision


def _outcome(budget: Budget) -> str:
    """The winners by name, in the order in which they won."""
    names = dict(budget.projects.values_list("code", "name"))
    won = [names[code] for code in _chosen(budget).result["selected"]]
    return _("We pay for: %(projects)s.") % {"projects": "; ".join(won)} if won else _("We pay for nothing.")


def rule_of(budget: Budget) -> dict[str, str]:
    """Which count is the one by the rule that was set."""
    if budget.rule != "equal-shares":
        return {"rule": budget.rule}
    return {"rule": budget.rule, "utility": budget.utility, "completion": budget.completion}


def _chosen(budget: Budget) -> Count:
    """The count by the rule that was set."""
    return budget.counts.get(**rule_of(budget))
