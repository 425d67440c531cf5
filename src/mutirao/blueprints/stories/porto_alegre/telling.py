"""Porto Alegre as a journey: from founding to a vote that is open now, through the acts of its people."""

from __future__ import annotations

from datetime import datetime, timedelta

from mutirao.base.people.models import Person
from mutirao.blueprints.stories.porto_alegre import choosing, founding, planning, proposing, talking
from mutirao.blueprints.stories.porto_alegre.founding import PortoAlegre

KEY = b"invented people need no secrets."
"""Makes voices of the crowd in the demonstration's opinion map: 32 bytes that everybody may know."""


def tell(officer: Person, chair: Person, resident: Person, *, at: datetime) -> PortoAlegre:
    """Tell the whole year; every act in it is before `at`, and something is always about to happen."""
    told = founding.found(officer, chair, resident, at=at - timedelta(days=430))
    talking.gather(told, at=at - timedelta(days=410))
    made = planning.calendar(told, at=at)
    planning.council(told, at=at)
    planning.plenaries(told, made, at=at)
    held = planning.ranking(told, made, at=at)
    planning.money(told, held, at=at)
    choosing.plan(told, at=at)
    choosing.square(told, at=at)
    choosing.schools(told, at=at)
    choosing.table(told, at=at)
    proposing.propose(told, at=at)
    proposing.ask(told, at=at)
    talking.talk(told, key=KEY, at=at)
    return told
