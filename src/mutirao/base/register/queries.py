"""Reading the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from mutirao.base.register.models import Act
from mutirao.base.register.words import done_sentence
from mutirao.base.services.models import Service
from mutirao.base.services.words import SIDE_WORDS, duty_title


@dataclass(frozen=True, slots=True)
class Line:
    """An act as people read it: a party (never a person), what it did, under which duty, where.

    When the same was done several times in a row, one line stands for them all: `times`, from act `first`
    up to act `number`, the latest.
    """

    number: int
    at: datetime
    who: str
    side: str
    did: str
    duty: str
    version: str
    service: str
    service_slug: str
    times: int = 1
    first: int = 0


def lines(acts: Iterable[Act]) -> list[Line]:
    """Acts, newest first, as sentences; the same done several times in a row is one line."""
    found: list[Line] = []
    for one in _sentences(acts):
        if found and _alike(found[-1], one):
            found[-1] = replace(found[-1], times=found[-1].times + 1, first=one.number)
        else:
            found.append(one)
    return found


def _alike(line: Line, other: Line) -> bool:
    return (line.did, line.who, line.duty, line.service_slug) == (
        other.did,
        other.who,
        other.duty,
        other.service_slug,
    )


def _sentences(acts: Iterable[Act]) -> list[Line]:
    return [
        Line(
            number=act.pk,
            at=act.at,
            who=act.party.body.name if act.party else _("Somebody"),
            side=str(SIDE_WORDS.get(act.party.side, "")) if act.party else "",
            did=done_sentence(act.name, act.facts),
            duty=duty_title(act.duty) if act.duty else "",
            version=str(act.agreement.version) if act.agreement else "",
            service=act.service.name if act.service else "",
            service_slug=act.service.slug if act.service else "",
        )
        for act in acts
    ]


def done_lately(service: Service, size: int) -> list[Act]:
    """What was done for parties at a service, newest first; those who took part are many and not listed."""
    acts = Act.objects.select_related("party__body", "service", "agreement").latest_first()
    return list(acts.of(service.pk).filter(party__isnull=False)[:size])


def page_of_acts(*, service: Service | None = None, before: int = 0, size: int = 30) -> list[Act]:
    """Newest acts first, from before a given number: one query whose cost does not grow with history."""
    acts = Act.objects.select_related("party__body", "service", "agreement").latest_first()
    if service is not None:
        acts = acts.of(service.pk)
    if before:
        acts = acts.filter(pk__lt=before)
    return list(acts[:size])


def latest_act_about(name: str, row: models.Model) -> Act | None:
    """The newest act of this name about this row."""
    subject = f"{row._meta.label_lower}:{row.pk}"
    return Act.objects.filter(subject=subject, name=name).exclude(subject="").latest_first().first()
