"""Acts of the cycles block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from cast import NOW
from mutirao.planning.cycles import acts
from mutirao.planning.cycles.models import Cycle, Phase
from situations import Call, World

TABLE = """
cycle.make          login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
cycle.add_phase     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
cycle.move_phase    login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
cycle.remove_phase  login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
"""


def phase(title: str, first: int, last: int) -> acts.NewPhase:
    """A phase from so many days after now up to so many."""
    return acts.NewPhase(title, "", NOW + timedelta(days=first), NOW + timedelta(days=last))


def cycle(world: World) -> Cycle:
    """A calendar with one phase that is to come."""
    made: Cycle = acts.make(
        service=world.service,
        title="Budget of 2027",
        origin="Meeting of 3 May",
        phases=[phase("Listen", 10, 20)],
        by=world.cast.acting("ben"),
        at=NOW,
    )
    return made


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service

    def with_phase() -> Phase:
        return cycle(world).phases.get()

    return {
        "cycle.make": lambda: Call(
            {
                "service": service,
                "title": "Budget of 2027",
                "origin": "Meeting",
                "phases": [phase("A", 1, 2)],
            },
            service,
        ),
        "cycle.add_phase": lambda: Call({"cycle": cycle(world), "phase": phase("Rank", 20, 30)}, service),
        "cycle.move_phase": lambda: Call(
            {
                "phase": with_phase(),
                "opens": NOW + timedelta(days=11),
                "closes": NOW + timedelta(days=21),
                "why": "The hall is closed.",
            },
            service,
        ),
        "cycle.remove_phase": lambda: Call({"phase": with_phase()}, service),
    }
