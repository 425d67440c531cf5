"""What the decisions block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block, Panel
from mutirao.base.services.authority import Seat
from mutirao.planning.decisions import queries


def panel(seat: Seat) -> Panel | None:
    """The newest decisions, on the service's page."""
    if seat.service is None:
        return None
    return Panel("decisions/panel.html", {"decisions": queries.of(seat.service)[:3]})


BLOCK = Block(slug="decisions", title=_("Decisions"), urls="mutirao.planning.decisions.urls", panel=panel)
