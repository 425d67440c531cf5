"""Rows about calls for proposals, proposals, what they say, who writes them and which look alike."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.cycles.models import Timed
from mutirao.theory.likeness import Signature, unpacked
from mutirao.theory.proposals import LIVE, LONGEST, PARTS, MergeRule, State, Text

STATES = [
    (State.OPEN.value, _("waiting for professionals")),
    (State.FEASIBLE.value, _("feasible")),
    (State.CONDITIONAL.value, _("feasible if …")),
    (State.NOT_FEASIBLE.value, _("not feasible")),
    (State.MERGED.value, _("merged into another")),
    (State.WITHDRAWN.value, _("taken back")),
    (State.DISSOLVED.value, _("parted again")),
]
MERGING = [
    (MergeRule.AUTHORS.value, _("only the authors of both")),
    (MergeRule.ORGANISERS.value, _("the authors of both, or those who called for proposals, with a reason")),
]
ASKED = [
    ("why", _("why")),
    ("for_whom", _("for whom")),
    ("place", _("where")),
    ("area", _("in which area")),
    ("point", _("the exact spot, as latitude and longitude")),
]
"""What a call may ask beside the title and what should be done."""


class Call(OpenTo, Timed):
    """One question to which people make proposals: who may, from when until when, answered by which day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="calls", db_index=False)
    slug = models.SlugField(max_length=120)
    question = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("what it is about"), blank=True)
    asks = models.JSONField(_("what we ask"), default=list)
    merging = models.CharField(
        _("who may agree that two proposals become one"),
        max_length=10,
        choices=MERGING,
        default=MergeRule.AUTHORS.value,
    )
    answer_by = models.DateField(_("professionals answer by"), null=True, blank=True)
    currency = models.CharField(_("currency of the costs"), max_length=3, default="GBP")
    made_at = models.DateTimeField()

    class Meta(OpenTo.Meta, Timed.Meta):
        abstract = False
        ordering = ["-made_at", "id"]
        constraints = [
            *OpenTo.Meta.constraints,
            *Timed.Meta.constraints,
            models.UniqueConstraint("service", "slug", name="call_address_once"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def path(self) -> str:
        """Its address."""
        return f"/services/{self.service.slug}/proposals/{self.slug}/"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Words for asking about proposals."""

    def locked(self, pk: uuid.UUID) -> Proposal:
        """This proposal with its call and text, held until the transaction ends."""
        return self.select_for_update(of=("self",)).with_text().get(pk=pk)

    def with_text(self) -> Self:
        """With its call and what it says now, in the same query."""
        return self.select_related("call__service", "call__phase", "latest", "body", "area")

    def live(self) -> Self:
        """Those that stand for themselves: neither merged nor taken back."""
        return self.filter(state__in=[state.value for state in LIVE])


class Proposal(models.Model):
    """Something people want done. number: within its call. source: where an entry without authors is from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals", db_index=False)
    number = models.PositiveIntegerField()
    external_id = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default=State.OPEN.value)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    latest = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, related_name="latest_of_proposal"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    signature = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("call", "number", name="proposal_number_once"),
            models.UniqueConstraint(
                "call", "external_id", condition=~Q(external_id=""), name="proposal_brought_in_once"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="proposal_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | (~Q(state=State.MERGED.value) & Q(merged_into__isnull=True)),
                name="proposal_merged_into_one",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called now."""
        return self.latest.title if self.latest else ""

    @property
    def says(self) -> Version:
        """The version that holds now; every proposal has one from the moment it is made."""
        assert self.latest is not None
        return self.latest

    @property
    def path(self) -> str:
        """Its address."""
        return f"{self.call.path}{self.number}/"

    def text(self) -> Text:
        """What it says now, as theory reads it."""
        return self.latest.text() if self.latest else Text("", "")

    def signed(self) -> Signature:
        """Its telling words, as theory compares them."""
        return unpacked(bytes(self.signature))


class Version(models.Model):
    """What a proposal said from one moment on; never changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=LONGEST["title"])
    what = models.TextField(_("what should be done"))
    why = models.TextField(_("why"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    place = models.CharField(_("where"), max_length=LONGEST["place"], blank=True)
    note = models.CharField(_("what changed and why"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("proposal", "number", name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def text(self) -> Text:
        """What it says, as theory reads it."""
        return Text(**{name: getattr(self, name) for name in PARTS})


class Author(models.Model):
    """Somebody who wrote a proposal, or is invited to. Never shown by name in public."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="authors", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint("proposal", "person", name="author_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Support(models.Model):
    """Somebody would like this too, so that nobody needs to propose it a second time."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("proposal", "person", name="support_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Alike(models.Model):
    """Two proposals of one call look alike: something for people to look at. score: 0 to 1."""

    first = models.ForeignKey(Proposal, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Proposal, models.CASCADE, related_name="+")
    score = models.FloatField()

    class Meta:
        verbose_name_plural = "alike"
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint("first", "second", name="alike_once")]

    def __str__(self) -> str:
        return f"{self.score:.2f}"

    @property
    def with_second(self) -> str:
        """The later one's number, as an address takes it."""
        return str(self.second.number)
