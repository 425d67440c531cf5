"""Many people at once, with real threads, on either database: the database decides, nobody sees a fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.contrib.auth import authenticate
from django.db import connection

import build
from cast import NOW, Cast
from mutirao.base.people import acts as people
from mutirao.base.register.models import Act
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Service
from mutirao.engines.allocation.rules import RULES
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget, Count
from mutirao.theory.duties import Way
from mutirao.theory.reasons import Refused

CROWD = 12

pytestmark = pytest.mark.usefixtures("transactional_db")


def at_once(*attempts: Callable[[], object]) -> Counter[str]:
    """Try all of these at the same moment, each in its own thread: "done", or the code of the refusal."""
    ready, outcomes = Barrier(len(attempts)), []

    def one(attempt: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=20)
            attempt()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.reasons[0].code)
        except Exception as fault:  # a fault is what these tests are looking for
            outcomes.append(repr(fault))
        finally:
            connection.close()

    threads = [Thread(target=one, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return Counter(outcomes)


def test_the_last_two_signatures_at_the_same_moment_put_it_in_force_once() -> None:
    cast = Cast()
    service = build.proposed(cast)
    agreement = build.open_version(service)

    def sign(name: str, body: object) -> Callable[[], object]:
        return lambda: agreements.sign(
            agreement=agreement, party=build.party(service, body), by=cast.acting(name), at=NOW
        )

    assert at_once(sign("ada", cast.council), sign("cam", cast.residents)) == {"done": 2}
    agreement.refresh_from_db()
    assert (agreement.state, agreement.signatures.count()) == ("in_force", 2)
    assert Service.objects.get(pk=service.pk).in_force_id == agreement.pk
    assert [act.facts["in_force"] for act in Act.objects.filter(name="agreement.sign").order_by("pk")] == [
        False,
        True,
    ]


def test_one_party_pressing_sign_many_times_signs_once() -> None:
    cast = Cast()
    service = build.proposed(cast)
    agreement, party = build.open_version(service), build.party(service, cast.council)

    def sign() -> None:
        agreements.sign(agreement=agreement, party=party, by=cast.acting("ada"), at=NOW)

    assert at_once(*[sign] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert agreement.signatures.count() == 1


def test_many_drafts_at_once_are_one_draft() -> None:
    cast = Cast()
    service = build.in_force(cast)

    def draft() -> None:
        agreements.draft(service=service, why="It is time.", by=cast.acting("ada"), at=NOW)

    assert at_once(*[draft] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert list(Agreement.objects.filter(service=service).values_list("version", "state")) == [
        (2, "draft"),
        (1, "in_force"),
    ]


def test_many_counts_and_decisions_at_once_are_one() -> None:
    cast = Cast()
    service = build.in_force(cast)
    budget = build.budget(cast, service)

    def count() -> None:
        budgets.count(budget=budget, by=cast.acting("ada"), at=NOW)

    def decide() -> None:
        budgets.decide(budget=budget, reasons="We follow the vote.", by=cast.acting("ada"), at=NOW)

    assert at_once(*[count] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert Count.objects.filter(budget=budget).count() == len(RULES)
    assert at_once(*[decide] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert Budget.objects.get(pk=budget.pk).decision is not None
    assert Act.objects.filter(name="budget.decide").count() == 1


def test_one_card_code_lets_one_person_in_once() -> None:
    cast = Cast()
    codes = people.issue_card(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    let_in: list[object] = []

    def sign_in() -> None:
        found = authenticate(None, card_code=codes[0])
        if found is not None:
            let_in.append(found.pk)

    assert at_once(*[sign_in] * CROWD) == {"done": CROWD}
    assert let_in == [cast.rosa.pk]


def test_different_duties_changed_at_once_are_all_changed() -> None:
    cast = Cast()
    service = build.drafted(cast)
    agreement, party = build.open_version(service), build.party(service, cast.residents)
    duties = ["set_priorities", "divide_money", "design_service", "run_votes"]

    def take(duty: str) -> Callable[[], object]:
        return lambda: agreements.assign(
            agreement=agreement, duty=duty, ways={party: Way.ANSWERS}, by=cast.acting("ada"), at=NOW
        )

    assert at_once(*[take(duty) for duty in duties]) == {"done": 4}
    answering = agreement.clauses.filter(party=party, way="answers").values_list("duty", flat=True)
    assert set(duties) <= set(answering)
