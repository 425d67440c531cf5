"""Reading decisions."""

from __future__ import annotations

from django.db.models import QuerySet

from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision


def of(service: Service) -> QuerySet[Decision]:
    """A service's decisions with their mandate, newest first: one query."""
    return Decision.objects.filter(service=service).select_related("party__body", "agreement")


def latest(count: int) -> list[Decision]:
    """The newest decisions of all services."""
    return list(Decision.objects.select_related("service", "party__body")[:count])
