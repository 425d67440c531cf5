"""What the statements block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.statements import acts, bringing_acts, drawing, forgetting
from mutirao.planning.statements.words import AGENDA, DONE

BLOCK = Block(
    slug="statements",
    title=_("Where we stand"),
    about=_(
        "people agree or disagree with short statements; a map shows where they differ and what bridges them"
    ),
    urls="mutirao.planning.statements.urls",
    acts=(acts.ask, bringing_acts.bring_in, acts.end, acts.moderate, acts.answer, acts.add),
    done=DONE,
    agenda=AGENDA,
    clock=(drawing.end_due, drawing.draw_due),
    forget=(forgetting.forget,),
)
