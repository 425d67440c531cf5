"""Departing from the count: a second decision beside a count that never changes; each way it can end."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from budgeting import QUESTION, bring_in, count, decide
from build import in_force
from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.planning.budgets.models import Budget
from mutirao.planning.budgets.override_acts import override
from mutirao.planning.decisions.models import Decision
from mutirao.theory.overrides import Departure, How, paid, problems
from refusing import refused
from visiting import client_of, text

ONE = "/services/small-works/budgets/which-works-first/"
BENCHES_OUT, BEDS_IN = Departure("1", How.REMOVED), Departure("3", How.ADDED)


def decided(cast: Cast) -> Budget:
    """Benches (£40) and swings (£30) won £70; the raised beds (£30) lost."""
    budget = count(cast, bring_in(cast, in_force(cast)))
    decide(cast, budget)
    return Budget.objects.get(pk=budget.pk)


def departs(cast: Cast, budget: Budget, *departures: Departure, **given: Any) -> Decision:
    """Ada decides to depart from the count."""
    usual = {"reasons": "The hill is not ours."}
    made: Decision = override(
        budget=budget, departures=departures, **{**usual, **given}, by=cast.acting("ada"), at=NOW
    )
    return made


def test_departing_from_the_count(cast: Cast) -> None:
    budget = decided(cast)
    before = list(budget.counts.values_list("rule", "utility", "completion", "total"))
    first = budget.decision
    made = departs(cast, budget, BENCHES_OUT, BEDS_IN, Departure("2", How.PART, 25), dissent=" One. ")
    assert made.outcome.splitlines() == [
        "“Benches” won, and we do not pay for it.",
        "“Raised beds” lost, and we pay for it all the same: £30.",
        "We pay a part of “Swings”: £25.",
    ]
    assert (made.title, made.duty) == (f"Departing from the count: {QUESTION}", "divide_money")
    assert (made.reasons, made.dissent, made.evidence_path) == ("The hill is not ours.", "One.", ONE)
    again = Budget.objects.get()
    assert (again.decision, again.override) == (first, made)
    assert list(again.counts.values_list("rule", "utility", "completion", "total")) == before
    row = Act.objects.get(name="budget.override")
    assert (row.evidence, row.facts["projects"][2]) == (
        "decision",
        {"project": "2", "how": "part", "amount": 25},
    )


@pytest.mark.parametrize(
    ("departures", "said"),
    [
        ((), "Say for which projects you depart from the count."),
        ((Departure("9", How.ADDED),), "There is no project “9” here."),
        ((BENCHES_OUT, BENCHES_OUT), "“Benches” is there twice."),
        ((Departure("1", How.ADDED),), "“Benches” won, so it is paid for already."),
        ((Departure("3", How.REMOVED),), "“Raised beds” did not win, so it cannot be left out."),
        (
            (Departure("3", How.PART, 30),),
            "Say how much of “Raised beds” you pay: more than nought, less than all of it.",
        ),
        (
            (Departure("3", How.PART, 0),),
            "Say how much of “Raised beds” you pay: more than nought, less than all of it.",
        ),
        ((BEDS_IN,), "This would cost more than there is to give."),
        ((Departure("3", How.PART, 1),), "This would cost more than there is to give."),
    ],
)
def test_departures_that_cannot_be(cast: Cast, departures: tuple[Departure, ...], said: str) -> None:
    budget = decided(cast)
    with refused("bad_input", said):
        departs(cast, budget, *departures)
    assert Decision.objects.count() == 1


def test_it_comes_after_the_decision_and_once_and_with_reasons(cast: Cast) -> None:
    budget = count(cast, bring_in(cast, in_force(cast)))
    with refused("wrong_state", "Decide on the count first: departing from it is a second decision."):
        departs(cast, budget, BENCHES_OUT)
    decide(cast, budget)
    with refused("bad_input", "Give the reasons: everybody will read them."):
        departs(cast, budget, BENCHES_OUT, reasons=" ")
    departs(cast, budget, BENCHES_OUT)
    with refused("wrong_state", "This budget departs from its count already."):
        departs(cast, budget, BENCHES_OUT)


def test_departing_on_the_page(cast: Cast, client: Client) -> None:
    decided(cast)
    ada = client_of(cast.ada)
    assert f'href="{ONE}depart/"' in text(ada.get(ONE))
    assert f'href="{ONE}depart/"' not in text(client.get(ONE))
    assert client_of(cast.dee).get(f"{ONE}depart/").status_code == 403
    page = text(ada.get(f"{ONE}depart/"))
    assert "Raised beds" in page
    sent = {"removed": ["1"], "part": "3", "amount": "12.00", "reasons": "The hill is not ours."}
    assert ada.post(f"{ONE}depart/", {**sent, "removed": ["3"]}).status_code == 422
    assert ada.post(f"{ONE}depart/", {**sent, "amount": "12.50"}).status_code == 422
    made = ada.post(f"{ONE}depart/", sent)
    assert made["Location"] == f"/services/small-works/decisions/{Budget.objects.get().override_id}/"
    shown = text(client.get(ONE))
    assert (
        "A second decision departs from this count" in shown
        and "We pay a part of “Raised beds”: £12." in shown
    )
    assert "The count below stays as it was." in shown and "Won: number 1 by support" in shown


def test_what_is_paid_after_departing() -> None:
    costs = {"a": 5, "b": 3, "c": 9}
    assert paid(["a", "b"], costs, []) == {"a": 5, "b": 3}
    assert paid(["a", "b"], costs, [Departure("a", How.PART, 2)]) == {"a": 2, "b": 3}
    assert problems(["a", "b"], costs, 8, [Departure("a", How.PART, 2)]) == []
    assert problems(["a", "b"], costs, 4, [Departure("a", How.PART, 2)]) == [("over_budget", "")]
