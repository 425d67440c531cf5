"""People on paper: who may register them, and who may enter things for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from build import drafted, in_force, party
from cast import NOW, TODAY, Cast
from mutirao.base.actor import Actor
from mutirao.base.people import acts
from mutirao.base.people.models import Body, Person
from mutirao.base.register.models import Act
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.theory.duties import Way
from mutirao.theory.policy import BY_NAME
from mutirao.theory.typology import Cell, Side, Who
from refusing import refused
from situations import World

YEAR = timedelta(days=365)


def test_registering_somebody_on_paper(cast: Cast) -> None:
    service = in_force(cast)
    made = acts.register(
        service=service,
        name=" Una ",
        body=cast.residents,
        starts=TODAY,
        position="baker",
        by=cast.acting("ada"),
        at=NOW,
    )
    found = Person.objects.get(pk=made.pk)
    assert (found.name, found.is_on_paper, found.joined_at) == ("Una", True, NOW)
    term = found.memberships.get()
    assert (term.body, term.position, term.starts, term.ends) == (cast.residents, "baker", TODAY, None)
    assert term.may_sign is False
    row = Act.objects.get(name="person.register")
    assert (row.party, row.duty, row.way) == (party(service, cast.council), "keep_records", "answers")
    assert row.facts == {"person": str(made.pk)}


def test_somebody_on_paper_has_a_name(cast: Cast) -> None:
    service = in_force(cast)
    with refused("bad_input", "Enter a name."):
        acts.register(
            service=service, name="", body=cast.residents, starts=TODAY, by=cast.acting("ada"), at=NOW
        )


# who keeps the records -> the bodies whose members they may register, once an agreement is in force
REACH: dict[str, tuple[str, ...]] = {
    "answer": ("Council team", "Garden club", "Parents group", "Residents circle"),
    "does": ("Garden club", "Parents group", "Residents circle"),
    "told": (),
    "out": (),
    "ended": (),
}


@pytest.mark.django_db
@pytest.mark.parametrize("position", REACH)
def test_records_are_kept_for_ones_own_body_and_for_the_lay_side(position: str) -> None:
    world = World()
    kept = Seat(world.service, world.standing_at(position), NOW).kept_bodies
    assert tuple(Body.objects.filter(pk__in=kept).values_list("name", flat=True)) == REACH[position]


def test_residents_cannot_make_somebody_a_professional(cast: Cast) -> None:
    """Whoever is a member of the council's team holds all its duties, at every service."""
    service = in_force(cast)
    with refused("bad_input", "You cannot register members of Council team here."):
        acts.register(
            service=service, name="Una", body=cast.council, starts=TODAY, by=cast.acting("rosa"), at=NOW
        )


def test_a_body_that_has_joined_no_agreement_yet_is_out_of_reach(cast: Cast) -> None:
    service = in_force(cast)
    made = agreements.draft(service=service, why="A firm joins.", by=cast.acting("ada"), at=NOW)
    choir = acts.found(name="Choir", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW)
    agreements.add_party(agreement=made, body=choir, side=Side.COMMUNITY, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "You cannot register members of Choir here."):
        acts.register(service=service, name="Una", body=choir, starts=TODAY, by=cast.acting("ada"), at=NOW)


def test_before_the_first_agreement_everybody_keeps_their_own_records_only(cast: Cast) -> None:
    service = drafted(cast)
    acts.register(service=service, name="Una", body=cast.council, starts=TODAY, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "You cannot register members of Residents circle here."):
        acts.register(
            service=service, name="Una", body=cast.residents, starts=TODAY, by=cast.acting("ada"), at=NOW
        )
    with refused("behalf_out_of_reach"):
        acts.issue_card(person=cast.pat, service=service, by=cast.acting("ada", behalf="pat"), at=NOW)


def start_one_of_my_own(cast: Cast) -> Service:
    """Dee founds a group and names the council as her partner; the council has not been asked."""
    mine = acts.found(name="Dee and friends", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW)
    made: Service = services.create(
        name="Mine",
        area="Penwerris",
        body=mine,
        partner=cast.council,
        cell=Cell(Who.LAY, Who.LAY),
        by=cast.acting("dee"),
        at=NOW,
    )
    assert Seat(made, cast.acting("dee"), NOW).objections(BY_NAME["person.register"]) == []
    return made


