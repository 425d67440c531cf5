"""What people do with priorities: name themes, open a round, add areas, enter what an area ranked first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.people.acts import free_slug
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.planning.cycles.models import Cycle, Phase
from mutirao.planning.priorities import words
from mutirao.planning.priorities.models import Plenary, Ranking, Round, Theme
from mutirao.theory.eligibility import Circle
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.rule_sets import RANKS

MOST_AREAS = 500
"""More areas at once are a slip of the paste key."""


@act(
    "priority.add_theme",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"theme": result.title},
)
def add_theme(*, service: Service, title: str, by: Actor, at: datetime, about: str = "") -> Theme:
    """Add a theme that areas can rank."""
    if not service.has_block("priorities"):
        raise bad_input(_("This service has no priorities switched on."))
    if not title.strip():
        raise bad_input(_("Give the theme a name."))
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    known = Theme.objects.filter(service=service)
    if known.filter(title__iexact=title.strip()).exists():
        raise bad_input(_("There is a theme called “%(title)s” already.") % {"title": title.strip()})
    wanted = addresses.plain(title, longest=100)
    slug = addresses.free(wanted, set(known.values_list("slug", flat=True)))
    return Theme.objects.create(
        service=service, slug=slug, title=title.strip(), about=about.strip(), added_at=at
    )


@act(
    "priority.open_round",
    about=lambda cycle, **_: cycle.service,
    facts=lambda result, **_: {"cycle": result.cycle.title, "seed": result.seed},
)
def open_round(
    *,
    cycle: Cycle,
    seed: str,
    by: Actor,
    at: datetime,
    phase: Phase | None = None,
    areas: Sequence[str] = (),
) -> Round:
    """Open the ranking of a cycle, with its areas by name; with a phase it opens and closes by itself."""
    service = cycle.service
    if not service.has_block("priorities"):
        raise bad_input(_("This service has no priorities switched on."))
    if not seed.strip():
        raise bad_input(_("Say what a lot would be drawn from."))
    if phase is not None and phase.cycle_id != cycle.pk:
        raise bad_input(_("This phase belongs to another calendar."))
    if len(areas) > MOST_AREAS:
        raise bad_input(_("These are more areas than we can take at once."))
    Cycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)  # a double tap waits here
    if Round.objects.filter(cycle=cycle).exists():
        raise bad_input(_("Areas rank in this calendar already."))
    made = Round.objects.create(cycle=cycle, phase=phase, seed=seed.strip(), opened_at=at)
    for name in dict.fromkeys(" ".join(area.split()) for area in areas):
        if name:
            Plenary.objects.get_or_create(round=made, area=_area(service, name))
    agenda.put(
        made,
        "priority.ranking",
        service=service,
        title=cycle.title,
        path=f"/services/{service.slug}/priorities/{made.pk}/",
        opens=made.period.opens,
        closes=made.period.closes,
        follows=made.follows,
    )
    return made


@act(
    "priority.add_area",
    about=lambda round, **_: round.cycle.service,
    facts=lambda result, round, **_: {"area": result.area.name, "cycle": round.cycle.title},
)
def add_area(
    *, round: Round, name: str, by: Actor, at: datetime, body: Body | None = None, position: str = ""
) -> Plenary:
    """Add an area to a round, with the group that speaks for it if there is one."""
    if not name.strip():
        raise bad_input(_("Give the area a name."))
    Round.objects.select_for_update(of=("self",)).get(pk=round.pk)  # a double tap waits here
    area = _area(round.cycle.service, " ".join(name.split()))
    if Plenary.objects.filter(round=round, area=area).exists():
        raise bad_input(_("%(area)s takes part already.") % {"area": area.name})
    return Plenary.objects.create(round=round, area=area, **_speaks(body, position))


@act(
    "priority.name_group",
    about=lambda plenary, **_: plenary.round.cycle.service,
    facts=lambda result, **_: {
        "area": result.area.name,
        "body": result.open_to_body.name if result.open_to_body else "",
    },
)
def name_group(
    *, plenary: Plenary, body: Body | None, by: Actor, at: datetime, position: str = ""
) -> Plenary:
    """Say which group speaks for an area, so that its members can enter what it ranked; None for nobody."""
    held = _held(plenary)
    for name, value in _speaks(body, position).items():
        setattr(held, name, value)
    held.save(update_fields=["open_to", "open_to_body", "open_to_position"])
    return held


@act(
    "priority.rank",
    about=lambda plenary, **_: plenary.round.cycle.service,
    facts=lambda result, themes, **_: _ranked(result, themes),
)
def rank(
    *,
    plenary: Plenary,
    themes: Sequence[Theme],
    by: Actor,
    at: datetime,
    registered: int | None = None,
    source: str = "",
    source_path: str = "",
) -> Plenary:
    """Enter what an area ranked, first place first, as its assembly decided."""
    return _write(plenary, themes, registered, source, source_path, at)


@act(
    "priority.rank_own",
    about=lambda service, **_: service,
    eligible=lambda plenary, **_: plenary,
    facts=lambda result, themes, **_: _ranked(result, themes),
)
def rank_own(
    *,
    service: Service,
    plenary: Plenary,
    themes: Sequence[Theme],
    by: Actor,
    at: datetime,
    registered: int | None = None,
    source: str = "",
    source_path: str = "",
) -> Plenary:
    """Enter what our own area ranked; open to the group that speaks for it."""
    if plenary.round.cycle.service_id != service.pk:
        raise bad_input(_("This area belongs to another service."))
    return _write(plenary, themes, registered, source, source_path, at)


def _write(
    plenary: Plenary,
    themes: Sequence[Theme],
    registered: int | None,
    source: str,
    source_path: str,
    at: datetime,
) -> Plenary:
    """Write a ranking down in the place of the one before, while the round is open."""
    held = _held(plenary)
    stage = held.round.period.stage(at)
    if stage is not Stage.OPEN:
        raise wrong_state(words.not_open(held.round.period, stage))
    if not themes:
        raise bad_input(_("Choose at least what comes first."))
    if len(themes) > RANKS or len({theme.pk for theme in themes}) < len(themes):
        raise bad_input(_("Choose each theme once, and no more than %(n)s.") % {"n": RANKS})
    if any(theme.service_id != held.round.cycle.service_id for theme in themes):
        raise bad_input(_("This theme belongs to another service."))
    if source_path and (not source_path.startswith("/") or source_path.startswith("//")):
        raise bad_input(_("Give an address of this site, beginning with “/”."))
    held.rankings.all().delete()
    Ranking.objects.bulk_create(
        Ranking(plenary=held, theme=theme, place=place) for place, theme in enumerate(themes, 1)
    )
    held.registered, held.source, held.source_path = registered, source.strip(), source_path
    held.ranked_at = at
    held.save(update_fields=["registered", "source", "source_path", "ranked_at"])
    return held


def _held(plenary: Plenary) -> Plenary:
    """An area's row, held until the transaction ends."""
    held = Plenary.objects.select_for_update(of=("self",)).select_related(
        "round__cycle__service", "round__phase", "area", "open_to_body"
    )
    return held.get(pk=plenary.pk)


def _ranked(plenary: Plenary, themes: Sequence[Theme]) -> dict[str, object]:
    return {
        "area": plenary.area.name,
        "cycle": plenary.round.cycle.title,
        "themes": [theme.title for theme in themes],
        "registered": plenary.registered,
    }


def _speaks(body: Body | None, position: str) -> dict[str, object]:
    circle = Circle.BODY if body else Circle.EVERYONE  # without a body, `Plenary` lets nobody in
    return {
        "open_to": circle.value,
        "open_to_body": body,
        "open_to_position": position.strip() if body else "",
    }


def _area(service: Service, name: str) -> Area:
    """A part of the service's place by name, or a new one."""
    if len(name) > 200:
        raise bad_input(_("The name of an area is too long."))
    known = Area.objects.filter(parent=service.area, name__iexact=name).first()
    return known or Area.objects.create(name=name, slug=free_slug(Area, name), parent=service.area)
