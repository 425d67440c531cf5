"""A service with a calendar, and the calendars Ada makes."""

from __future__ import annotations

from build import in_force
from cast import NOW, Cast
from mutirao.base.services.models import Service
from mutirao.planning.cycles import acts
from mutirao.planning.cycles.models import Cycle


def at_service(cast: Cast) -> Service:
    """A service with a calendar switched on."""
    service = in_force(cast)
    service.blocks = ["cycles", *service.blocks]
    service.save(update_fields=["blocks"])
    return service


def made(cast: Cast, *phases: acts.NewPhase, title: str = "Budget of 2027", **given: str) -> Cycle:
    """A calendar Ada makes."""
    service = Service.objects.filter(slug="small-works").first() or at_service(cast)
    found: Cycle = acts.make(
        service=service,
        title=title,
        origin=given.get("origin", "Meeting of 3 May"),
        phases=phases,
        by=cast.acting("ada"),
        at=NOW,
    )
    return found
