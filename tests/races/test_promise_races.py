"""Several people answer for one promise, question it or replace one decision at once: one of them does."""

from __future__ import annotations

import pytest
from test_races import at_once

from build import in_force
from cast import NOW, Cast, person
from mutirao.base.actor import Actor
from mutirao.base.notices.models import Letter
from mutirao.planning.decisions import clock, promise_acts
from mutirao.planning.decisions.models import Decision, Question
from mutirao.theory.promises import Event
from promising import DUE, days_later, decide, now, occasions, promise, token_of

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_one_link_is_answered_once() -> None:
    cast = Cast()
    made = promise(cast, in_force(cast))
    token = token_of(made)
    found = at_once(
        *[
            lambda: promise_acts.report(
                promise=made, event=Event.KEEP, token=token, by=Actor.visitor(), at=NOW
            )
            for _ in range(6)
        ]
    )
    assert found == {"done": 1, "wrong_state": 5}
    assert made.changes.count() == 2


def test_a_crowd_says_that_it_is_not_done() -> None:
    cast = Cast()
    made = promise(cast, in_force(cast))
    promise_acts.keep(promise=made, by=cast.acting("ada"), at=NOW)
    folk = [person(f"Person{n}") for n in range(4)] * 2
    found = at_once(
        *[lambda who=who: promise_acts.question(promise=made, by=Actor(person=who), at=NOW) for who in folk]
    )
    assert found == {"done": 4, "wrong_state": 4}
    assert (now(made).doubts, Question.objects.count(), len(occasions(made))) == (4, 4, 2)


def test_two_clocks_ask_once() -> None:
    cast = Cast()
    made = promise(cast, in_force(cast))
    assert at_once(*[lambda: clock.chase(days_later(46)) for _ in range(4)]) == {"done": 4}
    assert occasions(made) == ["made", f"{DUE}:before"]
    assert (now(made).asked, Letter.objects.count()) == (2, 2)


def test_one_decision_takes_the_place_of_another() -> None:
    cast = Cast()
    service = in_force(cast)
    first = decide(cast, service)
    found = at_once(*[lambda: decide(cast, service, supersedes=first) for _ in range(4)])
    assert found == {"done": 1, "wrong_state": 3}
    assert Decision.objects.count() == 2
