"""What the clock does: seals, then reads evidence that is an hour old, the oldest first, fifty at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db.models import F
from rows import place

from build import in_force
from cast import NOW, Cast
from mutirao.base.blocks import blocks
from mutirao.base.people.models import Area
from mutirao.base.register import evidence
from mutirao.base.register.models import Act, Head, Leaf
from mutirao.base.services.models import Agreement, Reading, Service
from mutirao.site import clock
from mutirao.site.clock import tick

pytestmark = pytest.mark.django_db

HOUR, A_MOMENT = timedelta(hours=1), timedelta(microseconds=1)


def run(number: int) -> Service:
    """A service with an agreement in force, made without any act."""
    area, _new = Area.objects.get_or_create(name="here", slug="here")
    service = Service.objects.create(
        name=f"Service {number}", slug=f"service-{number}", area=area, started_at=NOW
    )
    agreement = Agreement.objects.create(service=service, version=1, drafted_at=NOW, state="in_force")
    service.in_force = agreement
    service.save()
    return service


def read_at() -> list[datetime | None]:
    """When each service was read last, in the order of their making."""
    return list(Service.objects.order_by("slug").values_list("evidence_read_at", flat=True))


def counts() -> list[int]:
    """How many rows there are of everything the clock makes, and of acts."""
    return [row.objects.count() for row in (Head, Leaf, Reading, Act)]


def test_a_tick_seals_and_reads(cast: Cast) -> None:
    service = in_force(cast)
    acts = Act.objects.count()
    tick(at=NOW)
    head = Head.objects.get()
    assert (head.size, head.sealed_at) == (acts, NOW)
    reading = Reading.objects.get()
    assert (reading.service_id, reading.read_at) == (service.pk, NOW)
    assert reading.facts["contributions"] == 0


def test_a_tick_with_nothing_due_changes_nothing(cast: Cast) -> None:
    in_force(cast)
    tick(at=NOW)
    before = counts(), read_at()
    tick(at=NOW + HOUR - A_MOMENT)
    assert (counts(), read_at()) == before


def test_evidence_is_read_once_an_hour() -> None:
    run(1)
    for when, expected in (
        (NOW, NOW),
        (NOW + HOUR - A_MOMENT, NOW),
        (NOW + HOUR, NOW + HOUR),
        (NOW + HOUR + HOUR / 2, NOW + HOUR),
        (NOW + 2 * HOUR, NOW + 2 * HOUR),
    ):
        tick(at=when)
        assert read_at() == [expected]


def test_services_without_an_agreement_in_force_are_not_read() -> None:
    place("draft")
    run(1)
    tick(at=NOW)
    assert read_at() == [None, NOW]


def test_fifty_are_read_at_once_those_never_read_first_then_the_oldest() -> None:
    for number in range(100, 170):
        run(number)
    old = Service.objects.filter(slug__lt="service-130")
    old.update(evidence_read_at=NOW - 5 * HOUR)
    Service.objects.filter(slug="service-129").update(evidence_read_at=NOW - 6 * HOUR)
    tick(at=NOW)
    read = set(Service.objects.filter(evidence_read_at=NOW).values_list("slug", flat=True))
    assert len(read) == 50
    assert {f"service-{number}" for number in range(129, 170)} <= read
    tick(at=NOW + timedelta(minutes=1))
    assert Service.objects.filter(evidence_read_at=NOW).count() == 50
    assert Service.objects.filter(evidence_read_at=NOW + timedelta(minutes=1)).count() == 20


def test_acts_are_sealed_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    service = run(1)
    Act.objects.create(at=NOW, name="x", service=service)
    unsealed_when_read: list[int] = []

    def look(service: Service, *, at: datetime) -> None:
        unsealed_when_read.append(Act.objects.filter(leaf__isnull=True).count())

    monkeypatch.setattr(evidence, "read", look)
    tick(at=NOW)
    assert unsealed_when_read == [0]


def test_every_block_does_its_own_work_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, datetime]] = []
    first, *others = blocks()
    busy = replace(first, clock=(lambda at: done.append(("one", at)), lambda at: done.append(("two", at))))
    monkeypatch.setattr(clock, "blocks", lambda: (busy, *others))
    tick(at=NOW)
    assert done == [("one", NOW), ("two", NOW)]
    assert not Service.objects.filter(evidence_read_at__lt=F("started_at")).exists()
