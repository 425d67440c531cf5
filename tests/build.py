"""Builders: a service with its agreement in any state, a budget, through the acts themselves."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from cast import NOW, TODAY, Cast
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.base.services.proposing import blueprint_for
from mutirao.blueprints.stories.ballots import SMALL_WORKS, ballots
from mutirao.engines.allocation.pabulib import read
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.theory.typology import Cell, Who

COPLANNED = Cell(Who.TOGETHER, Who.PROFESSIONALS)
EQUAL_SHARES = budgets.Rule("equal-shares", "cost", "add1", "Meeting of 3 May, minute 2")


def drafted(cast: Cast, *, cell: Cell = COPLANNED, name: str = "Small works") -> Service:
    """A service whose first agreement is a draft with a review date."""
    service: Service = services.create(
        name=name,
        area="Penwerris",
        body=cast.council,
        partner=cast.residents,
        cell=cell,
        blueprint=blueprint_for(cell),
        by=cast.acting("ada"),
        at=NOW,
    )
    service.blocks = ["budgets", "decisions"]
    service.save(update_fields=["blocks"])
    agreements.set_terms(
        agreement=service.agreements.get(),
        review_on=TODAY + timedelta(days=365),
        by=cast.acting("ada"),
        at=NOW,
    )
    return service


def proposed(cast: Cast, **given: object) -> Service:
    """A service whose first agreement waits for signatures. Residents must not answer for keeping it."""
    service = drafted(cast, **given)  # type: ignore[arg-type]
    agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)
    return service


def in_force(cast: Cast, **given: object) -> Service:
    """A service with an agreement in force."""
    service = proposed(cast, **given)
    agreement = open_version(service)
    agreements.sign(agreement=agreement, party=party(service, cast.council), by=cast.acting("ada"), at=NOW)
    agreements.sign(agreement=agreement, party=party(service, cast.residents), by=cast.acting("cam"), at=NOW)
    return Service.objects.select_related("in_force", "reading", "area").get(pk=service.pk)


def open_version(service: Service) -> Agreement:
    """The draft or proposed version."""
    return service.agreements.open().get()


def party(service: Service, body: object) -> Party:
    """A body's party in a service."""
    return Party.objects.select_related("body").get(service=service, body=body)


def budget(cast: Cast, service: Service, *, question: str = "Which works first?") -> Budget:
    """A budget with 264 invented ballots, not yet counted."""
    data = ballots(
        SMALL_WORKS, title=question, budget=60_000, begin="01.04.2026", end="20.04.2026", seed="tests"
    )
    made: Budget = budgets.bring_in(
        service=service,
        file=read(data),
        original=data,
        question=question,
        rule=EQUAL_SHARES,
        seed="tests",
        chance=Random(1),
        by=cast.acting("ada"),
        at=NOW,
    )
    return made
