"""Rows about councils: what they have decided about themselves, their seats, who sits there, who came."""

from __future__ import annotations

import uuid
from datetime import date
from fractions import Fraction
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Body, Membership
from mutirao.base.services.models import Service
from mutirao.planning.decisions.models import Decision
from mutirao.theory.seats import Came, Kind, Rank, SeatRules, Term

COUNCIL, FORUM, BOARD = "council", "forum", "board"
KINDS = [(COUNCIL, _("council")), (FORUM, _("delegates’ forum")), (BOARD, _("joint board"))]
RANKS = [(Rank.FULL.value, _("full seat")), (Rank.SUBSTITUTE.value, _("substitute"))]
STATES = [
    (Came.CAME.value, _("came")),
    (Came.EXCUSED.value, _("excused")),
    (Came.ABSENT.value, _("absent")),
]
ENDS = [
    ("gave_up", _("gave it up")),
    ("absent", _("declared vacant after absences")),
    ("recalled", _("recalled by those who elected")),
    ("moved_up", _("moved up to a full seat")),
]


class Council(models.Model):
    """A body with seats: whoever holds one is a member of `body` for the term, and acts by the agreement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="councils", db_index=False)
    slug = models.SlugField(max_length=120)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    body = models.OneToOneField(Body, models.PROTECT, related_name="council")
    about = models.TextField(_("what it decides"), blank=True)
    set_up_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("service", "slug", name="council_address_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _title in KINDS]), name="council_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Its page; fetched with the service."""
        return f"/services/{self.service.slug}/councils/{self.slug}/"


class Rules(models.Model):
    """What a council has decided about its seats, from a day on. Never changed: a new row takes over."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="rules")
    months = models.PositiveSmallIntegerField(_("length of a term in months"))
    reelections = models.PositiveSmallIntegerField(null=True, blank=True)
    absences = models.PositiveSmallIntegerField(null=True, blank=True)
    recall_over = models.PositiveSmallIntegerField(default=3)
    recall = models.PositiveSmallIntegerField(default=2)
    quorum_over = models.PositiveSmallIntegerField(default=2)
    quorum = models.PositiveSmallIntegerField(default=1)
    since = models.DateField(_("since"))
    origin = models.CharField(_("where the rules come from"), max_length=300)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name_plural = "rules"
        constraints = [
            models.UniqueConstraint("council", "since", name="council_rules_once_a_day"),
            models.CheckConstraint(condition=Q(months__gt=0), name="council_term_not_empty"),
            models.CheckConstraint(
                condition=Q(absences__isnull=True) | Q(absences__gt=0), name="council_absences_not_zero"
            ),
            models.CheckConstraint(
                condition=Q(recall__gt=0, recall__lte=F("recall_over")), name="council_recall_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(quorum__gt=0, quorum__lte=F("quorum_over")), name="council_quorum_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} {self.since}"

    def as_rule(self) -> SeatRules:
        """These rules as theory reads them."""
        return SeatRules(
            months=self.months,
            reelections=self.reelections,
            absences=self.absences,
            recall=Fraction(self.recall, self.recall_over),
            quorum=Fraction(self.quorum, self.quorum_over),
            since=self.since,
            origin=self.origin,
        )


class Category(models.Model):
    """Seats of one kind: for a region, a theme, a union, a department."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="categories")
    title = models.CharField(_("whose seats"), max_length=200)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group represented")
    )
    full = models.PositiveSmallIntegerField(_("full seats"))
    substitutes = models.PositiveSmallIntegerField(_("substitutes"), default=0)
    has_vote = models.BooleanField(_("has a vote"), default=True)
    chosen_by = models.CharField(_("who chooses"), max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "categories"
        constraints = [models.UniqueConstraint("council", "title", name="council_seats_once_named")]

    def __str__(self) -> str:
        return self.title

    def as_rule(self) -> Kind:
        """These seats as theory reads them."""
        return Kind(self.title, self.full, self.substitutes, self.has_vote)

    def size(self, rank: str) -> int:
        """How many seats of this rank there are."""
        return self.full if rank == Rank.FULL else self.substitutes


class SeatQuerySet(models.QuerySet["Seat"]):
    """Words for asking about seats."""

    def current(self, on: date) -> Self:
        """Held on this day: the term of the membership behind it runs."""
        return self.filter(
            Q(membership__ends__isnull=True) | Q(membership__ends__gt=on), membership__starts__lte=on
        )

    def not_over(self, on: date) -> Self:
        """Held on this day or from a later one."""
        return self.filter(Q(membership__ends__isnull=True) | Q(membership__ends__gt=on))


class Seat(models.Model):
    """Somebody holds a seat for a term; the term is that of the membership, and ends by itself with it."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="seats")
    rank = models.CharField(max_length=10, choices=RANKS)
    number = models.PositiveSmallIntegerField()
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="seat")
    starts = models.DateField()
    chosen_by = models.CharField(_("who chose, and when"), max_length=300)
    source_path = models.CharField(max_length=300, blank=True)
    is_rest_of_term = models.BooleanField(default=False)
    ended_why = models.CharField(max_length=10, choices=ENDS, blank=True)
    # What the sittings so far make: reckoned anew whenever one is recorded.
    came = models.PositiveSmallIntegerField(default=0)
    sittings = models.PositiveSmallIntegerField(default=0)
    absences = models.PositiveSmallIntegerField(_("missed in a row without excuse"), default=0)
    seated_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["category_id", "rank", "number", "starts"]
        constraints = [
            models.UniqueConstraint(
                "category",
                "rank",
                "number",
                "starts",
                condition=Q(ended_why=""),
                name="council_seat_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(rank__in=[rank for rank, _title in RANKS]), name="council_seat_rank_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.get_rank_display()} {self.number}"

    def as_term(self) -> Term:
        """Its term as theory reads it; fetched with the membership."""
        return Term(self.membership.starts, self.membership.ends)


class Sitting(models.Model):
    """The council met: on which day, and how many seats had to be there and were voted."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings")
    held_on = models.DateField(_("on"))
    title = models.CharField(_("what it was"), max_length=200)
    path = models.CharField(max_length=300, blank=True)
    voting_seats = models.PositiveIntegerField()
    votes_present = models.PositiveIntegerField()
    quorum = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint("council", "held_on", "title", name="council_sitting_once")]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on}"

    @property
    def is_quorate(self) -> bool:
        """Whether enough votes were there to decide."""
        return self.votes_present >= self.quorum


class Presence(models.Model):
    """What became of one seat at one sitting, and for which seat its substitute voted."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="presences")
    state = models.CharField(max_length=8, choices=STATES)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["sitting_id", "seat_id"]
        constraints = [
            models.UniqueConstraint("sitting", "seat", name="council_presence_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state for state, _title in STATES]), name="council_presence_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting}: {self.seat}"
