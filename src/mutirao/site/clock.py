"""What happens by the clock, once a minute. Everything here may be repeated or missed without harm."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q

from mutirao.base.blocks import blocks
from mutirao.base.notices import letters
from mutirao.base.people import sessions
from mutirao.base.register import evidence, seals
from mutirao.base.services.models import Service

EVIDENCE_EVERY = timedelta(hours=1)
SERVICES_AT_ONCE = 50


def tick(*, at: datetime) -> None:
    """Do everything that is due at this moment."""
    seals.seal(at=at)
    letters.deliver(at=at)
    sessions.clear(at)
    due = Service.objects.filter(in_force__isnull=False).filter(
        Q(evidence_read_at__isnull=True) | Q(evidence_read_at__lte=at - EVIDENCE_EVERY)
    )
    oldest_first = due.select_related("reading").order_by(F("evidence_read_at").asc(nulls_first=True))
    for service in oldest_first[:SERVICES_AT_ONCE]:
        evidence.read(service, at=at)
    for block in blocks():
        for job in block.clock:
            job(at)
