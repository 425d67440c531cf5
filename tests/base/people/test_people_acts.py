"""What people do about themselves and the bodies they found: one test for each way it can end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, TODAY, Cast, belongs
from mutirao.base.actor import Actor
from mutirao.base.people import acts, codes
from mutirao.base.people.models import Area, Body, CardCode, Membership, Person
from mutirao.base.register.models import Act
from mutirao.theory.typology import Side
from refusing import refused

DAY = timedelta(days=1)
LATE_EVENING = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)  # half past midnight of 5 May in London


def facts(name: str) -> dict[str, object]:
    """What the register says of the newest act of this name."""
    said: dict[str, object] = Act.objects.filter(name=name).latest("pk").facts
    return said


# -- joining --------------------------------------------------------------------------------------------


def test_joining(cast: Cast) -> None:
    made = acts.join(
        name="  Una ", email="Una@example.org", language="fr", by=Actor.visitor(), at=NOW, demonstration=True
    )
    found = Person.objects.get(pk=made.pk)
    assert (found.name, found.email, found.language) == ("Una", "Una@example.org", "fr")
    assert (found.joined_at, found.is_active, found.is_demonstration) == (NOW, True, True)
    assert not found.has_usable_password()
    assert facts("person.join") == {"person": str(made.pk)}


def test_joining_needs_a_name(cast: Cast) -> None:
    with refused("bad_input", "Enter a name."):
        acts.join(name="  ", email="una@example.org", by=Actor.visitor(), at=NOW)


def test_joining_twice_with_one_address(cast: Cast) -> None:
    with refused("bad_input", "Somebody has joined with this e-mail address already."):
        acts.join(name="Ada", email="ADA@example.org", by=Actor.visitor(), at=NOW)


def test_many_may_join_without_an_address(cast: Cast) -> None:
    assert acts.join(name="Una", by=Actor.visitor(), at=NOW).is_on_paper
    assert acts.join(name="Una", by=Actor.visitor(), at=NOW).is_on_paper


# -- your own details -----------------------------------------------------------------------------------


def test_changing_your_details(cast: Cast) -> None:
    acts.describe(person=cast.dee, name=" Deirdre ", language="pt-br", by=cast.acting("dee"), at=NOW)
    found = Person.objects.get(pk=cast.dee.pk)
    assert (found.name, found.language, found.email) == ("Deirdre", "pt-br", "dee@example.org")


def test_a_name_cannot_be_emptied(cast: Cast) -> None:
    with refused("bad_input", "Enter a name."):
        acts.describe(person=cast.dee, name=" ", language="fr", by=cast.acting("dee"), at=NOW)
    assert Person.objects.get(pk=cast.dee.pk).name == "Dee"


def test_erasing_yourself(cast: Cast) -> None:
    belongs(cast.cam, cast.council, ends=TODAY + 30 * DAY, position="guest")
    later = Membership.objects.create(person=cast.cam, body=cast.council, starts=TODAY + 60 * DAY)
    acts.issue_card(person=cast.cam, by=cast.acting("cam"), at=NOW)

    acts.erase(person=cast.cam, by=cast.acting("cam"), at=NOW)

    found = Person.objects.get(pk=cast.cam.pk)
    assert (found.name, found.email, found.is_active, found.erased_at) == ("", "", False, NOW)
    assert str(found) == "someone"
    assert not found.codes.exists()
    assert list(found.memberships.values_list("body__name", "position", "ends")) == [
        ("Residents circle", "", TODAY),
        ("Council team", "", TODAY),
    ]
    assert not Membership.objects.filter(pk=later.pk).exists()
    assert facts("person.erase") == {}


def test_a_term_that_ended_long_ago_stays_as_it_was_when_its_person_is_erased(cast: Cast) -> None:
    before = list(cast.eve.memberships.values_list("starts", "ends"))
    acts.erase(person=cast.eve, by=cast.acting("eve"), at=NOW)
    assert list(cast.eve.memberships.values_list("starts", "ends")) == before


def test_nobody_is_erased_twice(cast: Cast) -> None:
    acts.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    with refused("wrong_state", "This has been erased already."):
        acts.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)


def test_the_database_holds_no_half_erased_person(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=cast.dee.pk).update(erased_at=NOW)


# -- code cards -----------------------------------------------------------------------------------------


def test_printing_a_code_card(cast: Cast) -> None:
    card = acts.issue_card(person=cast.dee, by=cast.acting("dee"), at=NOW)
    assert len(set(card)) == codes.ON_A_CARD == 8
    assert {codes.digest(code) for code in card} == set(cast.dee.codes.values_list("digest", flat=True))
    assert facts("card.issue") == {}


def test_a_new_card_makes_the_old_one_useless_and_keeps_what_was_used(cast: Cast) -> None:
    old = acts.issue_card(person=cast.dee, by=cast.acting("dee"), at=NOW)
    CardCode.objects.filter(digest=codes.digest(old[0])).update(used_at=NOW)
    new = acts.issue_card(person=cast.dee, by=cast.acting("dee"), at=NOW + DAY)
    kept = set(cast.dee.codes.values_list("digest", flat=True))
    assert kept == {codes.digest(code) for code in (old[0], *new)}


def test_a_card_for_somebody_on_paper(cast: Cast) -> None:
    service = in_force(cast)
    acts.issue_card(person=cast.pat, service=service, by=cast.acting("ada", behalf="pat"), at=NOW)
    row = Act.objects.get(name="card.issue")
    assert (row.actor, row.behalf, row.service) == (cast.ada.pk, cast.pat.pk, service)
    assert cast.pat.codes.count() == 8


def test_no_card_is_printed_for_somebody_who_can_do_it_themselves(cast: Cast) -> None:
    """A card signs its holder in: whoever printed one for the chair could sign for the residents."""
    service = in_force(cast)
    with refused("bad_input", "Somebody with an e-mail address prints their own card."):
        acts.issue_card(person=cast.cam, service=service, by=cast.acting("ada", behalf="cam"), at=NOW)
    assert not cast.cam.codes.exists()


# -- bodies ---------------------------------------------------------------------------------------------


def test_founding_a_body(cast: Cast) -> None:
    penwerris = Area.objects.create(name="Penwerris", slug="penwerris")
    made = acts.found(
        name=" Choir ",
        side=Side.COMMUNITY,
        contact="the hall",
        about="We sing.",
        area=penwerris,
        position="conductor",
        by=cast.acting("dee"),
        at=NOW,
    )
    found = Body.objects.get(pk=made.pk)
    assert (found.name, found.slug, found.side, found.area) == ("Choir", "choir", "community", penwerris)
    assert (found.contact, found.about, found.founded_at) == ("the hall", "We sing.", NOW)
    term = found.memberships.get()
    assert (term.person, term.may_sign, term.position) == (cast.dee, True, "conductor")
    assert (term.starts, term.ends) == (TODAY, None)
    assert facts("body.found") == {"body": "Choir", "side": "community"}


def test_a_body_needs_a_name(cast: Cast) -> None:
    with refused("bad_input", "Enter a name."):
        acts.found(name=" ", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW)


def test_a_double_tap_founds_one_body(cast: Cast) -> None:
    acts.found(name="Choir", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW)
    with refused("bad_input", "You belong to a group of this name already."):
        acts.found(name="CHOIR ", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW)
    assert Body.objects.filter(name__iexact="choir").count() == 1


def test_changing_the_details_of_a_body(cast: Cast) -> None:
    acts.describe_body(
        body=cast.residents,
        name=" Old Hill circle ",
        contact=" hall ",
        about=" Us. ",
        by=cast.acting("cam"),
        at=NOW,
    )
    found = Body.objects.get(pk=cast.residents.pk)
    assert (found.name, found.contact, found.about) == ("Old Hill circle", "hall", "Us.")
    assert found.slug == "residents-circle"
    assert facts("body.describe") == {"body": "Old Hill circle"}


def test_a_body_keeps_a_name(cast: Cast) -> None:
    with refused("bad_input", "Enter a name."):
        acts.describe_body(body=cast.residents, name=" ", contact="", about="", by=cast.acting("cam"), at=NOW)


def test_two_bodies_of_one_name_get_addresses_of_their_own(cast: Cast) -> None:
    for name, slug in (("dee", "choir"), ("rosa", "choir-2"), ("ben", "choir-3")):
        made = acts.found(name="Choir", side=Side.COMMUNITY, by=cast.acting(name), at=NOW)
        assert made.slug == slug


def test_a_name_without_latin_letters_gets_an_address_too(cast: Cast) -> None:
    assert acts.found(name="合唱団", side=Side.COMMUNITY, by=cast.acting("dee"), at=NOW).slug == "x"


def test_who_founds_a_body_late_in_the_evening_belongs_to_it_at_once(cast: Cast) -> None:
    made = acts.found(name="Choir", side=Side.COMMUNITY, by=cast.acting("dee"), at=LATE_EVENING)
    assert made.memberships.get().starts == date(2026, 5, 5)
