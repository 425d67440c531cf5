"""Pages about services: open, refused with a reason, wrong input said at its field."""

from __future__ import annotations

import pytest
from django.test import Client

from build import drafted, in_force
from cast import Cast, belongs
from mutirao.base.register.models import Act
from mutirao.base.services.models import Service
from mutirao.theory.typology import Cell, Side, Who
from visiting import client_of, errors, text

HERE = "/services/small-works/"
Given, Said = dict[str, str], dict[str, list[str]]
REQUIRED = ["This field is required."]


# -- reading --------------------------------------------------------------------------------------------


def test_an_empty_place(client: Client, db: None) -> None:
    assert "No services yet" in text(client.get("/"))
    assert "No services yet" in text(client.get("/services/"))


def test_services_and_what_they_are(cast: Cast, client: Client) -> None:
    in_force(cast)
    for page in ("/", "/services/"):
        cards = client.get(page).context["cards"]
        assert [(card.service.name, card.glyph.words) for card in cards] == [
            ("Small works", "Planned together, delivered by professionals")
        ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=small", ["Small works"]),
        ("q=WORKS+penwerris", ["Small works"]),
        ("q=works+beacon", []),
        ("q=swings", ["Playground"]),
        ("cell=2", ["Small works"]),
        ("cell=5", ["Playground"]),
        ("cell=9", []),
        ("cell=10", ["Playground", "Small works"]),
        ("q=", ["Playground", "Small works"]),
        ("page=7", ["Playground", "Small works"]),
        ("page=x", ["Playground", "Small works"]),
    ],
)
def test_finding_a_service(cast: Cast, client: Client, query: str, found: list[str]) -> None:
    in_force(cast)
    play = in_force(cast, name="Playground", cell=Cell(Who.TOGETHER, Who.TOGETHER))
    Service.objects.filter(pk=play.pk).update(summary="Swings and slides.")
    cards = client.get(f"/services/?{query}").context["cards"]
    assert [card.service.name for card in cards] == found


def test_the_page_of_a_service(cast: Cast, client: Client) -> None:
    in_force(cast)
    page = text(client.get(HERE))
    for words in (
        "Small works",
        "Planned together, delivered by professionals",
        "Council team desk",
        "Residents circle desk",
        "signed version 1 of the agreement",
    ):
        assert words in page
    assert "Ada" not in page and "Cam" not in page  # a party acts, never a person
    assert client.get("/services/nowhere/").status_code == 404


def test_the_page_of_a_service_without_an_agreement_in_force(cast: Cast, client: Client) -> None:
    drafted(cast)
    response = client.get(HERE)
    assert response.context["agreement"].state == "draft"
    assert "No agreement is in force yet" in text(response)


@pytest.mark.parametrize(("who", "is_open"), [(None, False), ("dee", False), ("rosa", True), ("ada", True)])
def test_a_button_is_there_for_those_it_opens_for(cast: Cast, who: str | None, is_open: bool) -> None:
    in_force(cast)
    response = client_of(getattr(cast, who) if who else None).get(HERE)
    assert response.context["describe"].is_open is is_open
    assert (f"{HERE}describe/" in text(response)) is is_open


# -- starting -------------------------------------------------------------------------------------------

START = "/services/start/"


def three_fields(cast: Cast, **given: str) -> Given:
    """What somebody enters who signs for one body only."""
    usual = {"name": "Small works", "area": "Penwerris", "partner": "Residents circle"}
    answers = {"plans": "together", "delivers": "together", "body": str(cast.council.pk)}
    return {**usual, **answers, **given}


def test_starting_a_service(cast: Cast) -> None:
    ada = client_of(cast.ada)
    form = ada.get(START).context["form"]
    assert form.fields["body"].initial == cast.council and form.fields["body"].widget.is_hidden
    response = ada.post(START, three_fields(cast))
    assert (response.status_code, response["Location"]) == (302, f"{HERE}agreement/1/")
    service = Service.objects.get()
    assert set(service.parties.values_list("body__name", flat=True)) == {"Council team", "Residents circle"}
    assert service.blueprint == "full"
    again = ada.post(START, three_fields(cast))
    assert again.status_code == 422
    assert errors(again) == {"__all__": ["Council team takes part in a service of this name already."]}
    assert Service.objects.count() == 1


def test_starting_with_a_partner_we_do_not_know(cast: Cast) -> None:
    response = client_of(cast.cam).post(
        START, three_fields(cast, partner="Parks team", body=str(cast.residents.pk))
    )
    assert response.status_code == 302
    sides = dict(Service.objects.get().parties.values_list("body__name", "side"))
    assert sides == {"Residents circle": Side.COMMUNITY.value, "Parks team": Side.PROFESSIONAL.value}


