"""What was promised after last year's round of Old Hill: kept and questioned, moved, late, done."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.people.models import Person
from mutirao.planning.decisions import promise_acts as promises
from mutirao.planning.decisions import queries
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.planning.decisions.promising import Said
from mutirao.theory.typology import Side

WORKS = "works@demonstration.example"


def tell(decision: Decision, *, officer: Actor, resident: Actor, owner: Person, at: datetime) -> None:
    """Four promises of one decision; every date in it is before `at`, but for days that are still to come."""

    def days(n: int) -> datetime:
        return at + timedelta(days=n)

    def promise(what: str, item: int, due: int, asked: Person | str = "", stage: str = "") -> Promise:
        made: Promise = promises.make(
            service=decision.service,
            decision=decision,
            what=what,
            party=council,
            due_on=day_of(days(due)),
            owner=asked,
            stage=stage,
            follows=items[item].key,
            by=officer,
            at=days(-300),
        )
        return made

    council = decision.service.parties.get(side=Side.PROFESSIONAL.value)
    items = list(queries.items(decision))
    benches = promise("Six benches with backs stand along the Beacon path", 0, -120)
    shelter = promise("A covered place to wait stands outside the surgery", 1, -30, owner, "planned")
    lights = promise("The steps between Old Hill and the bus stop are lit at night", 2, -60, WORKS, "planned")
    painted = promise("The underpass is painted with the school", 3, -180)
    promises.keep(
        promise=painted,
        said=Said(reason="Painted in two weekends by the school and eleven neighbours."),
        by=officer,
        at=days(-190),
    )
    promises.advance(promise=lights, stage="tendered", by=officer, at=days(-100))
    promises.move(
        promise=lights,
        said=Said(
            due_on=day_of(days(45)),
            because="tender",
            reason="No firm answered the first call. We asked again and gave them longer to build.",
        ),
        by=officer,
        at=days(-70),
    )
    promises.keep(
        promise=benches,
        said=Said(reason="The last one was set in concrete today."),
        by=officer,
        at=days(-118),
    )
    promises.question(promise=benches, says="Two of the six have no back.", by=resident, at=days(-9))
    promises.advance(promise=shelter, stage="works", by=officer, at=days(-50))
