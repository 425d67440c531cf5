"""The page behind the link in a letter: whoever promised answers how it stands, without an account.

Opening it changes nothing, because mail programs open links by themselves. It shows nothing personal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.web import attempt, now
from mutirao.planning.decisions import promise_acts, promise_queries, tokens, words
from mutirao.planning.decisions.models import Promise
from mutirao.planning.decisions.promise_forms import DoneForm, NewDayForm, SaidForm, WhyForm
from mutirao.planning.decisions.tokens import Standing
from mutirao.theory.promises import Event

FORMS: dict[Event, type[SaidForm]] = {Event.KEEP: DoneForm, Event.MOVE: NewDayForm, Event.BREAK: WhyForm}
STATUS = {Standing.SETTLED: 200, Standing.OLD: 410, Standing.EXPIRED: 410}


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three answers: its name, the words it stands under, its button and its form."""

    key: str
    heading: str
    button: str
    form: Any
    is_open: bool


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the link from a letter, or read why it does not open."""
    promise, standing = _opened(token)
    if promise is None:
        why = words.WHY_NO_LINK["forged"]()
        return render(request, "decisions/no_link.html", {"why": why}, status=404)
    if standing is not Standing.OPENS:
        facts = {
            "why": words.WHY_NO_LINK[standing.value](),
            "promise": promise,
            "service": promise.service,
            "token": token,
            "may_ask": standing is not Standing.SETTLED,
        }
        return _quiet(render(request, "decisions/no_link.html", facts, status=STATUS[standing]))
    return _quiet(answering(request, promise, by=Actor.visitor(), token=token))


@never_cache
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a fresh link with an old one."""
    promise, _standing = _opened(token)
    if promise is None:
        return redirect("promise-link", token)
    form = Form(request.POST)
    form.is_valid()
    asked = attempt(form, promise_acts.ask_again, promise=promise, token=token, by=Actor.visitor(), at=now())
    if asked:
        messages.success(request, _("We have sent a fresh link to whoever is asked about this promise."))
    else:
        messages.warning(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("promise", promise.service.slug, promise.pk)


def answering(request: HttpRequest, promise: Promise, *, by: Actor, token: str = "") -> HttpResponse:
    """The page with the three answers: done, a new day, cannot be done; and what was said of it lately."""
    said = request.POST.get("answer", "")
    forms: dict[str, Any] = {
        event.value: kind(request.POST if said == event.value else None, prefix=event.value)
        for event, kind in FORMS.items()
    }
    form = forms.get(said)
    if form is not None and form.is_valid():
        given = {"promise": promise, "event": Event(said), "said": form.said(), "token": token}
        if attempt(form, promise_acts.report, **given, by=by, at=now()):
            messages.success(request, _("Thank you. Everybody can see your answer now."))
            return redirect("promise", promise.service.slug, promise.pk)
    opened = said if form is not None else Event.KEEP.value
    tag, kind = words.state_tag(promise, day_of(now()))
    facts = {
        "promise": promise,
        "service": promise.service,
        "answers": [
            Answer(event.value, *words.ANSWERS[event](), forms[event.value], is_open=event.value == opened)
            for event in FORMS
        ],
        "tag": tag,
        "kind": kind,
        "not_yet": promise_queries.doubts(promise),
    }
    return render(request, "decisions/link.html", facts, status=422 if form is not None else 200)


def _opened(token: str) -> tuple[Promise | None, Standing]:
    """The promise a link is about, and what the link is good for today; nothing for one we did not make."""
    read = tokens.read(token)
    fetched = Promise.objects.select_related("service", "party__body")
    promise = fetched.filter(pk=read.promise).first() if read else None
    if read is None or promise is None:
        return None, Standing.OLD
    return promise, tokens.standing(read, promise, on=day_of(now()))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Keep the link out of search engines; the site's own policy keeps it from other sites already."""
    response["X-Robots-Tag"] = "noindex"
    return response
