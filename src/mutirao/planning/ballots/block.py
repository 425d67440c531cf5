"""What the ballots block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.ballots import acts, closing_acts, count_acts, paper_acts, vote_acts
from mutirao.planning.ballots.words import AGENDA, DONE

BLOCK = Block(
    slug="ballots",
    title=_("Votes"),
    urls="mutirao.planning.ballots.urls",
    acts=(
        acts.draft,
        acts.change,
        acts.set_options,
        acts.open_vote,
        closing_acts.close,
        closing_acts.close_due,
        acts.withdraw,
        count_acts.count,
        count_acts.decide,
        vote_acts.cast,
        vote_acts.describe,
        vote_acts.on_paper,
        vote_acts.open_desk,
        paper_acts.print_papers,
        paper_acts.enter,
        paper_acts.resolve,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(closing_acts.close_those_due,),
    forget=(vote_acts.forget,),
)
