"""What the proposals block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.proposals import acts, amendment_acts, call_acts, import_acts, judging_acts, merge_acts
from mutirao.planning.proposals.words import AGENDA, DONE
from mutirao.planning.proposals.writing import forget

BLOCK = Block(
    slug="proposals",
    title=_("Proposals"),
    urls="mutirao.planning.proposals.urls",
    acts=(
        call_acts.open_call,
        call_acts.change_call,
        acts.make,
        import_acts.bring_in,
        acts.revise,
        acts.withdraw,
        acts.support,
        acts.invite,
        acts.join,
        acts.leave,
        amendment_acts.suggest,
        amendment_acts.answer,
        merge_acts.suggest,
        merge_acts.answer,
        merge_acts.settle,
        merge_acts.undo,
        merge_acts.part,
        judging_acts.judge,
        judging_acts.reply,
    ),
    done=DONE,
    agenda=AGENDA,
    forget=(forget,),
)
