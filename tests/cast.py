"""The people of the tests; they carry the security model.

Ada convenes: she may sign for the professionals, who answer for most duties.
Ben is a professional too, but may not sign.
Cam is a neighbour who may sign for the community; Rosa belongs to it and may not sign.
Dee is an outsider: signed in, member of nothing here. Eve belonged to both parties last year.
Pat is on paper: a member of the community without an e-mail address.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from mutirao.base.actor import Actor
from mutirao.base.people.models import Body, Membership, Person
from mutirao.theory.typology import Side

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TODAY: date = NOW.date()
LONG_AGO = TODAY - timedelta(days=900)


def person(name: str, *, email: str | None = None) -> Person:
    """Somebody new; with an e-mail address made from the name unless told otherwise."""
    address = f"{name.lower()}@example.org" if email is None else email
    made = Person(name=name, email=address, joined_at=NOW - timedelta(days=900))
    made.set_unusable_password()
    made.save()
    return made


def body(name: str, side: Side) -> Body:
    """A body with a contact made from its name."""
    slug = name.lower().replace(" ", "-")
    return Body.objects.create(
        name=name, slug=slug, side=side, contact=f"{name} desk", founded_at=NOW - timedelta(days=900)
    )


def belongs(
    who: Person, to: Body, *, may_sign: bool = False, ends: date | None = None, position: str = ""
) -> Membership:
    """A membership that began long ago."""
    return Membership.objects.create(
        person=who, body=to, may_sign=may_sign, starts=LONG_AGO, ends=ends, position=position
    )


@dataclass
class Cast:
    """Everybody, and the two bodies of the usual service."""

    council: Body = field(default_factory=lambda: body("Council team", Side.PROFESSIONAL))
    residents: Body = field(default_factory=lambda: body("Residents circle", Side.COMMUNITY))
    ada: Person = field(default_factory=lambda: person("Ada"))
    ben: Person = field(default_factory=lambda: person("Ben"))
    cam: Person = field(default_factory=lambda: person("Cam"))
    rosa: Person = field(default_factory=lambda: person("Rosa"))
    dee: Person = field(default_factory=lambda: person("Dee"))
    eve: Person = field(default_factory=lambda: person("Eve"))
    pat: Person = field(default_factory=lambda: person("Pat", email=""))

    def __post_init__(self) -> None:
        belongs(self.ada, self.council, may_sign=True, position="officer")
        belongs(self.ben, self.council)
        belongs(self.cam, self.residents, may_sign=True, position="chair")
        belongs(self.rosa, self.residents)
        belongs(self.pat, self.residents)
        last_year = TODAY - timedelta(days=200)
        belongs(self.eve, self.council, may_sign=True, ends=last_year)
        belongs(self.eve, self.residents, may_sign=True, ends=last_year)

    def acting(self, name: str, *, strong: bool = True, behalf: str = "") -> Actor:
        """An actor for this name, with a second factor unless told otherwise; "visitor" is nobody."""
        if name == "visitor":
            return Actor.visitor()
        return Actor(
            person=getattr(self, name), behalf=getattr(self, behalf) if behalf else None, is_strong=strong
        )
