"""Rows about decisions."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Agreement, Party, Service


class Decision(models.Model):
    """Something decided once and for all; to change it, decide again.

    Mandate: the party that decided, the duty it answered for, and the version of the agreement that said so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="decisions", db_index=False)
    title = models.CharField(_("what it is about"), max_length=200)
    outcome = models.TextField(_("what was decided"))
    reasons = models.TextField(_("why"))
    dissent = models.TextField(_("who disagreed, and why"), blank=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=40)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    decided_at = models.DateTimeField()
    # Where the evidence lies on this site: a name and a path, so that no block above is known here.
    evidence = models.CharField(max_length=200, blank=True)
    evidence_path = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-decided_at"]
        indexes = [
            models.Index(fields=["service", "-decided_at"], name="decision_of_service"),
            models.Index(fields=["-decided_at"], name="decision_latest"),
        ]

    def __str__(self) -> str:
        return self.title
