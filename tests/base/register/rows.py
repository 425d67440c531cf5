"""Rows of the register written directly, with every column filled and numbers that are always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from pytest_django import Settings

from cast import NOW, body
from mutirao.base.people.models import Area
from mutirao.base.register import immutability, merkle
from mutirao.base.register.models import Act, Head, Leaf, Node
from mutirao.base.register.seals import content, public_key
from mutirao.base.register.verify import Report, verify
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.theory.typology import Side

SOMEBODY, ANOTHER = UUID(int=1), UUID(int=2)
Sealer = Callable[..., Head | None]
Found = list[tuple[str, int, int]]


@dataclass(frozen=True)
class Place:
    """A service with a party and an agreement, for acts to point at."""

    service: Service
    party: Party
    agreement: Agreement


def place(name: str) -> Place:
    """A place where acts happen."""
    area = Area.objects.create(name=name, slug=name)
    service = Service.objects.create(name=name, slug=name, area=area, started_at=NOW)
    party = Party.objects.create(
        service=service, body=body(f"{name} team", Side.PROFESSIONAL), side="professional"
    )
    return Place(service, party, Agreement.objects.create(service=service, version=1, drafted_at=NOW))


def write(numbers: Iterable[int], at: Place | None = None) -> None:
    """Acts with these numbers, a minute apart, each different from the next."""
    Act.objects.bulk_create(
        [
            Act(
                id=n,
                at=NOW + timedelta(minutes=n),
                name="turn.take",
                service=at and at.service,
                actor=SOMEBODY,
                behalf=None,
                party=at and at.party,
                duty="carry_out",
                way="does",
                agreement=at and at.agreement,
                subject=f"sessions.turn:{n}",
                facts={"n": n, "words": "Frühstück à Villa – ação 朝", "list": [1, 2.5, None, True]},
                evidence="hours",
                side="community",
                minutes=120 + n,
            )
            for n in numbers
        ],
        batch_size=500,
    )


def contents() -> list[bytes]:
    """The hashed bytes of every sealed act, in sealed order."""
    return [content(leaf.act) for leaf in Leaf.objects.select_related("act").order_by("index")]


@contextmanager
def tampering() -> Iterator[None]:
    """Somebody with the run of the database takes the triggers away, changes things and puts them back."""
    connection.check_constraints()
    immutability.allow(connection)
    yield
    connection.check_constraints()
    immutability.forbid(connection)


def hash_anew() -> None:
    """Every node is computed again from the leaves, as whoever covers their tracks would."""
    known = {(0, leaf.index): bytes(leaf.hash) for leaf in Leaf.objects.order_by("index")}
    for leaf in range(len(known)):
        for (level, index), value in merkle.grow(leaf, known[0, leaf], known.__getitem__):
            known[level, index] = value
            Node.objects.filter(level=level, index=index).update(hash=value)


def report(settings: Settings, *, with_copy: bool) -> Report:
    """What an auditor who trusts our key is told."""
    return verify(public_key(), copy=settings.REGISTER_HEADS if with_copy else None)


def found(settings: Settings, *, with_copy: bool = False) -> Found:
    """The findings, as plain tuples of code, act and head."""
    return [(f.code, f.act, f.head) for f in report(settings, with_copy=with_copy).findings]
