"""Pages about yourself: open, refused with a reason, wrong input said at its field."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from build import in_force, proposed
from cast import Cast
from mutirao.base.people.models import CardCode, Person
from mutirao.base.register.models import Act
from visiting import client_of, errors, text

Given, Said = dict[str, str], dict[str, list[str]]
MUST_SIGN_IN = "Sign in first, so that we know who you are."


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("me", []),
        ("my-details", []),
        ("erase-me", []),
        ("card", []),
        ("found-body", []),
        ("admit", ["residents-circle"]),
        ("end-membership", ["residents-circle", 0]),
        ("start-service", []),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_visitors_are_asked_to_sign_in(
    cast: Cast, client: Client, name: str, arguments: list[object], method: str
) -> None:
    if name == "end-membership":
        arguments = [arguments[0], cast.rosa.memberships.get().pk]
    response = getattr(client, method)(reverse(name, args=arguments))
    assert response.status_code == 403
    assert response.context["sentences"] == [MUST_SIGN_IN]
    assert MUST_SIGN_IN in text(response)
    assert reverse("account_login") in text(response)


# -- my part --------------------------------------------------------------------------------------------


def test_my_part_says_what_waits_for_me_and_what_i_can_do(cast: Cast) -> None:
    service = proposed(cast)
    page = text(client_of(cast.cam).get("/me/"))
    assert reverse("agreement-version", args=[service.slug, 1]) in page
    assert "cam@example.org" in page and "Residents circle" in page


def test_my_part_when_nothing_waits(cast: Cast) -> None:
    in_force(cast)
    response = client_of(cast.dee).get("/me/")
    assert response.status_code == 200
    assert (response.context["to_sign"], response.context["parts"]) == ([], [])
    assert "Nothing is waiting for you" in text(response)


def test_what_my_parties_hold_by_how_they_hold_it(cast: Cast) -> None:
    in_force(cast)
    (part,) = client_of(cast.rosa).get("/me/").context["parts"]
    assert (part.service.name, part.party) == ("Small works", "Residents circle")
    assert {way: duties.count(",") + 1 for way, duties in part.ways} == {"does it": 11, "is asked": 5}


@pytest.mark.parametrize(
    ("who", "strong", "needs"), [("ben", False, True), ("ben", True, False), ("rosa", False, False)]
)
def test_who_answers_is_asked_for_a_second_factor(cast: Cast, who: str, strong: bool, needs: bool) -> None:
    in_force(cast)
    response = client_of(getattr(cast, who), strong=strong).get("/me/")
    assert response.context["needs_second"] is needs


@pytest.mark.parametrize("services", [1, 4])
def test_my_part_costs_the_same_with_many_services(
    cast: Cast, services: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(services):
        in_force(cast, name=f"Works {n}")
        proposed(cast, name=f"More works {n}")
    mine = client_of(cast.cam)
    with django_assert_num_queries(5):
        response = mine.get("/me/")
    assert len(response.context["parts"]) == len(response.context["to_sign"]) == services


# -- my details, my data, my card -----------------------------------------------------------------------


def test_changing_my_details(cast: Cast) -> None:
    mine = client_of(cast.dee)
    for _double_tap in range(2):
        response = mine.post("/me/details/", {"name": "Deirdre", "language": "fr"})
        assert (response.status_code, response["Location"]) == (302, "/me/")
    assert Person.objects.get(pk=cast.dee.pk).name == "Deirdre"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "", "language": "fr"}, {"name": ["This field is required."]}),
        (
            {"name": "x" * 201, "language": "fr"},
            {"name": ["Ensure this value has at most 200 characters (it has 201)."]},
        ),
        (
            {"name": "Dee", "language": "tlh"},
            {"language": ["Select a valid choice. tlh is not one of the available choices."]},
        ),
    ],
)
def test_wrong_details_are_said_at_their_field(cast: Cast, given: Given, said: Said) -> None:
    response = client_of(cast.dee).post("/me/details/", given)
    assert (response.status_code, errors(response)) == (422, said)
    assert not Act.objects.exists()


def test_erasing_my_data(cast: Cast) -> None:
    mine = client_of(cast.dee)
    assert mine.get("/me/erase/").status_code == 200
    response = mine.post("/me/erase/", {"sure": "on"})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert Person.objects.get(pk=cast.dee.pk).erased_at is not None
    assert mine.get("/me/").status_code == 403
    assert mine.post("/me/erase/", {"sure": "on"}).status_code == 403
    assert Act.objects.filter(name="person.erase").count() == 1


def test_an_erased_person_is_signed_out_everywhere(cast: Cast) -> None:
    here, there = client_of(cast.dee), client_of(cast.dee)
    here.post("/me/erase/", {"sure": "on"})
    assert there.get("/me/").status_code == 403


def test_erasing_wants_to_be_sure(cast: Cast) -> None:
    response = client_of(cast.dee).post("/me/erase/", {"sure": ""})
    assert (response.status_code, errors(response)) == (422, {"sure": ["Tick the box if you are sure."]})
    assert Person.objects.get(pk=cast.dee.pk).erased_at is None


def test_my_card_is_shown_once(cast: Cast) -> None:
    mine = client_of(cast.dee)
    assert mine.get("/me/card/").context["codes"] == ()
    assert not CardCode.objects.exists()
    codes = mine.post("/me/card/").context["codes"]
    again = mine.post("/me/card/").context[
        "codes"
    ]  # a double tap: the card on the screen is the one that works
    assert len(codes) == len(again) == 8
    assert CardCode.objects.filter(person=cast.dee).count() == 8
    assert Client().post("/account/card/", {"code": codes[0]}).status_code == 422
    assert Client().post("/account/card/", {"code": again[0]}).status_code == 302
