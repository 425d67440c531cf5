"""From a draft to an agreement in force: proposing, signing, sending back; one test for each ending."""

from __future__ import annotations

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from build import drafted, in_force, open_version, party, proposed
from cast import NOW, TODAY, Cast, belongs, body
from mutirao.base.people import acts as people
from mutirao.base.people.models import Body
from mutirao.base.register.models import Act
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services import text
from mutirao.base.services.models import Agreement, Clause, SentBack, Service, Signature
from mutirao.theory.duties import Way
from mutirao.theory.typology import GRID, Cell, Side
from refusing import refused

HOUR = timedelta(hours=1)
NOT_WAITING = "This version is not waiting to be signed."


def sign(cast: Cast, service: Service, name: str, of: Body, *, at: Any = NOW) -> Agreement:
    """Somebody signs the open version for a body."""
    made: Agreement = agreements.sign(
        agreement=open_version(service), party=party(service, of), by=cast.acting(name), at=at
    )
    return made


# -- proposing ------------------------------------------------------------------------------------------


def test_proposing(cast: Cast) -> None:
    service = proposed(cast)
    found = open_version(service)
    assert (found.state, found.proposed_at, found.in_force_at) == ("proposed", NOW, None)
    assert Act.objects.get(name="agreement.propose").facts == {"version": 1}


@pytest.mark.parametrize("side", [Side.PROFESSIONAL, Side.COMMUNITY])
def test_both_sides_are_needed(cast: Cast, side: Side) -> None:
    service = drafted(cast)
    service.parties.update(side=side.value)
    with refused(
        "bad_input", "An agreement needs professionals on one side and users or the community on the other."
    ):
        agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)


def test_somebody_answers_for_keeping_the_agreement(cast: Cast) -> None:
    """The version in force lets the council propose; the one it proposes must let somebody do so again."""
    service = in_force(cast)
    made = agreements.draft(service=service, why="Nobody keeps it.", by=cast.acting("ada"), at=NOW)
    ways = {party(service, cast.council): Way.DOES}
    agreements.assign(agreement=made, duty="keep_agreement", ways=ways, by=cast.acting("ada"), at=NOW)
    with refused(
        "bad_input", "Somebody must answer for keeping the agreement, or it could never change again."
    ):
        agreements.propose(agreement=made, by=cast.acting("ada"), at=NOW)


def test_a_day_of_review_is_needed(cast: Cast) -> None:
    service = drafted(cast)
    service.agreements.update(review_on=None)
    with refused("bad_input", "Set the date on which the agreement is to be reviewed."):
        agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)


def test_only_drafts_are_proposed(cast: Cast) -> None:
    service = proposed(cast)
    with refused("wrong_state", "Only a draft can be changed; this version is proposed for signing."):
        agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)


# -- signing --------------------------------------------------------------------------------------------


def test_the_first_signature_does_not_put_it_in_force(cast: Cast) -> None:
    service = proposed(cast)
    signed = sign(cast, service, "cam", cast.residents)
    found = Signature.objects.get()
    assert (found.party, found.person) == (party(service, cast.residents), cast.cam)
    assert (found.position, found.signed_at) == ("chair", NOW)
    assert found.digest == text.digest(signed) == sha256(text.canonical(signed).encode()).hexdigest()
    assert (signed.state, signed.cell) == ("proposed", None)
    assert Service.objects.get(pk=service.pk).in_force is None
    row = Act.objects.get(name="agreement.sign")
    assert row.facts == {"version": 1, "party": "Residents circle", "in_force": False}
    assert (row.party, row.side, row.duty) == (found.party, "community", "")


