"""Rows about decisions, and the steps of the chain from a first proposal to the finished work."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.money import in_units
from mutirao.base.services.models import Agreement, Party, Service


class OfMoney(models.Model):
    """Columns of an exact amount: a whole number of 1/scale of the currency's unit; None where none was said.

    Nothing said and nothing to pay are two things: the second is an amount of 0.
    """

    amount = models.BigIntegerField(_("money"), null=True, blank=True)
    scale = models.PositiveIntegerField(default=1)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0, scale__gt=0),
                name="%(app_label)s_%(class)s_amount_not_negative",
            ),
        ]

    @property
    def sum(self) -> Decimal | None:
        """The amount in units of the currency."""
        return None if self.amount is None else Decimal(self.amount) / self.scale

    @property
    def shown(self) -> str:
        """The amount in words, or nothing."""
        return "" if self.sum is None else in_units(self.sum, self.currency)


class Decision(OfMoney):
    """Something decided once and for all; to change it, decide again.

    Mandate: the party that decided, the duty it answered for, and the version of the agreement that said so.
    answers: the party that answers for carrying it out. supersedes: the earlier decision it takes the place
    of.
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
    answers = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    decided_at = models.DateTimeField()
    # Where the evidence lies: a name and an address, so that no block above is known here.
    evidence = models.CharField(max_length=200, blank=True)
    evidence_path = models.CharField(max_length=300, blank=True)

    class Meta(OfMoney.Meta):
        ordering = ["-decided_at"]
        indexes = [
            models.Index(fields=["service", "-decided_at"], name="decision_of_service"),
            models.Index(fields=["-decided_at"], name="decision_latest"),
        ]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """A day on which a decision is to be looked at again and, once it was, what came of it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    due_on = models.DateField(_("to be looked at again on"))
    done_at = models.DateTimeField(null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.TextField(_("what we found"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("decision", condition=Q(done_at__isnull=True), name="review_waits_once"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="review_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.due_on:%Y-%m-%d}"


class Step(models.Model):
    """One step of a chain: what happened to a proposal on its way to the finished work.

    key: of the thing it stands for, as the agenda names things, perhaps with a part of it after a dot.
    chain: the same for every step that grew from one beginning. says: a sentence to be translated when it is
    read; facts: what it needs. Written by acts of every planning block through `chain`.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    chain = models.UUIDField()
    key = models.CharField(max_length=160, unique=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next")
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["chain"], name="step_of_chain")]

    def __str__(self) -> str:
        return self.title
