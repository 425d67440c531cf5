"""Rows about services, parties and agreements."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import SIDES, Area, Body, Person
from mutirao.theory import duties
from mutirao.theory.duties import Way
from mutirao.theory.typology import Cell, Side, Who

DRAFT, PROPOSED, IN_FORCE, SUPERSEDED = "draft", "proposed", "in_force", "superseded"
STATES = [
    (DRAFT, _("draft")),
    (PROPOSED, _("proposed for signing")),
    (IN_FORCE, _("in force")),
    (SUPERSEDED, _("superseded")),
]
WAYS = [
    (Way.ANSWERS.value, _("answers for it")),
    (Way.DOES.value, _("does it")),
    (Way.ASKED.value, _("is asked")),
    (Way.TOLD.value, _("is told")),
]
WHO = [(who.value, who.value) for who in Who]


class ServiceQuerySet(models.QuerySet["Service"]):
    """Words for asking about services."""

    def for_cards(self) -> Self:
        """With what a card shows, in the same query."""
        return self.select_related("area__parent", "in_force", "reading")

    def locked(self, pk: uuid.UUID) -> Service:
        """This service, held until the transaction ends."""
        return self.select_for_update().get(pk=pk)


class Service(models.Model):
    """A coproduced public service: the working home of one relationship."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="services")
    summary = models.TextField(_("what it is, in a few sentences"), blank=True)
    blueprint = models.CharField(max_length=40, blank=True)
    blocks = models.JSONField(default=list)
    started_at = models.DateTimeField(db_index=True)
    is_demonstration = models.BooleanField(default=False)
    in_force = models.OneToOneField(
        "Agreement", models.PROTECT, null=True, blank=True, related_name="in_force_at_service"
    )
    reading = models.OneToOneField(
        "Reading", models.SET_NULL, null=True, blank=True, related_name="latest_of_service"
    )
    evidence_read_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def has_block(self, slug: str) -> bool:
        """Whether this block is switched on here."""
        return slug in self.blocks


class Party(models.Model):
    """A body that takes part in a service, on one side."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="parties")
    body = models.ForeignKey(Body, models.PROTECT, related_name="parties")
    side = models.CharField(_("side"), max_length=12, choices=SIDES)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint("service", "body", name="party_once_in_a_service"),
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="party_side_known"),
        ]

    def __str__(self) -> str:
        return self.body.name


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Words for asking about agreements."""

    def locked(self, pk: int) -> Agreement:
        """This version, held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("service").get(pk=pk)

    def open(self) -> Self:
        """Versions still being worked on: drafts and those proposed for signing."""
        return self.filter(state__in=[DRAFT, PROPOSED])


class Agreement(models.Model):
    """One version of the agreement of a service. Only a draft changes; what was signed stays as it was."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=STATES, default=DRAFT)
    why = models.TextField(_("why this version"), blank=True)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    drafted_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    # The agreed cell, computed from the clauses when the version came into force and frozen with it.
    plans = models.CharField(max_length=14, choices=WHO, blank=True)
    delivers = models.CharField(max_length=14, choices=WHO, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint("service", "version", name="agreement_version_once"),
            models.UniqueConstraint(
                "service", condition=Q(state=IN_FORCE), name="agreement_one_in_force_per_service"
            ),
            models.UniqueConstraint(
                "service", condition=Q(state__in=[DRAFT, PROPOSED]), name="agreement_one_open_per_service"
            ),
        ]

    def __str__(self) -> str:
        return str(_("version %(number)s") % {"number": self.version})

    @property
    def cell(self) -> Cell | None:
        """The agreed cell frozen when this version came into force."""
        return Cell(Who(self.plans), Who(self.delivers)) if self.plans and self.delivers else None


class ClauseQuerySet(models.QuerySet["Clause"]):
    """Words for asking about clauses."""

    def with_parties(self) -> Self:
        """With party and body in the same query."""
        return self.select_related("party__body")

    def as_rules(self) -> list[duties.Clause]:
        """The division of duties as theory reads it."""
        return [clause.as_rule() for clause in self.with_parties()]


class Clause(models.Model):
    """One party holds one duty in one way, under one version."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    party = models.ForeignKey(Party, models.PROTECT, related_name="clauses")
    duty = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=WAYS)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("agreement", "party", "duty", name="clause_once_per_party_and_duty"),
            models.UniqueConstraint(
                "agreement",
                "duty",
                condition=Q(way=Way.ANSWERS.value),
                name="clause_one_party_answers",
            ),
            models.CheckConstraint(condition=Q(way__in=[w.value for w in Way]), name="clause_way_known"),
        ]

    def __str__(self) -> str:
        return f"{self.party} · {self.duty} · {self.way}"

    def as_rule(self) -> duties.Clause:
        """This clause as theory reads it."""
        return duties.Clause(self.duty, self.party.body.name, Side(self.party.side), Way(self.way))


class Terms(models.Model):
    """What one party gives, gets and may decide under a version, and how it leaves."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="terms")
    party = models.ForeignKey(Party, models.PROTECT, related_name="terms")
    gives = models.TextField(_("gives"), blank=True)
    gets = models.TextField(_("gets"), blank=True)
    may_decide = models.TextField(_("may decide"), blank=True)
    leaves = models.TextField(_("how it leaves"), blank=True)

    class Meta:
        ordering = ["party_id"]
        verbose_name_plural = "terms"
        constraints = [models.UniqueConstraint("agreement", "party", name="terms_once_per_party")]

    def __str__(self) -> str:
        return f"{self.party}"


class Signature(models.Model):
    """A party signed a version. `digest` is the SHA-256 of the very text that was signed."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    position = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [models.UniqueConstraint("agreement", "party", name="signature_once_per_party")]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_at:%Y-%m-%d}"


class SentBack(models.Model):
    """A party sent a proposed version back with its reason."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="sent_back")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.party}: {self.reason}"


class Reading(models.Model):
    """What the records showed of a service at one moment; a new row only when it changed.

    trail: the evidenced cells before this one, oldest first, as [column, row] of the grid; at most five.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()
    plans = models.CharField(max_length=14, choices=WHO, blank=True)
    delivers = models.CharField(max_length=14, choices=WHO, blank=True)
    facts = models.JSONField(default=dict)
    trail = models.JSONField(default=list)

    class Meta:
        ordering = ["-read_at", "-id"]
        indexes = [models.Index(fields=["service", "-read_at"], name="reading_latest")]

    def __str__(self) -> str:
        return f"{self.service} {self.read_at:%Y-%m-%d}"

    @property
    def cell(self) -> Cell | None:
        """The evidenced cell, or None when there was not enough evidence."""
        return Cell(Who(self.plans), Who(self.delivers)) if self.plans and self.delivers else None
