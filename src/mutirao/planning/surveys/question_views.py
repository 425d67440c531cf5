"""Pages on which the questions of a draft are written: list, add, change, move, take out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.surveys import acts, queries
from mutirao.planning.surveys.forms import QuestionForm
from mutirao.planning.surveys.models import Survey
from mutirao.planning.surveys.views import form_page, survey_of
from mutirao.planning.surveys.words import KINDS
from mutirao.theory.surveys import Question


def _draft(request: HttpRequest, slug: str, address: str) -> tuple[Service, Seat, Survey]:
    service, seat = open_service(request, slug, to="survey.ask")
    return service, seat, survey_of(service, seat, address)


def questions(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Every question of a draft, with what can be done to it."""
    service, seat, found = _draft(request, slug, address)
    listed = found.as_questions()
    facts = {
        "service": service,
        "survey": found,
        "questions": [(number, one, KINDS[one.kind]) for number, one in enumerate(listed, 1)],
        "n_pages": len(queries.pages(listed)),
        "publish": door(seat, "survey.publish"),
    }
    return render(request, "surveys/questions.html", facts)


def new(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Add a question at the end."""
    service, seat, found = _draft(request, slug, address)
    listed = found.as_questions()
    taken = {one.code for one in listed}
    code = next(f"q{n}" for n in range(1, len(listed) + 2) if f"q{n}" not in taken)
    initial = {"page": listed[-1].page if listed else 1}
    form = QuestionForm(request.POST or None, code=code, initial=initial)
    if form.is_valid():
        every = [*listed, form.question()]
        if attempt(form, acts.ask, survey=found, questions=every, by=seat.actor, at=now()):
            messages.success(request, _("Added."))
            return redirect("survey-questions", slug, address)
    return form_page(request, service, form, _("Add a question"), _("Add this question"), found.title)


def _one(found: Survey, code: str) -> tuple[list[Question], int]:
    listed = found.as_questions()
    place = next((n for n, one in enumerate(listed) if one.code == code), None)
    if place is None:
        raise Http404
    return listed, place


def question(request: HttpRequest, slug: str, address: str, code: str) -> HttpResponse:
    """Change a question."""
    service, seat, found = _draft(request, slug, address)
    listed, place = _one(found, code)
    form = QuestionForm(request.POST or None, code=code, initial=QuestionForm.initial_of(listed[place]))
    if form.is_valid():
        listed[place] = form.question()
        if attempt(form, acts.ask, survey=found, questions=listed, by=seat.actor, at=now()):
            messages.success(request, _("Changed."))
            return redirect("survey-questions", slug, address)
    return form_page(request, service, form, _("Change the question"), _("Save this question"), found.title)


@require_POST
def move(request: HttpRequest, slug: str, address: str, code: str) -> HttpResponse:
    """Move a question up or down, or take it out."""
    _service, seat, found = _draft(request, slug, address)
    listed, place = _one(found, code)
    one = listed.pop(place)
    where = request.POST.get("where")
    if where != "out":
        listed.insert(max(0, place + (-1 if where == "up" else 1)), one)
    acts.ask(survey=found, questions=listed, by=seat.actor, at=now())
    return redirect("survey-questions", slug, address)
