"""What several acts and the clock write about surveys: answers by key, the count at the end, forgetting."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mutirao.base.days import day_of
from mutirao.base.people import codes
from mutirao.base.people.models import Person
from mutirao.planning.surveys.models import Code, PaperForm, Response, Survey, Writing
from mutirao.planning.surveys.words import ANSWER_FAULTS
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.surveys import Kind, Question, Table, Value, as_kept, from_kept, read, tabulate

AT_ONCE = 500
Typed = Mapping[str, Sequence[str]]
"""What was typed or ticked, by the question's code."""


def locked(survey: Survey) -> Survey:
    """The survey, held until the transaction ends."""
    held: Survey = (
        Survey.objects.select_for_update(of=("self",)).select_related("service", "phase").get(pk=survey.pk)
    )
    return held


def must_be_open(survey: Survey, at: datetime) -> None:
    """Refuse outside the time in which it can be answered."""
    if survey.published_at is None or survey.counted_at or not survey.period.is_open(at):
        raise wrong_state(_("This survey cannot be answered now."))


def key_of(survey: Survey, who: str) -> str:
    """The key under which somebody's answers are kept: tells nothing without the survey's secret."""
    return hmac.new(survey.secret.encode(), who.encode(), sha256).hexdigest()


def of_person(person: Person) -> str:
    """Somebody, as keys are made of them."""
    return f"person:{person.pk}"


def of_code(code: str) -> str:
    """A household, as keys are made of them."""
    return f"code:{codes.digest(code)}"


def known_code(survey: Survey, code: str) -> bool:
    """Whether this is one of the survey's household codes."""
    return Code.objects.filter(survey=survey, digest=codes.digest(code)).exists()


def understood(questions: Sequence[Question], typed: Typed) -> dict[str, Value]:
    """Every answer as it was understood, or a refusal that names the first that was not."""
    found = {}
    for one in questions:
        got = read(one, typed.get(one.code, ()))
        if got.fault:
            facts = {"question": one.words, "fault": ANSWER_FAULTS[got.fault]}
            raise bad_input(_("“%(question)s”: %(fault)s") % facts)
        found[one.code] = got.value
    return found


def save(survey: Survey, who: str, page: int, typed: Typed, *, person: Person | None) -> bool:
    """Keep the answers of one page; gives whether this was the first time they answered.

    Whoever answers again changes what they answered before; pages they leave open stay as they were.
    """
    asked = [one for one in survey.as_questions() if one.page == page]
    if not asked:
        raise bad_input(_("There is no such page."))
    answers = {code: as_kept(value) for code, value in understood(asked, typed).items()}
    key = key_of(survey, who)
    if PaperForm.objects.filter(survey=survey, label=key).exists():
        raise wrong_state(_("This household has answered on paper."))
    row, is_new = Response.objects.get_or_create(
        survey=survey, key=key, defaults={"person": None if survey.is_anonymous else person}
    )
    row.answers |= answers
    row.save(update_fields=["answers"])
    return is_new


# -- when it is over ------------------------------------------------------------------------------------


def count_due(at: datetime) -> int:
    """By the clock: count every survey that is over; gives how many."""
    over = Q(closes_at__lte=at) | Q(phase__closes_at__lte=at)
    typed = Q(paper_until__isnull=True) | Q(paper_until__lt=day_of(at))
    due = Survey.objects.filter(over, typed, published_at__isnull=False, counted_at__isnull=True)
    return sum(count(survey, at) for survey in due)


def count(survey: Survey, at: datetime) -> bool:
    """Freeze the tables, destroy the key, and put the forms in an order that tells nothing."""
    with transaction.atomic():
        survey = locked(survey)
        if survey.counted_at or survey.published_at is None or survey.period.is_open(at):
            return False
        if survey.paper_until and survey.paper_until >= day_of(at):
            return False
        rows = [row for row in survey.responses.all() if _says_something(row)]
        questions = survey.as_questions()
        tables = [tabulate(one, [from_kept(row.answers.get(one.code)) for row in rows]) for one in questions]
        survey.results = [kept(table) for table in tables]
        survey.forms, survey.counted_at, survey.secret = len(rows), at, ""
        survey.save(update_fields=["results", "forms", "counted_at", "secret"])
        _unlink(survey, rows, questions)
    return True


def _says_something(row: Response) -> bool:
    return any(value not in (None, "", []) for value in row.answers.values())


def _unlink(survey: Survey, rows: Sequence[Response], questions: Sequence[Question]) -> None:
    """Write the forms anew under new numbers, in the order of those, without keys; texts apart from them."""
    texts = [one.code for one in questions if one.kind is Kind.TEXT]
    writings = [
        (uuid4(), code, row.answers.pop(code)) for row in rows for code in texts if row.answers.get(code)
    ]
    Writing.objects.bulk_create(
        [Writing(survey=survey, code=code, text=text) for _order, code, text in sorted(writings)],
        batch_size=AT_ONCE,
    )
    fresh = [
        Response(
            id=uuid4(), survey=survey, person=row.person, answers=row.answers, is_on_paper=row.is_on_paper
        )
        for row in rows
    ]
    survey.responses.all().delete()
    survey.paper_forms.update(first={}, second={})
    Response.objects.bulk_create(sorted(fresh, key=lambda row: row.id), batch_size=AT_ONCE)


def kept(table: Table) -> dict[str, Any]:
    """A table as it is kept."""
    found = asdict(table)
    middle = table.middle
    found["middle"] = [middle.numerator, middle.denominator] if middle is not None else None
    return {**found, "kind": table.kind.value}


def forget(person: Person) -> None:
    """Erase what somebody answered while a survey is open; once it is over nothing is linked to them."""
    mine = Response.objects.filter(person=person)
    mine.filter(survey__counted_at__isnull=True).delete()
    mine.update(person=None)
    for survey in Survey.objects.filter(published_at__isnull=False).exclude(secret=""):
        Response.objects.filter(survey=survey, key=key_of(survey, of_person(person))).delete()
