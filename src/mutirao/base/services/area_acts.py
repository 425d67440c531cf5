"""What people do with the areas a service's place is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.people.acts import free_slug
from mutirao.base.people.models import Area
from mutirao.base.services.models import Service
from mutirao.theory.reasons import bad_input

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Part:
    """An area within the service's: its name, and how many people live there where that is known."""

    name: str
    population: int | None = None


@act(
    "area.add",
    about=lambda service, **_: service,
    facts=lambda parts, result, **_: {"area": result.name, "areas": len(parts)},
)
def add(*, service: Service, parts: Sequence[Part], source: str, by: Actor, at: datetime) -> Area:
    """Add areas within the service's place, or put right how many people live in those we know."""
    if not parts:
        raise bad_input(_("Enter at least one area."))
    if any(part.population is not None for part in parts) and not source.strip():
        raise bad_input(_("Say where the numbers of people come from."))
    around = Area.objects.select_for_update(of=("self",)).get(pk=service.area_id)  # a double tap waits here
    known = {area.name.casefold(): area for area in around.parts.all()}
    for part in parts:
        area = known.get(part.name.casefold())
        if area is None:
            area = Area(name=part.name, slug=free_slug(Area, part.name), parent=around)
            known[part.name.casefold()] = area
        if part.population is not None:
            area.population, area.population_source = part.population, source.strip()
        area.save()
    return around


def read(lines: str) -> list[Part]:
    """Areas as people type or paste them: one a line, with the number of people after a semicolon.

    Spaces, points and commas between the digits of a number are ignored.
    """
    parts: list[Part] = []
    for number, line in enumerate(lines.splitlines(), 1):
        name, _semicolon, people = (piece.strip() for piece in line.partition(";"))
        if not name and not people:
            continue
        if not name or len(name) > 200:
            raise bad_input(_("Line %(number)s has no name we can keep.") % {"number": number})
        digits = "".join(people.replace(".", "").replace(",", "").split())
        if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
            facts = {"number": number, "people": people[:40]}
            raise bad_input(_("Line %(number)s: “%(people)s” is not a number of people.") % facts)
        parts.append(Part(name, int(digits) if digits else None))
    if len(parts) > MOST_AT_ONCE:
        facts = {"most": MOST_AT_ONCE}
        raise bad_input(_("These are more than %(most)s areas: bring them in parts.") % facts)
    return parts
