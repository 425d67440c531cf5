"""A browser of somebody's own, signed in as the site itself would have done it, and what it shows."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from mutirao.base.people.models import Person


def client_of(person: Person | None = None, *, strong: bool = True) -> Client:
    """A browser: a visitor's, or somebody's with a second factor unless told otherwise."""
    client = Client(enforce_csrf_checks=False)
    if person is None:
        return client
    client.force_login(person, backend="mutirao.base.people.backends.CardBackend")
    if strong:
        request = HttpRequest()
        request.session, request.user = client.session, person
        record_authentication(request, person, method="mfa", type="totp")
        request.session.save()
    return client


def errors(response: Any) -> dict[str, list[str]]:
    """What a form says at each of its fields."""
    found: dict[str, list[str]] = response.context["form"].errors
    return found


def text(response: Any) -> str:
    """The page as it is sent."""
    page: str = response.content.decode()
    return page
