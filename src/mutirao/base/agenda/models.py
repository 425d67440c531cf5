"""Rows of the agenda: written by the acts of blocks, so that a page needs one query for all of them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from mutirao.base.services.models import Service


class ItemQuerySet(models.QuerySet["Item"]):
    """Words for asking what is going on."""

    def open(self, at: datetime) -> Self:
        """What people can do something about now."""
        begun = Q(opens_at__isnull=True) | Q(opens_at__lte=at)
        return self.filter(begun, Q(closes_at__isnull=True) | Q(closes_at__gt=at))


class Item(models.Model):
    """One thing that is open, coming or lately done.

    about: the row it stands for, as `label:pk`. kind: names its sentence in the block's `agenda`. facts: what
    the sentence needs; nothing personal. duty: whose holders it waits for, or nothing where anybody may do
    something about it. follows: key of the window it moves with (a phase), or nothing.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="agenda")
    about = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    duty = models.CharField(max_length=40, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    follows = models.CharField(max_length=60, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = [F("closes_at").asc(nulls_last=True), "id"]
        constraints = [models.UniqueConstraint("about", "kind", name="agenda_item_once")]
        indexes = [
            models.Index(fields=["service", "closes_at"], name="agenda_of_service"),
            models.Index(fields=["closes_at"], name="agenda_of_all"),
            models.Index(fields=["follows"], condition=~Q(follows=""), name="agenda_following"),
        ]

    def __str__(self) -> str:
        return self.title
