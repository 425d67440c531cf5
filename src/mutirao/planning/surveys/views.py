"""Pages about surveys: all of them, one with its results, starting, changing and publishing one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.web import attempt, door, now, open_service
from mutirao.planning.surveys import acts, queries
from mutirao.planning.surveys.forms import SurveyForm
from mutirao.planning.surveys.models import CODES, Survey


def surveys(request: HttpRequest, slug: str) -> HttpResponse:
    """Every survey of a service."""
    service, seat = open_service(request, slug)
    start = door(seat, "survey.start")
    page = Paginator(queries.of(service, drafts=start.is_open), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "page": page,
        "surveys": [(one, stage_of(one, seat)) for one in page],
        "start": start,
    }
    return render(request, "surveys/list.html", facts)


def stage_of(survey: Survey, seat: Seat) -> str:
    """Where a survey stands: draft, coming, open, over."""
    return survey.period.stage(seat.at).value if survey.published_at else "draft"


def survey_of(service: Service, seat: Seat, address: str) -> Survey:
    """A survey by its address; a draft only for those who may write it."""
    found: Survey = get_object_or_404(queries.whole(service), slug=address)
    found.service = service
    if found.published_at is None and not door(seat, "survey.ask").is_open:
        raise Http404
    return found


def survey(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """One survey: what it asks and for what; answer it; once it is over, what people answered."""
    service, seat = open_service(request, slug)
    found = survey_of(service, seat, address)
    stage = stage_of(found, seat)
    questions = found.as_questions()
    facts = {
        "service": service,
        "survey": found,
        "stage": stage,
        "n_questions": len(questions),
        "n_pages": len(queries.pages(questions)),
        "uses_codes": found.entry == CODES,
        "answer": door(seat, "survey.answer", found) if stage == "open" and found.entry != CODES else None,
        "ask": door(seat, "survey.ask"),
        "type_in": door(seat, "survey.type_in"),
        "results": queries.results(found) if found.counted_at else (),
        "heads": (_("Answer"), _("How many")),
        "numeric": (1,),
        "may_take_out": found.forms >= acts.LEAST_FORMS,
    }
    return render(request, "surveys/survey.html", facts)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a survey."""
    service, seat = open_service(request, slug, to="survey.start")
    form = SurveyForm(request.POST or None, service=service, is_new=True)
    if form.is_valid():
        template = form.cleaned_data["template"]
        made = attempt(
            form, acts.start, service=service, terms=form.terms(), template=template, by=seat.actor, at=now()
        )
        if made:
            messages.success(
                request, _("Started. Change the questions as you like; nobody else sees it yet.")
            )
            return redirect("survey-questions", slug, made.slug)
    return form_page(request, service, form, _("Start a survey"), _("Start this survey"))


def change(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Change a survey."""
    service, seat = open_service(request, slug, to="survey.change")
    found = survey_of(service, seat, address)
    initial = SurveyForm.initial_of(found)
    form = SurveyForm(request.POST or None, service=service, is_new=False, initial=initial)
    if form.is_valid() and attempt(
        form, acts.change, survey=found, terms=form.terms(), by=seat.actor, at=now()
    ):
        messages.success(request, _("Changed."))
        return redirect("survey", slug, address)
    return form_page(request, service, form, _("Change the survey"), _("Change the survey"), found.title)


@require_POST
def publish(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Publish a survey."""
    service, seat = open_service(request, slug, to="survey.publish")
    acts.publish(survey=survey_of(service, seat, address), by=seat.actor, at=now())
    messages.success(request, _("Published. Everybody can see it now, and answer it in its time."))
    return redirect("survey", slug, address)


def form_page(
    request: HttpRequest, service: Service, form: BaseForm, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    """A page with one form."""
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    return render(request, "services/form.html", facts, status=422 if form.is_bound else 200)