@pytest.mark.parametrize("cell", [c for c in GRID if c.number != 3], ids=lambda cell: str(cell.number))
def test_the_last_signature_puts_it_in_force_and_freezes_its_cell(cast: Cast, cell: Cell) -> None:
    service = drafted(cast, cell=cell)
    agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)
    sign(cast, service, "cam", cast.residents)
    sign(cast, service, "ada", cast.council, at=NOW + HOUR)
    found = service.agreements.get()
    assert (found.state, found.in_force_at, found.cell) == ("in_force", NOW + HOUR, cell)
    assert Service.objects.get(pk=service.pk).in_force == found
    assert Act.objects.filter(name="agreement.sign").latest("pk").facts["in_force"] is True


def test_the_frozen_cell_is_not_read_again_from_the_clauses(cast: Cast) -> None:
    service = in_force(cast)
    before = service.agreements.get().cell
    Clause.objects.filter(agreement__service=service).delete()
    assert service.agreements.get().cell == before is not None


def test_a_signature_holds_when_a_body_changes_its_name(cast: Cast) -> None:
    service = in_force(cast)
    people.describe_body(
        body=cast.residents, name="Old Hill circle", contact="", about="", by=cast.acting("cam"), at=NOW
    )
    agreement = service.agreements.get()
    assert set(agreement.signatures.values_list("digest", flat=True)) == {text.digest(agreement)}


def test_the_text_that_is_signed(cast: Cast) -> None:
    """Everything that binds stands in it; a change of any of it is another text."""
    service = drafted(cast)
    agreement = open_version(service)
    said = json.loads(text.canonical(agreement))
    assert (said["service"], said["version"], said["review_on"]) == (str(service.pk), 1, "2027-05-04")
    assert [(p["body"], p["side"]) for p in said["parties"]] == [
        ("council-team", "professional"),
        ("residents-circle", "community"),
    ]
    assert ["run_votes", "council-team", "answers"] in said["duties"] and len(said["duties"]) == 32
    before = text.digest(agreement)
    for change in (
        lambda: agreement.terms.filter(party=party(service, cast.council)).update(leaves="never"),
        lambda: agreement.clauses.filter(duty="run_votes", way="does").update(way="told"),
        lambda: service.agreements.update(why="Because."),
        lambda: service.agreements.update(review_on=TODAY),
    ):
        change()
        after = text.digest(Agreement.objects.get(pk=agreement.pk))
        assert after != before
        before = after


def test_signing_twice(cast: Cast) -> None:
    service = proposed(cast)
    sign(cast, service, "cam", cast.residents)
    with refused("wrong_state", "Residents circle has signed already."):
        sign(cast, service, "cam", cast.residents)


@pytest.mark.parametrize("state", ["draft", "in_force"])
def test_only_what_was_proposed_is_signed(cast: Cast, state: str) -> None:
    service = drafted(cast) if state == "draft" else in_force(cast)
    with refused("wrong_state", NOT_WAITING):
        agreements.sign(
            agreement=service.agreements.get(),
            party=party(service, cast.residents),
            by=cast.acting("cam"),
            at=NOW,
        )


def test_the_party_of_another_service_cannot_sign_or_send_back(cast: Cast) -> None:
    service, other = proposed(cast), drafted(cast, name="Elsewhere")
    theirs = {"agreement": open_version(service), "party": party(other, cast.residents)}
    for do in (agreements.sign, lambda **given: agreements.send_back(**given, reason="No.")):
        with refused("bad_input", "Residents circle is not a party to this version."):
            do(**theirs, by=cast.acting("cam"), at=NOW)
    assert open_version(service).state == "proposed"


def test_the_position_is_the_one_held_now(cast: Cast) -> None:
    service = proposed(cast)
    cast.cam.memberships.update(ends=TODAY - timedelta(days=1))
    belongs(cast.cam, cast.residents, may_sign=True, position="treasurer")
    sign(cast, service, "cam", cast.residents)
    assert Signature.objects.get().position == "treasurer"


