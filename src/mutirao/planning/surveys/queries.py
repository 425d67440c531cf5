"""Reading surveys, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.planning.surveys import sheets, words
from mutirao.planning.surveys.models import DONE, PaperForm, Survey, Writing
from mutirao.theory.surveys import Kind, Question, from_kept


def of(service: Service, *, drafts: bool) -> QuerySet[Survey]:
    """A service's surveys, newest first; drafts only for those who write them."""
    found = Survey.objects.filter(service=service).select_related("phase")
    return found if drafts else found.filter(published_at__isnull=False)


def whole(service: Service) -> QuerySet[Survey]:
    """A service's surveys with how many forms have come in."""
    return (
        Survey.objects.filter(service=service)
        .select_related("phase", "open_to_body", "open_to_area")
        .annotate(
            came=Count("responses", distinct=True),
            waiting=Count("paper_forms", filter=~Q(paper_forms__state=DONE), distinct=True),
        )
    )


def pages(questions: Sequence[Question]) -> list[int]:
    """The numbers of the pages of a survey, in order."""
    return sorted({one.page for one in questions})


@dataclass(frozen=True, slots=True)
class Result:
    """What people answered to one question, for a page."""

    words: str
    finding: str
    rows: tuple[tuple[str, str], ...]
    bars: tuple[tuple[str, int, str], ...]
    writings: tuple[str, ...] = ()


def results(survey: Survey) -> list[Result]:
    """Every question with its table, picture and sentence. One query, for what was written."""
    shown: dict[str, list[str]] = {}
    for code, text in survey.writings.exclude(shown="").values_list("code", "shown"):
        shown.setdefault(code, []).append(text)
    few = _("too few to show")
    found = []
    for one, table in sheets.tables(survey):
        lines = [(words.label(one, row), row.n) for row in table.rows]
        found.append(
            Result(
                words=one.words,
                finding=words.finding(one, table),
                rows=tuple((name, few if n is None else str(n)) for name, n in lines),
                bars=tuple((truncatechars(name, 60), n, str(n)) for name, n in lines if n is not None),
                writings=tuple(shown.get(one.code, ())),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that two people read differently from a form."""

    code: str
    words: str
    first: str
    second: str


def read_differently(form: PaperForm, codes: Sequence[str]) -> list[Difference]:
    """What the two typed, in words, question by question."""
    by_code = {one.code: one for one in form.survey.as_questions()}
    return [
        Difference(
            code, by_code[code].words, _said(by_code[code], form.first), _said(by_code[code], form.second)
        )
        for code in codes
    ]


def _said(one: Question, answers: Mapping[str, Any]) -> str:
    return words.answer(one, from_kept(answers.get(one.code)))


def paper_forms(survey: Survey) -> QuerySet[PaperForm]:
    """Forms on paper: first those that wait for something."""
    return PaperForm.objects.filter(survey=survey).order_by(
        Case(When(state=DONE, then=1), default=0), "typed_at", "id"
    )


def writings(survey: Survey) -> QuerySet[Writing]:
    """What people wrote: first what nobody has looked at."""
    return Writing.objects.filter(survey=survey).order_by(
        F("reviewed_at").asc(nulls_first=True), "code", "id"
    )


def printed(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """The questions as a sheet of paper shows them: boxes, lines, steps."""
    return [
        {
            "number": number,
            "words": one.words,
            "hint": one.hint,
            "kind": one.kind.value,
            "options": one.options,
            "steps": range(one.least, one.most + 1) if one.kind is Kind.SCALE else (),
            "low": one.low,
            "high": one.high,
        }
        for number, one in enumerate(questions, 1)
    ]
