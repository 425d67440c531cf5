"""Reading promises, shaped for a page; every page takes a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Case, Count, Q, QuerySet, When

from mutirao.base.days import day_of
from mutirao.base.services.models import Service
from mutirao.planning.decisions import chain
from mutirao.planning.decisions.models import Promise, PromiseChange, Question, Step
from mutirao.planning.decisions.words import state_tag, step_says
from mutirao.theory.measures import DuePromise
from mutirao.theory.promises import OPEN, Event, State, Told, undertakings

SHOWN = ("late", "promised", "changed", "questioned", "kept", "broken")
"""How promises stand, each in one of these; the order in which they are counted and shown."""


def of(service: Service) -> QuerySet[Promise]:
    """A service's promises: the open ones first, what is due first first; then the settled ones."""
    is_settled = Case(When(state__in=[state.value for state in OPEN], then=0), default=1)
    found = Promise.objects.filter(service=service).select_related("party__body", "decision", "owner")
    return found.order_by(is_settled, "due_on", "id")


def in_state(name: str, on: date) -> Q:
    """The promises that stand so on a day."""
    gone = Q(due_on__lt=on)
    return {
        "late": Q(state__in=[State.MADE.value, State.CHANGED.value]) & gone,
        "promised": Q(state=State.MADE.value) & ~gone,
        "changed": Q(state=State.CHANGED.value) & ~gone,
        "questioned": Q(state=State.QUESTIONED.value),
        "kept": Q(state=State.KEPT.value),
        "broken": Q(state=State.BROKEN.value),
    }[name]


def counts(service: Service, on: date) -> dict[str, int]:
    """How many promises stand how: one query."""
    found: dict[str, int] = Promise.objects.filter(service=service).aggregate(
        **{name: Count("pk", filter=in_state(name, on)) for name in SHOWN}
    )
    return found


def due(service: Service) -> list[DuePromise]:
    """Every day ever promised at a service with the day it was kept or explained: one query."""
    rows = PromiseChange.objects.filter(promise__service=service).exclude(event="advance")
    told = rows.order_by("promise_id", "id").values_list("promise_id", "at", "state", "due_on")
    return [
        one
        for _promise, history in groupby(told, key=lambda row: row[0])
        for one in undertakings([Told(day_of(at), State(state), day) for _pk, at, state, day in history])
    ]


def doubts(promise: Promise) -> list[str]:
    """What people wrote who say that it is not done, since it was last said to be: at most one query."""
    if promise.state != State.QUESTIONED:
        return []
    claim = PromiseChange.objects.filter(promise=promise, event=Event.KEEP.value).order_by("-id")
    return list(
        Question.objects.filter(claim=claim.values("pk")[:1]).exclude(says="").values_list("says", flat=True)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a chain as people read it. tag, kind: how a promise stands now, at its last step."""

    title: str
    says: str
    path: str
    on: date
    is_here: bool
    tag: str = ""
    kind: str = "neutral"


def chain_lines(steps: Sequence[Step], here: Step, *, on: date) -> list[Line]:
    """The steps of a chain in words, with the state of every promise at its last step: one query."""
    promises = {chain.key(one): one for one in _promises(steps)}
    at_end = _last_steps(steps, promises)
    lines = []
    for step in steps:
        promise = at_end.get(step.pk)
        tag, kind = state_tag(promise, on) if promise else ("", "neutral")
        lines.append(
            Line(step.title, step_says(step), step.path, day_of(step.at), step.pk == here.pk, tag, kind)
        )
    return lines


def _promises(steps: Sequence[Step]) -> QuerySet[Promise]:
    label = Promise._meta.label_lower + ":"
    keys = [step.key.removeprefix(label) for step in steps if step.key.startswith(label)]
    return Promise.objects.filter(pk__in=keys)


def _last_steps(steps: Sequence[Step], promises: dict[str, Promise]) -> dict[int, Promise]:
    """Each promise at the last step that grew from its own."""
    owner: dict[int, str] = {}
    last: dict[str, int] = {}
    for step in steps:
        name = step.key if step.key in promises else owner.get(step.follows_id or 0, "")
        if name:
            owner[step.pk] = name
            last[name] = step.pk
    return {pk: promises[name] for name, pk in last.items()}


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a decision decided: its name, its step's key in two, how its promises stand."""

    title: str
    kind: str
    pk: str
    promises: tuple[tuple[Promise, str, str], ...]


def item_rows(steps: Sequence[Step], *, on: date) -> list[Item]:
    """Where each of these things is now: one query."""
    found: dict[int, list[tuple[Promise, str, str]]] = {step.pk: [] for step in steps}
    for promise in Promise.objects.filter(item__in=steps).select_related("party__body"):
        found[promise.item_id or 0].append((promise, *state_tag(promise, on)))
    rows = []
    for step in steps:
        kind, pk = step.key.split(":", 1)
        title = step.follows.title if step.follows else step.title
        rows.append(Item(title, kind, pk, tuple(found[step.pk])))
    return rows
