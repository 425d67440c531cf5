"""What people do with a calendar: make it, add a phase, move one with a public reason, remove one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.services.models import Service
from mutirao.planning.cycles import words
from mutirao.planning.cycles.models import Cycle, Move, Phase
from mutirao.theory.calendars import Objection, Window, objections, objections_to_all
from mutirao.theory.reasons import bad_input, wrong_state

LATEST_YEAR = 9000
"""Later dates than any calendar needs, and near the end of what a database can keep."""


@dataclass(frozen=True, slots=True)
class NewPhase:
    """A phase about to be written down."""

    title: str
    about: str
    opens: datetime
    closes: datetime

    def as_rule(self) -> Window:
        """As the rule sees it."""
        return Window(self.title, self.opens, self.closes)


@act(
    "cycle.make",
    about=lambda service, **_: service,
    facts=lambda result, phases=(), **_: {"cycle": result.title, "phases": len(phases)},
)
def make(
    *, service: Service, title: str, origin: str, by: Actor, at: datetime, phases: Sequence[NewPhase] = ()
) -> Cycle:
    """Make a calendar, with its phases or to be filled in phase by phase."""
    if not service.has_block("cycles"):
        raise bad_input(_("This service has no calendar switched on."))
    if not title.strip():
        raise bad_input(_("Give the calendar a name."))
    if not origin.strip():
        raise bad_input(_("Say where the calendar comes from."))
    _must_fit(phases, objections_to_all([phase.as_rule() for phase in phases]))
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # a double tap waits here
    if Cycle.objects.filter(service=service, title=title.strip()).exists():
        raise bad_input(_("There is a calendar called “%(title)s” here already.") % {"title": title.strip()})
    cycle = Cycle.objects.create(service=service, title=title.strip(), origin=origin.strip(), made_at=at)
    for phase in phases:
        _write(cycle, phase)
    return cycle


@act(
    "cycle.add_phase",
    about=lambda cycle, **_: cycle.service,
    facts=lambda result, **_: {"phase": result.title, "cycle": result.cycle.title},
)
def add_phase(*, cycle: Cycle, phase: NewPhase, by: Actor, at: datetime) -> Phase:
    """Add a phase to a calendar."""
    held = Cycle.objects.select_for_update(of=("self",)).select_related("service").get(pk=cycle.pk)
    others = [other.as_rule() for other in held.phases.all()]
    _must_fit([phase], objections(phase.as_rule(), others))
    return _write(held, phase)


@act(
    "cycle.move_phase",
    about=lambda phase, **_: phase.cycle.service,
    facts=lambda result, **_: {
        "phase": result.title,
        "cycle": result.cycle.title,
        "opens": result.opens_at.isoformat(),
        "closes": result.closes_at.isoformat(),
    },
)
def move_phase(
    *, phase: Phase, opens: datetime, closes: datetime, why: str, by: Actor, at: datetime
) -> Phase:
    """Give a phase other dates, for a reason everybody can read; whatever goes with it moves along."""
    if not why.strip():
        raise bad_input(_("Say why the dates change: everybody will read it."))
    Cycle.objects.select_for_update(of=("self",)).get(pk=phase.cycle_id)
    held = Phase.objects.select_related("cycle__service").get(pk=phase.pk)
    moved = Window(held.title, opens, closes)
    others = [other.as_rule() for other in held.cycle.phases.exclude(pk=held.pk)]
    _must_fit([NewPhase(held.title, held.about, opens, closes)], objections(moved, others))
    if (held.opens_at, held.closes_at) == (opens, closes):
        raise bad_input(_("These are the dates it has already."))
    Move.objects.create(
        phase=held,
        opened_at=held.opens_at,
        closed_at=held.closes_at,
        opens_at=opens,
        closes_at=closes,
        why=why.strip(),
        moved_at=at,
    )
    held.opens_at, held.closes_at = opens, closes
    held.save(update_fields=["opens_at", "closes_at"])
    agenda.move(held.follows, opens=opens, closes=closes)
    return held


@act(
    "cycle.remove_phase",
    about=lambda phase, **_: phase.cycle.service,
    facts=lambda result, phase, **_: {"phase": phase.title, "cycle": result.title},
)
def remove_phase(*, phase: Phase, by: Actor, at: datetime) -> Cycle:
    """Take a phase that has not begun out of its calendar, unless something goes with it."""
    cycle = Cycle.objects.select_for_update(of=("self",)).get(pk=phase.cycle_id)
    held = Phase.objects.filter(pk=phase.pk).first()
    if held is None:
        raise wrong_state(_("This phase has been removed already."))
    if held.opens_at <= at:
        raise wrong_state(_("It has begun, so it stays on record. You can give it other dates."))
    agenda.drop(held)
    try:
        held.delete()
    except ProtectedError:
        raise wrong_state(_("Something opens and closes with this phase. Move the phase instead.")) from None
    return cycle


def _must_fit(phases: Iterable[NewPhase], found: Iterable[Objection]) -> None:
    """Refuse, with every reason in one text, phases that cannot stand in a calendar."""
    for phase in phases:
        if not phase.title.strip():
            raise bad_input(_("Give the phase a name."))
        if phase.opens.year > LATEST_YEAR or phase.closes.year > LATEST_YEAR:
            raise bad_input(_("This date is too far away."))
    sentences = [words.why_not(objection) for objection in found]
    if sentences:
        raise bad_input(" ".join(sentences))


def _write(cycle: Cycle, phase: NewPhase) -> Phase:
    """Write a phase down and put it on the agenda, where it opens and closes by itself."""
    made = Phase.objects.create(
        cycle=cycle,
        title=phase.title.strip(),
        about=phase.about.strip(),
        opens_at=phase.opens,
        closes_at=phase.closes,
    )
    agenda.put(
        made,
        "cycle.phase",
        service=cycle.service,
        title=made.title,
        path=f"/services/{cycle.service.slug}/cycles/phases/{made.pk}/",
        opens=made.opens_at,
        closes=made.closes_at,
        follows=made.follows,
    )
    return made
