"""Who signs first for a party that nobody belongs to yet: one test for each way it can end."""

from __future__ import annotations

from build import drafted, open_version
from cast import NOW, TODAY, Cast, belongs
from mutirao.base.people import acts as people
from mutirao.base.people.models import Body
from mutirao.base.register.models import Act
from mutirao.base.services import acts
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.models import Party
from mutirao.theory.typology import Cell, Side, Who
from refusing import refused


def started_with(cast: Cast, partner: str | Body) -> Party:
    """The partner's party in a service that Cam starts for the residents."""
    made = acts.create(
        name="Swings",
        area="Penwerris",
        body=cast.residents,
        partner=partner,
        cell=Cell(Who.LAY, Who.LAY),
        by=cast.acting("cam"),
        at=NOW,
    )
    found: Party = made.parties.select_related("body").exclude(body=cast.residents).get()
    return found


def test_naming_who_signs_first(cast: Cast) -> None:
    parks = started_with(cast, "Parks team")
    agreements.name_signatory(
        party=parks, person=cast.dee, position=" warden ", by=cast.acting("cam"), at=NOW
    )
    term = parks.body.memberships.get()
    assert (term.person, term.position, term.may_sign, term.starts) == (cast.dee, "warden", True, TODAY)
    assert Act.objects.get(name="party.name_signatory").facts == {"party": "Parks team"}


def test_nobody_is_named_where_somebody_has_signed_before(cast: Cast) -> None:
    """Not even when every term has ended: else whoever names a partner could take its place everywhere."""
    council = started_with(cast, cast.council)
    said = "Council team has had people who sign for it: only they can add others."
    with refused("wrong_state", said):
        agreements.name_signatory(party=council, person=cast.dee, position="", by=cast.acting("cam"), at=NOW)
    cast.council.memberships.update(ends=TODAY)
    with refused("wrong_state", said):
        agreements.name_signatory(party=council, person=cast.dee, position="", by=cast.acting("cam"), at=NOW)


def test_only_where_a_body_was_added_first_is_its_signatory_named(cast: Cast) -> None:
    started_with(cast, "Parks team")
    parks = Body.objects.get(name="Parks team")
    other = drafted(cast)
    added = agreements.add_party(
        agreement=open_version(other), body=parks, side=Side.PROFESSIONAL, by=cast.acting("ada"), at=NOW
    )
    with refused("wrong_state", "Parks team was added at another service: ask there."):
        agreements.name_signatory(party=added, person=cast.ada, position="", by=cast.acting("ada"), at=NOW)


def test_who_is_named_has_not_been_erased_and_is_no_member_yet(cast: Cast) -> None:
    parks = started_with(cast, "Parks team")
    belongs(cast.dee, parks.body)
    with refused("bad_input", "This person is a member already."):
        agreements.name_signatory(party=parks, person=cast.dee, position="", by=cast.acting("cam"), at=NOW)
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    with refused("bad_input", "This person's data has been erased."):
        agreements.name_signatory(party=parks, person=cast.rosa, position="", by=cast.acting("cam"), at=NOW)
