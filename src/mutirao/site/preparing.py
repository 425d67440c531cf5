"""Making an installation ready: tables, cache, style sheets. Safe to repeat."""

from __future__ import annotations

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command


def prepare() -> None:
    """Bring the database and the served files up to this version."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command(collectstatic.Command(), interactive=False, verbosity=0)