def test_naming_a_partner_gives_no_hold_on_its_members(cast: Cast) -> None:
    mine = start_one_of_my_own(cast)
    with refused("bad_input", "You cannot register members of Council team here."):
        acts.register(
            service=mine, name="Una", body=cast.council, starts=TODAY, by=cast.acting("dee"), at=NOW
        )
    for name in ("ben", "ada"):
        with refused("behalf_out_of_reach"):
            acts.erase(person=getattr(cast, name), service=mine, by=cast.acting("dee", behalf=name), at=NOW)


Enters = Callable[[Actor, Cast, Service], object]
FOR_PAT: dict[str, Enters] = {
    "person.describe": lambda by, cast, service: acts.describe(
        person=cast.pat, name="Patricia", language="fr", service=service, by=by, at=NOW
    ),
    "person.erase": lambda by, cast, service: acts.erase(person=cast.pat, service=service, by=by, at=NOW),
    "card.issue": lambda by, cast, service: acts.issue_card(person=cast.pat, service=service, by=by, at=NOW),
    "membership.leave": lambda by, cast, service: acts.leave(
        membership=cast.pat.memberships.get(), service=service, by=by, at=NOW
    ),
}


@pytest.mark.parametrize("name", FOR_PAT)
def test_entering_for_somebody_names_both(cast: Cast, name: str) -> None:
    service = in_force(cast)
    FOR_PAT[name](cast.acting("rosa", behalf="pat"), cast, service)
    row = Act.objects.get(name=name)
    assert (row.actor, row.behalf, row.service) == (cast.rosa.pk, cast.pat.pk, service)


@pytest.mark.parametrize("name", FOR_PAT)
@pytest.mark.parametrize(
    ("who", "strong", "code"),
    [
        ("ada", False, "second_factor"),
        ("dee", True, "behalf_needs_records"),
        ("eve", True, "behalf_needs_records"),
        ("pat", True, ""),
        ("rosa", False, ""),
    ],
)
def test_who_may_enter_for_pat(cast: Cast, name: str, who: str, strong: bool, code: str) -> None:
    service = in_force(cast)
    by = cast.acting(who, strong=strong, behalf="pat")
    if not code:
        FOR_PAT[name](by, cast, service)
        return
    with refused(code):
        FOR_PAT[name](by, cast, service)


def test_nothing_is_entered_for_somebody_of_another_place(cast: Cast) -> None:
    service = in_force(cast)
    with refused("behalf_out_of_reach"):
        acts.erase(person=cast.dee, service=service, by=cast.acting("ada", behalf="dee"), at=NOW)
    with refused("behalf_out_of_reach"):  # Eve's terms have ended
        acts.erase(person=cast.eve, service=service, by=cast.acting("ada", behalf="eve"), at=NOW)
    with refused("behalf_out_of_reach"):  # residents do not enter things for professionals
        acts.erase(person=cast.ben, service=service, by=cast.acting("rosa", behalf="ben"), at=NOW)


def test_nothing_is_entered_for_one_person_about_another(cast: Cast) -> None:
    service = in_force(cast)
    with refused("not_yourself"):
        acts.erase(person=cast.rosa, service=service, by=cast.acting("ada", behalf="pat"), at=NOW)


def test_nothing_is_entered_without_saying_at_which_service(cast: Cast) -> None:
    in_force(cast)
    with refused("behalf_needs_records"):
        acts.erase(person=cast.pat, by=cast.acting("ada", behalf="pat"), at=NOW)


def test_when_the_records_move_to_another_party_so_does_entering(cast: Cast) -> None:
    service = in_force(cast)
    made = agreements.draft(service=service, why="The council keeps them.", by=cast.acting("ada"), at=NOW)
    ways = {party(service, cast.residents): Way.TOLD}
    agreements.assign(agreement=made, duty="keep_records", ways=ways, by=cast.acting("ada"), at=NOW)
    agreements.set_terms(agreement=made, review_on=TODAY + YEAR, by=cast.acting("ada"), at=NOW)
    agreements.propose(agreement=made, by=cast.acting("ada"), at=NOW)
    for name, body in (("ada", cast.council), ("cam", cast.residents)):
        agreements.sign(agreement=made, party=party(service, body), by=cast.acting(name), at=NOW)
    service = Service.objects.get(pk=service.pk)
    with refused("behalf_needs_records"):
        acts.erase(person=cast.pat, service=service, by=cast.acting("rosa", behalf="pat"), at=NOW)
