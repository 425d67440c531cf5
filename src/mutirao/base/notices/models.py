"""Rows about letters."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from mutirao.base.people.models import Person
from mutirao.base.services.models import Service

MOST_TRIES = 8


class LetterQuerySet(models.QuerySet["Letter"]):
    """Words for asking about letters."""

    def to_send(self, at: datetime) -> Self:
        """Letters that are due, have an address, and were neither sent nor given up."""
        return self.filter(sent_at__isnull=True, due_at__lte=at, tries__lt=MOST_TRIES).exclude(address="")

    def by_hand(self) -> Self:
        """Letters to people without an e-mail address: somebody prints them and hands them over."""
        return self.filter(sent_at__isnull=True, address="")


class Letter(models.Model):
    """One letter. event: what it tells about, so that nobody is told twice.

    service: at which whoever keeps the records hands over letters to people on paper. claimed_at: when a
    process last began to send it.
    """

    event = models.CharField(max_length=200, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="letters")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="letters")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return self.subject
