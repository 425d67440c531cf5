"""Terms in a body: admitting, ending, leaving; one test for each way it can end."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cast import NOW, TODAY, Cast, belongs
from mutirao.base.people import acts
from mutirao.base.people.models import Membership
from mutirao.base.register.models import Act
from refusing import refused

DAY = timedelta(days=1)
LATE_EVENING = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)  # half past midnight of 5 May in London


def facts(name: str) -> dict[str, object]:
    """What the register says of the newest act of this name."""
    said: dict[str, object] = Act.objects.filter(name=name).latest("pk").facts
    return said


def test_admitting_a_member(cast: Cast) -> None:
    made = acts.admit(
        body=cast.residents,
        person=cast.dee,
        starts=TODAY,
        ends=TODAY + 365 * DAY,
        position="treasurer",
        may_sign=True,
        by=cast.acting("cam"),
        at=NOW,
    )
    found = Membership.objects.get(pk=made.pk)
    assert (found.person, found.body, found.position) == (cast.dee, cast.residents, "treasurer")
    assert (found.may_sign, found.starts, found.ends) == (True, TODAY, TODAY + 365 * DAY)
    assert facts("body.admit") == {"body": "Residents circle", "may_sign": True}


@pytest.mark.parametrize("ends", [TODAY, TODAY - DAY])
def test_a_term_ends_after_it_starts(cast: Cast, ends: date) -> None:
    with refused("bad_input", "The term must end after it starts."):
        acts.admit(
            body=cast.residents, person=cast.dee, starts=TODAY, ends=ends, by=cast.acting("cam"), at=NOW
        )


def test_an_erased_person_is_not_admitted(cast: Cast) -> None:
    acts.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    with refused("bad_input", "This person's data has been erased."):
        acts.admit(body=cast.residents, person=cast.dee, starts=TODAY, by=cast.acting("cam"), at=NOW)


# a term there is already, and one asked for, both in days from today; None: without an end
OVERLAPPING = [
    ((-9, None), (0, None)),
    ((-9, None), (0, 5)),
    ((-9, 3), (2, None)),
    ((9, None), (0, None)),
    ((9, None), (0, 10)),
    ((9, 12), (0, None)),
    ((9, 12), (11, 30)),
]
APART = [((-9, 0), (0, None)), ((-9, 3), (3, 5)), ((9, None), (0, 9)), ((9, 12), (12, None))]


def asked_for(cast: Cast, there: tuple[int, int | None], wanted: tuple[int, int | None]) -> None:
    """Rosa's only term with the residents is the one there is; the chair admits her once more."""
    cast.rosa.memberships.all().delete()
    first, second = (
        {"starts": TODAY + DAY * a, "ends": None if b is None else TODAY + DAY * b}
        for a, b in (there, wanted)
    )
    Membership.objects.create(person=cast.rosa, body=cast.residents, **first)
    acts.admit(body=cast.residents, person=cast.rosa, **second, by=cast.acting("cam"), at=NOW)


@pytest.mark.parametrize(("there", "wanted"), OVERLAPPING)
def test_nobody_has_two_terms_at_a_time(
    cast: Cast, there: tuple[int, int | None], wanted: tuple[int, int | None]
) -> None:
    with refused("bad_input", "This person is a member already."):
        asked_for(cast, there, wanted)
    assert cast.rosa.memberships.count() == 1


@pytest.mark.parametrize(("there", "wanted"), APART)
def test_a_term_may_follow_another(
    cast: Cast, there: tuple[int, int | None], wanted: tuple[int, int | None]
) -> None:
    asked_for(cast, there, wanted)
    assert cast.rosa.memberships.count() == 2


def test_ending_a_term(cast: Cast) -> None:
    term = cast.rosa.memberships.get()
    acts.end(membership=term, ends=TODAY + 7 * DAY, by=cast.acting("cam"), at=NOW)
    assert cast.rosa.memberships.get().ends == TODAY + 7 * DAY
    assert facts("membership.end") == {"body": "Residents circle"}
    acts.end(membership=term, ends=TODAY, by=cast.acting("cam"), at=NOW)  # sooner, on second thoughts
    assert not cast.rosa.memberships.get().is_current(TODAY)


def test_a_term_cannot_end_before_it_started(cast: Cast) -> None:
    term = cast.rosa.memberships.get()
    with refused("bad_input", "A term cannot end before it started."):
        acts.end(membership=term, ends=term.starts - DAY, by=cast.acting("cam"), at=NOW)


def test_a_term_that_has_ended_cannot_be_brought_back(cast: Cast) -> None:
    term = cast.eve.memberships.get(body=cast.residents)
    for day in (TODAY, TODAY + 30 * DAY):
        with refused("wrong_state", "This term has ended already."):
            acts.end(membership=term, ends=day, by=cast.acting("cam"), at=NOW)
    assert cast.eve.memberships.get(body=cast.residents).ends == TODAY - 200 * DAY


def test_ending_a_term_does_not_make_it_longer(cast: Cast) -> None:
    term = belongs(cast.dee, cast.residents, ends=TODAY + 7 * DAY)
    with refused("bad_input", "This term ends before that day already."):
        acts.end(membership=term, ends=TODAY + 8 * DAY, by=cast.acting("cam"), at=NOW)


def test_leaving(cast: Cast) -> None:
    term = cast.rosa.memberships.get()
    acts.leave(membership=term, by=cast.acting("rosa"), at=NOW)
    assert cast.rosa.memberships.get().ends == TODAY
    assert facts("membership.leave") == {"body": "Residents circle"}
    with refused("wrong_state", "This term has ended already."):
        acts.leave(membership=term, by=cast.acting("rosa"), at=NOW)


def test_leaving_before_the_term_has_begun(cast: Cast) -> None:
    term = Membership.objects.create(person=cast.dee, body=cast.council, starts=TODAY + 9 * DAY)
    acts.leave(membership=term, by=cast.acting("dee"), at=NOW)
    term.refresh_from_db()
    assert (term.starts, term.ends) == (TODAY + 9 * DAY, TODAY + 9 * DAY)


def test_leaving_ends_the_term_on_the_day_of_the_place(cast: Cast) -> None:
    term = cast.rosa.memberships.get()
    acts.leave(membership=term, by=cast.acting("rosa"), at=LATE_EVENING)
    assert cast.rosa.memberships.get().ends == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("membership_term_runs_forward", {"starts": TODAY, "ends": TODAY - DAY}),
        ("membership_once_without_end", {"starts": TODAY + DAY}),
    ],
)
def test_what_the_database_refuses_by_itself(cast: Cast, name: str, row: dict[str, date]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=cast.rosa, body=cast.residents, **row)
