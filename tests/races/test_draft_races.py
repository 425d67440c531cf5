"""Many at one table at once: the database decides, nobody's words are lost without a word."""

from __future__ import annotations

import pytest
from test_races import at_once

from cast import NOW, Cast, belongs, person
from mutirao.base.actor import Actor
from mutirao.planning.drafts import clause_acts, mark_acts
from mutirao.planning.drafts.models import ClauseVersion, Draft, DraftClause, Mark, Wording
from mutirao.theory.drafts import Position
from mutirao.theory.reasons import Refused
from negotiating import Hall

pytestmark = pytest.mark.usefixtures("transactional_db")
CROWD = 6


def test_many_representatives_of_one_party_mark_at_once() -> None:
    hall = Hall(Cast())
    draft = hall.opened()
    clause, key = hall.clause(draft), draft.negotiators.get(party=hall.parties["cam"])
    people = [person(f"Signer{n}") for n in range(CROWD)]
    for one in people:
        belongs(one, hall.cast.residents, may_sign=True)

    def says(n: int) -> object:
        return mark_acts.mark(
            clause=hall.clause(draft),
            negotiator=key,
            position=Position.OBJECT,
            text=f"Reason {n}",
            seen=clause.current_id,
            by=Actor(people[n]),
            at=NOW,
        )

    attempts = [lambda n=n: says(n) for n in range(CROWD)]  # type: ignore[misc]
    assert at_once(*attempts) == {"done": 1, "wrong_state": CROWD - 1}
    assert Mark.objects.filter(replaced_at__isnull=True).count() == Mark.objects.count() == 1


def test_a_clause_is_changed_while_everybody_marks_it() -> None:
    hall = Hall(Cast())
    draft = hall.opened()
    seen = hall.clause(draft).current_id
    outcomes = at_once(
        lambda: hall.change(draft, "Open day and night.", seen=seen),
        *[lambda who=who: hall.mark(draft, who, seen=seen) for who in ("ada", "cam", "ann")],  # type: ignore[misc]
    )
    assert outcomes["done"] + outcomes["wrong_state"] == 4
    current = ClauseVersion.objects.get(clause__draft=draft, clause__number=1, number=2)
    assert not Mark.objects.filter(version=current).exists()
    assert Mark.objects.filter(version=seen).count() == outcomes["done"] - 1


def test_one_button_pressed_by_a_crowd() -> None:
    hall = Hall(Cast())
    assert at_once(*[hall.start] * CROWD) == {"done": 1, "bad_input": CROWD - 1}
    draft = Draft.objects.get()
    assert at_once(*[lambda: hall.add(draft, "Keys", "One key.")] * CROWD) == {
        "done": 1,
        "bad_input": CROWD - 1,
    }
    assert at_once(*[lambda: hall.open(draft)] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    assert at_once(*[lambda: hall.propose(draft, "cam", "Two keys.")] * CROWD) == {
        "done": 1,
        "wrong_state": CROWD - 1,
    }
    wording = Wording.objects.get()

    def adopt() -> object:
        return clause_acts.adopt_wording(
            wording=wording, seen=wording.version_id, by=hall.actor("ada"), at=NOW
        )

    assert at_once(*[adopt] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}
    hall.mark_all(draft, "ada", "cam", "ann")
    assert at_once(*[lambda: hall.decide(draft)] * CROWD) == {"done": 1, "wrong_state": CROWD - 1}


def test_clauses_added_at_the_same_moment_get_numbers_of_their_own() -> None:
    hall = Hall(Cast())
    draft = hall.start()
    attempts = [lambda n=n: hall.add(draft, f"Clause {n}", "Text.") for n in range(CROWD)]  # type: ignore[misc]
    assert at_once(*attempts) == {"done": CROWD}
    assert [c.number for c in DraftClause.objects.all()] == list(range(1, CROWD + 1))


def test_the_last_objection_and_the_decision_at_the_same_moment() -> None:
    hall = Hall(Cast())
    draft = hall.opened()
    hall.mark_all(draft, "ada", "cam", "ann")

    def object_() -> object:
        return hall.mark(draft, "cam", Position.OBJECT, "No.")

    outcomes = at_once(object_, lambda: hall.decide(draft))
    assert outcomes == {"done": 1, "wrong_state": 1}
    ended = hall.again(draft)
    objections = Mark.objects.filter(position="object", replaced_at__isnull=True).count()
    assert (ended.state, objections) in [("decided", 0), ("negotiating", 1)]
    if ended.state == "decided":
        with pytest.raises(Refused):
            object_()
