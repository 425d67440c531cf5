"""Who plans and runs Porto Alegre’s participatory budget: three bodies, one agreement; told through acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mutirao.base.actor import Actor
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services import area_acts as areas
from mutirao.base.services.models import Party, Service
from mutirao.blueprints.coplanned import BLUEPRINT
from mutirao.blueprints.stories.porto_alegre.regions import CENSUS, REGIONS
from mutirao.theory.duties import Way
from mutirao.theory.typology import Cell, Side, Who

NAME = "Participatory budget of Porto Alegre"
SUMMARY = (
    "Since 1989 residents of Porto Alegre have said in open assemblies what comes first, elected delegates, "
    "and divided the city’s investments by rules they vote on themselves. The city’s departments build and "
    "run what was chosen. Figures marked as published are; people, words and most figures here are invented."
)
CITY, FORUM, UNION = "Planning office of the city", "Delegates’ forum", "Union of residents’ associations"
DAY = timedelta(days=1)


@dataclass
class PortoAlegre:
    """The service with its bodies and whoever acts for them; a fresh actor for every act."""

    officer: Person
    chair: Person
    secretary: Person
    service: Service
    bodies: dict[str, Body]
    crowd: list[Person] = field(default_factory=list)

    def city(self) -> Actor:
        """The officer of the planning office."""
        return Actor(person=self.officer, is_strong=True)

    def forum(self) -> Actor:
        """The chair of the delegates' forum."""
        return Actor(person=self.chair, is_strong=True)

    def union(self) -> Actor:
        """The secretary of the union of associations."""
        return Actor(person=self.secretary, is_strong=True)

    def nobody(self) -> Actor:
        """The clock, which is nobody."""
        return Actor.visitor()

    def resident(self, number: int) -> Actor:
        """One of the crowd."""
        return Actor(person=self.crowd[number])

    def area(self, region: str) -> Area:
        """A region of the city."""
        return self.service.area.parts.get(name=region)

    def party(self, body: str) -> Party:
        """A body's party."""
        return self.service.parties.select_related("body").get(body=self.bodies[body])


def found(officer: Person, chair: Person, resident: Person, *, at: datetime) -> PortoAlegre:
    """Found the bodies, start the service, agree who does what, and enter the regions."""
    secretary = people.join(
        name="Neusa Duarte",
        email="neusa@demonstration.example",
        by=Actor.visitor(),
        at=at,
        demonstration=True,
    )
    city, forum, union = (Actor(person=who, is_strong=True) for who in (officer, chair, secretary))
    place = _city()
    bodies = {
        CITY: people.found(
            name=CITY, side=Side.PROFESSIONAL, contact="planning desk, town hall", area=place, by=city, at=at
        ),
        FORUM: people.found(
            name=FORUM,
            side=Side.COMMUNITY,
            contact="forum’s table, every plenary",
            area=place,
            by=forum,
            at=at,
        ),
        UNION: people.found(
            name=UNION, side=Side.COMMUNITY, contact="union house, mornings", area=place, by=union, at=at
        ),
    }
    people.admit(body=bodies[FORUM], person=resident, starts=at.date(), position="delegate", by=forum, at=at)
    service = services.create(
        name=NAME,
        area=place,
        body=bodies[CITY],
        partner=bodies[FORUM],
        cell=Cell(Who.TOGETHER, Who.PROFESSIONALS),
        blueprint=BLUEPRINT,
        summary=SUMMARY,
        demonstration=True,
        by=city,
        at=at,
    )
    told = PortoAlegre(officer, chair, secretary, service, bodies)
    _agree(told, at + DAY)
    service.refresh_from_db()
    areas.add(
        service=service,
        parts=[areas.Part(region.name, region.population) for region in REGIONS],
        source=CENSUS,
        by=told.city(),
        at=at + 12 * DAY,
    )
    return told


def _city() -> Area:
    brazil, _new = Area.objects.get_or_create(name="Brazil", parent=None, defaults={"slug": "brazil"})
    state, _new = Area.objects.get_or_create(
        name="Rio Grande do Sul", parent=brazil, defaults={"slug": "rio-grande-do-sul"}
    )
    city, _new = Area.objects.get_or_create(
        name="Porto Alegre",
        parent=state,
        defaults={
            "slug": "porto-alegre",
            "population": 1_409_351,
            "population_source": "Census 2010; 1,332,570 in 2022",
        },
    )
    return city


def _agree(told: PortoAlegre, at: datetime) -> None:
    """The union joins the draft, is given its share, and all three sign."""
    agreement = told.service.agreements.get()
    agreements.add_party(
        agreement=agreement, body=told.bodies[UNION], side=Side.COMMUNITY, by=told.city(), at=at
    )
    city, forum, union = (told.party(name) for name in (CITY, FORUM, UNION))
    shared = {
        "set_priorities": {forum: Way.ANSWERS, city: Way.DOES, union: Way.ASKED},
        "divide_money": {forum: Way.ANSWERS, city: Way.DOES, union: Way.DOES},
        "design_service": {city: Way.ANSWERS, forum: Way.DOES, union: Way.DOES},
        "call_meetings": {city: Way.ANSWERS, forum: Way.DOES, union: Way.DOES},
        "run_votes": {forum: Way.ANSWERS, city: Way.DOES, union: Way.ASKED},
        "judge_results": {union: Way.ANSWERS, forum: Way.DOES, city: Way.TOLD},
    }
    for duty, ways in shared.items():
        agreements.assign(agreement=agreement, duty=duty, ways=ways, by=told.city(), at=at)
    agreements.set_terms(agreement=agreement, review_on=_in_two_years(at), by=told.city(), at=at + DAY)
    agreements.propose(agreement=agreement, by=told.city(), at=at + 2 * DAY)
    for party, by in ((city, told.city()), (forum, told.forum()), (union, told.union())):
        agreements.sign(agreement=agreement, party=party, by=by, at=at + 5 * DAY)


def _in_two_years(at: datetime) -> date:
    return at.date() + timedelta(days=730)
