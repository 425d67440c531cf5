"""Starting, publishing and answering surveys: one test for each way it can end; nobody can be picked out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from build import in_force
from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.agenda import agenda
from mutirao.base.agenda.models import Item
from mutirao.base.people import acts as people
from mutirao.base.register.models import Act
from mutirao.planning.surveys import acts, appraisal, writing
from mutirao.planning.surveys.models import CODES, Code, Response, Survey, Writing
from mutirao.theory.surveys import Kind, Question, faults, question
from refusing import refused
from surveying import LATER, PAGES, QUESTIONS, TERMS, TITLE, answer, draft, fill, over, published

CLOSED = "This survey cannot be answered now."


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """A published, anonymous survey."""
    return published(cast, in_force(cast))


# -- starting -------------------------------------------------------------------------------------------


def test_starting_with_a_village_appraisal(cast: Cast) -> None:
    made = acts.start(
        service=in_force(cast), terms=TERMS, template="appraisal", by=cast.acting("ada"), at=NOW
    )
    found = Survey.objects.get(pk=made.pk)
    questions = found.as_questions()
    assert (found.slug, found.published_at) == ("what-does-our-village-need", None)
    assert 12 <= len(questions) <= 20
    assert {one.kind for one in questions} == set(Kind)
    assert [code for one in questions for code in faults(one)] == []
    assert [one.page for one in questions] == sorted(one.page for one in questions)
    assert any(one.is_sensitive for one in questions)
    assert Act.objects.get(name="survey.start").facts == {"survey": TITLE}
    assert not Item.objects.filter(about=agenda.key(found)).exists(), "a draft is on nobody’s agenda"


def test_the_template_is_whole_in_every_language() -> None:
    assert len({one["code"] for one in appraisal.questions()}) == len(appraisal.questions()) == 16
    assert [question(one).code for one in appraisal.questions()] == [f"q{n}" for n in range(1, 17)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "A survey has a title, of 200 characters at most."),
        ({"title": "x" * 201}, "A survey has a title, of 200 characters at most."),
        ({"title": TITLE}, "There is a survey of this name already."),
        ({"opens_at": NOW + timedelta(60)}, "A survey closes after it opens."),
        ({"paper_until": NOW.date()}, "Paper forms are typed in until the day it closes, or later."),
        ({"open_to": "body"}, "Say which group or organisation may take part."),
        ({"open_to": "area"}, "Say the people of which area may take part."),
        ({"entry": "fax"}, "Say who answers."),
    ],
)
def test_a_survey_that_makes_no_sense(cast: Cast, survey: Survey, given: dict[str, Any], said: str) -> None:
    with refused("bad_input", said):
        draft(cast, survey.service, **{"title": "Another", **given})


def test_publishing(cast: Cast) -> None:
    made = draft(cast, in_force(cast), closes_at=None)
    acts.ask(survey=made, questions=[], by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", "There is no question yet."):
        acts.publish(survey=made, by=cast.acting("ada"), at=NOW)
    acts.ask(survey=made, questions=QUESTIONS, by=cast.acting("ada"), at=NOW)
    said = "Say until when it can be answered: results are shown when it is over."
    with refused("wrong_state", said):
        acts.publish(survey=made, by=cast.acting("ada"), at=NOW)
    acts.change(survey=made, terms=TERMS, by=cast.acting("ada"), at=NOW)
    acts.publish(survey=made, by=cast.acting("ada"), at=NOW)
    assert Act.objects.get(name="survey.publish").facts == {"survey": TITLE, "questions": 6}
    assert Item.objects.get(about=agenda.key(made)).closes_at == TERMS.closes_at
    with refused("wrong_state", "It has been published already."):
        acts.publish(survey=made, by=cast.acting("ada"), at=NOW)
    with refused("wrong_state", "The survey has been published: its questions are fixed."):
        acts.ask(survey=made, questions=QUESTIONS[:1], by=cast.acting("ada"), at=NOW)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (
            [replace(QUESTIONS[0], options=("bus",))],
            "Give two answers to choose from, or more, one on each line.",
        ),
        ([QUESTIONS[0], QUESTIONS[0]], "Two questions have the same code."),
        (
            [Question(f"q{n}", Kind.TEXT, "What?") for n in range(61)],
            "A survey has 60 questions at most: people tire.",
        ),
    ],
)
def test_questions_that_cannot_be_asked(cast: Cast, questions: list[Question], said: str) -> None:
    made = draft(cast, in_force(cast))
    with refused("bad_input", said):
        acts.ask(survey=made, questions=questions, by=cast.acting("ada"), at=NOW)


def test_what_people_were_promised_stays(cast: Cast, survey: Survey) -> None:
    promised = "People have been told who answers, and whether it is anonymous: that stays."
    for given in ({"is_anonymous": False}, {"entry": CODES}):
        with refused("wrong_state", promised):
            acts.change(survey=survey, terms=replace(TERMS, **given), by=cast.acting("ada"), at=NOW)
    later = NOW + timedelta(days=40)
    acts.change(survey=survey, terms=replace(TERMS, closes_at=later), by=cast.acting("ada"), at=NOW)
    assert Item.objects.get(about=agenda.key(survey)).closes_at == later


# -- answering ------------------------------------------------------------------------------------------


def test_answers_are_saved_page_by_page_and_can_be_changed(cast: Cast, survey: Survey) -> None:
    assert answer(cast, survey, page=1) is True
    assert answer(cast, survey, page=2) is False
    assert answer(cast, survey, page=1, bus=["3"], safe=[]) is False
    row = Response.objects.get()
    assert row.answers == {"bus": 3, "safe": None, "needs": [1, 3], "home": 2, "care": 2}
    assert Act.objects.filter(name="survey.answer").count() == 1, "that they answered is recorded once"


def test_an_anonymous_answer_is_linked_to_nobody(cast: Cast, survey: Survey) -> None:
    answer(cast, survey)
    row, act = Response.objects.get(), Act.objects.get(name="survey.answer")
    assert row.person is None and str(cast.dee.pk) not in row.key
    assert (act.subject, act.facts) == ("", {"survey": TITLE})
    assert not any(
        field.get_internal_type() in ("DateTimeField", "DateField") for field in Response._meta.fields
    )
    found = over(survey)
    assert found.secret == "" and Response.objects.get().key == "" and Response.objects.get().pk != row.pk


def test_where_it_is_not_anonymous_it_says_who(cast: Cast) -> None:
    answer(cast, published(cast, in_force(cast), is_anonymous=False))
    assert Response.objects.get().person == cast.dee


def test_somebody_on_paper_is_entered_for(cast: Cast, survey: Survey) -> None:
    acts.answer(survey=survey, page=1, typed=PAGES[1], by=cast.acting("ben", behalf="pat"), at=NOW)
    mine = acts.answers_of(survey, writing.of_person(cast.pat))
    assert mine == {"bus": 1, "safe": 4} and acts.answers_of(survey, writing.of_person(cast.ben)) == {}


@pytest.mark.parametrize(
    ("page", "given", "said"),
    [
        (1, {"bus": []}, "“How do you travel?”: Please answer this."),
        (1, {"bus": ["9"]}, "“How do you travel?”: Choose one of the answers."),
        (1, {"safe": ["0"]}, "“How safe?”: This number is outside the range."),
        (2, {"home": ["two"]}, "“How many live with you?”: Write a whole number in figures."),
        (3, {"else": ["x" * 1001]}, "“What else?”: At most 1,000 characters fit."),
    ],
)
def test_answers_that_cannot_be(cast: Cast, survey: Survey, page: int, given: Any, said: str) -> None:
    with refused("bad_input", said):
        answer(cast, survey, page=page, **given)
    assert not Response.objects.exists()


def test_a_survey_is_answered_in_its_time(cast: Cast, survey: Survey) -> None:
    with refused("bad_input", "There is no such page."):
        acts.answer(survey=survey, page=9, typed={}, by=cast.acting("dee"), at=NOW)
    with refused("wrong_state", CLOSED):
        acts.answer(survey=survey, page=1, typed=PAGES[1], by=cast.acting("dee"), at=LATER)
    a_draft = draft(cast, survey.service, title="A draft")
    with refused("wrong_state", CLOSED):
        answer(cast, a_draft)


def test_only_those_it_asks(cast: Cast) -> None:
    survey = published(cast, in_force(cast), open_to="body", open_to_body=cast.residents)
    with refused("not_of_body"):
        answer(cast, survey)
    assert answer(cast, survey, by="rosa") is True


# -- household codes ------------------------------------------------------------------------------------


def test_a_household_answers_with_its_code_once(cast: Cast) -> None:
    survey = published(cast, in_force(cast), entry=CODES, is_anonymous=False)
    assert survey.is_anonymous, "with codes it always is"
    first, second = acts.issue_codes(survey=survey, n=2, by=cast.acting("ada"), at=NOW)
    given: dict[str, Any] = {"survey": survey, "page": 1, "by": Actor.visitor(), "at": NOW}
    assert acts.answer_with_code(code=first, typed=PAGES[1], **given) is True
    assert acts.answer_with_code(code=first.upper().replace("-", " "), typed={"bus": ["2"]}, **given) is False
    assert acts.answer_with_code(code=second, typed=PAGES[1], **given) is True
    assert Response.objects.count() == 2
    assert Act.objects.filter(name="survey.answer_with_code", actor=None).count() == 2
    unknown = "We do not know this code. Look at your sheet again: small letters, dashes do not matter."
    with refused("bad_input", unknown):
        acts.answer_with_code(code="bado-kire-luma-tosi", typed=PAGES[1], **given)
    with refused("wrong_state", "This survey is answered with a household’s code."):
        answer(cast, survey)
    assert not {first, second} & set(Code.objects.values_list("digest", flat=True))


def test_codes_are_for_surveys_that_use_them(cast: Cast, survey: Survey) -> None:
    with refused("wrong_state", "This survey is answered by people who have joined, without codes."):
        acts.issue_codes(survey=survey, n=1, by=cast.acting("ada"), at=NOW)
    other = published(cast, survey.service, title="Households", entry=CODES)
    for n in (0, 5_001):
        with refused("bad_input", "A survey has 5000 codes at most, and prints one at least."):
            acts.issue_codes(survey=other, n=n, by=cast.acting("ada"), at=NOW)


# -- when it is over ------------------------------------------------------------------------------------


def many(n: int = 12, **given: Any) -> list[dict[str, Any]]:
    """So many forms alike."""
    return [
        {"bus": 1, "safe": 4, "needs": [1], "home": 2, "care": 2, "else": f"Bench {k}", **given}
        for k in range(n)
    ]


def test_the_clock_counts_and_cuts_every_link(cast: Cast, survey: Survey) -> None:
    fill(survey, [*many(), *many(8, bus=2), {"safe": None, "needs": []}])
    before = set(Response.objects.values_list("pk", flat=True))
    assert writing.count_due(NOW) == 0
    found = over(survey)
    assert writing.count_due(LATER) == 0
    assert (found.forms, found.counted_at, found.secret) == (20, LATER, "")
    assert [row["n"] for row in found.results[0]["rows"]] == [None, None, None], "nought hides its neighbours"
    assert found.results[5] == {"code": "else", "kind": "text", "n": 20, "rows": [], "middle": None}
    rows = list(Response.objects.all())
    assert before.isdisjoint({row.pk for row in rows})
    assert {row.key for row in rows} == {""} and all("else" not in row.answers for row in rows)
    assert Writing.objects.count() == 20
    with refused("wrong_state", "The survey is over: it cannot change any more."):
        acts.change(survey=found, terms=TERMS, by=cast.acting("ada"), at=LATER)
    assert "What people answered" in agenda.of(found.service, at=LATER)[0].says


def test_texts_are_shown_after_somebody_looked_at_them(cast: Cast, survey: Survey) -> None:
    fill(survey, many())
    over(survey)
    one = Writing.objects.select_related("survey__service")[0]
    assert one.shown == ""
    acts.review(writing=one, shown=" A bench [name taken out] ", by=cast.acting("ada"), at=LATER)
    assert Writing.objects.get(pk=one.pk).shown == "A bench [name taken out]"
    assert Act.objects.get(name="survey.review").facts == {"survey": TITLE, "shown": True}
    acts.review(writing=one, shown="", by=cast.acting("ada"), at=LATER)
    assert (Writing.objects.get(pk=one.pk).shown, Writing.objects.get(pk=one.pk).reviewed_at) == ("", LATER)


def test_taking_out_single_forms(cast: Cast, survey: Survey) -> None:
    with refused("wrong_state", "Nothing is taken out before the survey is over."):
        acts.hand_out(survey=survey, by=cast.acting("ada"), at=NOW)
    fill(survey, [*many(9), *many(8, bus=2), *many(7, bus=3, needs=[2, 3]), *many(2, bus=3, home=14)])
    rows = acts.hand_out(survey=over(survey), by=cast.acting("ada"), at=LATER)
    assert rows[0] == ["How do you travel?", "How safe?", "What is missing?", "How many live with you?"]
    assert len(rows) == 27
    assert sorted({row[0] for row in rows[1:]}) == ["bus", "car", "on foot"]
    assert {row[1] for row in rows[1:]} == {"…"}, "steps nobody chose hide the one that all did"
    assert "Bench" not in str(rows) and "no" not in {cell for row in rows for cell in row}
    assert Act.objects.get(name="survey.hand_out").facts == {"survey": TITLE, "forms": 26}


def test_few_forms_are_not_taken_out(cast: Cast, survey: Survey) -> None:
    fill(survey, many(9))
    with refused("wrong_state", "So few forms were filled in that taking them out could give somebody away."):
        acts.hand_out(survey=over(survey), by=cast.acting("ada"), at=LATER)


# -- being forgotten ------------------------------------------------------------------------------------


def test_forgetting_takes_answers_while_the_survey_is_open(cast: Cast, survey: Survey) -> None:
    named = published(cast, survey.service, title="With names", is_anonymous=False)
    for one in (survey, named):
        answer(cast, one)
        answer(cast, one, by="rosa")
    people.erase(person=cast.dee, by=cast.acting("dee"), at=NOW)
    assert Response.objects.filter(survey=survey).count() == 1
    assert [row.person for row in Response.objects.filter(survey=named)] == [cast.rosa]
    assert writing.count_due(LATER) == 2
    people.erase(person=cast.rosa, by=cast.acting("rosa"), at=LATER)
    assert [row.person for row in Response.objects.filter(survey=named)] == [None]


@pytest.mark.parametrize(
    "change", [{"counted_at": NOW}, {"slug": "other"}, {"opens_at": NOW + timedelta(days=99)}]
)
def test_what_the_database_refuses_by_itself(cast: Cast, survey: Survey, change: dict[str, Any]) -> None:
    published(cast, survey.service, title="Other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(**change)
