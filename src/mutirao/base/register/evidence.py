"""What the register shows of a service: hours and decisions of twelve months, read into a cell."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Min, Sum

from mutirao.base.register.models import Act
from mutirao.base.services.models import Reading, Service
from mutirao.theory.access import Evidence
from mutirao.theory.duties import BY_SLUG
from mutirao.theory.typology import Bands, Cell, Evidenced, Phase, Records, Side, evidenced_cell

LONGEST_TRAIL = 5


def records(service: Service, *, at: datetime, bands: Bands) -> Records:
    """The hours and decisions of the window before `at`, added up by the database."""
    since = at - timedelta(days=30.44 * bands.window_months)
    rows = Act.objects.filter(service=service, at__gt=since, at__lte=at).exclude(evidence="")
    minutes: Counter[tuple[Phase, Side]] = Counter()
    decisions: Counter[frozenset[Side]] = Counter()
    contributions, ends = 0, []
    groups = rows.order_by().values("evidence", "duty", "side").exclude(side="")
    for row in groups.annotate(n=Count("id"), sum=Sum("minutes"), first=Min("at"), last=Max("at")):
        side = Side(row["side"])
        if row["evidence"] == Evidence.DECISION:
            decisions[frozenset({side})] += row["n"]
        elif row["duty"] in BY_SLUG:
            minutes[BY_SLUG[row["duty"]].phase, side] += row["sum"]
        else:  # a duty of a package that is no longer there belongs to no phase
            continue
        contributions += row["n"]
        ends += [row["first"], row["last"]]
    months = round((max(ends) - min(ends)).days / 30.44) if ends else 0
    return Records(minutes, decisions, contributions, months)


def read(service: Service, *, at: datetime, bands: Bands | None = None) -> Reading | None:
    """Read the evidence and keep the reading if it says something new; None when nothing changed."""
    bands = bands or Bands()
    seen = records(service, at=at, bands=bands)
    found = evidenced_cell(seen, bands)
    last = service.reading
    facts = _facts(found, seen)
    service.evidence_read_at = at
    if last and (last.cell, last.facts) == (found.cell, facts):
        service.save(update_fields=["evidence_read_at"])
        return None
    with transaction.atomic():
        reading = Reading.objects.create(
            service=service,
            read_at=at,
            plans=found.cell.plans.value if found.cell else "",
            delivers=found.cell.delivers.value if found.cell else "",
            facts=facts,
            trail=_trail(last, found.cell),
        )
        service.reading = reading
        service.save(update_fields=["reading", "evidence_read_at"])
    return reading


def _trail(last: Reading | None, cell: Cell | None) -> list[list[int]]:
    """The cells before this one, oldest first."""
    if last is None:
        return []
    before: list[list[int]] = list(last.trail)
    if last.cell and last.cell != cell:
        before.append([last.cell.plans.place, last.cell.delivers.place])
    return before[-LONGEST_TRAIL:]


def _facts(found: Evidenced, seen: Records) -> dict[str, object]:
    professional = seen.decisions.get(frozenset({Side.PROFESSIONAL}), 0)
    return {
        "contributions": found.contributions,
        "months": found.months,
        "planned_by": found.planned_by,
        "decisions": sum(seen.decisions.values()),
        "decisions_professional": professional,
        "planning_share": found.planning_share and str(found.planning_share),
        "delivery_share": found.delivery_share and str(found.delivery_share),
    }
