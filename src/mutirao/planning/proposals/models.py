"""Rows about what becomes of proposals: amendments, mergings, verdicts; with `proposal_models`, all rows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Person
from mutirao.base.services.models import Agreement, Party
from mutirao.planning.proposals.proposal_models import (
    ASKED,
    MERGING,
    STATES,
    Alike,
    Author,
    Call,
    Proposal,
    Support,
    Version,
)
from mutirao.theory.proposals import LONGEST, PARTS, VERDICTS, State, Text

__all__ = [
    "ACCEPTED",
    "ANSWERS",
    "ASKED",
    "DECLINED",
    "FINDINGS",
    "MERGING",
    "STATES",
    "UNDONE",
    "WAITING",
    "Alike",
    "Amendment",
    "Author",
    "Call",
    "Consent",
    "Judgement",
    "Merge",
    "Proposal",
    "Reply",
    "Support",
    "Version",
]

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
                condition=Q(least__isnull=True, most__isnull=True)
                | Q(least__isnull=False, most__isnull=False, least__gte=0, most__gte=F("least")),
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
