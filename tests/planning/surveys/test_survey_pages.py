"""Pages of surveys: writing questions, answering page by page, paper, results; permitted and refused."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import surveying
from build import in_force
from cast import Cast
from mutirao.base.people.models import Person
from mutirao.planning.surveys import acts, writing
from mutirao.planning.surveys.models import CODES, PaperForm, Response, Survey, Writing
from surveying import WHOLE, answer, draft, fill, published, type_again, type_in
from visiting import client_of, errors, text

HERE = "/services/small-works/surveys/"
ONE = f"{HERE}what-does-our-village-need/"
REQUIRED = ["This field is required."]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the builders do happens now, because pages read the clock."""
    now = timezone.now()
    monkeypatch.setattr(surveying, "NOW", now)
    monkeypatch.setattr(surveying, "TERMS", acts.Terms(surveying.TITLE, closes_at=now + timedelta(days=30)))


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """A survey that is open today."""
    return published(cast, in_force(cast))


def browser(person: Person) -> Client:
    """Somebody's browser."""
    return client_of(person)


def finish(survey: Survey) -> None:
    """The survey is over, and the clock has counted it."""
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    assert writing.count_due(timezone.now()) == 1


# -- writing it -----------------------------------------------------------------------------------------


def test_before_anybody_asked(cast: Cast, client: Client) -> None:
    in_force(cast)
    page = text(client.get(HERE))
    assert "Nobody has been asked anything yet" in page and "Sign in first" in page
    assert client.get(f"{HERE}new/").status_code == 403


def test_starting_an_appraisal_and_changing_its_questions(cast: Cast, client: Client) -> None:
    in_force(cast)
    ada = browser(cast.ada)
    given = {"title": "What does our village need?", "template": "appraisal", "entry": "people"}
    given |= {"open_to": "everyone", "is_anonymous": "on"}
    assert errors(ada.post(f"{HERE}new/", {**given, "title": ""})) == {"title": REQUIRED}
    assert ada.post(f"{HERE}new/", given)["Location"] == f"{ONE}questions/"
    assert "16 questions" in text(ada.get(f"{ONE}questions/"))
    assert client.get(ONE).status_code == 404, "nobody else sees a draft"
    assert browser(cast.dee).get(ONE).status_code == 404 and ada.get(ONE).status_code == 200
    wrong = ada.post(
        f"{ONE}questions/new/", {"words": "Which?", "kind": "choice", "options": "one", "page": "1"}
    )
    assert errors(wrong) == {"__all__": ["Give two answers to choose from, or more, one on each line."]}
    added = {"words": "Which?", "kind": "choice", "options": "one\r\ntwo\r\n", "page": "5"}
    assert ada.post(f"{ONE}questions/new/", added).status_code == 302
    assert ada.post(f"{ONE}questions/q17/", {**added, "options": "one\ntwo\nthree"}).status_code == 302
    assert ada.post(f"{ONE}questions/q17/move/", {"where": "up"}).status_code == 302
    assert ada.post(f"{ONE}questions/q1/move/", {"where": "out"}).status_code == 302
    found = Survey.objects.get().as_questions()
    assert [one.code for one in found][-3:] == ["q15", "q17", "q16"] and found[0].code == "q2"
    assert found[-2].options == ("one", "two", "three")
    assert ada.post(f"{ONE}questions/nothing/", added).status_code == 404
    refused = ada.post(f"{ONE}publish/")
    assert refused.status_code == 422 and "results are shown when it is over" in text(refused)


def test_changing_and_publishing(cast: Cast, client: Client) -> None:
    draft(cast, in_force(cast))
    ada = browser(cast.ada)
    given = {"title": "Our village", "entry": "people", "open_to": "everyone", "is_anonymous": "on"}
    ends = {"closes_at": "2099-01-01T10:00", "paper_until": "2099-01-09"}
    assert errors(ada.post(f"{ONE}change/", {**given, **ends, "paper_until": "2098-12-31"})) == {
        "__all__": ["Paper forms are typed in until the day it closes, or later."]
    }
    assert ada.post(f"{ONE}change/", {**given, **ends}).status_code == 302
    assert ada.post(f"{ONE}publish/").status_code == 302
    page = text(client.get(ONE))
    assert "Our village" in page and "6 questions" in page and "open now" in page
    assert "Our village" in text(client.get("/"))


# -- answering ------------------------------------------------------------------------------------------


