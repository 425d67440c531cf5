"""How the accounts library makes people of ours: through the act of joining."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import get_language

from mutirao.base.actor import Actor
from mutirao.base.people import acts
from mutirao.base.people.models import Person

NONE = "none"
"""What the accounts library calls it when no address has to be proved."""


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

    def pre_login(
        self, request: HttpRequest, user: Person, *, email_verification: str, **how: Any
    ) -> HttpResponse | None:
        """Let in who has no e-mail address: they have none to prove, whatever they came in with."""
        if not user.email and email_verification != NONE:
            return cast("HttpResponse", perform_login(request, user, email_verification=NONE, **how))
        return cast(
            "HttpResponse | None",
            super().pre_login(request, user, email_verification=email_verification, **how),
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the language the person asked for, in the name of the site."""
        known = Person.objects.filter(Q(email__iexact=email) | Q(emailaddress__email=email)).first()
        site = {"name": settings.SITE_NAME, "domain": settings.SITE_NAME}
        with translation.override(known.language if known else get_language()):
            super().send_mail(template_prefix, email, {**context, "current_site": site})

    def format_email_subject(self, subject: str) -> str:
        """The site's name before what the letter is about."""
        return f"{settings.SITE_NAME}: {subject}"
