"""What the budgets block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.budgets import acts, override_acts
from mutirao.planning.budgets.words import AGENDA, DONE

BLOCK = Block(
    slug="budgets",
    title=_("Budgets"),
    urls="mutirao.planning.budgets.urls",
    acts=(acts.bring_in, acts.set_rule, acts.count, acts.decide, override_acts.override),
    done=DONE,
    agenda=AGENDA,
)
