"""Paper forms: typed in by one person, again by another, and settled where the two read differently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.surveys.models import CODES, DIFFERS, DONE, FIRST, PaperForm, Response, Survey
from mutirao.planning.surveys.writing import (
    Typed,
    key_of,
    known_code,
    locked,
    of_code,
    understood,
)
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.surveys import Value, as_kept, differing, from_kept
from mutirao.theory.texts import clean


def _named(result: PaperForm, **_given: Any) -> dict[str, Any]:
    return {"survey": result.survey.title, "differ": result.differed}


@act("survey.type_in", about=lambda survey, **_: survey.service, facts=_named)
def type_in(*, survey: Survey, label: str, typed: Typed, by: Actor, at: datetime) -> PaperForm:
    """Type in a form that was filled in on paper; somebody else types it in again."""
    held = locked(survey)
    _must_take_paper(held)
    name = _label(held, label)
    if PaperForm.objects.filter(survey=held, label=name).exists():
        raise bad_input(_("This form has been typed in already. Find it in the list to type it in again."))
    if Response.objects.filter(survey=held, key=_key(held, name)).exists():
        raise bad_input(_("This household has answered online already."))
    answers = _understood(held, typed)
    return PaperForm.objects.create(survey=held, label=name, first=answers, first_by=by.someone, typed_at=at)


@act("survey.type_again", about=lambda paper, **_: paper.survey.service, facts=_named)
def type_again(*, paper: PaperForm, typed: Typed, by: Actor, at: datetime) -> PaperForm:
    """Type in a paper form a second time, without seeing the first; where both agree it is done."""
    held = _held(paper)
    if held.state != FIRST:
        raise wrong_state(_("This form has been typed in twice already."))
    if held.first_by_id == by.someone.pk:
        raise wrong_state(_("You typed it in the first time: somebody else must do it again."))
    held.second, held.second_by = _understood(held.survey, typed), by.someone
    held.differed = len(differences(held))
    held.state = DIFFERS if held.differed else DONE
    held.save(update_fields=["second", "second_by", "differed", "state"])
    if held.state == DONE:
        _respond(held, held.first)
    return held


@act("survey.settle", about=lambda paper, **_: paper.survey.service, facts=_named)
def settle(
    *, paper: PaperForm, chosen: Mapping[str, str], by: Actor, at: datetime, typed: Typed | None = None
) -> PaperForm:
    """Settle each difference with the paper in hand: the first reading, the second, or what it really says.

    chosen: for each question that differs "first", "second" or "other"; typed: what it says where other.
    """
    held = _held(paper)
    if held.state != DIFFERS:
        raise wrong_state(_("There is nothing to settle in this form."))
    answers = dict(held.first)
    questions = {one.code: one for one in held.survey.as_questions()}
    for code in differences(held):
        said = chosen.get(code)
        if said not in ("first", "second", "other"):
            raise bad_input(_("Settle every difference."))
        if said == "other":
            answers |= _kept(understood([questions[code]], typed or {}))
        else:
            answers[code] = (held.first if said == "first" else held.second).get(code)
    held.state = DONE
    held.save(update_fields=["state"])
    _respond(held, answers)
    return held


def differences(paper: PaperForm) -> tuple[str, ...]:
    """Codes of the questions that the two read differently."""
    first, second = ({c: from_kept(v) for c, v in entry.items()} for entry in (paper.first, paper.second))
    return differing(paper.survey.as_questions(), first, second)


def _held(paper: PaperForm) -> PaperForm:
    survey = locked(paper.survey)
    held = PaperForm.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    held.survey = survey
    _must_take_paper(survey)
    return held


def _must_take_paper(survey: Survey) -> None:
    """Paper may come in from publishing until it is counted: a form is typed in after it was filled in."""
    if survey.published_at is None or survey.counted_at:
        raise wrong_state(_("Forms of this survey cannot be typed in now."))


def _label(survey: Survey, label: str) -> str:
    """What the form is known by: its own number or, where households have codes, the code's key."""
    said = clean(label, lines=False)
    if survey.entry == CODES:
        if not known_code(survey, said):
            raise bad_input(_("We do not know this code. Look at the form again."))
        return key_of(survey, of_code(said))
    if not said or len(said) > 40:
        raise bad_input(_("Write a number on the form, and give it here: 40 characters at most."))
    return said


def _key(survey: Survey, label: str) -> str:
    return label if survey.entry == CODES else key_of(survey, f"form:{label}")


def _understood(survey: Survey, typed: Typed) -> dict[str, Any]:
    """What the paper says; a question left open on paper stays open, whatever the survey asks."""
    questions = [replace(one, is_required=False) for one in survey.as_questions()]
    answers = _kept(understood(questions, typed))
    if not any(value not in (None, []) for value in answers.values()):
        raise bad_input(_("This form is empty."))
    return answers


def _kept(answers: Mapping[str, Value]) -> dict[str, Any]:
    return {code: as_kept(value) for code, value in answers.items()}


def _respond(paper: PaperForm, answers: Mapping[str, Any]) -> None:
    """The form counts from now on; what the two typed is not kept beside it."""
    Response.objects.create(
        survey=paper.survey, key=_key(paper.survey, paper.label), answers=dict(answers), is_on_paper=True
    )
    paper.first, paper.second = {}, {}
    paper.save(update_fields=["first", "second"])
