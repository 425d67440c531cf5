"""Making calendars, adding, moving and removing phases: one test for each way it can end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, Cast
from cycling import at_service, made
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.register.models import Act
from mutirao.planning.cycles import acts
from mutirao.planning.cycles.models import Cycle, Move, Phase, Timed
from mutirao.theory.periods import Stage
from refusing import refused
from situations_of.cycles import phase


def lines(cycle: Cycle, days: int) -> list[tuple[str, str]]:
    """What the service's page says is going on, so many days from now."""
    return [(line.state, line.title) for line in agenda.of(cycle.service, at=NOW + timedelta(days=days))]


# -- making ---------------------------------------------------------------------------------------------


def test_making_a_calendar_with_its_phases(cast: Cast) -> None:
    cycle = made(cast, phase("Listen", -5, 10), phase("Rank", 10, 20))
    assert (cycle.title, cycle.origin, cycle.made_at) == ("Budget of 2027", "Meeting of 3 May", NOW)
    assert [(p.title, p.period.stage(NOW)) for p in cycle.phases.all()] == [
        ("Listen", Stage.OPEN),
        ("Rank", Stage.COMING),
    ]
    row = Act.objects.get(name="cycle.make")
    assert (row.facts, row.duty) == ({"cycle": "Budget of 2027", "phases": 2}, "call_meetings")


def test_phases_open_and_close_by_themselves(cast: Cast) -> None:
    cycle = made(cast, phase("Listen", 1, 10), phase("Rank", 10, 20))
    seen = {days: lines(cycle, days) for days in (0, 1, 9, 10, 19, 20, 40)}
    assert seen == {
        0: [("coming", "Listen"), ("coming", "Rank")],
        1: [("open", "Listen"), ("coming", "Rank")],
        9: [("open", "Listen"), ("coming", "Rank")],
        10: [("open", "Rank"), ("lately", "Listen")],
        19: [("open", "Rank"), ("lately", "Listen")],
        20: [("lately", "Listen"), ("lately", "Rank")],
        40: [],
    }
    assert Act.objects.filter(name__startswith="cycle").count() == 1  # nobody had to do anything


@pytest.mark.parametrize(
    ("title", "origin", "phases", "said"),
    [
        (" ", "Meeting", (), "Give the calendar a name."),
        ("Budget", " ", (), "Say where the calendar comes from."),
        ("Budget", "Meeting", (phase(" ", 1, 2),), "Give the phase a name."),
        (
            "Budget",
            "Meeting",
            (phase("A", 1, 5), phase("B", 4, 9)),
            "“B” would run at the same time as “A”. Phases follow each other: choose other dates, or move "
            "“A” first.",
        ),
        (
            "Budget",
            "Meeting",
            (phase("A", 5, 5),),
            "“A” would end as it begins. Give it at least a day.",
        ),
        (
            "Budget",
            "Meeting",
            (phase("A", 5, 4),),
            "“A” would end before it begins. Look at the two dates again.",
        ),
        (
            "Budget",
            "Meeting",
            (phase("A", 1, 2), phase("a", 3, 4)),
            "There is a phase called “A” already. Give this one another name.",
        ),
        (
            "Budget",
            "Meeting",
            (acts.NewPhase("A", "", NOW, datetime(9999, 1, 1, tzinfo=UTC)),),
            "This date is too far away.",
        ),
    ],
)
def test_what_makes_no_calendar(
    cast: Cast, title: str, origin: str, phases: tuple[acts.NewPhase, ...], said: str
) -> None:
    at_service(cast)
    with refused("bad_input", said):
        made(cast, *phases, title=title, origin=origin)
    assert not Cycle.objects.exists() and not Phase.objects.exists() and not Item.objects.exists()


def test_a_name_is_given_once(cast: Cast) -> None:
    made(cast)
    with refused("bad_input", "There is a calendar called “Budget of 2027” here already."):
        made(cast, title=" Budget of 2027 ")
    assert Cycle.objects.count() == 1


def test_a_service_without_a_calendar(cast: Cast) -> None:
    in_force(cast)
    with refused("bad_input", "This service has no calendar switched on."):
        made(cast)


# -- adding, moving, removing ---------------------------------------------------------------------------


def test_adding_a_phase(cast: Cast) -> None:
    cycle = made(cast, phase("Listen", 1, 10))
    found = acts.add_phase(cycle=cycle, phase=phase("Rank", 10, 20), by=cast.acting("rosa"), at=NOW)
    assert lines(cycle, 12) == [("open", "Rank"), ("lately", "Listen")]
    assert Act.objects.get(name="cycle.add_phase").facts == {"phase": "Rank", "cycle": "Budget of 2027"}
    assert (
        Item.objects.get(about=agenda.key(found)).path == f"/services/small-works/cycles/phases/{found.pk}/"
    )
    with refused(
        "bad_input",
        "“Late” would run at the same time as “Rank”. Phases follow each other: choose other dates, or move "
        "“Rank” first.",
    ):
        acts.add_phase(cycle=cycle, phase=phase("Late", 19, 30), by=cast.acting("ada"), at=NOW)
    assert cycle.phases.count() == 2


