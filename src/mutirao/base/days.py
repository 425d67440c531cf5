"""Which day it is at the place: terms begin and end at its midnight, not at Greenwich's."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def day_of(at: datetime) -> date:
    """The day it is at the place at this moment."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
