"""What the surveys block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.surveys import acts, paper_acts
from mutirao.planning.surveys.words import AGENDA, DONE
from mutirao.planning.surveys.writing import count_due, forget

BLOCK = Block(
    slug="surveys",
    title=_("Surveys"),
    urls="mutirao.planning.surveys.urls",
    acts=(
        acts.start,
        acts.change,
        acts.ask,
        acts.publish,
        acts.issue_codes,
        acts.answer,
        acts.answer_with_code,
        paper_acts.type_in,
        paper_acts.type_again,
        paper_acts.settle,
        acts.review,
        acts.hand_out,
    ),
    done=DONE,
    agenda=AGENDA,
    clock=(count_due,),
    forget=(forget,),
)
