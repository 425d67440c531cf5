"""The areas a place is made of: typed in line by line, put right by typing them again."""

from __future__ import annotations

import pytest

from build import in_force
from cast import NOW, Cast
from mutirao.base.people.models import Area
from mutirao.base.services.area_acts import MOST_AT_ONCE, Part, add, read
from mutirao.base.services.models import Service
from refusing import refused
from visiting import client_of, errors, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(cast: Cast) -> Service:
    return in_force(cast)


def parts(service: Service) -> list[tuple[str, int | None, str]]:
    return list(service.area.parts.values_list("name", "population", "population_source"))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("Old Hill; 900", [Part("Old Hill", 900)]),
        ("  Old Hill  \n\n Beacon ; 12 345 ", [Part("Old Hill"), Part("Beacon", 12_345)]),
        ("Centro;276.799\nSul;83,312", [Part("Centro", 276_799), Part("Sul", 83_312)]),
        ("Hill;", [Part("Hill")]),
        ("", []),
    ],
)
def test_lines_as_people_type_them(lines: str, found: list[Part]) -> None:
    assert read(lines) == found


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Hill\n; 900", "Line 2 has no name we can keep."),
        ("Hill; about 900", "Line 1: “about 900” is not a number of people."),
        ("Hill; -900", "Line 1: “-900” is not a number of people."),
        ("Hill; ٩٠٠", "Line 1: “٩٠٠” is not a number of people."),
        ("x" * 201, "Line 1 has no name we can keep."),
        ("hill\n" * (MOST_AT_ONCE + 1), "These are more than 500 areas: bring them in parts."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(lines: str, said: str) -> None:
    with refused("bad_input", said):
        read(lines)


def test_entering_areas_again_puts_them_right(cast: Cast, service: Service) -> None:
    first = [Part("Old Hill", 900), Part("Beacon")]
    add(service=service, parts=first, source=" Census 2011 ", by=cast.acting("rosa"), at=NOW)
    assert parts(service) == [("Beacon", None, ""), ("Old Hill", 900, "Census 2011")]
    again = [Part("OLD HILL", 950), Part("Beacon", 0)]
    add(service=service, parts=again, source="Census 2021", by=cast.acting("rosa"), at=NOW)
    assert parts(service) == [("Beacon", 0, "Census 2021"), ("Old Hill", 950, "Census 2021")]
    assert Area.objects.filter(parent=None).count() == 1


def test_numbers_have_a_source(cast: Cast, service: Service) -> None:
    with refused("bad_input", "Say where the numbers of people come from."):
        add(service=service, parts=[Part("Hill", 9)], source=" ", by=cast.acting("rosa"), at=NOW)
    with refused("bad_input", "Enter at least one area."):
        add(service=service, parts=[], source="", by=cast.acting("rosa"), at=NOW)
    assert parts(service) == []


def test_the_page(cast: Cast, service: Service) -> None:
    here = f"/services/{service.slug}/areas/"
    assert "No areas yet" in text(client_of().get(here))
    rosa = client_of(cast.rosa)
    wrong = rosa.post(f"{here}add/", {"lines": "Hill; many", "source": "Census"})
    assert (wrong.status_code, errors(wrong)) == (
        422,
        {"__all__": ["Line 1: “many” is not a number of people."]},
    )
    rosa.post(f"{here}add/", {"lines": "Old Hill; 1 900", "source": "Census"})
    assert "1,900" in text(client_of().get(here))
    assert client_of(cast.dee).get(f"{here}add/").status_code == 403
