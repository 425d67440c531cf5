"""Rows about voting on paper: batches that were printed, each paper, and what two people read on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Person
from mutirao.planning.ballots.ballot_models import Ballot

UNUSED, ONCE, DIFFERS, AGREED, SPOILT = "unused", "once", "differs", "agreed", "spoilt"
STATES = [
    (UNUSED, _("not entered")),
    (ONCE, _("entered once, waits for a second person")),
    (DIFFERS, _("read differently by two people")),
    (AGREED, _("counts")),
    (SPOILT, _("spoilt: it says nothing that can be counted")),
]


class Batch(models.Model):
    """Ballot papers printed together."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("ballot", "number", name="batch_number_once")]

    def __str__(self) -> str:
        return str(self.number)


class PaperBallot(models.Model):
    """One ballot paper. digest: keyed hash of the code printed on it, until the ballot closes.

    fingerprint: by which whoever holds the code finds the vote in the published list, also only until then.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="paper_ballots")
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="paper_ballots")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default=UNUSED)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("ballot", "number", name="paper_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _words in STATES]), name="paper_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Entry(models.Model):
    """What one person read on a ballot paper; no choice: it is spoilt. Destroyed at the close."""

    paper = models.ForeignKey(PaperBallot, models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    choice = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "paper", "person", condition=Q(person__isnull=False), name="entry_once_by_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.paper)
