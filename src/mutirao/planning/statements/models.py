"""Rows of conversations in statements. Answers hang on a voice, not on a person; see `voices`."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.cycles.models import Timed
from mutirao.theory.statements import LONGEST, Answer, State

STATES = [
    (State.WAITING.value, _("waiting to be looked at")),
    (State.ACCEPTED.value, _("taken up")),
    (State.DECLINED.value, _("not taken up")),
]


class Conversation(OpenTo, Timed):
    """One question about which people answer short statements.

    key: makes voices of people while it is open; destroyed when it ends, which unlinks them. map: as
    `engines.opinions` gives it, drawn by the clock, with how many people and answers it was drawn from;
    drawn_from: what the tallies were then, so that it is not drawn again from the same; memory: what the next
    map needs to know of the last, voice by voice, never shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="conversations")
    slug = models.SlugField(max_length=120)
    question = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("what it is about"), blank=True)
    source = models.CharField(_("where it was held"), max_length=300, blank=True)
    seed = models.CharField(max_length=64)
    key = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    drawn_from = models.CharField(max_length=120, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    map = models.JSONField(default=dict)
    memory = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            *OpenTo.Meta.constraints,
            *Timed.Meta.constraints,
            models.UniqueConstraint("service", "slug", name="conversation_address_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(key__isnull=True), name="conversation_ended_unlinked"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def path(self) -> str:
        """Its address."""
        return f"/services/{self.service.slug}/statements/{self.slug}/"


LONGEST_BROUGHT_IN = 1000
"""Statements that were made elsewhere may be longer than those made here."""


class StatementQuerySet(models.QuerySet["Statement"]):
    """Words for asking about statements."""

    def open(self) -> Self:
        """Those people are asked about."""
        return self.filter(state=State.ACCEPTED.value)

    def waiting(self) -> Self:
        """Those nobody has looked at yet, oldest first."""
        return self.filter(state=State.WAITING.value)


class Statement(models.Model):
    """One short statement with its tally, kept up to date with every answer."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(_("statement"), max_length=LONGEST_BROUGHT_IN)
    sameness = models.CharField(max_length=LONGEST, blank=True)
    is_seed = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=STATES, default=State.WAITING.value)
    reason = models.CharField(max_length=12, blank=True)
    why = models.CharField(_("why not"), max_length=300, blank=True)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("conversation", "number", name="statement_number_once"),
            models.UniqueConstraint(
                "conversation", "sameness", condition=~Q(sameness=""), name="statement_said_once"
            ),
        ]
        indexes = [models.Index(fields=["author"], name="statement_of_author")]

    def __str__(self) -> str:
        return self.text

    @property
    def answered(self) -> int:
        """How many people have answered it."""
        return self.agrees + self.disagrees + self.passes


class Voice(models.Model):
    """Somebody who answers, known by a keyed digest only. party: the group they spoke from at first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="voices")
    digest = models.CharField(max_length=64, null=True)  # noqa: DJ001 - nothing, not an empty text, once unlinked
    party = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("conversation", "digest", name="voice_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Reply(models.Model):
    """What one voice says to one statement; the latest answer counts."""

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="replies")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="replies", db_index=False)
    answer = models.SmallIntegerField(choices=[(answer.value, answer.name) for answer in Answer])

    class Meta:
        constraints = [
            models.UniqueConstraint("voice", "statement", name="reply_once"),
            models.CheckConstraint(
                condition=Q(answer__in=[answer.value for answer in Answer]), name="reply_known"
            ),
        ]
        indexes = [models.Index(fields=["statement"], name="reply_to_statement")]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.answer}"
