"""What acts write on the agenda, and how pages read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime

from mutirao.base.agenda.models import Item
from mutirao.base.blocks import blocks
from mutirao.base.services.models import Service
from mutirao.theory.periods import Period, Stage

LATELY = timedelta(days=14)
AHEAD = timedelta(days=60)
"""What begins later than this is not news yet."""

MOST = 24
"""No service has so much going on that more would be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item as people read it. state: `open`, `waiting` (for who holds a duty), `coming`, `lately`."""

    says: str
    title: str
    path: str
    state: str
    service: str


def put(
    about: Model,
    kind: str,
    *,
    service: Service,
    title: str,
    path: str,
    opens: datetime | None = None,
    closes: datetime | None = None,
    follows: str = "",
    duty: str = "",
    **facts: Any,
) -> None:
    """Write a thing on the agenda, or what has changed about it; called by acts.

    duty: whose holders it waits for; nothing where anybody may do something about it.
    """
    Item.objects.update_or_create(
        about=key(about),
        kind=kind,
        defaults={
            "service": service,
            "title": title[:200],
            "path": path,
            "facts": facts,
            "duty": duty,
            "opens_at": opens,
            "closes_at": closes,
            "follows": follows,
        },
    )


def drop(about: Model, *kinds: str) -> None:
    """Take a thing off the agenda, or only these kinds of it; called by acts."""
    items = Item.objects.filter(about=key(about))
    (items.filter(kind__in=kinds) if kinds else items).delete()


def move(follows: str, *, opens: datetime | None, closes: datetime | None) -> None:
    """Everything that moves with a window gets its new dates; called by acts."""
    Item.objects.filter(follows=follows).update(opens_at=opens, closes_at=closes)


def key(row: Model) -> str:
    """A row's name on the agenda."""
    return f"{row._meta.label_lower}:{row.pk}"


def of(service: Service, *, at: datetime) -> list[Line]:
    """What is going on at a service: open now, then coming, then lately closed. One query."""
    known = Item.objects.filter(service=service).filter(
        Q(closes_at__isnull=True) | Q(closes_at__gt=at - LATELY),
        Q(opens_at__isnull=True) | Q(opens_at__lte=at + AHEAD),
    )
    return _lines(known, at)


def everywhere(*, at: datetime, most: int) -> list[Line]:
    """What anybody can do something about now, at every service, what closes first first. One query."""
    return _lines(Item.objects.open(at).filter(duty="").select_related("service"), at)[:most]


STATES = {Stage.OPEN: "open", Stage.COMING: "coming", Stage.OVER: "lately"}
ORDER = {"open": 0, "waiting": 1, "coming": 2, "lately": 3}


def _lines(items: QuerySet[Item], at: datetime) -> list[Line]:
    lines = [line(item, at) for item in items[:MOST]]
    return sorted(lines, key=lambda line: ORDER[line.state])


def line(item: Item, at: datetime) -> Line:
    """An item in words. The sentence may use its facts and `opens` and `closes`, dates with their times."""
    facts: dict[str, Any] = {**item.facts, "title": item.title}
    for name, moment in (("opens", item.opens_at), ("closes", item.closes_at)):
        facts[name] = date_format(localtime(moment), "DATETIME_FORMAT") if moment else "…"
    state = STATES[Period(item.opens_at, item.closes_at).stage(at)]
    sentence = sentences().get(f"{item.kind}.{state}") or sentences().get(item.kind, "%(title)s")
    named = item.service.name if Item.service.is_cached(item) else ""
    shown = "waiting" if item.duty and state == "open" else state
    return Line(str(sentence) % facts, item.title, item.path, shown, named)


@cache
def sentences() -> Mapping[str, Any]:
    """The sentence of every kind of item, by kind or `kind.state`."""
    found: dict[str, Any] = {}
    for block in blocks():
        found |= block.agenda
    return found


def by_state(lines: Iterable[Line], state: str) -> list[Line]:
    """The lines in one state."""
    return [line for line in lines if line.state == state]
