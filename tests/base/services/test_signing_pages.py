"""Pages on the way from a draft to an agreement in force: proposing, signing, sending back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from build import COPLANNED, drafted, open_version, party, proposed
from cast import NOW, Cast
from mutirao.base.register.models import Act
from mutirao.base.services import acts
from mutirao.base.services.models import Agreement, Service
from visiting import client_of, errors, text

HERE = "/services/small-works/agreement/"
V1 = f"{HERE}1/"
REQUIRED = ["This field is required."]


def address(service: Service, of: object, what: str = "sign") -> str:
    """Where a party signs, or sends back."""
    return f"{V1}{what}/{party(service, of).pk}/"


def test_from_a_draft_to_an_agreement_in_force(cast: Cast) -> None:
    service = drafted(cast)
    ada, cam = client_of(cast.ada), client_of(cast.cam)
    assert ada.post(f"{V1}propose/")["Location"] == V1
    again = ada.post(f"{V1}propose/")
    said = ["Only a draft can be changed; this version is proposed for signing."]
    assert (again.status_code, again.context["sentences"]) == (422, said)
    assert [p.body for p in cam.get(V1).context["to_sign"]] == [cast.residents]
    assert cam.post(address(service, cast.residents))["Location"] == V1
    again = cam.post(address(service, cast.residents))
    assert (again.status_code, again.context["sentences"]) == (422, ["Residents circle has signed already."])
    assert cam.get(V1).context["to_sign"] == []
    assert ada.post(address(service, cast.council))["Location"] == V1
    again = ada.post(address(service, cast.council))
    assert (again.status_code, again.context["sentences"]) == (
        422,
        ["This version is not waiting to be signed."],
    )
    assert Agreement.objects.get().state == "in_force"
    assert Act.objects.filter(name="agreement.sign").count() == 2


def test_what_keeps_a_draft_from_being_proposed_is_said(cast: Cast) -> None:
    drafted(cast)
    Agreement.objects.update(review_on=None)
    response = client_of(cast.ada).post(f"{V1}propose/")
    said = ["Set the date on which the agreement is to be reviewed."]
    assert (response.status_code, response.context["sentences"]) == (422, said)


@pytest.mark.parametrize("who", ["rosa", "ada", "dee", "eve"])
@pytest.mark.parametrize("what", ["sign", "send-back"])
def test_only_who_may_sign_for_a_party_signs_or_sends_back(cast: Cast, who: str, what: str) -> None:
    service = proposed(cast)
    somebody = client_of(getattr(cast, who))
    assert cast.residents not in [p.body for p in somebody.get(V1).context["to_sign"]]
    response = somebody.post(address(service, cast.residents, what), {"reason": "No."})
    assert (response.status_code, response.context["sentences"]) == (
        403,
        ["Only someone who may sign for the party can do this."],
    )
    assert "Residents circle desk" in text(response)
    assert open_version(service).state == "proposed"


@pytest.mark.parametrize("page", ["propose/", "sign/{}/"])
def test_looking_at_the_address_does_nothing(cast: Cast, page: str) -> None:
    service = drafted(cast)
    somebody = client_of(cast.ada)
    assert somebody.get(V1 + page.format(service.parties.earliest("pk").pk)).status_code == 405
    assert open_version(service).state == "draft"


def test_sending_back(cast: Cast) -> None:
    service = proposed(cast)
    cam = client_of(cast.cam)
    page = address(service, cast.residents, "send-back")
    assert cam.get(page).status_code == 200
    wrong = cam.post(page, {"reason": " "})
    assert (wrong.status_code, errors(wrong)) == (422, {"reason": REQUIRED})
    assert cam.post(page, {"reason": "Too soon."})["Location"] == V1
    again = cam.post(page, {"reason": "Too soon."})
    said = {"__all__": ["This version is not waiting to be signed."]}
    assert (again.status_code, errors(again)) == (422, said)
    assert "Too soon." in text(client_of(None).get(V1))
    assert open_version(service).sent_back.count() == 1


def test_naming_who_signs_first(cast: Cast) -> None:
    made = acts.create(
        name="Small works",
        area="Penwerris",
        body=cast.council,
        partner="Old Hill residents",
        cell=COPLANNED,
        by=cast.acting("ada"),
        at=NOW,
    )
    of = made.parties.exclude(body=cast.council).get()
    page = reverse("name-signatory", args=[made.slug, of.pk])
    ada = client_of(cast.ada)
    assert f'href="{page}"' in text(ada.get(V1))
    wrong = ada.post(page, {"email": "nobody@example.org"})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        {"email": ["Nobody has joined with this address yet."]},
    )
    given = {"email": "dee@example.org", "position": "speaker"}
    assert ada.post(page, given)["Location"] == HERE
    again = ada.post(page, given)
    said = "Old Hill residents has had people who sign for it: only they can add others."
    assert (again.status_code, errors(again)) == (422, {"__all__": [said]})
    assert of.body.memberships.get().person == cast.dee
    assert page not in text(ada.get(V1))
