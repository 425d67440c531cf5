"""Pages about bodies and their members: open, refused with a reason, wrong input said at its field."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from build import in_force
from cast import Cast, belongs, body, person
from mutirao.base.people.models import Body, Membership
from mutirao.base.register.models import Act
from mutirao.theory.typology import Side
from visiting import client_of, errors, text

Given, Said = dict[str, str], dict[str, list[str]]
ONLY_SIGNATORIES = "Only someone who may sign for the party can do this."


def test_everybody_can_read_about_bodies(cast: Cast, client: Client) -> None:
    in_force(cast)
    assert "Residents circle" in text(client.get("/groups/"))
    response = client.get("/groups/residents-circle/")
    assert response.status_code == 200
    assert (response.context["members"], response.context["may_sign"]) == (None, False)
    assert "Residents circle desk" in text(response) and "Small works" in text(response)
    assert "Rosa" not in text(response) and "Cam" not in text(response)
    assert client.get("/groups/nobody/").status_code == 404


def test_members_see_each_other_and_signatories_can_end_terms(cast: Cast) -> None:
    rosa = client_of(cast.rosa).get("/groups/residents-circle/")
    assert [m.person.name for m in rosa.context["members"]] == ["Cam", "Rosa", "Pat"]
    assert rosa.context["may_sign"] is False
    cam = client_of(cast.cam).get("/groups/residents-circle/")
    assert cam.context["may_sign"] is True
    assert client_of(cast.eve).get("/groups/residents-circle/").context["members"] is None
    assert client_of(cast.ben).get("/groups/residents-circle/").context["members"] is None


@pytest.mark.parametrize("more", [0, 12])
def test_pages_of_bodies_cost_the_same_with_many(
    cast: Cast, client: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(more):
        body(f"Choir {n}", Side.COMMUNITY)
        belongs(person(f"Singer{n}"), cast.residents)
    with django_assert_num_queries(3):
        assert len(client.get("/groups/").context["page"].object_list) == 2 + more
    mine = client_of(cast.rosa)
    with django_assert_num_queries(6):
        assert len(mine.get("/groups/residents-circle/").context["members"]) == 3 + more


def test_founding_a_body(cast: Cast) -> None:
    mine = client_of(cast.dee)
    given = {"name": "Choir", "side": "community", "contact": "the hall"}
    response = mine.post("/groups/add/", given)
    assert (response.status_code, response["Location"]) == (302, "/groups/choir/")
    again = mine.post("/groups/add/", given)
    assert (again.status_code, errors(again)) == (
        422,
        {"__all__": ["You belong to a group of this name already."]},
    )
    assert Body.objects.filter(name="Choir").count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "", "side": "community"}, {"name": ["This field is required."]}),
        ({"name": "Choir"}, {"side": ["This field is required."]}),
        (
            {"name": "Choir", "side": "choir"},
            {"side": ["Select a valid choice. choir is not one of the available choices."]},
        ),
    ],
)
def test_a_wrong_body_is_said_at_its_field(cast: Cast, given: Given, said: Said) -> None:
    response = client_of(cast.dee).post("/groups/add/", given)
    assert (response.status_code, errors(response)) == (422, said)


DETAILS = "/groups/residents-circle/details/"


def test_changing_the_details_of_a_body(cast: Cast) -> None:
    cam = client_of(cast.cam)
    assert cam.get(DETAILS).context["form"].initial["name"] == "Residents circle"
    given = {"name": "Old Hill circle", "contact": "the hall", "about": "Us."}
    for _double_tap in range(2):
        response = cam.post(DETAILS, given)
        assert (response.status_code, response["Location"]) == (302, "/groups/residents-circle/")
    found = Body.objects.get(pk=cast.residents.pk)
    assert (found.name, found.contact, found.about) == ("Old Hill circle", "the hall", "Us.")
    wrong = cam.post(DETAILS, {"name": ""})
    assert (wrong.status_code, errors(wrong)) == (422, {"name": ["This field is required."]})


@pytest.mark.parametrize("who", ["rosa", "ada", "dee", "eve"])
def test_only_who_signs_for_a_body_changes_its_details(cast: Cast, who: str) -> None:
    response = client_of(getattr(cast, who)).post(DETAILS, {"name": "Mine"})
    assert (response.status_code, response.context["sentences"]) == (403, [ONLY_SIGNATORIES])
    assert "Residents circle desk" in text(response)
    assert Body.objects.get(pk=cast.residents.pk).name == "Residents circle"


ADMIT = "/groups/residents-circle/members/add/"


def test_admitting_a_member(cast: Cast) -> None:
    cam = client_of(cast.cam)
    assert cam.get(ADMIT).status_code == 200
    given = {"email": "DEE@example.org", "position": "baker", "starts": "2026-05-04", "may_sign": "on"}
    response = cam.post(ADMIT, given)
    assert (response.status_code, response["Location"]) == (302, "/groups/residents-circle/")
    assert Membership.objects.get(person=cast.dee).may_sign is True
    again = cam.post(ADMIT, given)
    assert (again.status_code, errors(again)) == (422, {"__all__": ["This person is a member already."]})


@pytest.mark.parametrize("who", ["rosa", "ada", "dee", "eve"])
def test_only_who_signs_for_a_body_admits(cast: Cast, who: str) -> None:
    response = client_of(getattr(cast, who)).post(ADMIT, {"email": "dee@example.org", "starts": "2026-05-04"})
    assert (response.status_code, response.context["sentences"]) == (403, [ONLY_SIGNATORIES])
    assert "Residents circle" in text(response) and "Residents circle desk" in text(response)
    assert not Membership.objects.filter(person=cast.dee).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"email": "nobody@example.org", "starts": "2026-05-04"},
            {"email": ["Nobody has joined with this address yet."]},
        ),
        ({"email": "dee", "starts": "2026-05-04"}, {"email": ["Enter a valid email address."]}),
        ({"email": "dee@example.org", "starts": "soon"}, {"starts": ["Enter a valid date."]}),
        ({"email": "dee@example.org"}, {"starts": ["This field is required."]}),
        (
            {"email": "dee@example.org", "starts": "2026-05-04", "ends": "2026-05-04"},
            {"__all__": ["The term must end after it starts."]},
        ),
    ],
)
def test_a_wrong_member_is_said_at_its_field(cast: Cast, given: Given, said: Said) -> None:
    response = client_of(cast.cam).post(ADMIT, given)
    assert (response.status_code, errors(response)) == (422, said)


def end_address(cast: Cast, name: str) -> str:
    """Where the term of somebody with the residents is ended."""
    term = getattr(cast, name).memberships.get(body=cast.residents)
    return reverse("end-membership", args=["residents-circle", term.pk])


def test_ending_a_term_and_leaving(cast: Cast) -> None:
    today = timezone.localdate()
    for who, whom, then in (("cam", "rosa", "/groups/residents-circle/"), ("pat", "pat", "/me/")):
        mine = client_of(getattr(cast, who))
        response = mine.post(end_address(cast, whom))
        assert (response.status_code, response["Location"]) == (302, then)
        assert getattr(cast, whom).memberships.get().ends == today
        again = mine.post(end_address(cast, whom))
        assert (again.status_code, again.context["sentences"]) == (422, ["This term has ended already."])
    assert Act.objects.count() == 2


def test_a_term_that_ended_stays_as_it_was(cast: Cast) -> None:
    before = cast.eve.memberships.get(body=cast.residents).ends
    for who in (cast.cam, cast.eve):
        assert client_of(who).post(end_address(cast, "eve")).status_code == 422
    assert cast.eve.memberships.get(body=cast.residents).ends == before


@pytest.mark.parametrize("who", ["rosa", "ada", "dee"])
def test_nobody_else_ends_a_term(cast: Cast, who: str) -> None:
    response = client_of(getattr(cast, who)).post(end_address(cast, "pat"))
    assert (response.status_code, response.context["sentences"]) == (403, [ONLY_SIGNATORIES])
    assert cast.pat.memberships.get().ends is None


def test_looking_at_the_address_ends_nothing(cast: Cast) -> None:
    response = client_of(cast.cam).get(end_address(cast, "rosa"))
    assert (response.status_code, response.context["sentences"]) == (422, ["Use the button on the page."])
    assert cast.rosa.memberships.get().ends is None
    assert (
        client_of(cast.cam).post(end_address(cast, "rosa").replace("residents-circle", "x")).status_code
        == 404
    )


def test_a_term_that_will_end_is_shown_with_its_day(cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    belongs(cast.dee, cast.residents, ends=soon)
    assert str(soon.year) in text(client_of(cast.rosa).get("/groups/residents-circle/"))
