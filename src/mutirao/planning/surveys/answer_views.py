"""Pages on which people answer a survey, page by page; each page is saved at once."""

from __future__ import annotations

from typing import Any, cast

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.surveys import acts, queries
from mutirao.planning.surveys.forms import AnswersForm, CodeForm
from mutirao.planning.surveys.models import CODES, Survey
from mutirao.planning.surveys.views import form_page, survey_of
from mutirao.planning.surveys.writing import known_code, must_be_open, of_code, of_person
from mutirao.theory.policy import BY_NAME
from mutirao.theory.reasons import Refused


def begin(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Where answering begins: with a household's code where there are such, else at the first page."""
    service, _seat, found = _open(request, slug, address)
    first = queries.pages(found.as_questions())[0]
    if found.entry != CODES:
        return redirect("survey-page", slug, address, first)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not ratelimit.consume(request, action="card"):
            return cast("HttpResponse", ratelimit.respond_429(request))
        if known_code(found, form.cleaned_data["code"]):
            request.session[_remembered(found)] = form.cleaned_data["code"]
            return redirect("survey-page", slug, address, first)
        form.add_error("code", _("We do not know this code. Look at your sheet again."))
    intro = _("Your household has one form. Nobody can see which household gave which answers.")
    return form_page(request, service, form, _("Answer with your code"), _("Go to the questions"), intro)


def _remembered(survey: Survey) -> str:
    return f"survey-{survey.pk}"


def _open(request: HttpRequest, slug: str, address: str) -> tuple[Service, Seat, Survey]:
    service, seat = open_service(request, slug)
    found = survey_of(service, seat, address)
    must_be_open(found, now())
    return service, seat, found


def page(request: HttpRequest, slug: str, address: str, number: int) -> HttpResponse:
    """One page of questions: saved when you go on, and it counts even if you stop here."""
    service, seat, found = _open(request, slug, address)
    code = request.session.get(_remembered(found), "") if found.entry == CODES else ""
    if found.entry == CODES and not code:
        return redirect("survey-answer", slug, address)
    if found.entry != CODES:
        reasons = seat.objections(BY_NAME["survey.answer"], thing=found)
        if reasons:
            raise Refused(reasons)
    every = queries.pages(found.as_questions())
    if number not in every:
        raise Http404
    asked = [one for one in found.as_questions() if one.page == number]
    kept = acts.answers_of(found, of_code(code) if code else of_person(seat.actor.someone))
    form = AnswersForm(request.POST or None, questions=asked, kept=kept)
    if request.method == "POST" and not form.is_bound:
        form = AnswersForm({}, questions=asked, kept=kept)
    if form.is_valid() and _save(form, found, code, number, seat) is not None:
        after = [other for other in every if other > number]
        if after and "stop" not in request.POST:
            return redirect("survey-page", slug, address, after[0])
        return redirect("survey-thanks", slug, address)
    place = every.index(number)
    facts: dict[str, Any] = {
        "service": service,
        "survey": found,
        "form": form,
        "number": place + 1,
        "of": len(every),
        "before": every[place - 1] if place else None,
        "is_last": place == len(every) - 1,
    }
    return render(request, "surveys/page.html", facts, status=422 if form.is_bound else 200)


def _save(form: AnswersForm, survey: Survey, code: str, number: int, seat: Seat) -> Any:
    given: dict[str, Any] = {"survey": survey, "page": number, "typed": form.typed(), "at": now()}
    if code:  # nobody is behind a household's answers, not even whoever is signed in at this browser
        return attempt(form, acts.answer_with_code, **given, code=code, by=Actor.visitor())
    return attempt(form, acts.answer, **given, by=seat.actor)


def thanks(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Said at the end: what happens with the answers, and how to change them."""
    service, seat = open_service(request, slug)
    found = survey_of(service, seat, address)
    if "leave" in request.POST:  # on a borrowed phone the next household must not see this one's answers
        request.session.pop(_remembered(found), None)
        messages.success(request, _("Forgotten on this device. The answers are kept."))
        return redirect("survey", slug, address)
    facts = {"service": service, "survey": found, "uses_codes": found.entry == CODES}
    return render(request, "surveys/thanks.html", facts)
