"""Pages about agreements: reading and comparing them, and changing a draft."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from build import drafted, in_force, open_version, party
from cast import NOW, Cast, body
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Agreement, Service
from mutirao.base.services.text import canonical
from mutirao.theory.duties import DUTIES, Way
from mutirao.theory.typology import Side
from visiting import client_of, errors, text

HERE = "/services/small-works/agreement/"
V1, V2 = f"{HERE}1/", f"{HERE}2/"
Given, Said = dict[str, str], dict[str, list[str]]
REQUIRED = ["This field is required."]
KEEPS = "This belongs to the duty “Keep the agreement” (clause 13 of the agreement, version 1), "


# -- reading --------------------------------------------------------------------------------------------


def test_reading_the_agreement_in_force(cast: Cast, client: Client) -> None:
    in_force(cast)
    response = client.get(HERE)
    division = response.context["division"]
    assert [row.number for row in division.rows] == list(range(1, 17))
    votes = next(row for row in division.rows if row.slug == "run_votes")
    assert [(share.party, share.words) for share in votes.shares] == [
        ("Council team", "answers for it"),
        ("Residents circle", "does it"),
    ]
    assert (response.context["division"].gaps, response.context["to_sign"]) == ((), [])
    assert [signature.position for _terms, signature in response.context["terms"]] == ["officer", "chair"]
    page = text(response)
    assert "Planned together, delivered by professionals" in page
    assert "Ada" not in page and "Cam" not in page


def test_what_is_unclear_stands_at_the_top(cast: Cast, client: Client) -> None:
    service = drafted(cast)
    open_version(service).clauses.filter(duty="run_votes").exclude(way="does").delete()
    response = client.get(HERE)
    assert response.context["division"].gaps == ("Nobody answers for “Run votes”.",)
    assert "Nobody answers for “Run votes”." in text(response)


def test_there_is_no_such_version(cast: Cast, client: Client) -> None:
    in_force(cast)
    for page in (V2, f"{HERE}1-2/", f"{V2}text/", "/services/nowhere/agreement/"):
        assert client.get(page).status_code == 404


def test_a_service_whose_agreement_was_never_drafted(cast: Cast, client: Client) -> None:
    place = drafted(cast).area
    Service.objects.create(name="Swings", slug="swings", area=place, started_at=NOW)
    assert "There is no agreement yet" in text(client.get("/services/swings/agreement/"))


def test_the_exact_text_to_download(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    response = client.get(f"{V1}text/")
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert text(response) == canonical(service.agreements.get())
    assert json.loads(response.content)["version"] == 1


def test_comparing_two_versions(cast: Cast, client: Client) -> None:
    service = in_force(cast)
    assert client.get(f"{HERE}1-1/").context["moved"] == []
    made = agreements.draft(service=service, why="Residents run the vote.", by=cast.acting("ada"), at=NOW)
    ways = {party(service, cast.residents): Way.ANSWERS, party(service, cast.council): None}
    agreements.assign(agreement=made, duty="run_votes", ways=ways, by=cast.acting("ada"), at=NOW)
    response = client.get(f"{HERE}1-2/")
    assert [(m.duty, m.party, m.before, m.after) for m in response.context["moved"]] == [
        ("Run votes", "Council team", "answers for it", "holds nothing"),
        ("Run votes", "Residents circle", "does it", "answers for it"),
    ]
    assert "Residents run the vote." in text(response)


# -- who may change a draft -----------------------------------------------------------------------------

FORMS = ["review/", "parties/", "duties/run_votes/", "terms/{}/", "propose/"]


@pytest.mark.parametrize("page", [*FORMS, "draft/"])
@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (None, "Sign in first, so that we know who you are."),
        ("dee", KEEPS + "and no party you belong to holds it."),
        (
            "eve",
            "Your term with Council team has ended. It held the duty “Keep the agreement” "
            "(clause 13 of the agreement, version 1) for you.",
        ),
    ],
)
def test_a_refusal_names_party_and_clause(cast: Cast, page: str, who: str | None, sentence: str) -> None:
    service = drafted(cast)
    before = canonical(open_version(service))
    address = f"{HERE}draft/" if page == "draft/" else V1 + page.format(service.parties.earliest("pk").pk)
    response = client_of(getattr(cast, who) if who else None).post(address, {"why": "x"})
    assert (response.status_code, response.context["sentences"]) == (403, [sentence])
    assert "Council team" in text(response) and "Council team desk" in text(response)
    assert canonical(open_version(service)) == before
    assert open_version(service).state == "draft"


def test_only_the_answering_party_proposes(cast: Cast) -> None:
    drafted(cast)
    response = client_of(cast.rosa).post(f"{V1}propose/")
    assert (response.status_code, response.context["sentences"]) == (
        403,
        [
            "Under clause 13 of the agreement (version 1), Residents circle does it when it comes to "
            "“Keep the agreement”. That is not enough for this."
        ],
    )


@pytest.mark.parametrize(("who", "is_open"), [(None, False), ("dee", False), ("rosa", True), ("ada", True)])
def test_links_to_change_a_draft_are_for_those_who_may(cast: Cast, who: str | None, is_open: bool) -> None:
    drafted(cast)
    response = client_of(getattr(cast, who) if who else None).get(V1)
    assert (f'{V1}duties/run_votes/"' in text(response)) is is_open
    assert response.context["propose"].is_open is (who == "ada")


# -- changing a draft -----------------------------------------------------------------------------------


def test_drafting_a_new_version(cast: Cast) -> None:
    in_force(cast)
    rosa = client_of(cast.rosa)
    response = rosa.post(f"{HERE}draft/", {"why": "We run the vote."})
    assert (response.status_code, response["Location"]) == (302, V2)
    again = rosa.post(f"{HERE}draft/", {"why": "We run the vote."})
    assert again.status_code == 422
    assert errors(again) == {"__all__": ["A new version is being worked on already."]}
    assert Agreement.objects.count() == 2
    response = rosa.post(f"{HERE}draft/", {"why": " "})
    assert (response.status_code, errors(response)) == (422, {"why": REQUIRED})


def ways_of(service: Service, council: str, residents: str) -> Given:
    """What is chosen for both parties on the page of a duty."""
    of = {p.body.name: p.pk for p in service.parties.select_related("body")}
    return {f"party-{of['Council team']}": council, f"party-{of['Residents circle']}": residents}


def test_changing_who_does_what(cast: Cast) -> None:
    service = drafted(cast)
    ada = client_of(cast.ada)
    page = f"{V1}duties/run_votes/"
    form = ada.get(page).context["form"]
    assert [field.initial for field in form] == ["answers", "does"]
    for _double_tap in range(2):
        response = ada.post(page, ways_of(service, "", "answers"))
        assert (response.status_code, response["Location"]) == (302, V1)
    rows = open_version(service).clauses.filter(duty="run_votes")
    assert list(rows.values_list("party__body__name", "way")) == [("Residents circle", "answers")]
    assert open_version(service).clauses.count() == 2 * len(DUTIES) - 1


@pytest.mark.parametrize(
    ("council", "residents", "said"),
    [
        (
            "answers",
            "answers",
            "Only one party can answer for a duty. You chose Council team, Residents circle.",
        ),
        ("owns", "does", "Select a valid choice. owns is not one of the available choices."),
    ],
)
def test_a_wrong_division_is_said(cast: Cast, council: str, residents: str, said: str) -> None:
    service = drafted(cast)
    given = ways_of(service, council, residents)
    response = client_of(cast.ada).post(f"{V1}duties/run_votes/", given)
    field = next(iter(given)) if council == "owns" else "__all__"
    assert (response.status_code, errors(response)) == (422, {field: [said]})
    assert said in text(response)


def test_there_is_no_such_duty(cast: Cast) -> None:
    service = drafted(cast)
    response = client_of(cast.ada).post(f"{V1}duties/juggle/", ways_of(service, "does", "does"))
    assert (response.status_code, errors(response)) == (422, {"__all__": ["There is no such duty."]})


def test_writing_terms(cast: Cast) -> None:
    service = drafted(cast)
    of = party(service, cast.residents)
    ada = client_of(cast.ada)
    given = {"gives": "evenings", "gets": "swings", "may_decide": "colours", "leaves": "any time"}
    for _double_tap in range(2):
        response = ada.post(f"{V1}terms/{of.pk}/", given)
        assert (response.status_code, response["Location"]) == (302, V1)
    row = open_version(service).terms.get(party=of)
    assert {name: getattr(row, name) for name in given} == given
    elsewhere = party(drafted(cast, name="Elsewhere"), cast.residents)
    assert ada.post(f"{V1}terms/{elsewhere.pk}/", given).status_code == 404


def test_setting_the_day_of_review(cast: Cast) -> None:
    service = drafted(cast)
    ada = client_of(cast.ada)
    page = f"{V1}review/"
    for _double_tap in range(2):
        assert ada.post(page, {"review_on": "2099-01-31"})["Location"] == V1
    assert open_version(service).review_on is not None
    for given, said in (
        ({"review_on": "soon"}, {"review_on": ["Enter a valid date."]}),
        ({"review_on": ""}, {"review_on": REQUIRED}),
        ({"review_on": "2001-01-01"}, {"__all__": ["The review date must be in the future."]}),
    ):
        response = ada.post(page, given)
        assert (response.status_code, errors(response)) == (422, said)


def test_adding_a_party(cast: Cast) -> None:
    service = drafted(cast)
    parents = body("Parents group", Side.USER)
    ada = client_of(cast.ada)
    page = f"{V1}parties/"
    given = {"body": str(parents.pk), "side": "user"}
    assert ada.post(page, given)["Location"] == V1
    again = ada.post(page, given)
    assert (again.status_code, errors(again)) == (422, {"__all__": ["Parents group is a party already."]})
    assert open_version(service).terms.count() == 3
    wrong = ada.post(page, {"body": "x", "side": ""})
    assert (wrong.status_code, list(errors(wrong))) == (422, ["body", "side"])


def test_a_version_that_was_signed_cannot_be_changed_on_any_page(cast: Cast) -> None:
    service = in_force(cast)
    before = canonical(service.agreements.get())
    ada = client_of(cast.ada)
    of = party(service, cast.council).pk
    said = "Only a draft can be changed; this version is in force."
    for page, given in (
        ("review/", {"review_on": "2099-01-31"}),
        ("parties/", {"body": str(body("Choir", Side.COMMUNITY).pk), "side": "community"}),
        ("duties/run_votes/", ways_of(service, "", "answers")),
        (f"terms/{of}/", {"gives": "nothing"}),
    ):
        response = ada.post(V1 + page, given)
        assert (response.status_code, errors(response)) == (422, {"__all__": [said]})
    response = ada.post(f"{V1}propose/")
    assert (response.status_code, response.context["sentences"]) == (422, [said])
    assert canonical(service.agreements.get()) == before
