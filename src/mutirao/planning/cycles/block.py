"""What the cycles block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.cycles import acts
from mutirao.planning.cycles.words import AGENDA, DONE

BLOCK = Block(
    slug="cycles",
    title=_("Calendar"),
    about=_("phases that open and close by themselves, and everything that goes with them"),
    urls="mutirao.planning.cycles.urls",
    acts=(acts.make, acts.add_phase, acts.move_phase, acts.remove_phase),
    done=DONE,
    agenda=AGENDA,
)
