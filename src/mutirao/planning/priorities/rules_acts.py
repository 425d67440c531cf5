"""Proposing a version of the rules for dividing, and adopting it by a decision."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.planning.priorities import words
from mutirao.planning.priorities.models import Rules
from mutirao.theory.marks import Mark
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.rule_sets import RuleSet, as_plain, problems


@act(
    "priority.propose_rules",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"rules": result.title, "version": result.version, "origin": result.origin},
)
def propose_rules(
    *,
    service: Service,
    title: str,
    rules: RuleSet,
    origin: str,
    by: Actor,
    at: datetime,
    source: str = "",
    mark: Mark = Mark.OURS,
) -> Rules:
    """Propose a version of the rules; it takes effect only once a decision adopts it."""
    if not service.has_block("priorities"):
        raise bad_input(_("This service has no priorities switched on."))
    if not title.strip():
        raise bad_input(_("Give these rules a name."))
    if not origin.strip():
        raise bad_input(_("Say who proposes these rules, and where."))
    _must_work(rules)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # versions are counted one by one
    newest = Rules.objects.filter(service=service).order_by("-version").first()
    if newest and (newest.title, newest.rules, newest.source) == (
        title.strip(),
        as_plain(rules),
        source.strip(),
    ):
        raise bad_input(_("This is the newest version already."))
    return Rules.objects.create(
        service=service,
        version=newest.version + 1 if newest else 1,
        title=title.strip(),
        rules=as_plain(rules),
        origin=origin.strip(),
        source=source.strip(),
        mark=mark.value,
        proposed_at=at,
    )


@act(
    "priority.adopt_rules",
    about=lambda rules, **_: rules.service,
    facts=lambda rules, **_: {"rules": rules.title, "version": rules.version},
)
def adopt_rules(
    *,
    rules: Rules,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
) -> Decision:
    """Adopt a version of the rules, with the reasons; from now on money can be divided by it."""
    held = Rules.objects.select_for_update(of=("self",)).select_related("service").get(pk=rules.pk)
    if held.decision_id:
        raise wrong_state(_("These rules have been adopted already."))
    _must_work(held.as_rule())
    decision = record(
        service=held.service,
        title=_("Rules for dividing: %(rules)s") % {"rules": held.title},
        outcome=words.rules_outcome(held.title, held.version, held.as_rule()),
        evidence=held.title,
        evidence_path=f"/services/{held.service.slug}/priorities/rules/{held.version}/",
        reasons=reasons,
        dissent=dissent,
        review_on=review_on,
        by=by,
        at=at,
    )
    held.decision = decision
    held.save(update_fields=["decision"])
    return decision


def _must_work(rules: RuleSet) -> None:
    found = problems(rules)
    if found:
        raise bad_input(" ".join(words.problem(problem) for problem in found))
