"""What the rule about taking part is told of a person: bodies and positions now, parties, home and around."""

from __future__ import annotations

from datetime import timedelta

import pytest

from build import in_force
from cast import NOW, TODAY, Cast, belongs
from mutirao.base.people import acts as people
from mutirao.base.people.models import Area
from mutirao.base.services.taking_part import areas_around, participant
from mutirao.theory.eligibility import Circle, Eligibility, Participant

pytestmark = pytest.mark.django_db
PARTIES, BODY, AREA = (Eligibility(circle, "x") for circle in (Circle.PARTIES, Circle.BODY, Circle.AREA))


def test_a_visitor_is_nobody(cast: Cast) -> None:
    assert participant(PARTIES, cast.acting("visitor"), None, TODAY) == Participant()


def test_terms_that_run_today_count_with_their_positions(cast: Cast) -> None:
    belongs(cast.eve, cast.council, position="adviser", ends=TODAY + timedelta(days=1))
    found = participant(BODY, cast.acting("eve"), None, TODAY)
    assert found == Participant(frozenset({(str(cast.council.pk), "adviser")}))


def test_the_parties_of_the_service_are_known(cast: Cast) -> None:
    service = in_force(cast)
    found = participant(PARTIES, cast.acting("cam"), service, TODAY)
    assert found.parties == {str(cast.council.pk), str(cast.residents.pk)}
    assert found.bodies == {str(cast.residents.pk)}


def test_a_home_lies_in_every_area_around_it(cast: Cast) -> None:
    city = Area.objects.create(name="City", slug="city")
    hill = Area.objects.create(name="Old Hill", slug="old-hill", parent=city)
    people.describe(person=cast.rosa, name="Rosa", language="fr", home=hill, by=cast.acting("rosa"), at=NOW)
    cast.rosa.refresh_from_db()
    found = participant(AREA, cast.acting("rosa"), None, TODAY)
    assert found.areas == {str(hill.pk), str(city.pk)}
    assert areas_around(None) == []


def test_whoever_enters_for_somebody_is_asked_about_that_somebody(cast: Cast) -> None:
    found = participant(BODY, cast.acting("ada", behalf="pat"), None, TODAY)
    assert found.bodies == {str(cast.residents.pk)}


def test_the_home_is_erased_with_the_rest(cast: Cast) -> None:
    cast.rosa.home = Area.objects.create(name="City", slug="city")
    cast.rosa.save()
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=NOW)
    cast.rosa.refresh_from_db()
    assert cast.rosa.home is None
