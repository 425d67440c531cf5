"""Rows about meetings: the rule for delegates, the meeting, who signed up and in."""

from __future__ import annotations

import uuid
from datetime import datetime
from fractions import Fraction
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area, Body, Person
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.councils.models import Category, Council
from mutirao.planning.cycles.models import Phase
from mutirao.planning.decisions.models import Decision, Promise
from mutirao.theory import meetings
from mutirao.theory.meetings import Band, DelegateRule
from mutirao.theory.periods import Period

KINDS = [
    ("assembly", _("assembly")),
    ("forum", _("delegates’ forum")),
    ("council", _("council or board")),
    ("listening", _("listening event")),
    ("working", _("working group")),
]
QR, PHONE, PAPER, DOOR, OFFLINE = "qr", "phone", "paper", "door", "offline"
CHANNELS = [
    (QR, _("own account")),
    (PHONE, _("phone, without an account")),
    (PAPER, _("paper sheet")),
    (DOOR, _("device at the door")),
    (OFFLINE, _("device at the door, handed in later")),
]


class Scale(models.Model):
    """How many delegates those present elect at a service's meetings, from a day on. Never changed.

    bands: pairs of [up to, one per]; the last is [null, one per].
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="delegate_rules")
    bands = models.JSONField()
    substitutes_percent = models.PositiveSmallIntegerField(_("substitutes, in percent"), default=0)
    who_may = models.CharField(_("who may be a delegate"), max_length=300, blank=True)
    since = models.DateField(_("since"))
    origin = models.CharField(_("where the rule comes from"), max_length=300)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [models.UniqueConstraint("service", "since", name="delegate_rule_once_a_day")]

    def __str__(self) -> str:
        return self.origin

    def as_rule(self) -> DelegateRule:
        """This rule as theory reads it."""
        return DelegateRule(
            tuple(Band(up_to, one_per) for up_to, one_per in self.bands),
            Fraction(self.substitutes_percent, 100),
            self.since,
            self.origin,
            self.who_may,
        )


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words for asking about meetings."""

    def whole(self) -> Self:
        """With everything its page needs, in the same query."""
        return self.select_related(
            "service",
            "area",
            "phase",
            "open_to_body",
            "open_to_area",
            "council",
            "scale",
            "delegates_to__council",
        )

    def locked(self, pk: uuid.UUID) -> Meeting:
        """This meeting, held until the transaction ends."""
        return self.whole().select_for_update(of=("self",)).get(pk=pk)


class Meeting(OpenTo):
    """People come together at a place and a time; what it counted is frozen when its doors are closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="meetings", db_index=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("place"), max_length=300)
    directions = models.TextField(_("getting there and getting in"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="+")
    council = models.ForeignKey(Council, models.PROTECT, null=True, blank=True, related_name="meetings")
    items = models.JSONField(_("agenda"), default=list)
    elects_delegates = models.BooleanField(_("elects delegates"), default=False)
    delegates_to = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    called_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    # Frozen when the doors are closed: the rule, the count, and what came of them.
    closed_at = models.DateTimeField(null=True, blank=True)
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.PositiveIntegerField(default=0)
    delegates = models.PositiveIntegerField(default=0)
    substitutes = models.PositiveIntegerField(default=0)
    minutes_published_at = models.DateTimeField(null=True, blank=True)
    # What people asked for, in numbers; kept when what they said is erased.
    asked_for = models.JSONField(default=dict)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    new_lines: int = 0
    """How many lines the act that gave this row has just written; not kept."""

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "id"]
        indexes = [
            models.Index(fields=["service", "-starts_at"], name="meeting_of_service"),
            models.Index(
                fields=["ends_at"], condition=Q(forgotten_at__isnull=True), name="meeting_to_forget"
            ),
        ]
        constraints = [
            *OpenTo.Meta.constraints,
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="meeting_runs_forward"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _title in KINDS]), name="meeting_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Its page; fetched with the service."""
        return f"/services/{self.service.slug}/meetings/{self.pk}/"

    @property
    def period(self) -> Period:
        """From its beginning to its end."""
        return Period(self.starts_at, self.ends_at)

    def are_doors_open(self, at: datetime) -> bool:
        """Whether people can sign in now."""
        is_on = self.cancelled_at is None and self.closed_at is None
        return is_on and meetings.doors(self.starts_at, self.ends_at).is_open(at)


class SignUp(models.Model):
    """Somebody means to come, and what they need; erased some time after the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    children = models.PositiveSmallIntegerField(_("children to look after"), default=0)
    travel = models.BooleanField(_("help with travel"), default=False)
    access = models.CharField(_("access"), max_length=300, blank=True)
    language = models.CharField(_("interpretation"), max_length=100, blank=True)
    food = models.CharField(_("food"), max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint("meeting", "person", name="meeting_signed_up_once")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.made_at:%Y-%m-%d}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Words for asking who came."""

    def counted(self) -> Self:
        """Lines that were not struck."""
        return self.filter(struck_at__isnull=True)


class Attendance(models.Model):
    """One line of who came: a person with an account, or a line without one. key: so that it counts once.

    signed_at: when it was written at the door; recorded_at: when it reached us. initials go after a while.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", db_index=False)
    key = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    group_name = models.CharField(_("group represented"), max_length=200, blank=True)
    group_key = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=12, blank=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    signed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["meeting", "area", "group_key"],
                condition=Q(struck_at__isnull=True),
                name="attendance_counted",
            )
        ]
        constraints = [
            models.UniqueConstraint("meeting", "key", name="attendance_line_once"),
            models.UniqueConstraint(
                "meeting",
                "person",
                condition=Q(person__isnull=False, struck_at__isnull=True),
                name="attendance_person_once",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[channel for channel, _title in CHANNELS]),
                name="attendance_channel_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.key}"


class Election(models.Model):
    """A meeting chooses people for seats: the whole meeting, or one of the groups represented there."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="elections")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+")
    group_name = models.CharField(max_length=200, blank=True)
    group_key = models.CharField(max_length=200, blank=True)
    full = models.PositiveSmallIntegerField(_("full seats"))
    substitutes = models.PositiveSmallIntegerField(_("substitutes"), default=0)
    opened_at = models.DateTimeField()
    elected_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(_("how it was decided"), max_length=300, blank=True)
    source_path = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("meeting", "category", "group_key", name="election_once_for_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.category}, {self.group_name}" if self.group_name else str(self.category)


class Candidate(models.Model):
    """Somebody stands in an election; rank is set when they are elected."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    stood_at = models.DateTimeField()
    votes = models.PositiveIntegerField(null=True, blank=True)
    rank = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint("election", "person", name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.election} {self.pk}"


class Minute(models.Model):
    """One point of the minutes; it may have become a decision, a promise, or both."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    item = models.CharField(_("item of the agenda"), max_length=200, blank=True)
    text = models.TextField(_("what was said and agreed"))
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="minute")
    promise = models.OneToOneField(Promise, models.PROTECT, null=True, blank=True, related_name="minute")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint("meeting", "number", name="minute_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"
