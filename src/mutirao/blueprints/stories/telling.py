"""Tells the demonstration through acts: people join, found bodies, sign agreements, count ballots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from mutirao.base.actor import Actor
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.base.services.proposing import blueprint_for
from mutirao.blueprints.stories import promised
from mutirao.blueprints.stories.ballots import SMALL_WORKS, ballots
from mutirao.blueprints.stories.places import DRAFT, PROPOSED, SCENES, Scene
from mutirao.blueprints.stories.porto_alegre import telling as porto_alegre
from mutirao.engines.allocation.pabulib import read
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.theory.duties import Way
from mutirao.theory.typology import Side

NOBODY = Actor.visitor()


@dataclass
class Cast:
    """Who is in the demonstration, by role. All of them are invented."""

    officer: Person
    professional: Person
    chair: Person
    resident: Person
    newcomer: Person
    former: Person

    # A new actor for every act: what somebody may do changes as the story goes on.
    def as_officer(self) -> Actor:
        """The officer, with her second factor."""
        return Actor(person=self.officer, is_strong=True)

    def as_chair(self) -> Actor:
        """The residents' chair, with his second factor."""
        return Actor(person=self.chair, is_strong=True)


ROLES: tuple[tuple[str, str], ...] = (
    ("coproduction development officer (answers for most duties, may sign)", "ada"),
    ("frontline professional (same party, may not sign)", "ben"),
    ("residents’ chair (may sign for the residents)", "cam"),
    ("resident (member of the residents’ groups)", "rosa"),
    ("newcomer (belongs to nothing yet)", "dee"),
    ("former member (her term has ended)", "eve"),
)


def roles() -> dict[str, Person]:
    """Who plays which role, for the sign-in links; without those who were erased in it."""
    known = {person.email: person for person in Person.objects.filter(is_demonstration=True)}
    addresses = [(role, f"{name}@demonstration.example") for role, name in ROLES]
    return {role: known[address] for role, address in addresses if address in known}


def tell(*, at: datetime) -> Cast:
    """Tell the whole demonstration up to this moment; every date in it is before."""
    start = at - timedelta(days=430)
    cast = _cast(start)
    for scene in SCENES:
        service = _scene(scene, cast, at - timedelta(days=scene.days_ago))
        if scene.name == "Old Hill small works":
            service.refresh_from_db()
            _last_year(service, cast, at)
            _new_version(service, cast, at - timedelta(days=45))
            service.refresh_from_db()
            _this_year(service, cast, at)
    porto_alegre.tell(cast.officer, cast.chair, cast.resident, at=at)
    return cast


def _cast(at: datetime) -> Cast:
    def join(name: str, email: str) -> Person:
        return people.join(name=name, email=email, by=NOBODY, at=at, demonstration=True)

    return Cast(
        officer=join("Ada Trewin", "ada@demonstration.example"),
        professional=join("Ben Osei", "ben@demonstration.example"),
        chair=join("Cam Penrose", "cam@demonstration.example"),
        resident=join("Rosa Lima", "rosa@demonstration.example"),
        newcomer=join("Dee Hartley", "dee@demonstration.example"),
        former=join("Eve Marchant", "eve@demonstration.example"),
    )


def _scene(scene: Scene, cast: Cast, at: datetime) -> Service:
    area = _area(scene)
    ours = _body(scene.professional, Side.PROFESSIONAL, cast.as_officer(), at, area)
    theirs = _body(scene.lay, scene.lay_side, cast.as_chair(), at, area)
    _member(ours, cast.as_officer(), at, cast.professional)
    _member(theirs, cast.as_chair(), at, cast.resident)
    people.admit(
        body=theirs,
        person=cast.former,
        starts=at.date(),
        ends=at.date() + timedelta(days=15),
        position="treasurer",
        by=cast.as_chair(),
        at=at,
    )
    service = services.create(
        name=scene.name,
        area=area,
        body=ours,
        partner=theirs,
        cell=scene.cell,
        blueprint=blueprint_for(scene.cell),
        summary=scene.summary,
        demonstration=True,
        by=cast.as_officer(),
        at=at,
    )
    _agree(scene, service, cast, at)
    return service


def _area(scene: Scene) -> Area:
    """The place of a scene inside the larger ones, made from its address: "Penwerris, Falmouth, Cornwall"."""
    around: Area | None = None
    for name in reversed(scene.area.split(", ")):
        around, _is_new = Area.objects.get_or_create(
            name=name, parent=around, defaults={"slug": people.free_slug(Area, name)}
        )
    assert around is not None, "a scene has a place"
    around.population, around.population_source = scene.population, scene.source
    around.save()
    return around


def _body(name: str, side: Side, by: Actor, at: datetime, area: Area) -> Body:
    contact = (
        "ask at the desk, Monday to Friday" if side is Side.PROFESSIONAL else "ask the chair, after meetings"
    )
    position = "coproduction development officer" if side is Side.PROFESSIONAL else "chair"
    return people.found(name=name, side=side, contact=contact, area=area, position=position, by=by, at=at)


