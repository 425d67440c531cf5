"""What is going on: open, coming and lately done, in one query, moved with its phase."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from build import drafted
from cast import NOW, Cast
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.services.models import Service

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def service(cast: Cast) -> Service:
    return drafted(cast)


def put(service: Service, about: object, *, opens: int | None, closes: int | None, follows: str = "") -> None:
    """A budget waiting to be counted, in a window of days from now."""
    agenda.put(
        about,  # type: ignore[arg-type]
        "budget.to_count",
        service=service,
        title=str(about),
        path="/",
        opens=NOW + opens * DAY if opens is not None else None,
        closes=NOW + closes * DAY if closes is not None else None,
        follows=follows,
    )


def test_open_first_then_coming_then_lately_and_what_is_far_away_is_left_out(
    cast: Cast, service: Service
) -> None:
    put(service, cast.ada, opens=-20, closes=-1)
    put(service, cast.ben, opens=2, closes=3)
    put(service, cast.cam, opens=None, closes=None)
    put(service, cast.rosa, opens=-1, closes=1)
    put(service, cast.dee, opens=-40, closes=-15)
    put(service, cast.eve, opens=61, closes=90)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = agenda.of(service, at=NOW)
    assert len(asked) == 1
    assert [(line.title, line.state) for line in lines] == [
        ("Rosa", "open"),
        ("Cam", "open"),
        ("Ben", "coming"),
        ("Ada", "lately"),
    ]
    assert lines[0].says == "The ballots of “Rosa” wait to be counted"


def test_what_is_put_twice_stands_there_once_with_its_new_dates(cast: Cast, service: Service) -> None:
    put(service, cast.ada, opens=None, closes=1)
    put(service, cast.ada, opens=None, closes=5)
    assert [item.closes_at for item in Item.objects.all()] == [NOW + 5 * DAY]


def test_a_phase_takes_along_what_follows_it_and_nothing_else(cast: Cast, service: Service) -> None:
    put(service, cast.ada, opens=1, closes=2, follows="phase:1")
    put(service, cast.ben, opens=1, closes=2, follows="phase:2")
    agenda.move("phase:1", opens=NOW - DAY, closes=NOW + DAY)
    assert [(line.title, line.state) for line in agenda.of(service, at=NOW)] == [
        ("Ada", "open"),
        ("Ben", "coming"),
    ]


def test_taking_one_kind_off_leaves_the_others(cast: Cast, service: Service) -> None:
    put(service, cast.ada, opens=None, closes=None)
    agenda.put(cast.ada, "budget.decided", service=service, title="Ada", path="/")
    agenda.drop(cast.ada, "budget.to_count")
    assert [item.kind for item in Item.objects.all()] == ["budget.decided"]
    agenda.drop(cast.ada)
    assert not Item.objects.exists()


def test_the_home_page_takes_what_is_open_now_and_closes_first(cast: Cast, service: Service) -> None:
    put(service, cast.ada, opens=1, closes=2)
    put(service, cast.ben, opens=-1, closes=3)
    put(service, cast.cam, opens=-1, closes=2)
    lines = agenda.everywhere(at=NOW, most=3)
    assert [(line.title, line.service) for line in lines] == [("Cam", service.name), ("Ben", service.name)]


def test_what_waits_for_those_who_hold_a_duty_is_not_offered_to_everybody(
    cast: Cast, service: Service
) -> None:
    put(service, cast.ada, opens=None, closes=None)
    agenda.put(cast.ben, "budget.to_decide", service=service, title="Ben", path="/", duty="divide_money")
    assert [(line.title, line.state) for line in agenda.of(service, at=NOW)] == [
        ("Ada", "open"),
        ("Ben", "waiting"),
    ]
    assert [line.title for line in agenda.everywhere(at=NOW, most=3)] == ["Ada"]


def test_a_window_closes_at_its_end_not_after(cast: Cast, service: Service) -> None:
    put(service, cast.ada, opens=0, closes=1)
    assert [agenda.of(service, at=NOW + n * DAY)[0].state for n in (-1, 0, 1)] == ["coming", "open", "lately"]
