"""Paper forms: typed in twice by two people, differences shown and settled, counted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.register.models import Act
from mutirao.planning.surveys import acts, paper_acts, queries, writing
from mutirao.planning.surveys.models import CODES, DIFFERS, DONE, FIRST, PaperForm, Response, Survey
from refusing import refused
from surveying import LATER, PAGES, TERMS, TITLE, WHOLE, over, published, type_again, type_in

ANSWERS = {"bus": 1, "safe": 4, "needs": [1, 3], "home": 2, "care": 2, "else": "A bench by the church"}


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """A published survey."""
    return published(cast, in_force(cast))


def settle(cast: Cast, form: PaperForm, *, by: str = "ben", typed: Any = None, **chosen: str) -> PaperForm:
    """Ben settles it."""
    made: PaperForm = paper_acts.settle(paper=form, chosen=chosen, typed=typed, by=cast.acting(by), at=NOW)
    return made


def test_two_who_read_the_same(cast: Cast, survey: Survey) -> None:
    form = type_in(cast, survey)
    assert (form.state, Response.objects.count()) == (FIRST, 0)
    type_again(cast, form)
    found = PaperForm.objects.get()
    assert (found.state, found.differed, found.first, found.second) == (DONE, 0, {}, {})
    row = Response.objects.get()
    assert (row.answers, row.is_on_paper, row.person) == (ANSWERS, True, None)
    assert Act.objects.get(name="survey.type_again").facts == {"survey": TITLE, "differ": 0}


def test_two_who_read_differently(cast: Cast, survey: Survey) -> None:
    form = type_in(cast, survey)
    done = type_again(cast, form, safe=["2"], needs=["1"], home=[], **{"else": ["A  bench by the church"]})
    assert (done.state, done.differed, Response.objects.count()) == (DIFFERS, 3, 0)
    shown = queries.read_differently(done, paper_acts.differences(done))
    assert [(one.words, one.first, one.second) for one in shown] == [
        ("How safe?", "4", "2"),
        ("What is missing?", "a shop; a nurse", "a shop"),
        ("How many live with you?", "2", "no answer"),
    ]
    with refused("bad_input", "Settle every difference."):
        settle(cast, form, safe="first")
    other = {"home": ["12"]}
    settle(cast, form, by="rosa", typed=other, safe="second", needs="first", home="other")
    assert Response.objects.get().answers == {**ANSWERS, "safe": 2, "home": 12}
    assert PaperForm.objects.get().state == DONE
    with refused("wrong_state", "There is nothing to settle in this form."):
        settle(cast, form, safe="first")


def test_the_second_is_somebody_else(cast: Cast, survey: Survey) -> None:
    form = type_in(cast, survey)
    with refused("wrong_state", "You typed it in the first time: somebody else must do it again."):
        type_again(cast, form, by="ada")
    type_again(cast, form)
    with refused("wrong_state", "This form has been typed in twice already."):
        type_again(cast, form, by="rosa")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperForm.objects.update(second_by=cast.ada)


def test_what_the_paper_says_must_be_an_answer(cast: Cast, survey: Survey) -> None:
    with refused("bad_input", "“How do you travel?”: Choose one answer only."):
        type_in(cast, survey, bus=["1", "2"])
    with refused("bad_input", "This form is empty."):
        paper_acts.type_in(survey=survey, label="1", typed={}, by=cast.acting("ada"), at=NOW)
    with refused("bad_input", "Write a number on the form, and give it here: 40 characters at most."):
        type_in(cast, survey, label=" ")
    form = type_in(cast, survey, safe=["1"])
    type_again(cast, form)
    with refused("bad_input", "“How safe?”: This number is outside the range."):
        settle(cast, form, safe="other", typed={"safe": ["9"]})
    assert not Response.objects.exists()


def test_on_paper_a_question_may_have_been_left_open(cast: Cast, survey: Survey) -> None:
    type_again(cast, type_in(cast, survey, bus=[]), bus=[])
    assert Response.objects.get().answers["bus"] is None


def test_a_form_is_typed_in_once_by_its_number(cast: Cast, survey: Survey) -> None:
    type_in(cast, survey)
    with refused(
        "bad_input", "This form has been typed in already. Find it in the list to type it in again."
    ):
        type_in(cast, survey, by="ben")


def test_a_household_answers_online_or_on_paper(cast: Cast) -> None:
    survey = published(cast, in_force(cast), entry=CODES)
    online, paper = acts.issue_codes(survey=survey, n=2, by=cast.acting("ada"), at=NOW)
    given: dict[str, Any] = {"survey": survey, "page": 1, "typed": PAGES[1], "by": Actor.visitor(), "at": NOW}
    acts.answer_with_code(code=online, **given)
    with refused("bad_input", "This household has answered online already."):
        type_in(cast, survey, label=online)
    form = type_in(cast, survey, label=paper.upper())
    assert paper not in form.label
    with refused("wrong_state", "This household has answered on paper."):
        acts.answer_with_code(code=paper, **given)
    with refused("bad_input", "We do not know this code. Look at the form again."):
        type_in(cast, survey, label="17")
    type_again(cast, form)
    assert Response.objects.count() == 2


def test_forms_come_in_after_it_closed_until_it_is_counted(cast: Cast, survey: Survey) -> None:
    week = (LATER + timedelta(days=7)).date()
    acts.change(survey=survey, terms=replace(TERMS, paper_until=week), by=cast.acting("ada"), at=NOW)
    assert writing.count_due(LATER) == 0
    form = paper_acts.type_in(survey=survey, label="17", typed=WHOLE, by=cast.acting("ada"), at=LATER)
    assert not writing.count(survey, LATER + timedelta(days=7))
    over(survey, at=LATER + timedelta(days=8))
    with refused("wrong_state", "Forms of this survey cannot be typed in now."):
        type_again(cast, form)
    assert PaperForm.objects.get().first == {}, "what one person typed is not kept"