def test_answering_page_by_page(cast: Cast, client: Client, survey: Survey) -> None:
    assert client.get(f"{ONE}answer/1/").status_code == 403
    dee = browser(cast.dee)
    assert dee.get(f"{ONE}answer/")["Location"] == f"{ONE}answer/1/"
    assert "Page 1 of 3" in text(dee.get(f"{ONE}answer/1/"))
    wrong = dee.post(f"{ONE}answer/1/", {"safe": "9"})
    assert (wrong.status_code, set(errors(wrong))) == (422, {"bus", "safe"})
    assert dee.post(f"{ONE}answer/1/", {"bus": "1", "safe": "4"})["Location"] == f"{ONE}answer/2/"
    stopped = dee.post(f"{ONE}answer/2/", {"needs": ["1", "3"], "home": "2", "stop": "yes"})
    assert stopped["Location"] == f"{ONE}answer/thanks/"
    assert "Thank you. Your answers are saved." in text(dee.get(f"{ONE}answer/thanks/"))
    assert dee.get(f"{ONE}answer/2/").context["form"].initial["needs"] == ["1", "3"]
    assert Response.objects.get().answers == {"bus": 1, "safe": 4, "needs": [1, 3], "home": 2, "care": None}
    assert dee.post(f"{ONE}answer/3/", {}).status_code == 302, "what need not be answered may be left open"
    assert dee.get(f"{ONE}answer/9/").status_code == 404
    assert "1 form so far" in text(dee.get(ONE))


def test_answering_with_a_code_on_a_borrowed_phone(cast: Cast) -> None:
    survey = published(cast, in_force(cast), entry=CODES)
    first, second = acts.issue_codes(survey=survey, n=2, by=cast.acting("ada"), at=surveying.NOW)
    phone = Client()
    assert phone.get(f"{ONE}answer/1/")["Location"] == f"{ONE}answer/"
    assert errors(phone.post(f"{ONE}answer/", {"code": "bado-kire-luma-tosi"})) == {
        "code": ["We do not know this code. Look at your sheet again."]
    }
    assert phone.post(f"{ONE}answer/", {"code": first})["Location"] == f"{ONE}answer/1/"
    assert phone.post(f"{ONE}answer/1/", {"bus": "1"}).status_code == 302
    assert phone.post(f"{ONE}answer/thanks/", {"leave": "yes"}).status_code == 302
    assert phone.get(f"{ONE}answer/1/").status_code == 302, "the next household does not see these answers"
    phone.post(f"{ONE}answer/", {"code": second})
    assert phone.get(f"{ONE}answer/1/").context["form"].initial == {}
    assert phone.post(f"{ONE}answer/1/", {"bus": "2"}).status_code == 302
    assert sorted(row.answers["bus"] for row in Response.objects.all()) == [1, 2]


def test_a_survey_that_is_not_open(cast: Cast, survey: Survey) -> None:
    Survey.objects.update(closes_at=timezone.now())
    dee = browser(cast.dee)
    late = dee.get(f"{ONE}answer/1/")
    assert late.status_code == 422 and "This survey cannot be answered now." in text(late)
    assert "The forms are being counted." in text(dee.get(ONE))


# -- paper ----------------------------------------------------------------------------------------------


def test_the_sheet_to_print(client: Client, survey: Survey) -> None:
    page = text(client.get(f"{ONE}paper/"))
    for words in ("☐ on foot", "☐ 5", "not at all", "Please do not write your name", "Number of this form:"):
        assert words in page, words


def test_codes_are_shown_once(cast: Cast) -> None:
    published(cast, in_force(cast), entry=CODES)
    ada = browser(cast.ada)
    shown = ada.post(f"{ONE}codes/", {"n": "3"})
    assert len(shown.context["fresh"]) == 3 and shown.context["fresh"][0] in text(shown)
    assert shown.context["fresh"][0] not in text(ada.get(f"{ONE}codes/"))
    assert ada.post(f"{ONE}codes/", {"n": "0"}).status_code == 422
    assert browser(cast.dee).get(f"{ONE}codes/").status_code == 403


def test_typing_in_twice_and_settling(cast: Cast, survey: Survey) -> None:
    ada, ben, dee = browser(cast.ada), browser(cast.ben), browser(cast.dee)
    assert dee.get(f"{ONE}forms/").status_code == 403
    assert "No form has been typed in yet" in text(ada.get(f"{ONE}forms/"))
    assert errors(ada.post(f"{ONE}forms/new/", {**WHOLE, "label": ""})) == {"label": REQUIRED}
    assert ada.post(f"{ONE}forms/new/", {**WHOLE, "label": "17"}).status_code == 302
    page = f"{ONE}forms/{PaperForm.objects.get().pk}/"
    assert "somebody else types it in again" in text(ada.get(f"{ONE}forms/"))
    assert errors(ada.post(page, WHOLE)) == {
        "__all__": ["You typed it in the first time: somebody else must do it again."]
    }
    assert "A bench" not in text(ben.get(page)), "the second does not see what the first typed"
    assert ben.post(page, {**WHOLE, "safe": "2", "home": "12"})["Location"] == page
    shown = text(ada.get(page))
    assert "Two people read this form differently." in shown and "How many live with you?" in shown
    assert errors(ada.post(page, {"settle-safe": "first"})) == {"settle-home": REQUIRED}
    given = {"settle-safe": "first", "settle-home": "other", "home": "3"}
    assert ada.post(page, given).status_code == 302
    assert Response.objects.get().answers["safe"] == 4 and Response.objects.get().answers["home"] == 3
    assert "2 answers differed" in text(ada.get(f"{ONE}forms/"))


