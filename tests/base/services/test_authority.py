"""Where somebody stands at a service: terms, the founding rule, several parties, gaps, and what it costs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from build import drafted, in_force, party
from cast import NOW, TODAY, Cast, belongs
from mutirao.base.actor import Actor
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Agreement, Clause, Service
from mutirao.theory.access import ActRule, Gate, Warrant
from mutirao.theory.duties import DUTIES, Way
from mutirao.theory.policy import ACTS, BY_NAME
from mutirao.theory.reasons import Holder, Reason
from situations import World

DAY = timedelta(days=1)
COUNT = BY_NAME["budget.count"]


def codes(seat: Seat, name: str = "budget.count") -> list[str]:
    """The codes of the reasons against an act."""
    return [reason.code for reason in seat.objections(BY_NAME[name])]


# -- before the first agreement -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule", [rule for rule in ACTS if rule.gate is Gate.DUTY], ids=lambda rule: rule.name
)
def test_an_open_draft_decides_about_two_duties_only(cast: Cast, rule: ActRule) -> None:
    service = drafted(cast)
    may = rule.duty in ("keep_agreement", "keep_records")
    ada, dee = (Seat(service, cast.acting(name), NOW) for name in ("ada", "dee"))
    assert codes(ada, rule.name) == ([] if may else ["no_agreement"])
    assert codes(dee, rule.name) == (["not_a_member"] if may else ["no_agreement"])


def test_what_the_open_draft_permits_names_its_version(cast: Cast) -> None:
    service = drafted(cast)
    seat = Seat(service, cast.acting("rosa"), NOW)
    (reason,) = seat.objections(BY_NAME["agreement.propose"])
    assert reason == Reason(
        "wrong_way",
        "keep_agreement",
        13,
        1,
        (Holder("Council team", "answers", "Council team desk"),),
        {"way": "does", "party": "Residents circle"},
    )


def test_once_an_agreement_is_in_force_the_draft_decides_nothing(cast: Cast) -> None:
    service = in_force(cast)
    made = agreements.draft(service=service, why="Residents keep it.", by=cast.acting("ada"), at=NOW)
    ways = {party(service, cast.council): Way.TOLD, party(service, cast.residents): Way.ANSWERS}
    for duty in ("keep_agreement", "run_votes"):
        agreements.assign(agreement=made, duty=duty, ways=ways, by=cast.acting("ada"), at=NOW)
    assert codes(Seat(service, cast.acting("ada"), NOW), "agreement.propose") == []
    assert codes(Seat(service, cast.acting("cam"), NOW), "agreement.propose") == ["wrong_way"]
    assert codes(Seat(service, cast.acting("ada"), NOW)) == []


# -- gaps -----------------------------------------------------------------------------------------------


def test_a_duty_nobody_holds_is_not_a_missing_agreement(cast: Cast) -> None:
    service = in_force(cast)
    Clause.objects.filter(agreement=service.in_force, duty="run_votes").delete()
    (reason,) = Seat(service, cast.acting("ada"), NOW).objections(COUNT)
    assert reason == Reason("nobody_holds", "run_votes", 5, 1)


def test_a_duty_that_parties_are_only_told_about_is_held_by_nobody(cast: Cast) -> None:
    service = in_force(cast)
    Clause.objects.filter(agreement=service.in_force, duty="run_votes").update(way="told")
    (reason,) = Seat(service, cast.acting("ada"), NOW).objections(COUNT)
    assert reason == Reason("nobody_holds", "run_votes", 5, 1)


def test_without_a_service_no_duty_is_held(cast: Cast) -> None:
    (reason,) = Seat(None, cast.acting("ada"), NOW).objections(COUNT)
    assert reason == Reason("no_agreement", "run_votes", 5)


# -- terms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "ends", "found"),
    [
        (TODAY, None, []),
        (TODAY, TODAY + DAY, []),
        (TODAY - DAY, TODAY, ["term_ended"]),
        (TODAY + DAY, None, ["not_a_member"]),
        (TODAY, TODAY, ["term_ended"]),
    ],
)
def test_a_term_runs_from_its_first_day_up_to_its_last(
    cast: Cast, starts: date, ends: date | None, found: list[str]
) -> None:
    service = in_force(cast)
    cast.dee.memberships.create(body=cast.residents, starts=starts, ends=ends)
    assert codes(Seat(service, cast.acting("dee"), NOW)) == found


@pytest.mark.parametrize(
    ("zone", "found"), [("Europe/London", ["term_ended"]), ("America/Sao_Paulo", []), ("UTC", [])]
)
def test_terms_end_at_midnight_at_the_place(
    cast: Cast, settings: Settings, zone: str, found: list[str]
) -> None:
    service = in_force(cast)
    settings.TIME_ZONE = zone
    cast.dee.memberships.create(body=cast.residents, starts=TODAY, ends=date(2026, 5, 5))
    late = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)  # in London the 5th has begun
    assert codes(Seat(service, cast.acting("dee"), late)) == found


def test_a_new_term_counts_where_an_old_one_has_ended(cast: Cast) -> None:
    service = in_force(cast)
    belongs(cast.eve, cast.residents)
    assert codes(Seat(service, cast.acting("eve"), NOW)) == []
    assert codes(Seat(service, cast.acting("eve"), NOW), "budget.decide") == ["wrong_way"]


def test_who_signed_last_year_does_not_sign_now(cast: Cast) -> None:
    seat = Seat(in_force(cast), cast.acting("eve"), NOW)
    (reason,) = seat.objections(BY_NAME["agreement.sign"], body=cast.residents)
    assert reason == Reason(
        "not_signatory", who_may=(Holder("Residents circle", "", "Residents circle desk"),)
    )


# -- several parties ------------------------------------------------------------------------------------


def test_through_two_parties_the_one_that_answers_counts(cast: Cast) -> None:
    service = in_force(cast)
    belongs(cast.rosa, cast.council)
    warrant = Seat(service, cast.acting("rosa"), NOW).admit(COUNT)
    council, version = party(service, cast.council), service.in_force
    assert version is not None
    assert warrant == Warrant(
        "Council team", str(council.pk), "professional", "run_votes", "answers", 1, 5, agreement_id=version.pk
    )
    assert codes(Seat(service, cast.acting("rosa", strong=False), NOW)) == ["second_factor"]


def test_holders_come_answering_first_then_by_name(cast: Cast) -> None:
    world = World(cast)
    Clause.objects.filter(duty="run_votes", way="told").update(way="does")
    (reason,) = Seat(world.service, cast.acting("dee"), NOW).objections(COUNT)
    assert [(h.party, h.way) for h in reason.who_may] == [
        ("Council team", "answers"),
        ("Repairs firm", "does"),
        ("Residents circle", "does"),
    ]


# -- what it costs --------------------------------------------------------------------------------------


def queries(service: Service, actor: Actor, name: str) -> int:
    """How often the database is asked for one answer, at a service fetched as pages do."""
    service = Service.objects.for_cards().get(pk=service.pk)
    with CaptureQueriesContext(connection) as asked:
        seat = Seat(service, actor, NOW)
        seat.objections(BY_NAME[name])
        seat.objections(BY_NAME["service.describe"])
    return len(asked)


def test_one_answer_or_many_cost_two_queries(cast: Cast) -> None:
    service = in_force(cast)
    assert queries(service, cast.acting("ada"), "budget.count") == 2
    assert queries(service, cast.acting("dee"), "agreement.draft") == 2
    assert queries(service, Actor.visitor(), "agreement.draft") == 1


def test_a_draft_costs_one_more(cast: Cast) -> None:
    service = drafted(cast)
    assert queries(service, cast.acting("ada"), "agreement.draft") == 3


def test_every_duty_of_the_catalogue_can_be_asked_about(cast: Cast) -> None:
    service = in_force(cast)
    seat = Seat(service, cast.acting("ada"), NOW)
    assert [len(seat.clauses_on(duty.slug)) for duty in DUTIES] == [2] * len(DUTIES)
    assert seat.clauses_on("juggle") == []
    assert seat.agreement == Agreement.objects.get()
