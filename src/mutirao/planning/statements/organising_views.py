"""Pages for those who set priorities: ask, look at statements, end, bring in."""

from __future__ import annotations

import secrets
from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from mutirao.base.services.models import Service
from mutirao.base.web import attempt, now, open_service
from mutirao.planning.statements import acts, bringing_acts
from mutirao.planning.statements.forms import AskForm, BringForm, EndForm, LookForm
from mutirao.planning.statements.models import Conversation
from mutirao.planning.statements.views import found
from mutirao.theory.statements import State


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask people where they stand."""
    service, seat = open_service(request, slug, to="conversation.open")
    form = AskForm(request.POST or None, service=service)
    if form.is_valid() and (
        made := attempt(form, _ask, asked=form, service=service, by=seat.actor, at=now())
    ):
        messages.success(request, _("People can answer. Share the address of this page."))
        return redirect("conversation", slug, made.slug)
    return _form(request, service, form, _("Ask people where they stand"), _("Ask them"))


def _ask(*, asked: AskForm, **given: Any) -> Conversation:
    key, seed = secrets.token_bytes(32), secrets.token_hex(8)
    made: Conversation = acts.ask(key=key, seed=seed, **asked.asked(), **given)
    return made


def waiting(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """Statements that wait to be looked at."""
    service, seat = open_service(request, slug, to="statement.moderate")
    held = found(service, address)
    form = LookForm(request.POST or None)
    if form.is_valid():
        number = request.POST.get("number", "")
        statement = get_object_or_404(held.statements.all(), number=int(number) if number.isdigit() else 0)
        said = {**form.cleaned_data, "state": State(form.cleaned_data["state"])}
        if attempt(form, acts.moderate, statement=statement, **said, by=seat.actor, at=now()):
            messages.success(request, _("Looked at."))
            return redirect("waiting-statements", slug, address)
    page = Paginator(held.statements.waiting(), 20).get_page(request.GET.get("page"))
    facts = {
        "service": service,
        "conversation": held,
        "form": form,
        "page": page,
        "wrong": request.POST.get("number", ""),
    }
    return render(request, "statements/waiting.html", facts, status=422 if form.is_bound else 200)


def end(request: HttpRequest, slug: str, address: str) -> HttpResponse:
    """End a conversation early."""
    service, seat = open_service(request, slug, to="conversation.end")
    held = found(service, address)
    form = EndForm(request.POST or None)
    if form.is_valid() and attempt(
        form,
        acts.end,
        conversation=held,
        **form.cleaned_data,
        chance=SystemRandom(),
        by=seat.actor,
        at=now(),
    ):
        messages.success(request, _("Ended. The map is drawn once more from all answers."))
        return redirect("opinion-map", slug, address)
    return _form(request, service, form, _("End it now"), _("End it"), intro=held.question)


def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring in a conversation that was held elsewhere."""
    service, seat = open_service(request, slug, to="conversation.import")
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (
        made := attempt(form, _bring_in, brought=form, service=service, by=seat.actor, at=now())
    ):
        messages.success(request, _("Brought in. The map is drawn within a minute."))
        return redirect("opinion-map", slug, made.slug)
    return _form(request, service, form, _("Bring in a conversation"), _("Bring it in"))


def _bring_in(*, brought: BringForm, **given: Any) -> Conversation:
    from mutirao.planning.statements.exporting import read

    said = brought.cleaned_data
    made: Conversation = bringing_acts.bring_in(
        export=read(said["file"].read()),
        question=said["question"],
        source=said["source"],
        seed=secrets.token_hex(8),
        chance=SystemRandom(),
        **given,
    )
    return made


def _form(
    request: HttpRequest, service: Service, form: object, heading: str, button: str, intro: str = ""
) -> HttpResponse:
    facts = {"service": service, "form": form, "heading": heading, "button": button, "intro": intro}
    bound = getattr(form, "is_bound", False)
    return render(request, "services/form.html", facts, status=422 if bound else 200)
