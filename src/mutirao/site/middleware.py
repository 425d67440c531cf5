"""What a refusal looks like: a page that says who may, under which clause, and whom to ask."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mutirao.base.services.words import HOLDS, reason_sentence
from mutirao.base.web import INPUT_CODES
from mutirao.theory.reasons import Refused


class Refusals:
    """Answers a refused act with a page: 422 for what was entered, 403 for want of authority."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, Refused):
            return None
        codes = {reason.code for reason in problem.reasons}
        who_may = [
            {"party": h.party, "way": HOLDS.get(h.way, ""), "contact": h.contact}
            for reason in problem.reasons
            for h in reason.who_may
        ]
        facts = {
            "sentences": [reason_sentence(reason) for reason in problem.reasons],
            "who_may": who_may,
            "must_sign_in": "sign_in" in codes,
            "needs_second": "second_factor" in codes,
            "has_second": "second_factor" in codes and is_mfa_enabled(request.user),
        }
        status = 422 if codes <= INPUT_CODES else 403
        return render(request, "site/refused.html", facts, status=status)
