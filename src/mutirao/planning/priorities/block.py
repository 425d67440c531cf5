"""What the priorities block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block
from mutirao.planning.priorities import acts, division_acts, rules_acts
from mutirao.planning.priorities.words import AGENDA, DONE

BLOCK = Block(
    slug="priorities",
    title=_("Priorities"),
    about=_("areas say what comes first; rules that were adopted divide what there is between them"),
    urls="mutirao.planning.priorities.urls",
    acts=(
        acts.add_theme,
        acts.open_round,
        acts.add_area,
        acts.name_group,
        acts.rank,
        acts.rank_own,
        division_acts.measure,
        rules_acts.propose_rules,
        rules_acts.adopt_rules,
        division_acts.divide,
        division_acts.decide,
    ),
    done=DONE,
    agenda=AGENDA,
)
