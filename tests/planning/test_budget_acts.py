"""Setting the rule, counting, deciding: one test for each way it can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from budgeting import QUESTION, bring_in, count, decide
from build import EQUAL_SHARES, in_force, party
from cast import NOW, TODAY, Cast
from mutirao.base.register.models import Act
from mutirao.engines.allocation.pabulib import read
from mutirao.engines.allocation.rules import RULES
from mutirao.planning.budgets import acts
from mutirao.planning.budgets.models import Budget, Count
from mutirao.planning.decisions.models import Decision
from refusing import refused
from situations import GREEDY, sheet

COUNTED = "The ballots have been counted: the rule cannot change any more."


# -- the rule -------------------------------------------------------------------------------------------


def test_setting_the_rule(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    acts.set_rule(budget=budget, rule=EQUAL_SHARES, by=cast.acting("rosa"), at=NOW)
    found = Budget.objects.get(pk=budget.pk)
    assert (found.rule, found.utility, found.completion) == ("equal-shares", "cost", "add1")
    assert found.rule_origin == "Meeting of 3 May, minute 2"
    assert Act.objects.get(name="budget.set_rule").facts == {
        "budget": QUESTION,
        "rule": "equal-shares",
        "utility": "cost",
        "completion": "add1",
        "origin": "Meeting of 3 May, minute 2",
    }


def test_a_rule_comes_from_somewhere(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    with refused("bad_input", "Say where the rule comes from."):
        acts.set_rule(budget=budget, rule=replace(GREEDY, origin=" "), by=cast.acting("ada"), at=NOW)


def test_the_rule_does_not_change_after_the_count(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    count(cast, budget)
    with refused("wrong_state", COUNTED):
        acts.set_rule(budget=budget, rule=EQUAL_SHARES, by=cast.acting("ada"), at=NOW)


# -- counting -------------------------------------------------------------------------------------------


def test_counting_by_every_rule_at_once(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    seen: list[tuple[int, int]] = []
    acts.count(
        budget=budget, by=cast.acting("ada"), at=NOW, progress=lambda done, whole: seen.append((done, whole))
    )
    found = Budget.objects.get(pk=budget.pk)
    assert found.counted_at == NOW
    assert [(c.rule, c.utility or None, c.completion or None) for c in found.counts.all()] == list(RULES)
    assert seen == [(n, len(RULES)) for n in range(len(RULES) + 1)]
    greedy = found.counts.get(rule="greedy")
    assert (greedy.result["selected"], greedy.total, greedy.winners) == (["1", "2"], 70, 2)
    row = Act.objects.get(name="budget.count")
    assert row.facts == {
        "budget": QUESTION,
        "rule": "greedy",
        "utility": "cost",
        "completion": "none",
        "seed": "tests",
        "winners": ["1", "2"],
        "digest": found.sheet.public_digest,
    }
    assert row.evidence == ""


def test_ballots_are_counted_once(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    count(cast, budget)
    with refused("wrong_state", "The ballots have been counted already."):
        count(cast, budget)
    assert Count.objects.count() == len(RULES)


def test_a_rule_nobody_knows_leaves_no_count_behind(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast), rule=acts.Rule("equal-shares", "cost", "luck", "a dream"))
    with refused("bad_input", "The rule that was set is not one we can count by."):
        count(cast, budget)
    assert not Count.objects.exists()
    acts.set_rule(budget=budget, rule=GREEDY, by=cast.acting("ada"), at=NOW)
    assert count(cast, budget).counted_at == NOW


# -- deciding -------------------------------------------------------------------------------------------


def test_deciding(cast: Cast) -> None:
    service = in_force(cast)
    budget = count(cast, bring_in(cast, service))
    later = TODAY + timedelta(days=100)
    made = decide(cast, budget, reasons=" Fair vote. ", dissent=" One road lost. ", review_on=later)
    found = Decision.objects.get(pk=made.pk)
    assert (found.service, found.title, found.outcome) == (service, QUESTION, "We pay for: Benches; Swings.")
    assert (found.reasons, found.dissent, found.review_on) == ("Fair vote.", "One road lost.", later)
    assert (found.party, found.duty) == (party(service, cast.council), "divide_money")
    assert (found.agreement, found.decided_at) == (service.in_force, NOW)
    assert found.evidence_path == "/services/small-works/budgets/which-works-first/"
    assert Budget.objects.get(pk=budget.pk).decision == found
    row = Act.objects.get(name="budget.decide")
    assert (row.evidence, row.side, row.subject) == (
        "decision",
        "professional",
        f"decisions.decision:{found.pk}",
    )
    assert row.facts == {"budget": QUESTION, "winners": 2, "projects": ["1", "2"]}


def test_a_vote_that_nothing_wins(cast: Cast) -> None:
    data = sheet()[1].replace(b"budget;70", b"budget;29")
    budget = count(cast, bring_in(cast, in_force(cast), read(data), original=data))
    assert decide(cast, budget).outcome == "We pay for nothing."


def test_nothing_is_decided_before_the_count(cast: Cast) -> None:
    budget = bring_in(cast, in_force(cast))
    with refused("wrong_state", "Count the ballots first."):
        decide(cast, budget)


def test_it_is_decided_once(cast: Cast) -> None:
    budget = count(cast, bring_in(cast, in_force(cast)))
    decide(cast, budget)
    with refused("wrong_state", "This has been decided already."):
        decide(cast, budget)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reasons": "  "}, "Give the reasons: everybody will read them."),
        ({"review_on": TODAY}, "The day to look at this again must be in the future."),
        ({"review_on": date(2020, 1, 1)}, "The day to look at this again must be in the future."),
    ],
)
def test_a_decision_has_reasons_and_looks_ahead(cast: Cast, given: dict[str, Any], said: str) -> None:
    budget = count(cast, bring_in(cast, in_force(cast)))
    with refused("bad_input", said):
        decide(cast, budget, **given)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("budget", {"amount": 0}),
        ("budget", {"scale": 0}),
        ("project", {"cost": -1}),
        ("project", {"code": "1"}),
        ("count", {"total": -1}),
        ("count", {"rule": "greedy", "utility": "", "completion": ""}),
    ],
)
def test_what_the_database_refuses_by_itself(cast: Cast, table: str, change: dict[str, Any]) -> None:
    budget = count(cast, bring_in(cast, in_force(cast)))
    rows = {"budget": Budget.objects, "project": budget.projects, "count": budget.counts}[table]
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)  # type: ignore[attr-defined]
