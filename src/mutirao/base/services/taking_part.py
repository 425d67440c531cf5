"""Who may take part in a thing of a service: the rule as columns, and a person as the rule sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mutirao.base.actor import Actor
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.theory.eligibility import Circle, Eligibility, Participant
from mutirao.theory.reasons import bad_input

CIRCLES = [
    (Circle.EVERYONE.value, _("everyone who has joined")),
    (Circle.PARTIES.value, _("members of the groups and organisations in this service")),
    (Circle.BODY.value, _("members of one group or organisation")),
    (Circle.AREA.value, _("people who live in one area")),
]


class OpenTo(models.Model):
    """Columns of whatever people can take part in: who may. Fetch with `open_to_body` and `open_to_area`."""

    open_to = models.CharField(
        _("who may take part"), max_length=10, choices=CIRCLES, default=Circle.EVERYONE.value
    )
    open_to_body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group or organisation")
    )
    open_to_position = models.CharField(_("position there"), max_length=100, blank=True)
    open_to_area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(open_to=Circle.BODY.value) | Q(open_to_body__isnull=False),
                name="%(app_label)s_%(class)s_body_named",
            ),
            models.CheckConstraint(
                condition=~Q(open_to=Circle.AREA.value) | Q(open_to_area__isnull=False),
                name="%(app_label)s_%(class)s_area_named",
            ),
        ]

    def eligibility(self) -> Eligibility:
        """Who may take part, as theory reads it."""
        if self.open_to == Circle.BODY and self.open_to_body:
            body = self.open_to_body
            return Eligibility(Circle.BODY, str(body.pk), self.open_to_position, body.name, body.contact)
        if self.open_to == Circle.AREA and self.open_to_area:
            return Eligibility(Circle.AREA, str(self.open_to_area.pk), name=self.open_to_area.name)
        return Eligibility(Circle(self.open_to))

    def who_may(self) -> str:
        """Who may take part, in words."""
        name = self.open_to_body or self.open_to_area
        if not name:
            return str(dict(CIRCLES)[self.open_to])
        if self.open_to == Circle.AREA:
            return str(_("people who live in %(name)s")) % {"name": name}
        if self.open_to_position:
            facts = {"position": self.open_to_position, "name": name}
            return str(_("whoever is %(position)s of %(name)s")) % facts
        return str(_("members of %(name)s")) % {"name": name}


def participant(rule: Eligibility, actor: Actor, service: Service | None, today: date) -> Participant:
    """What the rule needs to know of the person whose right counts; asks only for what it needs."""
    whose = actor.whose
    if whose is None or rule.circle is Circle.EVERYONE:
        return Participant()
    if rule.circle is Circle.AREA:
        return Participant(areas=frozenset(str(pk) for pk in areas_around(whose.home)))
    current = frozenset((str(t.body_id), t.position) for t in actor.terms if t.is_current(today))
    parties: frozenset[str] = frozenset()
    if rule.circle is Circle.PARTIES and service is not None:
        parties = frozenset(str(pk) for pk in service.parties.values_list("body_id", flat=True))
    return Participant(positions=current, parties=parties)


def areas_around(area: Area | None) -> list[int]:
    """Keys of an area and of every area around it."""
    found: list[int] = []
    while area is not None and area.pk not in found:
        found.append(area.pk)
        area = area.parent
    return found


@dataclass(frozen=True, slots=True)
class Whom:
    """Who shall be able to take part, as an act is told it."""

    circle: Circle = Circle.EVERYONE
    body: Body | None = None
    area: Area | None = None
    position: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of an `OpenTo` row; only those its circle needs are filled."""
        of_body, of_area = self.circle is Circle.BODY, self.circle is Circle.AREA
        if (of_body and self.body is None) or (of_area and self.area is None):
            raise bad_input(_now("Say which group or which area."))
        return {
            "open_to": self.circle.value,
            "open_to_body": self.body if of_body else None,
            "open_to_position": self.position.strip() if of_body else "",
            "open_to_area": self.area if of_area else None,
        }
