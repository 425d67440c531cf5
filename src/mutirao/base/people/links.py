"""One-time sign-in links for the people of a demonstration."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from mutirao.base.people import codes
from mutirao.base.people.models import Person, SignInLink

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def fresh_links(roles: Mapping[str, Person], *, at: datetime) -> list[tuple[str, str]]:
    """A new link for each role; older links of the same people stop working."""
    made = []
    with transaction.atomic():
        for role, person in roles.items():
            SignInLink.objects.filter(person=person, used_at__isnull=True).delete()
            link = "".join(secrets.choice(LETTERS) for _ in range(24))
            SignInLink.objects.create(person=person, digest=codes.digest(link), made_at=at)
            made.append((role, link))
    return made
