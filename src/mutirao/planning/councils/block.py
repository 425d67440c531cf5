"""What the councils block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.councils import acts, seat_acts, seating_acts
from mutirao.planning.councils.words import AGENDA, DONE

BLOCK = Block(
    slug="councils",
    title=_("Councils"),
    urls="mutirao.planning.councils.urls",
    acts=(
        acts.set_up,
        acts.set_rules,
        acts.add_seats,
        seat_acts.seat,
        seat_acts.record_sitting,
        seat_acts.vacate,
        seat_acts.recall,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(seating_acts.look_after_terms,),
)
