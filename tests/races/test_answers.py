"""Many people answer at once, and one of them on many phones: nothing is lost, nothing is doubled."""

from __future__ import annotations

import pytest
from test_races import at_once

from cast import NOW, Cast, person
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.statements import acts
from mutirao.planning.statements.models import Reply, Voice
from mutirao.theory.statements import Answer
from talking import ask, counted, one, place, tally

CROWD = 12

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_crowd_answers_one_statement() -> None:
    cast = Cast()
    conversation = ask(cast, place(cast))
    folk = [person(f"Person{n}") for n in range(CROWD)]
    sides = [Answer.AGREE if n % 3 else Answer.DISAGREE for n in range(CROWD)]
    found = at_once(
        *[
            lambda who=who, said=said: acts.answer(
                statement=one(conversation, 1), answer=said, by=Actor(person=who), at=NOW
            )
            for who, said in zip(folk, sides, strict=True)
        ]
    )
    assert found == {"done": CROWD}
    assert tally(conversation) == counted(conversation) == [(8, 0, 4), (0, 0, 0), (0, 0, 0)]
    assert Act.objects.filter(name="statement.answer").count() == CROWD


def test_somebody_answers_on_many_phones() -> None:
    cast = Cast()
    conversation = ask(cast, place(cast))
    found = at_once(
        *[
            lambda said=said: acts.answer(
                statement=one(conversation, 1), answer=said, by=cast.acting("dee"), at=NOW
            )
            for said in list(Answer) * 4
        ]
    )
    assert found == {"done": CROWD}
    assert Voice.objects.count() == Reply.objects.count() == 1
    assert tally(conversation) == counted(conversation)
    assert sum(sum(row) for row in tally(conversation)) == 1


def test_the_same_words_added_by_many_stand_there_once() -> None:
    cast = Cast()
    conversation = ask(cast, place(cast))
    folk = [person(f"Person{n}") for n in range(CROWD)]
    found = at_once(
        *[
            lambda who=who: acts.add(
                conversation=conversation, text="More trees.", by=Actor(person=who), at=NOW
            )
            for who in folk
        ]
    )
    assert found == {"done": 1, "bad_input": CROWD - 1}
