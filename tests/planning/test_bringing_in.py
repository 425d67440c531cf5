"""Bringing in ballots: one test for each way it can end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgeting import QUESTION, bring_in
from build import drafted, in_force
from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.engines.allocation.pabulib import read
from mutirao.planning.budgets.models import Budget
from refusing import refused
from situations import GREEDY, sheet


def test_bringing_in(cast: Cast) -> None:
    service = in_force(cast)
    found = Budget.objects.get(pk=bring_in(cast, service).pk)
    assert (found.service, found.slug, found.question) == (service, "which-works-first", QUESTION)
    assert (found.amount, found.scale, found.currency, found.voters) == (70, 1, "GBP", 12)
    assert (found.vote_type, found.place, found.seed) == ("approval", "Wales", "tests")
    assert (found.rule, found.rule_origin, found.brought_in_at) == ("greedy", GREEDY.origin, NOW)
    assert (found.counted_at, found.decision, found.turnout) == (None, None, {})
    assert list(found.projects.values_list("code", "name", "cost", "support", "approvals", "place")) == [
        ("1", "Benches", 40, 7, 7, 0),
        ("2", "Swings", 30, 5, 5, 1),
        ("3", "Raised beds", 30, 4, 4, 2),
    ]
    row = Act.objects.get(name="budget.import")
    assert row.facts == {"budget": QUESTION, "ballots": 12, "digest": found.sheet.public_digest}
    assert row.subject == f"budgets.budget:{found.pk}"


def test_the_same_ballots_are_brought_in_once(cast: Cast) -> None:
    service = in_force(cast)
    bring_in(cast, service)
    with refused("bad_input", "These ballots have been brought in already."):
        bring_in(cast, service, question="Another name for them")
    other = in_force(cast, name="Elsewhere")
    assert bring_in(cast, other).service == other


def test_a_file_without_ballots(cast: Cast) -> None:
    service = in_force(cast)
    file, _data = sheet()
    empty = replace(file, votes=replace(file.votes, voters=()))
    with refused("bad_input", "There are no ballots in this file."):
        bring_in(cast, service, empty)
    assert not Budget.objects.exists()


@pytest.mark.parametrize("where", ["budget", "cost"])
def test_an_amount_too_large_to_keep(cast: Cast, where: str) -> None:
    service = in_force(cast)
    file, _data = sheet()
    largest = 2**63 - 1
    huge = (
        replace(file, budget=largest + 1)
        if where == "budget"
        else replace(file, projects=(replace(file.projects[0], cost=largest + 1), *file.projects[1:]))
    )
    with refused("bad_input", "An amount in this file is larger than we can keep."):
        bring_in(cast, service, huge)


def test_the_largest_amount_is_kept_to_the_last_unit(cast: Cast) -> None:
    service = in_force(cast)
    file, _data = sheet()
    made = bring_in(cast, service, replace(file, budget=2**63 - 1))
    assert Budget.objects.get(pk=made.pk).amount == 2**63 - 1


def test_more_decimals_than_can_be_kept(cast: Cast) -> None:
    service = in_force(cast)
    data = sheet()[1].replace(b"budget;70", b"budget;70.0000000001")
    with refused("bad_input", "An amount in this file has more decimals than we can keep."):
        bring_in(cast, service, read(data), original=data)
    data = sheet()[1].replace(b"budget;70", b"budget;70.000000001")
    assert bring_in(cast, service, read(data), original=data).scale == 10**9


@pytest.mark.parametrize(("length", "fits"), [(120, True), (121, False)])
def test_the_longest_code_of_a_project(cast: Cast, length: int, fits: bool) -> None:
    service = in_force(cast)
    data = sheet()[1].replace(b"3;30;Raised", b"x" * length + b";30;Raised")
    data = data.replace(b";3\n", b";%s\n" % (b"x" * length)).replace(b",3\n", b",%s\n" % (b"x" * length))
    if fits:
        assert bring_in(cast, service, read(data), original=data).projects.get(place=2).code == "x" * length
        return
    with refused("bad_input", "The name of a project in this file is longer than we can keep."):
        bring_in(cast, service, read(data), original=data)


def test_a_service_without_budgets(cast: Cast) -> None:
    service = in_force(cast)
    service.blocks = ["decisions"]
    service.save()
    with refused("bad_input", "This service has no budgets switched on."):
        bring_in(cast, service)


def test_before_the_first_agreement_nobody_brings_in_ballots(cast: Cast) -> None:
    service = drafted(cast)
    with refused("no_agreement"):
        bring_in(cast, service)


def test_two_questions_of_one_name_get_addresses_of_their_own(cast: Cast) -> None:
    service = in_force(cast)
    slugs = [bring_in(cast, service, original=b"%d" % n).slug for n in range(3)]
    assert slugs == ["which-works-first", "which-works-first-2", "which-works-first-3"]
