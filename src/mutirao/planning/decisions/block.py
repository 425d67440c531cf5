"""What the decisions block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.decisions import acts, clock, promise_acts
from mutirao.planning.decisions.words import AGENDA, DONE

BLOCK = Block(
    slug="decisions",
    title=_("Decisions and promises"),
    urls="mutirao.planning.decisions.urls",
    acts=(
        acts.on_priorities,
        acts.on_money,
        acts.on_design,
        acts.review,
        promise_acts.make,
        promise_acts.keep,
        promise_acts.move,
        promise_acts.give_up,
        promise_acts.advance,
        promise_acts.hand_over,
        promise_acts.report,
        promise_acts.ask_again,
        promise_acts.question,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(clock.chase, clock.tell_reviews),
    forget=(acts.forget,),
)
