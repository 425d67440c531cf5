"""Rows about participatory budgets. Amounts are whole numbers of 1/scale of the currency's unit."""

from __future__ import annotations

import gzip
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision

RULES = [
    ("greedy", _("most votes first")),
    ("equal-shares", _("equal shares")),
    ("phragmen", _("saving up together")),
]
UTILITIES = [("cost", _("by cost")), ("cardinality", _("by number"))]
LONGEST_CODE = 120
COMPLETIONS = [("none", _("no completion")), ("add1", "add1"), ("add1u", "add1u")]


class Budget(models.Model):
    """One question with a sum of money, projects, and the ballots of those who voted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="budgets", db_index=False)
    slug = models.SlugField(max_length=120)
    question = models.CharField(_("question"), max_length=200)
    amount = models.BigIntegerField()
    scale = models.PositiveIntegerField(default=1)
    currency = models.CharField(max_length=3, blank=True)
    vote_type = models.CharField(max_length=12)
    voters = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True)
    held = models.CharField(_("when people voted"), max_length=60, blank=True)
    rule = models.CharField(_("rule"), max_length=12, choices=RULES)
    utility = models.CharField(_("measured"), max_length=12, choices=UTILITIES, default="cost")
    completion = models.CharField(_("completion"), max_length=6, choices=COMPLETIONS, default="none")
    rule_origin = models.CharField(_("where the rule comes from"), max_length=300)
    official_rule = models.CharField(max_length=60, blank=True)
    seed = models.CharField(_("seed of the lot"), max_length=64)
    turnout = models.JSONField(default=dict)
    brought_in_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="budget")

    class Meta:
        ordering = ["-brought_in_at"]
        constraints = [
            models.UniqueConstraint("service", "slug", name="budget_address_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, scale__gt=0), name="budget_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.question


class Project(models.Model):
    """Something that could be paid for."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="projects")
    code = models.CharField(max_length=LONGEST_CODE)
    name = models.CharField(max_length=500)
    cost = models.BigIntegerField()
    support = models.BigIntegerField(default=0)
    approvals = models.PositiveIntegerField(default=0)
    official = models.CharField(_("officially selected"), max_length=12, blank=True)
    extra = models.JSONField(default=dict)
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint("budget", "code", name="project_code_once"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="project_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """The ballots as they were brought in, frozen: any count can be done again from them.

    `original` is kept for auditors with whatever the voters said of themselves; `public` is anonymous: new
    numbers, shuffled, nothing about the voters. Both are Pabulib files, compressed.
    """

    budget = models.OneToOneField(Budget, models.CASCADE, primary_key=True, related_name="sheet")
    original = models.BinaryField()
    public = models.BinaryField()
    original_digest = models.CharField(max_length=64)
    public_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.public_digest[:12]

    def text(self) -> bytes:
        """The anonymous ballots as a Pabulib file."""
        return gzip.decompress(bytes(self.public))


class Count(models.Model):
    """What one rule makes of the ballots; frozen, with every project's own explanation."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="counts")
    rule = models.CharField(max_length=12, choices=RULES)
    utility = models.CharField(max_length=12, choices=UTILITIES, blank=True)
    completion = models.CharField(max_length=6, choices=COMPLETIONS, blank=True)
    result = models.JSONField()
    total = models.BigIntegerField()
    winners = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("budget", "rule", "utility", "completion", name="count_once_per_rule"),
            models.CheckConstraint(condition=Q(total__gte=0), name="count_total_not_negative"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """The rule in one word for addresses: `greedy`, `phragmen`, `equal-shares.cost.add1`."""
        plain = self.rule != "equal-shares"
        return self.rule if plain else f"{self.rule}.{self.utility}.{self.completion}"
