"""Counting a closed vote and deciding on it; a vote on money becomes a budget, counted by its rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Party
from mutirao.engines.allocation.pabulib import write
from mutirao.planning.ballots import counting
from mutirao.planning.ballots.acts import must_move, path
from mutirao.planning.ballots.models import Ballot, Result
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets import sheet_acts
from mutirao.planning.budgets.forms import rule_from
from mutirao.planning.budgets.models import Budget
from mutirao.planning.decisions.models import Decision
from mutirao.planning.decisions.recording import record
from mutirao.theory.ballot_life import State
from mutirao.theory.reasons import bad_input, wrong_state


def _counted(result: Ballot, **_: object) -> dict[str, Any]:
    """What the register says: of money only that it was handed on, for the budget's count says the rest."""
    said: dict[str, Any] = {"ballot": result.question, "rule": result.rule, "digest": result.digest}
    if result.budget_id:
        return {**said, "sheet": result.budget.sheet.public_digest if result.budget else ""}
    return {**said, "winners": result.result.said["winners"]}


@act("ballot.count", about=lambda ballot, **_: ballot.service, facts=_counted)
def count(*, ballot: Ballot, by: Actor, at: datetime) -> Ballot:
    """Count a closed vote by the rule that was set before it opened."""
    held = Ballot.objects.locked(ballot.pk)
    must_move(held, State.COUNTED)
    agenda.drop(held)
    if held.amount:
        held.budget = _as_budget(held, at)
        budgets.count(budget=held.budget, by=by, at=at)
    else:
        said = counting.outcome(held, held.options.all(), counting.choices(held))
        Result.objects.create(ballot=held, rule=held.rule, said=said, counted_at=at)
        _on_the_agenda(held, "ballot.to_decide")
    held.state = State.COUNTED
    held.save(update_fields=["state", "budget"])
    return held


def _as_budget(held: Ballot, at: datetime) -> Budget:
    """The budget that counts this vote: its ballots are nobody's any more, so all of them are public."""
    if not held.voters:
        raise bad_input(_("Nobody voted, so there is nothing to count."))
    file = counting.file_of(held)
    sheet_acts.must_fit(file)
    text = write(file).encode()
    return sheet_acts.write_down(
        service=held.service,
        file=file,
        original=text,
        public=text,
        turnout=held.turnout,
        question=held.question,
        rule=rule_from(held.rule, held.rule_origin),
        seed=held.seed,
        at=at,
    )


@act(
    "ballot.decide",
    about=lambda ballot, **_: ballot.service,
    facts=lambda ballot, **_: {"ballot": ballot.question, "winners": ballot.result.said["winners"]},
)
def decide(
    *,
    ballot: Ballot,
    reasons: str,
    by: Actor,
    at: datetime,
    dissent: str = "",
    review_on: date | None = None,
    answers: Party | None = None,
) -> Decision:
    """Decide what the vote came to, with the reasons; a vote on money is decided where its budget is."""
    held = Ballot.objects.locked(ballot.pk)
    must_move(held, State.DECIDED)
    if held.budget_id:
        raise wrong_state(_("This vote is about money: decide on the page of its budget."))
    held.decision = record(
        service=held.service,
        title=held.question,
        outcome=_outcome(held),
        reasons=reasons,
        dissent=dissent,
        review_on=review_on,
        answers=answers,
        evidence=held.question,
        evidence_path=path(held),
        by=by,
        at=at,
    )
    held.state = State.DECIDED
    held.save(update_fields=["state", "decision"])
    agenda.drop(held)
    _on_the_agenda(held, "ballot.decided", over=at)
    return held.decision


def _on_the_agenda(held: Ballot, kind: str, *, over: datetime | None = None) -> None:
    agenda.put(
        held,
        kind,
        service=held.service,
        title=held.question,
        path=path(held),
        closes=over,
        duty="" if over else "set_priorities",
    )


def _outcome(held: Ballot) -> str:
    """The winners by name, in the order in which they won."""
    names = dict(held.options.values_list("code", "title"))
    won = [names[code] for code in held.result.said["winners"]]
    return _("We choose: %(options)s.") % {"options": "; ".join(won)} if won else _("Nothing is chosen.")
