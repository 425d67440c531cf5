"""Rows about drafts. Nothing that was written or said is ever changed: it is followed by what came next."""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Agreement, Party, Service
from mutirao.planning.cycles.models import Timed
from mutirao.planning.decisions.models import Decision
from mutirao.theory import drafts
from mutirao.theory.drafts import Position, Rule
from mutirao.theory.typology import Side

WRITING, NEGOTIATING, DECIDED, DISAGREED, WITHDRAWN = (
    "writing",
    "negotiating",
    "decided",
    "disagreed",
    "withdrawn",
)
STATES = [
    (WRITING, _("being written")),
    (NEGOTIATING, _("being negotiated")),
    (DECIDED, _("decided")),
    (DISAGREED, _("ended in a recorded disagreement")),
    (WITHDRAWN, _("withdrawn")),
]
ENDED = [DECIDED, DISAGREED, WITHDRAWN]
RULES = [
    (Rule.CONSENT.value, _("Consent: nobody objects")),
    (Rule.CONSENSUS.value, _("Consensus: everybody assents")),
    (Rule.MAJORITY.value, _("Majority of the parties")),
    (Rule.WEIGHTED.value, _("Majority by weight")),
    (Rule.DOUBLE_MAJORITY.value, _("Double majority: a majority on each side")),
    (Rule.PROFESSIONALS.value, _("Professionals alone")),
    (Rule.LAY.value, _("Users and community alone")),
]
SHARES = [
    ("1/2", _("more than half")),
    ("3/5", _("at least three fifths")),
    ("2/3", _("at least two thirds")),
    ("3/4", _("at least three quarters")),
    ("1", _("all of them")),
]
QUORUMS = [
    ("1/3", _("at least a third")),
    ("1/2", _("at least half")),
    ("2/3", _("at least two thirds")),
    ("3/4", _("at least three quarters")),
    ("1", _("all of them")),
]
POSITIONS = [
    (Position.ASSENT.value, _("assents")),
    (Position.ASSENT_IF.value, _("assents if")),
    (Position.OBJECT.value, _("objects")),
]
OPEN, ADOPTED, TAKEN_BACK = "open", "adopted", "taken_back"
LONGEST = 10_000
"""Letters in a clause."""
LONGEST_REASON = 4_000


class Draft(models.Model):
    """One text negotiated among bodies, by one method. `current` is the round that runs or was the last.

    share and quorum are exact fractions, as text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="drafts", db_index=False)
    slug = models.SlugField(max_length=120)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), blank=True)
    rule = models.CharField(_("how it is agreed"), max_length=20, choices=RULES)
    share = models.CharField(_("share that must assent"), max_length=5, choices=SHARES, default="1/2")
    quorum = models.CharField(_("share that must speak"), max_length=5, choices=QUORUMS, default="1/2")
    silence_consents = models.BooleanField(_("silence counts as consent"), default=False)
    origin = models.CharField(_("where the method comes from"), max_length=300)
    set_by = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )
    weights_origin = models.CharField(_("where the weights come from"), max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default=WRITING)
    started_at = models.DateTimeField()
    current = models.OneToOneField(
        "Round", models.PROTECT, null=True, blank=True, related_name="current_of_draft"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(_("why it was withdrawn"), blank=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        ordering = ["-started_at", "slug"]
        constraints = [
            models.UniqueConstraint("service", "slug", name="draft_address_once"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | Q(state__in=[WRITING, NEGOTIATING], ended_at__isnull=True),
                name="draft_ended_means_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=DECIDED, decision__isnull=False)
                | (~Q(state=DECIDED) & Q(decision__isnull=True)),
                name="draft_decided_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(current__isnull=False) | Q(state__in=[WRITING, WITHDRAWN]),
                name="draft_negotiated_in_rounds",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_ended(self) -> bool:
        """Whether nothing about it changes any more."""
        return self.state in ENDED

    def method(self) -> drafts.Method:
        """How it is agreed, as theory reads it."""
        return drafts.Method(
            Rule(self.rule), self.origin, Fraction(self.share), Fraction(self.quorum), self.silence_consents
        )


class Negotiator(models.Model):
    """A body at the table: its party here, and its weight where weights count."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="negotiators")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField(_("weight"), default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("draft", "party", name="negotiator_once"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="negotiator_weight_positive"),
        ]

    def __str__(self) -> str:
        return self.party.body.name

    def as_rule(self) -> drafts.Voice:
        """This body as theory reads it."""
        return drafts.Voice(str(self.pk), Side(self.party.side), self.weight)


class Round(Timed):
    """A stretch in which bodies mark clauses; afterwards their marks stand as they are.

    result: how many clauses stood agreed, open and blocked when it was over; empty until somebody wrote it.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    result = models.JSONField(default=dict)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta(Timed.Meta):
        ordering = ["number"]
        constraints = [
            *Timed.Meta.constraints,
            models.UniqueConstraint("draft", "number", name="draft_round_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class DraftClause(models.Model):
    """A clause has a number for good; what it says is its newest version."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="clauses")
    number = models.PositiveIntegerField()
    current = models.OneToOneField(
        "ClauseVersion", models.PROTECT, null=True, blank=True, related_name="current_of_clause"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("draft", "number", name="draft_clause_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class ClauseVersion(models.Model):
    """What a clause said from one moment on. An empty text proposes to leave the clause out."""

    clause = models.ForeignKey(DraftClause, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    why = models.TextField(_("why it changed"), blank=True)
    wording = models.OneToOneField(
        "Wording", models.PROTECT, null=True, blank=True, related_name="made_version"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("clause", "number", name="clause_version_once")]

    def __str__(self) -> str:
        return self.heading


class Wording(models.Model):
    """What a body would rather have a clause say, and why. version: the wording it answers to."""

    version = models.ForeignKey(ClauseVersion, models.CASCADE, related_name="wordings")
    negotiator = models.ForeignKey(Negotiator, models.PROTECT, related_name="wordings")
    text = models.TextField(_("text"), blank=True)
    reason = models.TextField(_("reason"))
    state = models.CharField(
        max_length=10,
        choices=[(OPEN, _("open")), (ADOPTED, _("adopted")), (TAKEN_BACK, _("taken back"))],
        default=OPEN,
    )
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]

    def __str__(self) -> str:
        return f"{self.pk}"


class Mark(models.Model):
    """What a body said of one version of a clause, until it said something else."""

    version = models.ForeignKey(ClauseVersion, models.CASCADE, related_name="marks")
    negotiator = models.ForeignKey(Negotiator, models.PROTECT, related_name="marks")
    round = models.ForeignKey(Round, models.PROTECT, related_name="marks")
    position = models.CharField(max_length=10, choices=POSITIONS)
    words = models.TextField(_("condition or reason"), blank=True)
    marked_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "version",
                "negotiator",
                condition=Q(replaced_at__isnull=True),
                name="mark_once_per_body_and_version",
            ),
            models.CheckConstraint(
                condition=Q(position=Position.ASSENT.value) | ~Q(words=""), name="mark_says_why"
            ),
            models.CheckConstraint(
                condition=Q(position__in=[value for value, _words in POSITIONS]), name="mark_position_known"
            ),
        ]

    def __str__(self) -> str:
        return self.position


class Disagreement(models.Model):
    """That a draft ended without agreement: who objects to what and why, and what would be needed.

    Mandate: as of a decision. clauses: every clause as it stood, with what each body said of it, frozen.
    """

    draft = models.OneToOneField(Draft, models.PROTECT, primary_key=True, related_name="disagreement")
    needed = models.TextField(_("what would be needed"))
    clauses = models.JSONField()
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=40)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.draft)
