"""From a request to a seat: the only way a view gets a service is together with what one may do there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from mutirao.base.actor import Actor
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.base.services.words import reason_sentence
from mutirao.theory.access import ActRule, Gate
from mutirao.theory.policy import BY_NAME
from mutirao.theory.reasons import Holder, Reason, Refused


def now() -> datetime:
    """The moment it is; only views, commands and the clock's own jobs ask."""
    return timezone.now()


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking."""
    if not request.user.is_authenticated:
        return Actor.visitor()
    person = request.user
    records = get_authentication_records(request, person)
    return Actor(person=person, is_strong=any(record["method"] == "mfa" for record in records))


def require_person(request: HttpRequest) -> Actor:
    """Who is asking, or `Refused` for a visitor."""
    actor = actor_of(request)
    if actor.person is None:
        raise Refused(Reason("sign_in"))
    return actor


def open_service(request: HttpRequest, slug: str, *, to: str = "") -> tuple[Service, Seat]:
    """A service and the seat of whoever asks; with `to`, `Refused` unless they may do that act."""
    service = get_object_or_404(Service.objects.for_cards(), slug=slug)
    seat = Seat(service, actor_of(request), now())
    if to:
        reasons = seat.objections(BY_NAME[to])
        if reasons:
            raise Refused(reasons)
    return service, seat


@dataclass(frozen=True, slots=True)
class Door:
    """What a button needs to know: whether it opens, and if not, why not and whom to ask."""

    rule: ActRule
    reasons: tuple[Reason, ...]

    @property
    def is_open(self) -> bool:
        """Whether the act may be done."""
        return not self.reasons

    @property
    def why_not(self) -> str:
        """The sentences against it, or nothing."""
        return " ".join(reason_sentence(reason) for reason in self.reasons)

    @property
    def who_may(self) -> tuple[Holder, ...]:
        """Who may do it instead."""
        return next((reason.who_may for reason in self.reasons if reason.who_may), ())


def door(seat: Seat, name: str, thing: OpenTo | None = None) -> Door:
    """Ask, without doing anything, whether this act is open; `thing` is what one would take part in."""
    rule = BY_NAME[name]
    if seat.actor.person is None and rule.gate is not Gate.ANYONE:
        return Door(rule, (Reason("sign_in", rule.duty),))  # no need to ask the database for a visitor
    return Door(rule, tuple(seat.objections(rule, thing=thing)))


INPUT_CODES = {"bad_input", "wrong_state"}


def attempt(form: BaseForm, perform: Callable[..., Any], **given: Any) -> Any:
    """Do an act with what a form says; what is wrong with the input is said by the form, and None comes back.

    A refusal for want of authority goes on to its own page.
    """
    try:
        return perform(**given)
    except Refused as refused:
        if not {reason.code for reason in refused.reasons} <= INPUT_CODES:
            raise
        for reason in refused.reasons:
            form.add_error(None, reason_sentence(reason))
        return None
