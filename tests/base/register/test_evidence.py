"""What the register shows of a service: what is counted, within which window, and when it is read anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rows import Place, place

from cast import NOW
from mutirao.base.register import evidence
from mutirao.base.register.models import Act
from mutirao.base.services.models import Reading, Service
from mutirao.theory.typology import Bands, Cell, Phase, Records, Side, Who

pytestmark = pytest.mark.django_db

YEAR = Bands()
WINDOW = timedelta(days=30.44 * 12)
A_MOMENT = timedelta(microseconds=1)
PRO, USER, COMMUNITY = Side.PROFESSIONAL, Side.USER, Side.COMMUNITY
PLANNING, DELIVERY = Phase.PLANNING, Phase.DELIVERY


@pytest.fixture
def here() -> Place:
    """The service that evidence is read of."""
    return place("here")


def hours(at: Place, side: str, minutes: int, *, when: datetime = NOW, duty: str = "carry_out") -> Act:
    """Somebody recorded work."""
    return Act.objects.create(
        at=when,
        name="hours.record",
        service=at.service,
        duty=duty,
        side=side,
        minutes=minutes,
        evidence="hours",
    )


def decision(at: Place, side: str, *, when: datetime = NOW) -> Act:
    """A party decided something."""
    return Act.objects.create(
        at=when, name="budget.decide", service=at.service, duty="divide_money", side=side, evidence="decision"
    )


def records(at: Place, *, when: datetime = NOW, bands: Bands = YEAR) -> Records:
    """What is counted at a moment."""
    return evidence.records(at.service, at=when, bands=bands)


def read(at: Place, *, when: datetime = NOW) -> Reading | None:
    """Read the evidence as the clock does: from the service as it stands."""
    service = Service.objects.select_related("reading").get(pk=at.service.pk)
    return evidence.read(service, at=when)


def test_of_nothing_nothing_is_counted(here: Place) -> None:
    assert records(here) == Records({}, {}, 0, 0)


def test_hours_are_added_by_phase_and_side_and_decisions_by_side(here: Place) -> None:
    for side, minutes in ((PRO, 30), (PRO, 15), (COMMUNITY, 120), (USER, 60)):
        hours(here, side, minutes)
    hours(here, COMMUNITY, 45, duty="set_priorities")
    hours(here, PRO, 10, duty="keep_accounts")
    for side in (PRO, PRO, COMMUNITY):
        decision(here, side)
    assert records(here) == Records(
        minutes={
            (DELIVERY, PRO): 45,
            (DELIVERY, COMMUNITY): 120,
            (DELIVERY, USER): 60,
            (PLANNING, COMMUNITY): 45,
            (Phase.GOVERNANCE, PRO): 10,
        },
        decisions={frozenset({PRO}): 2, frozenset({COMMUNITY}): 1},
        contributions=9,
        months=0,
    )


def test_other_services_other_acts_no_side_and_duties_of_no_phase_do_not_count(here: Place) -> None:
    hours(place("there"), PRO, 600)
    Act.objects.create(at=NOW, name="agreement.sign", service=here.service, side=PRO, minutes=50)
    hours(here, "", 70)
    decision(here, "")
    hours(here, COMMUNITY, 20, duty="a_duty_of_another_package")
    hours(here, "", 1, when=NOW - timedelta(days=200))
    assert records(here) == Records({}, {}, 0, 0)


def test_the_window_is_open_at_its_beginning_and_closed_at_its_end(here: Place) -> None:
    for minutes, when in (
        (1, NOW - WINDOW - A_MOMENT),
        (2, NOW - WINDOW),
        (4, NOW - WINDOW + A_MOMENT),
        (8, NOW),
        (16, NOW + A_MOMENT),
    ):
        hours(here, PRO, minutes, when=when)
    assert records(here).minutes == {(DELIVERY, PRO): 4 + 8}
    assert records(here, when=NOW + A_MOMENT).minutes == {(DELIVERY, PRO): 8 + 16}
    assert records(here, bands=Bands(window_months=13)).minutes == {(DELIVERY, PRO): 1 + 2 + 4 + 8}
    assert records(here).months == 12


@pytest.mark.parametrize(("days", "months"), [(0, 0), (15, 0), (16, 1), (76, 2), (77, 3), (91, 3)])
def test_months_run_from_the_first_record_to_the_last(here: Place, days: int, months: int) -> None:
    hours(here, PRO, 1, when=NOW - timedelta(days=days))
    hours(here, PRO, 1)
    assert records(here).months == months


def test_counting_takes_one_query_whatever_the_number_of_records(here: Place) -> None:
    hours(here, PRO, 1)
    for size in (1, 100):
        Act.objects.bulk_create(
            Act(
                at=NOW,
                name="x",
                service=here.service,
                duty="carry_out",
                side=USER,
                minutes=1,
                evidence="hours",
            )
            for _ in range(size)
        )
        with CaptureQueriesContext(connection) as log:
            records(here)
        assert len(log) == 1


def fill(at: Place, *, professional: int, lay: int, decided: tuple[str, ...], when: datetime = NOW) -> None:
    """Twenty records of hours at both ends of three months, and decisions."""
    for side in decided:
        decision(at, side, when=when)
    for record in range(20):
        end = when if record % 4 < 2 else when - timedelta(days=92)
        hours(at, *((PRO, professional) if record % 2 else (COMMUNITY, lay)), when=end)


def test_too_little_is_said_to_be_too_little(here: Place) -> None:
    hours(here, PRO, 60)
    reading = read(here)
    assert reading is not None
    assert (reading.plans, reading.delivers, reading.cell, reading.trail) == ("", "", None, [])
    assert reading.facts == {
        "contributions": 1,
        "months": 0,
        "planned_by": "minutes",
        "decisions": 0,
        "decisions_professional": 0,
        "planning_share": None,
        "delivery_share": "1",
    }


def test_enough_gives_the_cell_with_the_numbers_it_was_read_from(here: Place) -> None:
    fill(here, professional=30, lay=90, decided=(PRO,) * 19 + (COMMUNITY,))
    reading = read(here)
    assert reading is not None
    assert reading.cell == Cell(Who.PROFESSIONALS, Who.TOGETHER)
    assert reading.facts == {
        "contributions": 40,
        "months": 3,
        "planned_by": "decisions",
        "decisions": 20,
        "decisions_professional": 19,
        "planning_share": str(Fraction(19, 20)),
        "delivery_share": str(Fraction(1, 4)),
    }
    service = Service.objects.get(pk=here.service.pk)
    assert (service.reading_id, service.evidence_read_at) == (reading.pk, NOW)


def test_a_reading_is_kept_only_when_something_changed(here: Place) -> None:
    fill(here, professional=30, lay=90, decided=(PRO,) * 5)
    first = read(here)
    later = NOW + timedelta(hours=1)
    assert read(here, when=later) is None
    service = Service.objects.get(pk=here.service.pk)
    assert first is not None
    assert (service.evidence_read_at, service.reading_id) == (later, first.pk)
    hours(here, COMMUNITY, 1, when=later)
    second = read(here, when=later + timedelta(hours=1))
    assert second is not None
    assert second.facts["contributions"] == 26
    assert second.trail == []  # the same cell, with one more record
    assert list(here.service.readings.values_list("pk", flat=True)) == [second.pk, first.pk]


# Who delivers, from the professionals' minutes and the others'; "" is a year without records.
YEARS = [(90, 10), (50, 50), (10, 90), (), (50, 50), (50, 50), (90, 10), (50, 50), (10, 90), (50, 50)]
ROWS = [0, 1, 2, None, 1, 1, 0, 1, 2, 1]


def test_the_trail_keeps_the_last_five_cells_before_this_one_oldest_first(here: Place) -> None:
    cells: list[int | None] = []
    trails: list[list[list[int]]] = []
    for year, shares in enumerate(YEARS):
        when = NOW + timedelta(days=400 * year)
        if shares:
            professional, lay = shares
            fill(here, professional=professional, lay=lay, decided=(PRO,) * (5 + year), when=when)
        reading = read(here, when=when)
        assert reading is not None
        cells.append(reading.cell.delivers.place if reading.cell else None)
        trails.append(reading.trail)
    assert cells == ROWS
    assert all(column == 0 for trail in trails for column, _row in trail)
    assert [[row for _column, row in trail] for trail in trails] == [
        [],
        [0],
        [0, 1],
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, 2],
        [0, 1, 2, 1],
        [0, 1, 2, 1, 0],
        [1, 2, 1, 0, 1],
        [2, 1, 0, 1, 2],
    ]
