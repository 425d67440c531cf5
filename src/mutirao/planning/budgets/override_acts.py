"""Departing from the count: a second decision with a public reason, beside a count that stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.budgets import threads
from mutirao.planning.budgets.acts import rule_of
from mutirao.planning.budgets.models import Budget
from mutirao.planning.budgets.money import money
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.theory.overrides import Departure, How, paid, problems
from mutirao.theory.reasons import bad_input, wrong_state


@act(
    "budget.override",
    about=lambda budget, **_: budget.service,
    facts=lambda budget, departures, **_: {
        "budget": budget.question,
        "projects": [
            {"project": departure.project, "how": departure.how.value, "amount": departure.amount}
            for departure in departures
        ],
    },
)
def override(
    *,
    budget: Budget,
    departures: Sequence[Departure],
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
) -> Decision:
    """Decide to pay for other projects than won, or a part of one; why stands beside the count."""
    held = Budget.objects.select_for_update(of=("self",)).select_related("service").get(pk=budget.pk)
    if held.decision_id is None:
        raise wrong_state(_("Decide on the count first: departing from it is a second decision."))
    if held.override_id:
        raise wrong_state(_("This budget departs from its count already."))
    projects = {project.code: project for project in held.projects.all()}
    costs = {code: project.cost for code, project in projects.items()}
    selected = held.counts.get(**rule_of(held)).result["selected"]
    names = {code: project.name for code, project in projects.items()}
    found = problems(selected, costs, held.amount, departures)
    if found:
        raise bad_input(" ".join(PROBLEMS[code]() % {"project": names.get(p, p)} for code, p in found))
    after = paid(selected, costs, departures)
    made = record(
        service=held.service,
        title=_("Departing from the count: %(question)s") % {"question": held.question[:160]},
        outcome="\n".join(_said(held, departure, names, after) for departure in departures),
        reasons=reasons,
        dissent=dissent,
        evidence=held.question,
        evidence_path=threads.path_of(held),
        amount=Decimal(sum(after.values())) / held.scale,
        currency=held.currency,
        by=by,
        at=at,
    )
    held.override = made
    held.save(update_fields=["override"])
    return made


def _said(budget: Budget, departure: Departure, names: Mapping[str, str], after: Mapping[str, int]) -> str:
    """One line of the decision."""
    amount = money(after.get(departure.project, 0), budget.scale, budget.currency)
    return SAID[departure.how]() % {"project": names[departure.project], "amount": amount}


SAID: Mapping[How, Callable[[], str]] = {
    How.ADDED: lambda: _("“%(project)s” lost, and we pay for it all the same: %(amount)s."),
    How.REMOVED: lambda: _("“%(project)s” won, and we do not pay for it."),
    How.PART: lambda: _("We pay a part of “%(project)s”: %(amount)s."),
}
PROBLEMS: Mapping[str, Callable[[], str]] = {
    "nothing": lambda: _("Say for which projects you depart from the count."),
    "unknown_project": lambda: _("There is no project “%(project)s” here."),
    "project_twice": lambda: _("“%(project)s” is there twice."),
    "won_already": lambda: _("“%(project)s” won, so it is paid for already."),
    "did_not_win": lambda: _("“%(project)s” did not win, so it cannot be left out."),
    "not_a_part": lambda: _("Say how much of “%(project)s” you pay: more than nought, less than all of it."),
    "over_budget": lambda: _("This would cost more than there is to give."),
}
