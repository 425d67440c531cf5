"""What every page shows around its own content: navigation, search, the site's name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def page(request: HttpRequest) -> dict[str, Any]:
    """Facts for the base page."""
    path = request.path
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    places = [
        ("home", _("This place")),
        ("services", _("Services")),
        ("register", _("Register")),
        ("me", _("My part")) if signed_in else ("account_login", _("Sign in")),
    ]
    return {
        "site_name": settings.SITE_NAME,
        "navigation": [
            {"text": text, "href": reverse(name), "current": _is_current(path, reverse(name))}
            for name, text in places
        ],
        "footer": [
            {"text": _("About"), "href": reverse("about")},
            {"text": _("Who may do what"), "href": reverse("access")},
        ],
        "search_url": reverse("services"),
        "search_words": request.GET.get("q", ""),
        "home_url": reverse("home"),
        "is_demo": settings.DEMO,
    }


def _is_current(path: str, target: str) -> bool:
    return path == target if target == "/" else path.startswith(target)
