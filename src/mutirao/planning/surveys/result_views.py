"""What came of a survey, to take away; what people wrote, looked at before anybody else reads it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mutirao.base.web import attempt, now, open_service
from mutirao.planning.surveys import acts, queries, sheets
from mutirao.planning.surveys.forms import ReviewForm
from mutirao.planning.surveys.views import form_page, survey_of


def counts(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Every table as one CSV file; for everybody, small groups hidden."""
    service, seat = open_service(request, slug)
    found = survey_of(service, seat, address)
    if found.counted_at is None:
        raise Http404
    return _csv(sheets.as_csv(sheets.counts(found)), f"{found.slug}-results")


@require_POST
def hand_out(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """The single forms as a CSV file, for those who asked; taking them out stands in the register."""
    service, seat = open_service(request, slug, to="survey.hand_out")
    found = survey_of(service, seat, address)
    rows = acts.hand_out(survey=found, by=seat.actor, at=now())
    return _csv(sheets.as_csv(rows), f"{found.slug}-forms")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def written(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """What people wrote, for those who look at it before it is shown."""
    service, seat = open_service(request, slug, to="survey.review")
    found = survey_of(service, seat, address)
    asked = {one.code: one.words for one in found.as_questions()}
    page = Paginator(queries.writings(found), 20).get_page(request.GET.get("page"))
    rows = [(one, asked.get(one.code, "")) for one in page]
    return render(
        request, "surveys/written.html", {"service": service, "survey": found, "page": page, "rows": rows}
    )


def review(request: HttpRequest, slug: str, address: str, pk: int) -> HttpResponse:
    """Show one text, with words taken out, or keep it back."""
    service, seat = open_service(request, slug, to="survey.review")
    found = survey_of(service, seat, address)
    writing = get_object_or_404(found.writings, pk=pk)
    writing.survey = found
    form = ReviewForm(request.POST or None, initial={"shown": writing.shown or writing.text})
    if form.is_valid():
        shown = form.cleaned_data["shown"]
        if attempt(form, acts.review, writing=writing, shown=shown, by=seat.actor, at=now()):
            messages.success(request, _("Shown with the results.") if shown.strip() else _("Kept back."))
            return redirect("survey-written", slug, address)
    return form_page(request, service, form, _("What somebody wrote"), _("Save"), writing.text)
