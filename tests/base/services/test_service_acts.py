"""Starting and describing a service: one test for each way it can end."""

from __future__ import annotations

import pytest

from build import drafted, in_force
from cast import NOW, Cast, belongs, body
from mutirao.base.people.models import Area, Body
from mutirao.base.register.models import Act
from mutirao.base.services import acts
from mutirao.base.services.models import Service
from mutirao.base.services.proposing import blueprint_for
from mutirao.theory.duties import cell_of
from mutirao.theory.typology import GRID, Cell, Side, Who
from refusing import refused

FULL = Cell(Who.TOGETHER, Who.TOGETHER)


def start(cast: Cast, **given: object) -> Service:
    """Ada starts a service for the council with the residents, unless told otherwise."""
    usual = {"name": "Small works", "area": "Penwerris", "body": cast.council, "partner": cast.residents}
    made: Service = acts.create(**{**usual, "cell": FULL, **given}, by=cast.acting("ada"), at=NOW)
    return Service.objects.get(pk=made.pk)


def test_starting_with_three_fields(cast: Cast) -> None:
    service = start(cast, name="  Small works ", area=" penwerris ")
    assert (service.name, service.slug, service.started_at) == ("Small works", "small-works", NOW)
    assert (service.area.name, service.in_force, service.blocks) == ("penwerris", None, [])
    assert list(service.parties.values_list("body__name", "side")) == [
        ("Council team", "professional"),
        ("Residents circle", "community"),
    ]
    agreement = service.agreements.get()
    assert (agreement.version, agreement.state, agreement.drafted_at) == (1, "draft", NOW)
    assert (agreement.review_on, agreement.cell) == (None, None)
    assert list(agreement.terms.values_list("party__body__name", "gives")) == [
        ("Council team", ""),
        ("Residents circle", ""),
    ]
    row = Act.objects.get(name="service.create")
    assert (row.service, row.facts) == (service, {"service": "Small works", "blueprint": ""})


@pytest.mark.parametrize("cell", GRID, ids=lambda cell: str(cell.number))
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_first_draft_gives_the_cell_that_was_asked_for(cast: Cast, cell: Cell, mirrored: bool) -> None:
    """Whoever starts it, the professionals stand on their own side."""
    pair = {"body": cast.residents, "partner": cast.council} if mirrored else {}
    by = cast.acting("cam" if mirrored else "ada")
    usual = {"name": "Small works", "area": "Penwerris", "body": cast.council, "partner": cast.residents}
    made = acts.create(
        **{**usual, **pair}, cell=cell, blueprint=blueprint_for(cell), by=by, at=NOW, summary="Works."
    )
    service = Service.objects.get(pk=made.pk)
    assert cell_of(service.agreements.get().clauses.as_rules()) == cell
    blueprint = blueprint_for(cell)
    assert service.blueprint == (blueprint.slug if blueprint else "")
    assert service.blocks == (list(blueprint.blocks) if blueprint else [])
    assert service.summary == "Works."


def test_terms_come_from_the_blueprint_by_side(cast: Cast) -> None:
    service = start(cast, blueprint=blueprint_for(FULL))
    gives = dict(service.agreements.get().terms.values_list("party__body__name", "gives"))
    assert gives == {
        "Council team": "Land, money, advice.",
        "Residents circle": "Trustees, volunteers, users of the place.",
    }


def test_a_partner_we_do_not_know_is_added_on_the_other_side(cast: Cast) -> None:
    start(cast, partner="  Old Hill residents ")
    assert Body.objects.get(name="Old Hill residents").side == Side.COMMUNITY.value
    assert not Body.objects.get(name="Old Hill residents").memberships.exists()


def test_a_lay_body_gets_a_professional_partner(cast: Cast) -> None:
    acts.create(
        name="Swings",
        area="Penwerris",
        body=cast.residents,
        partner="Parks team",
        cell=FULL,
        by=cast.acting("cam"),
        at=NOW,
    )
    assert Body.objects.get(name="Parks team").side == Side.PROFESSIONAL.value


def test_a_place_is_known_by_its_name_in_any_case(cast: Cast) -> None:
    first, second = start(cast, name="One"), start(cast, name="Two", area="PENWERRIS")
    assert first.area == second.area
    assert start(cast, name="Three", area=first.area).area == first.area
    assert Area.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Enter a name."),
        ({"area": "  "}, "Say where it is."),
        ({"partner": " "}, "Enter a name."),
    ],
)
def test_each_of_the_three_fields_is_needed(cast: Cast, given: dict[str, str], said: str) -> None:
    with refused("bad_input", said):
        start(cast, **given)
    assert not Service.objects.exists() and not Area.objects.exists() and Body.objects.count() == 2


def test_a_service_is_not_started_with_oneself(cast: Cast) -> None:
    with refused("bad_input", "A service needs two parties: name somebody other than yourselves."):
        start(cast, partner=cast.council)


def test_a_double_tap_starts_one_service(cast: Cast) -> None:
    start(cast)
    with refused("bad_input", "Council team takes part in a service of this name already."):
        start(cast, name="SMALL works")
    assert Service.objects.count() == 1


def test_services_of_one_name_by_others_get_addresses_of_their_own(cast: Cast) -> None:
    start(cast)
    others = body("Other team", Side.PROFESSIONAL)
    belongs(cast.dee, others, may_sign=True)
    made = acts.create(
        name="Small works",
        area="Beacon",
        body=others,
        partner="Beacon residents",
        cell=FULL,
        by=cast.acting("dee"),
        at=NOW,
    )
    assert made.slug == "small-works-2"


def test_describing(cast: Cast) -> None:
    service = in_force(cast)
    acts.describe(service=service, name=" Works ", summary=" What we do. ", by=cast.acting("rosa"), at=NOW)
    found = Service.objects.get(pk=service.pk)
    assert (found.name, found.summary, found.slug) == ("Works", "What we do.", "small-works")


def test_a_service_keeps_a_name(cast: Cast) -> None:
    service = in_force(cast)
    with refused("bad_input", "Enter a name."):
        acts.describe(service=service, name=" ", summary="", by=cast.acting("ada"), at=NOW)


def test_a_draft_lets_nobody_describe_yet(cast: Cast) -> None:
    service = drafted(cast)
    with refused("no_agreement"):
        acts.describe(service=service, name="Works", summary="", by=cast.acting("ada"), at=NOW)


def test_choosing_what_a_service_uses_keeps_the_order_of_the_menu(cast: Cast) -> None:
    service = in_force(cast)
    acts.compose(service=service, uses={"decisions", "budgets"}, by=cast.acting("rosa"), at=NOW)
    assert Service.objects.get(pk=service.pk).blocks == ["budgets", "decisions"]
    acts.compose(service=service, uses=(), by=cast.acting("rosa"), at=NOW)
    assert Service.objects.get(pk=service.pk).blocks == []


def test_what_nobody_knows_cannot_be_used(cast: Cast) -> None:
    service = in_force(cast)
    with refused("bad_input", "One of these is not something a service can use."):
        acts.compose(service=service, uses=["budgets", "casino"], by=cast.acting("rosa"), at=NOW)