def test_two_calendars_may_overlap(cast: Cast) -> None:
    made(cast, phase("Listen", 1, 10))
    assert made(cast, phase("Listen", 5, 15), title="Budget of 2028").phases.count() == 1


def test_moving_a_phase_moves_all_that_goes_with_it(cast: Cast) -> None:
    cycle = made(cast, phase("Listen", 1, 10), phase("Rank", 10, 20))
    listen = cycle.phases.get(title="Listen")
    agenda.put(
        cycle,
        "cycle.phase",
        service=cycle.service,
        title="Assemblies",
        path="/x/",
        opens=listen.opens_at,
        closes=listen.closes_at,
        follows=listen.follows,
    )
    opens, closes = NOW + timedelta(days=3), NOW + timedelta(days=8)
    acts.move_phase(
        phase=listen, opens=opens, closes=closes, why=" The hall is shut. ", by=cast.acting("rosa"), at=NOW
    )
    assert {(i.title, i.opens_at, i.closes_at) for i in Item.objects.filter(follows=listen.follows)} == {
        ("Listen", opens, closes),
        ("Assemblies", opens, closes),
    }
    assert lines(cycle, 2) == [("coming", "Listen"), ("coming", "Assemblies"), ("coming", "Rank")]
    (move,) = Move.objects.all()
    assert (move.why, move.moved_at) == ("The hall is shut.", NOW)
    assert (move.before.opens, move.before.closes) == (NOW + timedelta(days=1), NOW + timedelta(days=10))
    assert (move.after.opens, move.after.closes) == (opens, closes)
    assert Act.objects.get(name="cycle.move_phase").facts == {
        "phase": "Listen",
        "cycle": "Budget of 2027",
        "opens": opens.isoformat(),
        "closes": closes.isoformat(),
    }


@pytest.mark.parametrize(
    ("first", "last", "why", "said"),
    [
        (2, 9, " ", "Say why the dates change: everybody will read it."),
        (1, 10, "x", "These are the dates it has already."),
        (5, 5, "x", "“Listen” would end as it begins. Give it at least a day."),
        (5, 4, "x", "“Listen” would end before it begins. Look at the two dates again."),
        (
            5,
            11,
            "x",
            "“Listen” would run at the same time as “Rank”. Phases follow each other: choose other dates, or "
            "move “Rank” first.",
        ),
    ],
)
def test_a_move_that_is_refused_changes_nothing(
    cast: Cast, first: int, last: int, why: str, said: str
) -> None:
    cycle = made(cast, phase("Listen", 1, 10), phase("Rank", 10, 20))
    new = phase("x", first, last)
    before = list(Item.objects.order_by("pk").values_list("opens_at", "closes_at"))
    with refused("bad_input", said):
        acts.move_phase(
            phase=cycle.phases.get(title="Listen"),
            opens=new.opens,
            closes=new.closes,
            why=why,
            by=cast.acting("ada"),
            at=NOW,
        )
    assert list(Item.objects.order_by("pk").values_list("opens_at", "closes_at")) == before
    assert not Move.objects.exists()


def test_removing_a_phase_that_has_not_begun(cast: Cast) -> None:
    cycle = made(cast, phase("Listen", -1, 10), phase("Rank", 10, 20))
    listen, rank = cycle.phases.all()
    with refused("wrong_state", "It has begun, so it stays on record. You can give it other dates."):
        acts.remove_phase(phase=listen, by=cast.acting("ada"), at=NOW)
    acts.remove_phase(phase=rank, by=cast.acting("ada"), at=NOW)
    assert [p.title for p in cycle.phases.all()] == ["Listen"]
    assert lines(cycle, 12) == [("lately", "Listen")]
    with refused("wrong_state", "This phase has been removed already."):
        acts.remove_phase(phase=Phase(pk=rank.pk, cycle=cycle), by=cast.acting("ada"), at=NOW)


@pytest.mark.parametrize(
    "change",
    [{"opens_at": NOW, "closes_at": NOW}, {"title": "Rank"}],
)
def test_what_the_database_refuses_by_itself(cast: Cast, change: dict[str, object]) -> None:
    cycle = made(cast, phase("Listen", 1, 10), phase("Rank", 10, 20))
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.phases.filter(title="Listen").update(**change)


def test_what_is_timed_goes_with_its_phase() -> None:
    assert {field.name for field in Timed._meta.get_fields()} == {"phase", "opens_at", "closes_at"}
