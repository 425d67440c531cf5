"""Calendars to begin from, as data with their source and mark. Titles are translated where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from mutirao.theory.calendars import Stretch, Template
from mutirao.theory.marks import Mark

SINGLE_ROUND = Template(
    "single-round",
    _("Porto Alegre since 2002: a single round of assemblies"),
    "CIDADE and Prefeitura de Porto Alegre, cycle of the participatory budget",
    Mark.PUBLISHED,
    (
        Stretch(
            _("Meetings to prepare"),
            _("The city gives account of the last plan. Neighbours meet and say what they need."),
            3,
            1,
        ),
        Stretch(
            _("Single round of assemblies"),
            _("Each area and each theme holds its assembly and puts four priorities in order."),
            4,
            16,
        ),
        Stretch(
            _("Forums put works in order"),
            _("Forums choose delegates and rank works. The city says what each work would take."),
            6,
            1,
        ),
        Stretch(
            _("City assembly"),
            _("The new council takes its seat and is handed the ranked demands."),
            7,
            1,
        ),
        Stretch(
            _("The council divides the money"),
            _("The council discusses the budget and divides it. Each forum votes on its plan."),
            8,
            1,
        ),
        Stretch(
            _("The rules are looked at again"),
            _("The council votes on changes to the rules and the criteria."),
            11,
            1,
        ),
    ),
    (3, 1, 1),
    _("The source names months; the days are ours. It lets the last two phases overlap until December."),
)
TWO_ROUNDS = Template(
    "two-rounds",
    _("Porto Alegre in the 1990s: two rounds"),
    "B. de Sousa Santos, “Participatory Budgeting in Porto Alegre”, Politics & Society 26 (1998)",
    Mark.RECALLED,
    (
        Stretch(_("Meetings to prepare"), _("Neighbours meet on their own, without the city."), 3, 1),
        Stretch(_("First round"), _("The city gives account; the first delegates are elected."), 3, 16),
        Stretch(_("Meetings in between"), _("Neighbours put what they ask for in order."), 5, 1),
        Stretch(_("Second round"), _("The ranked list is handed over; councillors are elected."), 6, 16),
        Stretch(
            _("The council votes the budget"), _("The bill goes to the city chamber by 30 September."), 8, 1
        ),
        Stretch(_("The plan in detail"), _("The investment plan is worked out; rules are revised."), 10, 1),
    ),
    (1, 1, 1),
    _("The source names months, some of them twice; the days are ours."),
)
FOUR_STEPS = Template(
    "four-steps",
    _("A year in four steps"),
    "",
    Mark.OURS,
    (
        Stretch(_("Listen"), _("Hear from everybody what is needed."), 1, 1),
        Stretch(_("Choose"), _("Say what comes first and share out what there is."), 4, 1),
        Stretch(_("Do"), _("Carry it out together."), 6, 1),
        Stretch(_("Give account"), _("Tell everybody what was done, and what was not."), 11, 1),
    ),
    (1, 1, 1),
)

TEMPLATES: Mapping[str, Template] = {t.slug: t for t in (SINGLE_ROUND, TWO_ROUNDS, FOUR_STEPS)}
