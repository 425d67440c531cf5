"""Rows about votes: kept by a key nobody can make again once the ballot is closed, apart from who has voted.

A vote carries no moment, no person and no number that counts up. Who has voted stands in a table of its own.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Person
from mutirao.planning.ballots.ballot_models import Ballot

ONLINE, ASSISTED, KIOSK, PAPER = "online", "assisted", "kiosk", "paper"
CHANNELS = [
    (ONLINE, _("online")),
    (ASSISTED, _("with somebody’s help")),
    (KIOSK, _("at a voting desk")),
    (PAPER, _("on paper")),
]


class Secret(models.Model):
    """The key of an open ballot and the seed it will publish; the row is destroyed when the ballot closes."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="secret")
    key = models.BinaryField(max_length=32)
    seed = models.CharField(max_length=64)

    def __str__(self) -> str:
        return "…"


class Vote(models.Model):
    """A vote that can still be changed. revision: counts the changes, so that an old page cannot undo one."""

    key = models.CharField(max_length=64, primary_key=True)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    choice = models.TextField()
    fingerprint = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "…"


class Told(models.Model):
    """What a voter chose to say of themselves, under a key of its own; counted and destroyed at the close."""

    key = models.CharField(max_length=64, primary_key=True)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="told")
    said = models.JSONField()

    def __str__(self) -> str:
        return "…"


class Participation(models.Model):
    """Somebody has voted, or holds a ballot paper; never what they voted for. No person: data erased."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="participations")
    channel = models.CharField(max_length=8, choices=CHANNELS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "ballot", "person", condition=Q(person__isnull=False), name="participation_once"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[name for name, _words in CHANNELS]),
                name="participation_channel_known",
            ),
        ]

    def __str__(self) -> str:
        return self.channel


class Slip(models.Model):
    """A published vote: what was voted for, and the fingerprint of the receipt that its voter holds."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField()
    choice = models.TextField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("ballot", "number", name="slip_number_once"),
            models.UniqueConstraint("ballot", "fingerprint", name="slip_fingerprint_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
