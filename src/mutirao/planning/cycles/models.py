"""Rows about cycles and their phases, and the columns of whatever opens and closes by itself."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Service
from mutirao.theory.calendars import Window
from mutirao.theory.periods import Period


class Cycle(models.Model):
    """One round of planning, usually a year."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="cycles")
    title = models.CharField(_("title"), max_length=120)
    origin = models.CharField(_("where the calendar comes from"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint("service", "title", name="cycle_title_once")]

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A stretch of a cycle: it opens and closes by itself."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="phases")
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what happens in it"), blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="phase_runs_forward"),
            models.UniqueConstraint("cycle", "title", name="phase_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """When it is open."""
        return Period(self.opens_at, self.closes_at)

    @property
    def follows(self) -> str:
        """Its key on the agenda: what names it moves with it."""
        return f"phase:{self.pk}"

    def as_rule(self) -> Window:
        """As the rule about calendars sees it."""
        return Window(self.title, self.opens_at, self.closes_at)


class Move(models.Model):
    """A phase got other dates, for a reason everybody can read."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="moves")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    why = models.CharField(_("why"), max_length=500)
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["-moved_at", "-id"]

    def __str__(self) -> str:
        return self.why

    @property
    def before(self) -> Period:
        """When it was open before."""
        return Period(self.opened_at, self.closed_at)

    @property
    def after(self) -> Period:
        """When it is open since."""
        return Period(self.opens_at, self.closes_at)


class Timed(models.Model):
    """Columns of whatever opens and closes by itself: with a phase, or at its own times; fetch with it."""

    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("phase")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(phase__isnull=True) | Q(opens_at__isnull=True, closes_at__isnull=True),
                name="%(app_label)s_%(class)s_phase_or_times",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(opens_at__lt=F("closes_at")),
                name="%(app_label)s_%(class)s_runs_forward",
            ),
        ]

    @property
    def period(self) -> Period:
        """When it is open."""
        return self.phase.period if self.phase else Period(self.opens_at, self.closes_at)

    @property
    def follows(self) -> str:
        """What it moves with, for the agenda."""
        return self.phase.follows if self.phase else ""
