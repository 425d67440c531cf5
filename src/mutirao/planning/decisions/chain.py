"""The one unbroken chain from a first proposal to the finished work, step by step.

Acts of any planning block add to it: `step` says what happened to one thing, and after which step. A step has
one step before it and may have several after it, so that from anywhere the way back is one line. Something
that happens to many things at once, a vote on twelve proposals, is one step in each of their chains: use
`part` for its keys and `steps` to write them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model

from mutirao.base.agenda import agenda
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Step

AT_ONCE = 500
"""Rows written or looked for in one question to the database."""


@dataclass(frozen=True, slots=True)
class Next:
    """A step to be written.

    key: of the thing (`chain.key(row)`, or `chain.part(row, code)` for its part in something). title: the
    thing's public name. says: what happened, an English sentence marked with `gettext_noop`, filled from
    facts. path: where it can be read. follows: key of the step before; None, or one that nobody wrote,
    begins a chain.
    """

    key: str
    title: str
    says: str
    path: str
    follows: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def key(row: Model) -> str:
    """The key of a row's own step: `label:pk`, as on the agenda."""
    return agenda.key(row)


def part(row: Model, code: object) -> str:
    """The key of a step that is one thing's part in something bigger, such as a project's in a budget."""
    return f"{agenda.key(row)}.{code}"


def step(
    service: Service,
    key: str,
    *,
    title: str,
    says: str,
    path: str,
    at: datetime,
    follows: str | None = None,
    **facts: Any,
) -> Step:
    """Write one step, or what has changed in its words; called by acts. Where and when it stands stays."""
    steps(service, [Next(key, title, says, path, follows, facts)], at=at)
    return Step.objects.get(key=key)


def steps(service: Service, them: Sequence[Next], *, at: datetime) -> None:
    """Write many steps, each after a step that is known already or stands earlier in the list."""
    known = _known(service, [name for one in them for name in (one.key, one.follows) if name])
    fresh: list[Step] = []
    for one in them:
        row = known.get(one.key)
        if row is None:
            before = known.get(one.follows or "")
            # An earlier one of this very list must have its row before another can point at it.
            if before is not None and before.pk is None:
                _write(fresh)
                fresh = []
            row = Step(service=service, key=one.key, follows=before, at=at)
            row.chain = before.chain if before else uuid5(NAMESPACE_URL, one.key)
            known[one.key] = row
            fresh.append(row)
        row.title, row.path, row.says, row.facts = one.title[:200], one.path, one.says, dict(one.facts)
        if row.pk is not None:
            row.save(update_fields=["title", "path", "says", "facts"])
    _write(fresh)


def _write(fresh: Sequence[Step]) -> None:
    Step.objects.bulk_create(fresh, batch_size=AT_ONCE)


def _known(service: Service, keys: Sequence[str]) -> dict[str, Step]:
    """The steps that have these keys at this service."""
    found: dict[str, Step] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = Step.objects.filter(service=service, key__in=keys[start : start + AT_ONCE])
        found |= {row.key: row for row in rows}
    return found


def found(service: Service, key: str) -> Step | None:
    """The step with this key at this service."""
    return Step.objects.filter(service=service, key=key).first()


def whole(step: Step) -> list[Step]:
    """Every step before this one and every step that grew from it, oldest first: one query."""
    rows = list(Step.objects.filter(chain=step.chain))
    by_id = {row.pk: row for row in rows}
    back: set[int] = set()
    row: Step | None = step
    while row is not None:
        back.add(row.pk)
        row = by_id.get(row.follows_id or 0)
    grown = {step.pk}
    for row in sorted(rows, key=lambda row: row.pk):  # what a step follows was written before it
        if row.follows_id in grown:
            grown.add(row.pk)
    return [row for row in rows if row.pk in back | grown]


def of_chains(chains: Sequence[UUID]) -> list[Step]:
    """Every step of these chains, oldest first: one query."""
    return list(Step.objects.filter(chain__in=chains))