# -- results --------------------------------------------------------------------------------------------

FORMS: list[dict[str, Any]] = [
    {
        "bus": 1 + n % 3,
        "safe": 1 + n % 5,
        "needs": [1] if n % 2 else [2],
        "home": 1 + n % 4,
        "care": 2,
        "else": f"E{n}",
    }
    for n in range(60)
]


def test_results_in_numbers_pictures_and_words(cast: Cast, client: Client, survey: Survey) -> None:
    fill(survey, FORMS)
    before = text(client.get(ONE))
    assert "What people answered" not in before and "60 forms so far" in before
    assert client.get(f"{ONE}results.csv").status_code == 404
    finish(survey)
    page = text(browser(cast.dee).get(ONE))  # what visitors see is kept until something is done, or a minute
    for words in (
        "60 forms were counted.",
        "60 forms have an answer. Most often: bus (20 of 60).",
        "On average: 3",
        "Small groups are not shown, nor what would give them away.",
        "<svg",
        "too few to show",
    ):
        assert words in page, words
    assert "E17" not in page, "nobody has looked at it yet"


def test_what_people_wrote_is_looked_at_first(cast: Cast, client: Client, survey: Survey) -> None:
    fill(survey, [{**one, "else": "=HYPERLINK(1)"} for one in FORMS[:12]])
    finish(survey)
    ada = browser(cast.ada)
    assert client.get(f"{ONE}written/").status_code == 403
    assert "nobody has looked at it yet" in text(ada.get(f"{ONE}written/"))
    one = Writing.objects.first()
    assert one is not None
    assert ada.get(f"{ONE}written/{one.pk}/").context["form"].initial == {"shown": "=HYPERLINK(1)"}
    assert ada.post(f"{ONE}written/{one.pk}/", {"shown": "More benches"}).status_code == 302
    assert "More benches" in text(client.get(ONE))


def test_tables_to_take_away(cast: Cast, client: Client, survey: Survey) -> None:
    fill(survey, FORMS)
    finish(survey)
    rows = list(csv.reader(io.StringIO(client.get(f"{ONE}results.csv").content.decode("utf-8-sig"))))
    assert rows[:3] == [
        ["question", "answer", "how many", "of how many"],
        ["How do you travel?", "bus", "20", "60"],
        ["How do you travel?", "car", "20", "60"],
    ]
    assert ["Do you need help?", "yes", "too few to show", "60"] in rows
    assert client.post(f"{ONE}answers.csv").status_code == 403
    ada = browser(cast.ada)
    assert ada.get(f"{ONE}answers.csv").status_code == 405
    taken = ada.post(f"{ONE}answers.csv")
    assert "attachment" in taken["Content-Disposition"]
    forms = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert forms[0] == ["How do you travel?", "How safe?", "What is missing?", "How many live with you?"]
    assert len(forms) == 61 and "E1" not in str(forms)


def test_few_forms_show_little(cast: Cast, client: Client, survey: Survey) -> None:
    for name in ("dee", "rosa", "cam"):
        answer(cast, survey, by=name)
    type_again(cast, type_in(cast, survey))
    finish(survey)
    page = text(client.get(ONE))
    assert "4 forms were counted." in page and "Too few answered this to show anything." in page
    assert "So few forms were filled in" in text(browser(cast.ada).get(ONE))


def test_a_cell_is_never_a_formula(cast: Cast, survey: Survey) -> None:
    from mutirao.planning.surveys.sheets import as_csv

    assert as_csv([["=1+1", "@x", "-2", "fine"]]) == "'=1+1,'@x,'-2,fine\r\n"


def test_a_survey_of_another_service_is_not_shown_here(cast: Cast, client: Client, survey: Survey) -> None:
    in_force(cast, name="Elsewhere")
    for page in ("", "paper/", "answer/", "results.csv"):
        assert client.get(f"/services/elsewhere/surveys/{survey.slug}/{page}").status_code == 404
