"""How the accounts library makes people of ours: through the act of joining."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from mutirao.base.actor import Actor
from mutirao.base.people import acts
from mutirao.base.people.models import Person


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our side of the accounts library."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Become somebody we know, through the same act as everywhere else."""
        data = form.cleaned_data
        joined = acts.join(
            name=data.get("name") or data["email"].partition("@")[0],
            email=data["email"],
            language=get_language() or "en-gb",
            by=Actor.visitor(),
            at=timezone.now(),
        )
        user.__dict__.update(joined.__dict__)
        return user
