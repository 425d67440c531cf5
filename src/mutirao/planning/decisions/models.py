"""Rows about decisions and promises, and steps of the chain from a proposal to the finished work."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.money import in_units
from mutirao.base.people.models import Person
from mutirao.base.services.models import Agreement, Party, Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.theory import promises
from mutirao.theory.promises import OPEN, Promised, State

STATES = [
    (State.MADE.value, _("promised")),
    (State.CHANGED.value, _("promised for a new day")),
    (State.KEPT.value, _("done")),
    (State.QUESTIONED.value, _("said to be done, questioned")),
    (State.BROKEN.value, _("not done")),
]
STAGES = [
    ("proposed", _("proposed")),
    ("analysis", _("being looked into by the technicians")),
    ("planned", _("in the plan")),
    ("tendered", _("out to tender")),
    ("works", _("works have begun")),
]
BECAUSE = [
    ("money", _("there is not enough money")),
    ("tender", _("no firm could be found for it")),
    ("weather", _("a flood, a storm or damage came in between")),
    ("law", _("the law does not allow it")),
    ("technical", _("it cannot be built or run that way")),
    ("decided", _("something else was decided")),
    ("mistake", _("it was written down by mistake")),
    ("other", _("another reason")),
]


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
    """A day on which a decision is to be looked at again and, once it was, what came of it.

    tell_on: the next day on which the clock tells people of it, None when they have been told.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    due_on = models.DateField(_("to be looked at again on"))
    tell_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.TextField(_("what we found"), blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("decision", condition=Q(done_at__isnull=True), name="review_waits_once"),
        ]
        indexes = [
            models.Index(fields=["tell_on"], condition=Q(tell_on__isnull=False), name="review_to_tell"),
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


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Words for asking about promises."""

    def open(self) -> Self:
        """Neither kept nor broken."""
        return self.filter(state__in=[state.value for state in OPEN])

    def late(self, on: date) -> Self:
        """Open, and their day has gone by."""
        return self.open().filter(due_on__lt=on)

    def to_ask(self, on: date) -> Self:
        """Those whose owner is to be asked how it stands."""
        return self.filter(ask_on__lte=on)


class Promise(OpenTo, OfMoney):
    """A public undertaking: what will be done, which party answers for it, by which day.

    item: the step of the chain it grew from. owner, owner_address: who is asked how it stands, never shown
    to the public. dated_on: when the present day was set. asked: how many letters with a link went out; only
    the newest link works. doubts: how many people say that it is not done, since it was last said to be.
    Who may question it is its `OpenTo` rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="promises", db_index=False)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="promises")
    item = models.ForeignKey(Step, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(_("what is promised"), max_length=300)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_address = models.EmailField(blank=True)
    due_on = models.DateField(_("by"))
    dated_on = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default=State.MADE.value)
    stage = models.CharField(_("how far the works are"), max_length=10, choices=STAGES, blank=True)
    doubts = models.PositiveIntegerField(default=0)
    questioned_on = models.DateField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)
    ask_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            *OpenTo.Meta.constraints,
            *OfMoney.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="promise_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=State.QUESTIONED.value, questioned_on__isnull=False, doubts__gt=0)
                | (~Q(state=State.QUESTIONED.value) & Q(questioned_on__isnull=True, doubts=0)),
                name="promise_questioned_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "state", "due_on"], name="promise_of_service"),
            models.Index(fields=["ask_on"], condition=Q(ask_on__isnull=False), name="promise_to_ask"),
        ]

    def __str__(self) -> str:
        return self.what

    def as_rule(self) -> Promised:
        """What decides when to ask."""
        return Promised(State(self.state), self.due_on, self.dated_on, self.questioned_on)

    def is_late(self, on: date) -> bool:
        """Whether its day has gone by and it is open."""
        return promises.is_late(State(self.state), self.due_on, on=on)


class PromiseChange(models.Model):
    """One entry of a promise's history; nothing is overwritten. The first is the making of it.

    event: what happened, one of `theory.promises.Event`, or "made" or "advance" (of works). state, due_on,
    stage: from then on. because: a code of `theory.promises.REASONS`; reason: in words. party: who wrote it
    down, where somebody did who holds the duty; by_link: the owner did, with the link from a letter.
    """

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="changes")
    event = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=STATES)
    due_on = models.DateField()
    stage = models.CharField(max_length=10, choices=STAGES, blank=True)
    because = models.CharField(max_length=10, choices=BECAUSE, blank=True)
    reason = models.TextField(blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    evidence_path = models.CharField(max_length=300, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d}"


class Question(models.Model):
    """Somebody says that what was said to be done is not: once for each time it was said.

    says: what is missing, for whoever promised; not public, and erased with the person's data.
    """

    claim = models.ForeignKey(PromiseChange, models.PROTECT, related_name="questions")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    says = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("claim", "person", name="question_once")]

    def __str__(self) -> str:
        return f"{self.claim} {self.at:%Y-%m-%d}"
