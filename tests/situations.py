"""One service with a party for every way of holding a duty, people in every position, each act ready to do.

The party that answers for everything is the council's, the one that does everything the residents'. Parents
are asked, a firm is told, and a club has joined without holding anything: signatures here are always the
club's, and Lou, its member on paper, is the person whom acts about a person are about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from cast import NOW, TODAY, Cast, belongs, body, person
from mutirao.base.actor import Actor
from mutirao.base.blocks import blocks
from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services import area_acts as areas
from mutirao.base.services.models import Agreement, Clause, Party, Service, Terms
from mutirao.base.services.taking_part import OpenTo
from mutirao.engines.allocation.pabulib import PabulibFile, read
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.theory.duties import DUTIES, Way
from mutirao.theory.typology import Cell, Side, Who

PROJECTS = (("1", 40, "Benches"), ("2", 30, "Swings"), ("3", 30, "Raised beds"))
TICKS = ("1", "1,2", "2,3", "3", "1", "2", "1,3", "1,2", "3", "1", "2", "1")
GREEDY = budgets.Rule("greedy", "cost", "none", "Meeting of 3 May, minute 2")


@cache
def sheet(amount: int = 70) -> tuple[PabulibFile, bytes]:
    """Twelve ballots on three projects, as a file and as bytes."""
    lines = ["META", "key;value", "country;Wales", f"budget;{amount}", "vote_type;approval", "currency;GBP"]
    lines += ["PROJECTS", "project_id;cost;name", *(f"{code};{cost};{name}" for code, cost, name in PROJECTS)]
    lines += ["VOTES", "voter_id;vote", *(f"v{n};{ticks}" for n, ticks in enumerate(TICKS))]
    data = ("\n".join(lines) + "\n").encode()
    return read(data), data


@dataclass
class World:
    """Everybody and everything; `by` is who stands in which position."""

    cast: Cast = field(default_factory=Cast)

    def __post_init__(self) -> None:
        cast = self.cast
        self.parents = body("Parents group", Side.USER)
        self.firm = body("Repairs firm", Side.PROFESSIONAL)
        self.club = body("Garden club", Side.COMMUNITY)
        self.ann, self.tom, self.nia, self.sam = (person(name) for name in ("Ann", "Tom", "Nia", "Sam"))
        self.lou = person("Lou", email="")
        belongs(self.ann, self.parents)
        belongs(self.tom, self.firm)
        belongs(self.nia, self.club)
        belongs(self.sam, self.club, may_sign=True, position="secretary")
        self.of_lou = belongs(self.lou, self.club)
        belongs(cast.eve, self.club, may_sign=True, ends=TODAY - timedelta(days=1))
        self.service = Service.objects.create(
            name="Small works",
            slug="small-works",
            area=Area.objects.create(name="Penwerris", slug="penwerris"),
            blocks=[block.slug for block in blocks()],
            started_at=NOW,
        )
        everybody = (cast.council, cast.residents, self.parents, self.firm, self.club)
        self.parties = {
            b.name: Party.objects.create(service=self.service, body=b, side=b.side) for b in everybody
        }
        self.in_force = self.version(1, "in_force")
        self.service.in_force = self.in_force
        self.service.save()

    def party(self, of: Body) -> Party:
        """The party of a body."""
        return self.parties[of.name]

    def version(self, number: int, state: str) -> Agreement:
        """A version with the same division of duties and a review date, in any state."""
        made = Agreement.objects.create(
            service=self.service,
            version=number,
            state=state,
            drafted_at=NOW,
            review_on=TODAY + timedelta(days=365),
            proposed_at=NOW if state == "proposed" else None,
        )
        held = zip(self.parties.values(), Way, strict=False)  # the club, the last one, holds nothing
        Clause.objects.bulk_create(
            Clause(agreement=made, party=party, duty=duty.slug, way=way.value)
            for party, way in held
            for duty in DUTIES
        )
        Terms.objects.bulk_create(Terms(agreement=made, party=party) for party in self.parties.values())
        return made

    def budget(self, *, is_counted: bool = False) -> Budget:
        """A budget with its ballots, counted or not, made by somebody of the party that answers."""
        file, data = sheet()
        made: Budget = budgets.bring_in(
            service=self.service,
            file=file,
            original=data,
            question="Which works first?",
            rule=GREEDY,
            seed="tests",
            chance=Random(1),
            by=self.cast.acting("ben"),
            at=NOW,
        )
        if is_counted:
            budgets.count(budget=made, by=self.cast.acting("ben"), at=NOW)
        return made

    def standing_at(self, position: str) -> Actor:
        """A fresh actor in this position."""
        who = {
            "visit": (None, None),
            "out": (self.cast.dee, None),
            "answer": (self.cast.ben, None),
            "weak": (self.cast.ben, None),
            "does": (self.cast.rosa, None),
            "asked": (self.ann, None),
            "told": (self.tom, None),
            "none": (self.nia, None),
            "signs": (self.sam, None),
            "other": (self.cast.cam, None),
            "ended": (self.cast.eve, None),
            "self": (self.lou, None),
            "for": (self.cast.ben, self.lou),
            "for-": (self.tom, self.lou),
        }[position]
        return Actor(person=who[0], behalf=who[1], is_strong=position != "weak")


@dataclass(frozen=True)
class Call:
    """An act ready to do: what it is given, and what authority asks about it.

    thing: what one takes part in, for acts open to whoever is eligible; here always to members of the club.
    """

    given: dict[str, Any]
    service: Service | None = None
    body: Body | None = None
    person: Person | None = None
    thing: OpenTo | None = None


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    cast, service, club, lou = world.cast, world.service, world.club, world.lou

    def at_service(**given: Any) -> Call:
        return Call(given, service=service)

    def about_lou(**given: Any) -> Call:
        return Call({"service": service, **given}, service=service, person=lou)

    def signed(**given: Any) -> Call:
        return Call(
            {"agreement": world.version(2, "proposed"), "party": world.party(club), **given}, service, club
        )

    def drafted(**given: Any) -> Call:
        return at_service(agreement=world.version(2, "draft"), **given)

    plain = Cell(Who.TOGETHER, Who.TOGETHER)
    return {
        "person.join": lambda: Call({"name": "Una", "email": "una@example.org"}),
        "person.register": lambda: at_service(service=service, name="Una", body=club, starts=TODAY),
        "person.describe": lambda: about_lou(person=lou, name="Louise", language="fr"),
        "person.erase": lambda: about_lou(person=lou),
        "card.issue": lambda: about_lou(person=lou),
        "body.found": lambda: Call({"name": "Choir", "side": Side.COMMUNITY}),
        "body.describe": lambda: Call(
            {"body": club, "name": "Gardeners", "contact": "gate", "about": ""}, body=club
        ),
        "body.admit": lambda: Call({"body": club, "person": cast.dee, "starts": TODAY}, body=club),
        "membership.end": lambda: Call({"membership": world.of_lou, "ends": TODAY}, body=club),
        "membership.leave": lambda: about_lou(membership=world.of_lou),
        "service.create": lambda: Call(
            {"name": "Big works", "area": "Beacon", "body": club, "partner": cast.council, "cell": plain},
            body=club,
        ),
        "service.describe": lambda: at_service(service=service, name="Smaller works", summary="Less."),
        "service.compose": lambda: at_service(service=service, uses=["decisions"]),
        "area.add": lambda: at_service(service=service, parts=[areas.Part("Old Hill", 900)], source="Census"),
        "agreement.draft": lambda: at_service(service=service, why="Power moves."),
        "agreement.add_party": lambda: drafted(body=body("Choir", Side.COMMUNITY), side=Side.COMMUNITY),
        "party.name_signatory": lambda: at_service(
            party=world.party(world.firm), person=cast.dee, position="owner"
        ),
        "agreement.assign": lambda: drafted(duty="set_rota", ways={world.party(club): Way.ANSWERS}),
        "agreement.set_terms": lambda: drafted(party=world.party(club), terms={"gives": "Bulbs"}),
        "agreement.propose": drafted,
        "agreement.sign": signed,
        "agreement.send_back": lambda: signed(reason="Too soon."),
    }
