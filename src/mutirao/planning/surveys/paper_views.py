"""Pages for paper: the sheet to print, household codes, forms typed in twice, differences settled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.surveys import acts, paper_acts, queries
from mutirao.planning.surveys.forms import AnswersForm, CodesForm, PaperForm, SettleForm
from mutirao.planning.surveys.models import CODES, DIFFERS, DONE, Survey
from mutirao.planning.surveys.models import PaperForm as Form
from mutirao.planning.surveys.views import survey_of


def sheet(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The survey as a sheet of paper."""
    service, seat = open_service(request, slug)
    found = survey_of(service, seat, address)
    facts = {
        "service": service,
        "survey": found,
        "questions": queries.printed(found.as_questions()),
        "uses_codes": found.entry == CODES,
    }
    return render(request, "surveys/sheet.html", facts)


def codes(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Print household codes; they are shown only now."""
    service, seat = open_service(request, slug, to="survey.issue_codes")
    found = survey_of(service, seat, address)
    form = CodesForm(request.POST or None)
    fresh: Any = ()
    if form.is_valid():
        fresh = attempt(
            form, acts.issue_codes, survey=found, n=form.cleaned_data["n"], by=seat.actor, at=now()
        )
    facts = {"service": service, "survey": found, "form": form, "fresh": fresh, "n": found.codes.count()}
    status = 422 if form.is_bound and not fresh else 200
    return render(request, "surveys/codes.html", facts, status=status)


def forms(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Forms on paper: what waits to be typed in again, what to settle, what is done."""
    service, seat = open_service(request, slug, to="survey.type_in")
    found = survey_of(service, seat, address)
    page = Paginator(queries.paper_forms(found), 20).get_page(request.GET.get("page"))
    me = seat.actor.someone.pk
    rows = [(one, one.state == "first" and one.first_by_id == me) for one in page]
    facts = {
        "service": service,
        "survey": found,
        "page": page,
        "rows": rows,
        "uses_codes": found.entry == CODES,
    }
    return render(request, "surveys/forms.html", facts)


def type_in(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Type in a form for the first time."""
    service, seat = open_service(request, slug, to="survey.type_in")
    found = survey_of(service, seat, address)
    form = PaperForm(request.POST or None, questions=_open_ended(found), kept={})
    if form.is_valid():
        given = {"label": form.cleaned_data["label"], "typed": form.typed()}
        if attempt(form, paper_acts.type_in, survey=found, **given, by=seat.actor, at=now()):
            messages.success(request, _("Typed in once. Somebody else types it in again."))
            return redirect("survey-forms", slug, address)
    return _typing(request, service, found, form, _("Type in a paper form"))


def _open_ended(found: Survey) -> list[Any]:
    """The questions, none of which must be answered: on paper a question may have been left open."""
    return [replace(one, is_required=False) for one in found.as_questions()]


def _typing(
    request: HttpRequest, service: Service, found: Survey, form: AnswersForm, heading: str
) -> HttpResponse:
    facts = {"service": service, "survey": found, "form": form, "heading": heading}
    return render(request, "surveys/type_in.html", facts, status=422 if form.is_bound else 200)


def again(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """Type a form in again, or settle what the two read differently."""
    service, seat = open_service(request, slug, to="survey.type_in")
    found = survey_of(service, seat, address)
    paper = get_object_or_404(Form.objects.filter(survey=found), pk=pk)
    paper.survey = found
    if paper.state == DIFFERS:
        return _settle(request, service, seat, paper)
    form = AnswersForm(request.POST or None, questions=_open_ended(found), kept={})
    if form.is_valid():
        done = attempt(form, paper_acts.type_again, paper=paper, typed=form.typed(), by=seat.actor, at=now())
        if done:
            if done.state == DONE:
                messages.success(request, _("Both entries are the same. The form counts."))
                return redirect("survey-forms", slug, address)
            messages.warning(request, _("The two entries differ. Take the paper and settle it."))
            return redirect("survey-form", slug, address, pk)
    return _typing(request, service, found, form, _("Type it in again"))


def _settle(request: HttpRequest, service: Service, seat: Seat, paper: Form) -> HttpResponse:
    found = paper.survey
    differences = queries.read_differently(paper, paper_acts.differences(paper))
    form = SettleForm(request.POST or None, differences=differences, questions=found.as_questions())
    if form.is_valid():
        given = {"chosen": form.chosen(), "typed": form.typed()}
        if attempt(form, paper_acts.settle, paper=paper, **given, by=seat.actor, at=now()):
            messages.success(request, _("Settled. The form counts."))
            return redirect("survey-forms", service.slug, found.slug)
    facts = {"service": service, "survey": found, "paper": paper, "form": form, "differences": differences}
    return render(request, "surveys/settle.html", facts, status=422 if form.is_bound else 200)
