"""The same button pressed many times at the same moment, and two people who cannot both be right."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from test_races import at_once

import build
from cast import NOW, TODAY, Cast
from mutirao.base.actor import Actor
from mutirao.base.people import acts as people
from mutirao.base.people.models import Body, Membership, Person
from mutirao.base.register.models import Act
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Service, Signature
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.theory.typology import Side
from situations import GREEDY, sheet

CROWD = 8

pytestmark = pytest.mark.usefixtures("transactional_db")


def once_of(attempt: Callable[[], object], code: str = "bad_input") -> None:
    """Pressed by a crowd, it is done once; everybody else is told why not."""
    assert at_once(*[attempt] * CROWD) == {"done": 1, code: CROWD - 1}


def test_joining_with_one_address() -> None:
    once_of(lambda: people.join(name="Una", email="una@example.org", by=Actor.visitor(), at=NOW))
    assert Person.objects.count() == 1


def test_founding_one_body() -> None:
    cast = Cast()
    once_of(lambda: people.found(name="Choir", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW))
    assert Body.objects.filter(name="Choir").count() == 1


def test_admitting_one_member() -> None:
    cast = Cast()
    once_of(
        lambda: people.admit(
            body=cast.residents, person=cast.dee, starts=TODAY, by=cast.acting("cam"), at=NOW
        )
    )
    assert Membership.objects.filter(person=cast.dee).count() == 1


def test_ending_one_term() -> None:
    cast = Cast()
    term = cast.rosa.memberships.get()
    once_of(
        lambda: people.end(membership=term, ends=TODAY, by=cast.acting("cam"), at=NOW), code="wrong_state"
    )
    assert Act.objects.filter(name="membership.end").count() == 1


def test_erasing_oneself_once() -> None:
    cast = Cast()
    once_of(lambda: people.erase(person=again(cast), by=cast.acting("dee"), at=NOW), code="wrong_state")
    assert Act.objects.filter(name="person.erase").count() == 1


def again(cast: Cast) -> Person:
    """Dee as another request would fetch her."""
    return Person.objects.get(pk=cast.dee.pk)


def test_starting_one_service() -> None:
    cast = Cast()
    once_of(
        lambda: services.create(
            name="Small works",
            area="Penwerris",
            body=cast.council,
            partner="Old Hill residents",
            cell=build.COPLANNED,
            by=cast.acting("ada"),
            at=NOW,
        )
    )
    assert Service.objects.count() == Body.objects.filter(name="Old Hill residents").count() == 1


def test_two_bodies_of_one_name_founded_at_once() -> None:
    cast = Cast()

    def found(name: str) -> Callable[[], object]:
        return lambda: people.found(name="Choir", side=Side.COMMUNITY, by=cast.acting(name), at=NOW)

    assert at_once(*[found(name) for name in ("dee", "rosa", "ben", "cam")]) == {"done": 4}
    slugs = Body.objects.filter(name="Choir").values_list("slug", flat=True)
    assert set(slugs) == {"choir", "choir-2", "choir-3", "choir-4"}


def test_bringing_in_the_same_ballots() -> None:
    cast = Cast()
    service = build.in_force(cast)
    file, data = sheet()
    once_of(
        lambda: budgets.bring_in(
            service=service,
            file=file,
            original=data,
            question="Which works first?",
            rule=GREEDY,
            seed="tests",
            chance=Random(1),
            by=cast.acting("ada"),
            at=NOW,
        )
    )
    assert Budget.objects.count() == 1


def test_one_signs_while_another_sends_back() -> None:
    cast = Cast()
    service = build.proposed(cast)
    agreement = build.open_version(service)
    council, residents = (build.party(service, of) for of in (cast.council, cast.residents))

    def sign() -> None:
        agreements.sign(agreement=agreement, party=council, by=cast.acting("ada"), at=NOW)

    def send_back() -> None:
        agreements.send_back(
            agreement=agreement, party=residents, reason="No.", by=cast.acting("cam"), at=NOW
        )

    outcome = at_once(sign, send_back)
    assert outcome in ({"done": 2}, {"done": 1, "wrong_state": 1})  # signed first, or sent back first
    agreement.refresh_from_db()
    assert (agreement.state, Signature.objects.count()) == ("draft", 0)


def test_the_rule_is_not_changed_behind_a_count() -> None:
    cast = Cast()
    service = build.in_force(cast)
    budget = build.budget(cast, service)

    def count() -> None:
        budgets.count(budget=budget, by=cast.acting("ada"), at=NOW)

    def set_rule() -> None:
        budgets.set_rule(budget=budget, rule=GREEDY, by=cast.acting("ben"), at=NOW)

    outcome = at_once(count, set_rule)
    found = Budget.objects.get()
    counted = Act.objects.get(name="budget.count").facts["rule"]
    assert counted == found.rule
    assert outcome == ({"done": 2} if found.rule == "greedy" else {"done": 1, "wrong_state": 1})
