"""What the drafts block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.drafts import acts, clause_acts, clock, ending_acts, mark_acts
from mutirao.planning.drafts.words import AGENDA, DONE

BLOCK = Block(
    slug="drafts",
    title=_("Drafts"),
    urls="mutirao.planning.drafts.urls",
    acts=(
        acts.start,
        acts.describe,
        clause_acts.add_clause,
        clause_acts.change_clause,
        acts.open_round,
        mark_acts.mark,
        mark_acts.propose_wording,
        mark_acts.take_back_wording,
        clause_acts.adopt_wording,
        ending_acts.decide,
        ending_acts.record_disagreement,
        ending_acts.withdraw,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(clock.remind,),
)
