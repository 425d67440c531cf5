"""Pages that see every room: the home of a place, who may do what, about."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from mutirao import __version__
from mutirao.base.agenda import agenda
from mutirao.base.registry import act_functions
from mutirao.base.services.models import Service
from mutirao.base.services.queries import cards
from mutirao.base.services.words import HOLDS, duty_title
from mutirao.base.web import now
from mutirao.planning.decisions.queries import latest
from mutirao.theory.access import ActRule, Gate, clause_number
from mutirao.theory.duties import DUTIES


def home(request: HttpRequest) -> HttpResponse:
    """What is happening near me, and where am I wanted?"""
    services = list(Service.objects.for_cards().order_by(F("in_force").desc(nulls_last=True))[:6])
    facts = {"cards": cards(services), "decisions": latest(3), "wanted": agenda.everywhere(at=now(), most=3)}
    return render(request, "site/home.html", facts)


def about(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and where its program text is."""
    return render(request, "site/about.html", {"version": __version__, "is_demo": settings.DEMO})


def no_passwords(request: HttpRequest, rest: str) -> HttpResponse:
    """Nobody has a password here, so the accounts library's pages about them are not shown."""
    raise Http404


def choose_language(request: HttpRequest) -> HttpResponse:
    """Read on in another language; a plain link, so that no page needs a form for it."""
    wanted, back = request.GET.get("language", ""), request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = redirect(back if safe else "home")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.SESSION_COOKIE_AGE,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response


def who_may(request: HttpRequest) -> HttpResponse:
    """The whole policy on one page: every act and what opens it."""
    rules = [function.rule for function in act_functions()]
    facts = {"rules": [_row(rule) for rule in rules], "duties": _duties()}
    return render(request, "site/access.html", facts)


def _row(rule: ActRule) -> dict[str, Any]:
    opens = {
        Gate.DUTY: _("a duty under the agreement"),
        Gate.SIGNATORY: _("signing for the party or group concerned"),
        Gate.YOURSELF: _("being the person it is about"),
        Gate.ELIGIBLE: _("the thing’s own rule about who may take part"),
        Gate.SIGNED_IN: _("being signed in"),
        Gate.ANYONE: _("nothing: everybody may"),
    }
    return {
        "title": _(rule.title),
        "name": rule.name,
        "room": rule.room,
        "opens": opens[rule.gate],
        "duty": f"{clause_number(rule.duty)}. {duty_title(rule.duty)}" if rule.duty else "",
        "ways": ", ".join(str(HOLDS[way.value]) for way in rule.ways) if rule.duty else "",
    }


def _duties() -> list[tuple[int, str, str]]:
    return [(n, duty_title(duty.slug), _(duty.explanation)) for n, duty in enumerate(DUTIES, 1)]