def _member(body: Body, by: Actor, at: datetime, person: Person) -> None:
    people.admit(body=body, person=person, starts=at.date(), position="member", by=by, at=at)


def _agree(scene: Scene, service: Service, cast: Cast, at: datetime) -> None:
    """Draft, propose, sign: as far as the scene has come."""
    officer, chair = cast.as_officer(), cast.as_chair()
    agreement = service.agreements.get()
    ours, theirs = Party.objects.filter(service=service).select_related("body")
    keeper = officer if _keeps(agreement, ours) else chair
    agreements.set_terms(agreement=agreement, review_on=_in_a_year(at), by=keeper, at=at + timedelta(hours=1))
    if scene.state == DRAFT:
        agreements.assign(
            agreement=agreement,
            duty="safeguard_people",
            ways={ours: Way.ASKED, theirs: Way.ASKED},
            by=keeper,
            at=at + timedelta(days=1),
        )
        return
    agreements.propose(agreement=agreement, by=keeper, at=at + timedelta(days=2))
    agreements.sign(agreement=agreement, party=ours, by=officer, at=at + timedelta(days=5))
    if scene.state == PROPOSED:
        return
    agreements.sign(agreement=agreement, party=theirs, by=chair, at=at + timedelta(days=9))


def _keeps(agreement: Agreement, party: Party) -> bool:
    return agreement.clauses.filter(duty="keep_agreement", way=Way.ANSWERS.value, party=party).exists()


def _in_a_year(at: datetime) -> date:
    return at.date() + timedelta(days=500)


EQUAL_SHARES = budgets.Rule(
    "equal-shares",
    "cost",
    "add1",
    "Residents’ meeting on the steps, minute 4: equal shares, so that every part counts",
)
GREEDY = budgets.Rule("greedy", "cost", "none", "Residents’ meeting of last year, minute 2: most votes first")


def _last_year(service: Service, cast: Cast, at: datetime) -> None:
    """A round that was counted and decided."""
    officer = cast.as_officer()
    first = _round(service, officer, "Which small works first? Last year’s round", 45_000, at, 330, GREEDY)
    budgets.count(budget=first, by=officer, at=at - timedelta(days=320))
    decision = budgets.decide(
        budget=first,
        reasons="The vote was open for three weeks, on paper and online. We follow it. Prices were checked "
        "by two firms.",
        dissent="Trescobeas residents said that most votes first left them with nothing; the rule is to be "
        "looked at before the next round.",
        by=officer,
        at=at - timedelta(days=318),
    )
    resident = Actor(person=cast.resident)
    promised.tell(decision, officer=officer, resident=resident, owner=cast.professional, at=at)


def _this_year(service: Service, cast: Cast, at: datetime) -> None:
    """Two rounds: one counted and waiting for its decision, one waiting to be counted."""
    officer = cast.as_officer()
    second = _round(
        service, officer, "Which small works first? This year’s round", 60_000, at, 30, EQUAL_SHARES
    )
    budgets.count(budget=second, by=officer, at=at - timedelta(days=20))
    _round(service, officer, "What for the winter fund?", 18_000, at, 4, EQUAL_SHARES)


def _round(
    service: Service, by: Actor, question: str, budget: int, at: datetime, days_ago: int, rule: budgets.Rule
) -> Budget:
    closed = at - timedelta(days=days_ago)
    begin, end = (f"{day:%d.%m.%Y}" for day in (closed - timedelta(days=21), closed))
    data = ballots(SMALL_WORKS, title=question, budget=budget, begin=begin, end=end, seed=question)
    return budgets.bring_in(
        service=service,
        file=read(data),
        original=data,
        question=question,
        rule=rule,
        seed=f"old-hill-{closed:%Y}",
        chance=Random(question),
        by=by,
        at=closed + timedelta(days=1),
    )


def _new_version(service: Service, cast: Cast, at: datetime) -> None:
    """The residents ask for more power over the money, and get it."""
    officer, chair = cast.as_officer(), cast.as_chair()
    made = agreements.draft(
        service=service,
        why="Residents want to run the votes themselves, with the council’s team helping.",
        by=officer,
        at=at,
    )
    ours, theirs = Party.objects.filter(service=service).select_related("body")
    agreements.assign(
        agreement=made,
        duty="run_votes",
        ways={theirs: Way.ANSWERS, ours: Way.DOES},
        by=officer,
        at=at + timedelta(days=1),
    )
    agreements.set_terms(agreement=made, review_on=_in_a_year(at), by=officer, at=at + timedelta(days=1))
    agreements.propose(agreement=made, by=officer, at=at + timedelta(days=2))
    agreements.sign(agreement=made, party=theirs, by=chair, at=at + timedelta(days=3))
    agreements.sign(agreement=made, party=ours, by=officer, at=at + timedelta(days=4))
