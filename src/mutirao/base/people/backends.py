"""Two more ways to show who you are, beside the accounts library's own: a code card, a demonstration link."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from mutirao.base.people import codes
from mutirao.base.people.models import CardCode, Person, SignInLink


class _Backend:
    """What both ways have in common: the person of a session."""

    def get_user(self, user_id: uuid.UUID) -> Person | None:
        """The person of a session."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


class CardBackend(_Backend):
    """Knows people by a single-use code on their printed card."""

    def authenticate(self, request: HttpRequest | None, card_code: str = "", **_: Any) -> Person | None:
        """The person whose unused code this is; the code is used up by whoever is first."""
        if not card_code:
            return None
        digest = codes.digest(card_code)
        used = CardCode.objects.filter(digest=digest, used_at__isnull=True, person__is_active=True).update(
            used_at=timezone.now()
        )
        return Person.objects.filter(codes__digest=digest).first() if used else None


class LinkBackend(_Backend):
    """Knows people by a one-time link printed by `mutirao demo`; only on a demonstration site."""

    def authenticate(self, request: HttpRequest | None, link: str = "", **_: Any) -> Person | None:
        """The demonstration person this link was made for."""
        if not (settings.DEMO and link):
            return None
        found = SignInLink.objects.filter(digest=codes.digest(link), used_at__isnull=True)
        if not found.filter(person__is_demonstration=True).update(used_at=timezone.now()):
            return None
        return SignInLink.objects.select_related("person").get(digest=codes.digest(link)).person