@pytest.mark.parametrize("who", ["dee", "rosa", "eve"])
def test_who_signs_for_nobody_is_told_to_add_their_group_first(cast: Cast, who: str) -> None:
    somebody = client_of(getattr(cast, who))
    assert "/groups/add/" in text(somebody.get(START))
    response = somebody.post(START, three_fields(cast))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["body"]
    assert not Service.objects.exists()


def test_who_signs_for_two_bodies_chooses(cast: Cast) -> None:
    belongs(cast.ada, cast.residents, may_sign=True)
    ada = client_of(cast.ada)
    assert ada.get(START).context["form"].fields["body"].widget.is_hidden is False
    response = ada.post(START, three_fields(cast, body=str(cast.residents.pk), partner="Council team"))
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, {"name": REQUIRED}),
        ({"area": ""}, {"area": REQUIRED}),
        ({"partner": ""}, {"partner": REQUIRED}),
        ({"plans": ""}, {"plans": REQUIRED}),
        ({"delivers": "x"}, {"delivers": ["Select a valid choice. x is not one of the available choices."]}),
        ({"name": "x" * 201}, {"name": ["Ensure this value has at most 200 characters (it has 201)."]}),
        (
            {"partner": "council TEAM"},
            {"__all__": ["A service needs two parties: name somebody other than yourselves."]},
        ),
    ],
)
def test_a_wrong_start_is_said_at_its_field(cast: Cast, given: Given, said: Said) -> None:
    response = client_of(cast.ada).post(START, three_fields(cast, **given))
    assert (response.status_code, errors(response)) == (422, said)
    assert not Service.objects.exists() and not Act.objects.exists()


# -- describing -----------------------------------------------------------------------------------------

DESCRIBE = f"{HERE}describe/"


@pytest.mark.parametrize("who", ["rosa", "ada"])
def test_describing(cast: Cast, who: str) -> None:
    in_force(cast)
    somebody = client_of(getattr(cast, who))
    assert somebody.get(DESCRIBE).context["form"].initial == {"name": "Small works", "summary": ""}
    for _double_tap in range(2):
        response = somebody.post(DESCRIBE, {"name": "Works", "summary": "Less."})
        assert (response.status_code, response["Location"]) == (302, HERE)
    found = Service.objects.get()
    assert (found.name, found.summary, found.slug) == ("Works", "Less.", "small-works")


@pytest.mark.parametrize(
    ("who", "strong", "sentence"),
    [
        ("visitor", True, "Sign in first, so that we know who you are."),
        (
            "dee",
            True,
            "This belongs to the duty “Design the service” (clause 3 of the agreement, version 1), "
            "and no party you belong to holds it.",
        ),
        (
            "eve",
            True,
            "Your term with Council team has ended. It held the duty “Design the service” "
            "(clause 3 of the agreement, version 1) for you.",
        ),
        (
            "ben",
            False,
            "You act for a party that answers for “Design the service”. Add a passkey or an authenticator "
            "app to your account first: it protects everybody who relies on you.",
        ),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refusal_says_who_may(cast: Cast, who: str, strong: bool, sentence: str, method: str) -> None:
    in_force(cast)
    somebody = client_of(getattr(cast, who, None), strong=strong)
    response = getattr(somebody, method)(DESCRIBE, {"name": "Mine", "summary": ""})
    assert (response.status_code, response.context["sentences"]) == (403, [sentence])
    for holder in ("Council team", "answers for it", "Council team desk", "Residents circle", "does it"):
        assert holder in text(response)
    assert Service.objects.get().name == "Small works"


def test_before_the_first_agreement_nobody_describes(cast: Cast) -> None:
    drafted(cast)
    response = client_of(cast.ada).get(DESCRIBE)
    assert (response.status_code, response.context["sentences"]) == (
        403,
        ["There is no agreement in force here yet, so nobody may do this. The parties must sign one first."],
    )


def test_a_wrong_description_is_said_at_its_field(cast: Cast) -> None:
    in_force(cast)
    response = client_of(cast.ada).post(DESCRIBE, {"name": " ", "summary": "x" * 2001})
    assert (response.status_code, errors(response)) == (
        422,
        {
            "name": REQUIRED,
            "summary": ["Ensure this value has at most 2000 characters (it has 2001)."],
        },
    )


def test_choosing_what_a_service_uses(cast: Cast) -> None:
    service = in_force(cast)
    client, page = client_of(cast.rosa), f"/services/{service.slug}/uses/"
    assert "Choose what it uses" in text(client.get(f"/services/{service.slug}/"))
    assert client.get(page).status_code == 200
    response = client.post(page, {"uses": ["decisions"]}, follow=True)
    assert response.redirect_chain == [(f"/services/{service.slug}/", 302)]
    assert Service.objects.get(pk=service.pk).blocks == ["decisions"]
    assert errors(client.post(page, {"uses": ["casino"]})).keys() == {"uses"}
    assert client_of(cast.dee).get(page).status_code == 403
