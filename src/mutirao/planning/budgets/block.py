"""What the budgets block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block, Panel
from mutirao.base.services.authority import Seat
from mutirao.planning.budgets import acts, queries


def panel(seat: Seat) -> Panel | None:
    """The newest budgets, on the service's page."""
    if seat.service is None:
        return None
    return Panel("budgets/panel.html", {"budgets": queries.of(seat.service)[:3]})


BLOCK = Block(
    slug="budgets",
    title=_("Budgets"),
    urls="mutirao.planning.budgets.urls",
    acts=(acts.bring_in, acts.set_rule, acts.count, acts.decide),
    panel=panel,
)
