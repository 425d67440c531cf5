"""When something opens and closes, as acts are told it and forms ask it: with a phase or on its own days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Service
from mutirao.base.services.taking_part_forms import ServiceForm
from mutirao.planning.cycles.models import Phase
from mutirao.theory.periods import Period
from mutirao.theory.reasons import bad_input
from mutirao.ui.forms import DayInput


@dataclass(frozen=True, slots=True)
class Times:
    """With a phase, or from one moment to another; None for no bound on that side."""

    phase: Phase | None = None
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def period(self) -> Period:
        """When it would be open."""
        return self.phase.period if self.phase else Period(self.opens, self.closes)

    def columns(self, *, at: datetime) -> dict[str, Any]:
        """The columns of a `Timed` row. Refused where it would end before it begins, or is over already."""
        if not self.period.runs_forward:
            raise bad_input(_now("It cannot close before it opens."))
        if self.period.closes is not None and self.period.closes <= at:
            raise bad_input(_now("It would be over already: choose a day to come."))
        own = self.phase is None
        return {
            "phase": self.phase,
            "opens_at": self.opens if own else None,
            "closes_at": self.closes if own else None,
        }


def from_days(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """From the beginning of the first day to the end of the last, at the place."""
    zone = ZoneInfo(settings.TIME_ZONE)
    opens = datetime.combine(first, time(), zone) if first else None
    closes = datetime.combine(last + timedelta(days=1), time(), zone) if last else None
    return opens, closes


class TimesForm(ServiceForm):
    """When something is open: a phase of the calendar, or a first and a last day."""

    phase = forms.ModelChoiceField(
        label=_("With which phase of the calendar does it open and close?"),
        queryset=Phase.objects.none(),
        required=False,
        empty_label=_("With none: on days of its own"),
    )
    first = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    last = forms.DateField(label=_("Last day"), required=False, widget=DayInput())

    def __init__(self, *args: Any, service: Service, **more: Any) -> None:
        super().__init__(*args, service=service, **more)
        phases = Phase.objects.filter(cycle__service=service).order_by("-opens_at")
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]
        if not phases.exists():
            del self.fields["phase"]

    def times(self) -> Times:
        """When it shall be open."""
        said = self.cleaned_data
        if said.get("phase"):
            return Times(phase=said["phase"])
        opens, closes = from_days(said["first"], said["last"])
        return Times(opens=opens, closes=closes)
