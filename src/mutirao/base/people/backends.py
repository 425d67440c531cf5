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
        found = CardCode.objects.select_related("person").filter(digest=codes.digest(card_code)).first()
        return found.person if found and found.person.is_active and _used_up(found) else None


class LinkBackend(_Backend):
    """Knows people by a one-time link printed by `mutirao demo`; only on a demonstration site."""

    def authenticate(self, request: HttpRequest | None, link: str = "", **_: Any) -> Person | None:
        """The demonstration person this link was made for."""
        if not (settings.DEMO and link):
            return None
        found = SignInLink.objects.select_related("person").filter(digest=codes.digest(link)).first()
        return found.person if found and found.person.is_demonstration and _used_up(found) else None


def _used_up(row: CardCode | SignInLink) -> bool:
    """Mark it as used; False where somebody else was first.

    The condition names columns of this row only: the database looks at them again once it has the row, which
    it would not do for a condition on another table.
    """
    rows = type(row).objects.filter(pk=row.pk, used_at__isnull=True)
    return bool(rows.update(used_at=timezone.now()))
