"""Pages of those who keep the records: who is on paper, registering somebody, printing their card."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from build import in_force
from cast import Cast, belongs, person
from mutirao.base.people.models import CardCode, Person
from mutirao.base.register.models import Act
from visiting import client_of, errors, text

ON_PAPER = "/services/small-works/people/"
REGISTER = "/services/small-works/people/register/"


def test_where_these_pages_are() -> None:
    assert reverse("on-paper", args=["small-works"]) == ON_PAPER
    assert reverse("register-on-paper", args=["small-works"]) == REGISTER


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("visitor", "Sign in first, so that we know who you are."),
        (
            "dee",
            "This belongs to the duty “Keep the records” (clause 16 of the agreement, version 1), "
            "and no party you belong to holds it.",
        ),
        (
            "eve",
            "Your term with Council team has ended. It held the duty “Keep the records” "
            "(clause 16 of the agreement, version 1) for you.",
        ),
    ],
)
@pytest.mark.parametrize("address", [ON_PAPER, REGISTER])
def test_others_are_told_whom_to_ask(
    cast: Cast, client: Client, who: str, sentence: str, address: str
) -> None:
    in_force(cast)
    browser = client if who == "visitor" else client_of(getattr(cast, who))
    response = browser.get(address)
    assert (response.status_code, response.context["sentences"]) == (403, [sentence])
    for holder in ("Council team", "Residents circle", "Council team desk", "Residents circle desk"):
        assert holder in text(response)


def test_who_answers_needs_a_second_factor_here(cast: Cast) -> None:
    in_force(cast)
    response = client_of(cast.ada, strong=False).get(ON_PAPER)
    assert response.status_code == 403
    assert response.context["needs_second"] is True
    assert reverse("mfa_index") in text(response)


@pytest.mark.parametrize("more", [0, 12])
def test_who_is_on_paper(cast: Cast, more: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    in_force(cast)
    belongs(person("Bob", email=""), cast.council)
    for n in range(more):
        belongs(person(f"Neighbour{n}", email=""), cast.residents)
    rosa = client_of(cast.rosa)
    with django_assert_num_queries(8):
        found = [term.person.name for term in rosa.get(ON_PAPER).context["page"]]
    assert found == sorted(["Pat", *(f"Neighbour{n}" for n in range(more))])
    assert "Bob" in text(client_of(cast.ada).get(ON_PAPER))


def test_registering(cast: Cast) -> None:
    in_force(cast)
    ada = client_of(cast.ada)
    assert ada.get(REGISTER).status_code == 200
    response = ada.post(REGISTER, {"name": "Una", "body": str(cast.residents.pk), "position": "baker"})
    assert (response.status_code, response["Location"]) == (302, ON_PAPER)
    una = Person.objects.get(name="Una")
    assert (una.email, una.memberships.get().position) == ("", "baker")


def test_a_wrong_registration_is_said_at_its_field(cast: Cast) -> None:
    in_force(cast)
    response = client_of(cast.rosa).post(REGISTER, {"name": "", "body": str(cast.council.pk)})
    assert response.status_code == 422
    assert errors(response) == {
        "name": ["This field is required."],
        "body": ["Select a valid choice. That choice is not one of the available choices."],
    }
    assert not Person.objects.filter(name="").exists()


def card_address(cast: Cast, name: str) -> str:
    """Where a card for somebody is printed."""
    return reverse("card-for", args=["small-works", getattr(cast, name).pk])


def test_printing_a_card_for_somebody(cast: Cast) -> None:
    service = in_force(cast)
    response = client_of(cast.rosa).post(card_address(cast, "pat"))
    assert response.status_code == 200
    codes = response.context["codes"]
    assert len(codes) == 8 and all(code in text(response) for code in codes)
    row = Act.objects.get(name="card.issue")
    assert (row.actor, row.behalf, row.service) == (cast.rosa.pk, cast.pat.pk, service)
    assert Client().post("/account/card/", {"code": codes[0]})["Location"] == "/me/"


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("rosa", "cam", 404),
        ("rosa", "ada", 404),
        ("rosa", "dee", 404),
        ("dee", "pat", 403),
        ("eve", "pat", 403),
    ],
)
def test_no_card_is_printed_for_others(cast: Cast, who: str, whom: str, status: int) -> None:
    in_force(cast)
    assert client_of(getattr(cast, who)).post(card_address(cast, whom)).status_code == status
    assert not CardCode.objects.exists()


def test_looking_at_the_address_prints_nothing(cast: Cast) -> None:
    in_force(cast)
    assert client_of(cast.rosa).get(card_address(cast, "pat")).status_code == 405
    assert not CardCode.objects.exists()
