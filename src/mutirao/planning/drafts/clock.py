"""What drafts do by the clock: remind bodies that have not marked every clause before a round closes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mutirao.planning.drafts import notices, table
from mutirao.planning.drafts.models import NEGOTIATING, Draft, Round

SOON = timedelta(days=2)


def remind(at: datetime) -> None:
    """Write to those whose body has clauses left to mark, once for each round, two days before it closes."""
    own = Q(phase__isnull=True, closes_at__gt=at, closes_at__lte=at + SOON)
    with_phase = Q(phase__closes_at__gt=at, phase__closes_at__lte=at + SOON)
    due = Round.objects.filter(own | with_phase, reminded_at__isnull=True, draft__state=NEGOTIATING)
    for closing in due:
        with transaction.atomic():
            rows = Draft.objects.select_for_update(of=("self",)).select_related("service", "current__phase")
            draft = rows.get(pk=closing.draft_id)
            first = Round.objects.filter(pk=closing.pk, reminded_at__isnull=True)
            if table.is_open(draft, at) and first.update(reminded_at=at):
                laid = table.lay(draft, at=at)
                silent = [one for one in laid.negotiators if laid.unmarked_by(one)]
                notices.closes_soon(closing, draft, silent, at=at)