def test_a_party_that_joins_must_sign_too_and_stands_in_the_register(cast: Cast) -> None:
    """It holds nothing yet under the version in force; its signature is nobody else's."""
    service = in_force(cast)
    parents = body("Parents group", Side.COMMUNITY)
    belongs(cast.dee, parents, may_sign=True, position="speaker")
    made = agreements.draft(service=service, why="Parents join.", by=cast.acting("ada"), at=NOW)
    joined = agreements.add_party(agreement=made, body=parents, side=Side.USER, by=cast.acting("ada"), at=NOW)
    agreements.set_terms(agreement=made, review_on=TODAY + HOUR * 48, by=cast.acting("ada"), at=NOW)
    agreements.propose(agreement=made, by=cast.acting("ada"), at=NOW)
    sign(cast, service, "ada", cast.council)
    sign(cast, service, "cam", cast.residents)
    assert Service.objects.get(pk=service.pk).in_force == service.in_force
    assert sign(cast, service, "dee", parents).state == "in_force"
    row = Act.objects.filter(name="agreement.sign").latest("pk")
    assert (row.party, row.side, row.actor) == (joined, "user", cast.dee.pk)


def test_a_new_version_supersedes_the_old(cast: Cast) -> None:
    service = in_force(cast)
    old = service.agreements.get()
    made = agreements.draft(service=service, why="Power moves.", by=cast.acting("ada"), at=NOW)
    for duty in ("set_rota", "carry_out"):
        ways = {party(service, cast.residents): Way.DOES}
        agreements.assign(agreement=made, duty=duty, ways=ways, by=cast.acting("ada"), at=NOW)
    agreements.set_terms(agreement=made, review_on=TODAY + HOUR * 48, by=cast.acting("ada"), at=NOW)
    agreements.propose(agreement=made, by=cast.acting("ada"), at=NOW)
    sign(cast, service, "ada", cast.council)
    assert Service.objects.get(pk=service.pk).in_force == old
    sign(cast, service, "cam", cast.residents, at=NOW + HOUR)
    rows = Agreement.objects.order_by("version").values_list("version", "state", "superseded_at")
    assert list(rows) == [(1, "superseded", NOW + HOUR), (2, "in_force", None)]
    now = Service.objects.get(pk=service.pk).in_force
    assert now is not None and now.cell is not None
    assert (old.cell and old.cell.number, now.cell.number) == (2, 5)
    assert Agreement.objects.get(version=1).cell == old.cell


# -- sending back ---------------------------------------------------------------------------------------


def send_back(cast: Cast, service: Service, reason: str = " Too soon. ") -> Agreement:
    """Cam sends the open version back for the residents."""
    made: Agreement = agreements.send_back(
        agreement=open_version(service),
        party=party(service, cast.residents),
        reason=reason,
        by=cast.acting("cam"),
        at=NOW,
    )
    return made


def test_sending_back_voids_the_signatures(cast: Cast) -> None:
    service = proposed(cast)
    sign(cast, service, "ada", cast.council)
    found = send_back(cast, service)
    assert (found.state, found.proposed_at) == ("draft", None)
    assert not Signature.objects.exists()
    back = SentBack.objects.get()
    assert (back.agreement, back.party.body, back.reason, back.at) == (
        found,
        cast.residents,
        "Too soon.",
        NOW,
    )
    assert Act.objects.get(name="agreement.send_back").facts == {"version": 1, "party": "Residents circle"}
    agreements.propose(agreement=open_version(service), by=cast.acting("ada"), at=NOW)
    assert sign(cast, service, "cam", cast.residents).state == "proposed"
    assert sign(cast, service, "ada", cast.council).state == "in_force"


def test_sending_back_needs_a_reason(cast: Cast) -> None:
    service = proposed(cast)
    with refused("bad_input", "Say why your party sends it back."):
        send_back(cast, service, "  ")


def test_only_what_was_proposed_is_sent_back(cast: Cast) -> None:
    service = proposed(cast)
    send_back(cast, service)
    with refused("wrong_state", NOT_WAITING):
        send_back(cast, service)
