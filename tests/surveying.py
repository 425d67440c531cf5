"""What people do with surveys in tests: start, publish, answer, type in, with the usual answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from cast import NOW, Cast
from mutirao.base.services.models import Service
from mutirao.planning.surveys import acts, paper_acts, writing
from mutirao.planning.surveys.models import PaperForm, Survey
from mutirao.theory.surveys import Kind, Question

TITLE = "What does our village need?"
TERMS = acts.Terms(TITLE, closes_at=NOW + timedelta(days=30))
LATER: datetime = NOW + timedelta(days=31)
QUESTIONS = (
    Question("bus", Kind.CHOICE, "How do you travel?", options=("bus", "car", "on foot"), is_required=True),
    Question("safe", Kind.SCALE, "How safe?", least=1, most=5, low="not at all", high="quite"),
    Question("needs", Kind.SEVERAL, "What is missing?", options=("a shop", "a bus", "a nurse"), page=2),
    Question("home", Kind.NUMBER, "How many live with you?", least=0, most=30, page=2),
    Question("care", Kind.CHOICE, "Do you need help?", options=("yes", "no"), is_sensitive=True, page=2),
    Question("else", Kind.TEXT, "What else?", page=3),
)
PAGES: dict[int, dict[str, list[str]]] = {
    1: {"bus": ["1"], "safe": ["4"]},
    2: {"needs": ["1", "3"], "home": ["2"], "care": ["2"]},
    3: {"else": ["A bench by the church"]},
}
WHOLE = {code: said for page in PAGES.values() for code, said in page.items()}


def draft(cast: Cast, service: Service, **given: Any) -> Survey:
    """Ada starts a survey with six questions on three pages."""
    made: Survey = acts.start(service=service, terms=replace(TERMS, **given), by=cast.acting("ada"), at=NOW)
    acts.ask(survey=made, questions=QUESTIONS, by=cast.acting("ada"), at=NOW)
    return Survey.objects.select_related("service").get(pk=made.pk)


def published(cast: Cast, service: Service, **given: Any) -> Survey:
    """The same, published."""
    made = draft(cast, service, **given)
    acts.publish(survey=made, by=cast.acting("ada"), at=NOW)
    return Survey.objects.select_related("service", "phase").get(pk=made.pk)


def answer(cast: Cast, survey: Survey, *, by: str = "dee", page: int = 1, **given: list[str]) -> bool:
    """Dee answers a page, as usual unless told otherwise."""
    first: bool = acts.answer(
        survey=survey, page=page, typed={**PAGES[page], **given}, by=cast.acting(by), at=NOW
    )
    return first


def type_in(
    cast: Cast, survey: Survey, label: str = "17", *, by: str = "ada", **given: list[str]
) -> PaperForm:
    """Ada types in form 17, as usual unless told otherwise."""
    made: PaperForm = paper_acts.type_in(
        survey=survey, label=label, typed={**WHOLE, **given}, by=cast.acting(by), at=NOW
    )
    return made


def type_again(cast: Cast, form: PaperForm, *, by: str = "ben", **given: list[str]) -> PaperForm:
    """Ben types it in again."""
    made: PaperForm = paper_acts.type_again(paper=form, typed={**WHOLE, **given}, by=cast.acting(by), at=NOW)
    return made


def fill(survey: Survey, answers: list[dict[str, Any]]) -> None:
    """Forms that came in from many households."""
    writing.Response.objects.bulk_create(
        writing.Response(survey=survey, key=f"filled-{n}", answers=one) for n, one in enumerate(answers)
    )


def over(survey: Survey, at: datetime = LATER) -> Survey:
    """The clock counts it."""
    assert writing.count_due(at) == 1
    return Survey.objects.select_related("service").get(pk=survey.pk)
