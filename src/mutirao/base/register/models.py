"""Rows of the register. The database itself refuses to change or remove them (see migration 0002)."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Agreement, Party, Service


class ActQuerySet(models.QuerySet["Act"]):
    """Words for asking about acts."""

    def latest_first(self) -> Self:
        """Newest first, by the order in which they were written."""
        return self.order_by("-id")

    def of(self, service_id: UUID) -> Self:
        """Acts at this service."""
        return self.filter(service_id=service_id)


class Act(models.Model):
    """Something somebody did: who, for which party, under which clause, on what, when. Nothing personal.

    `actor` and `behalf` are bare identifiers, not links: erasing a person leaves the act as it was sealed.
    `facts` hold numbers, codes and public words only. `minutes` is work put in, where the act records work.
    """

    at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=Now())
    name = models.CharField(max_length=60)
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.UUIDField(null=True)
    behalf = models.UUIDField(null=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", db_index=False)
    duty = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=8, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+", db_index=False)
    subject = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)
    evidence = models.CharField(max_length=8, blank=True)
    side = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveIntegerField(default=0)

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["service", "-id"], name="act_of_service"),
            models.Index(fields=["service", "-id"], name="act_for_party", condition=Q(party__isnull=False)),
            models.Index(fields=["actor", "-id"], name="act_of_actor", condition=Q(actor__isnull=False)),
            models.Index(fields=["subject", "-id"], name="act_of_subject", condition=~Q(subject="")),
            models.Index(fields=["service", "at"], name="act_evidence", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Leaf(models.Model):
    """The place of an act in the sealed order, with the hash of its content (RFC 6962 leaf hash)."""

    index = models.BigIntegerField(primary_key=True)
    act = models.OneToOneField(Act, models.PROTECT, related_name="leaf", db_constraint=False)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name_plural = "leaves"

    def __str__(self) -> str:
        return str(self.index)


class Node(models.Model):
    """The hash of a complete subtree: `level` 1 joins two leaves, level 2 two of those, and so on."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("level", "index", name="node_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """A signed statement of the whole register at one size: its root, when, and the head before it."""

    size = models.BigIntegerField(_("number of acts"), unique=True)
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    sealed_at = models.DateTimeField()
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"{self.size} · {self.root[:12]}"
