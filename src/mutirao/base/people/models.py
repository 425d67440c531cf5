"""Rows about people, bodies, memberships and areas."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mutirao.theory.typology import Side

SIDES = [
    (Side.PROFESSIONAL.value, _("professionals")),
    (Side.USER.value, _("people who use the service")),
    (Side.COMMUNITY.value, _("community")),
]


class Area(models.Model):
    """A place with people in it, inside a larger one."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    population = models.PositiveIntegerField(null=True, blank=True)
    population_source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="area_not_inside_itself"
            ),
        ]

    def __str__(self) -> str:
        """The area with the larger one around it; fetched with `parent` where many are shown."""
        return f"{self.name}, {self.parent.name}" if self.parent else self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people; the accounts library asks it for them by e-mail."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this e-mail address, in any case."""
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """Somebody we know, with or without an e-mail address. Erased people keep their row and lose the rest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en-gb")
    home = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="person_email_once"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", email="", home__isnull=True, is_active=False),
                name="person_erased_means_erased",
            ),
        ]
        # Those on paper are few among many, and are asked for by those who keep the records.
        indexes = [models.Index(fields=["name"], condition=Q(email=""), name="person_on_paper")]

    def __str__(self) -> str:
        return self.name or str(_("someone"))

    @property
    def is_on_paper(self) -> bool:
        """Whether this person has no e-mail address: letters go by post or by hand."""
        return not self.email


class Body(models.Model):
    """A council department, an association, a trust, a group of families: something people belong to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    side = models.CharField(_("side"), max_length=12, choices=SIDES)
    contact = models.CharField(
        _("whom to ask"), max_length=200, blank=True, help_text=_("A role and a public address or number.")
    )
    about = models.TextField(_("about"), blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    founded_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="body_side_known"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Words for asking about memberships."""

    def current(self, on: date) -> Self:
        """Terms that run on this day. Terms end by themselves."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=on), starts__lte=on)


class Membership(models.Model):
    """A person belongs to a body, in a position, for a term: from `starts` up to, not including, `ends`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    position = models.CharField(_("position"), max_length=100, blank=True)
    may_sign = models.BooleanField(_("may sign for the body"), default=False)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="membership_term_runs_forward"
            ),
            models.UniqueConstraint(
                "person", "body", condition=Q(ends__isnull=True), name="membership_once_without_end"
            ),
        ]
        indexes = [models.Index(fields=["person", "ends"], name="membership_person_ends")]

    def __str__(self) -> str:
        return f"{self.body} ({self.position})" if self.position else str(self.body)

    def is_current(self, on: date) -> bool:
        """Whether the term runs on this day."""
        return self.starts <= on and (self.ends is None or self.ends > on)


class CardCode(models.Model):
    """One single-use sign-in code on somebody's printed card; only a keyed hash of it is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"code of {self.issued_at:%Y-%m-%d}"


class SignInLink(models.Model):
    """A one-time sign-in link that the demonstration prints; works only on a demonstration site."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link of {self.made_at:%Y-%m-%d}"
