"""Rows about calls for proposals, proposals and their versions, amendments, mergings and verdicts."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.cycles.models import Timed
from mutirao.theory.likeness import Signature, unpacked
from mutirao.theory.proposals import LIVE, LONGEST, PARTS, VERDICTS, MergeRule, State, Text

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
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
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


WAITING, ACCEPTED, DECLINED = "waiting", "accepted", "declined"
UNDONE = "undone"
ANSWERS = [(WAITING, _("waiting for an answer")), (ACCEPTED, _("accepted")), (DECLINED, _("declined"))]


class Amendment(models.Model):
    """A change to the text that somebody else suggests; the authors accept or decline it with a reason."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="amendments")
    base = models.ForeignKey(Version, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=LONGEST["title"])
    what = models.TextField()
    why = models.TextField(blank=True)
    for_whom = models.TextField(blank=True)
    place = models.CharField(max_length=LONGEST["place"], blank=True)
    reason = models.CharField(_("why"), max_length=1000)
    state = models.CharField(max_length=8, choices=ANSWERS, default=WAITING)
    answer = models.CharField(_("the authors’ reason"), max_length=1000, blank=True)
    suggested_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-suggested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "proposal", "person", condition=Q(state=WAITING), name="amendment_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    def text(self) -> Text:
        """What the proposal would say, as theory reads it."""
        return Text(**{name: getattr(self, name) for name in PARTS})


class Merge(models.Model):
    """Two proposals that could become one: proposed by somebody, agreed by the authors of each.

    title and what: of the joint text. result: the proposal it became. reason: of whoever suggested it;
    answer: of whoever declined it, or settled it without the authors.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="merges")
    first = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    second = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    result = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, related_name="made_by_merge"
    )
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=LONGEST["title"])
    what = models.TextField()
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=8, choices=[*ANSWERS, (UNDONE, _("undone"))], default=WAITING)
    answer = models.CharField(max_length=1000, blank=True)
    suggested_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-suggested_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="merge_of_two"),
            models.UniqueConstraint("first", "second", condition=Q(state=WAITING), name="merge_one_waiting"),
        ]

    def __str__(self) -> str:
        return self.title


class Consent(models.Model):
    """An author agreed to a merging."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="consents", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("merge", "person", name="consent_once")]

    def __str__(self) -> str:
        return str(self.pk)


FINDINGS = [(value, words) for value, words in STATES if value in VERDICTS]


class Judgement(models.Model):
    """What professionals say of a proposal in public: feasible or not, why, and what it would cost."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="judgements")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    finding = models.CharField(_("is it feasible?"), max_length=12, choices=FINDINGS)
    reasons = models.TextField(_("why"))
    conditions = models.TextField(_("if what"), blank=True)
    legal = models.TextField(_("the law"), blank=True)
    technical = models.TextField(_("how it could be built or run"), blank=True)
    least = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ["-judged_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="judgement_has_reasons"),
            models.CheckConstraint(
                condition=Q(least__isnull=True, most__isnull=True) | Q(least__gte=0, most__gte=F("least")),
                name="judgement_cost_forward",
            ),
            models.CheckConstraint(
                condition=Q(finding=State.NOT_FEASIBLE.value) | Q(least__isnull=False),
                name="judgement_feasible_has_cost",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_finding_display())


class Reply(models.Model):
    """What the authors answer to a verdict, in public, without a name."""

    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("reply"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
