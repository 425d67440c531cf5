"""Rows about priorities. Amounts are whole numbers of their unit; hours are never divided here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Area
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.cycles.models import Cycle, Timed
from mutirao.planning.cycles.words import MARKS
from mutirao.planning.decisions.models import Decision
from mutirao.theory.eligibility import Circle, Eligibility
from mutirao.theory.marks import Mark
from mutirao.theory.rule_sets import RANKS, RuleSet, from_plain

MARK_CHOICES = [(mark.value, words) for mark, words in MARKS.items()]
MARK_VALUES = [mark.value for mark in Mark]
LONGEST_CRITERION = 40


class Theme(models.Model):
    """Something that could come first: housing, paving, health."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="themes")
    slug = models.SlugField(max_length=120)
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what belongs to it"), blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint("service", "slug", name="theme_address_once"),
            models.UniqueConstraint("service", "title", name="theme_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Round(Timed):
    """The ranking of a cycle: while it is open, areas say what comes first. seed: of the lot, if drawn."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="ranking")
    seed = models.CharField(_("what a lot is drawn from"), max_length=64)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [*Timed.Meta.constraints]

    def __str__(self) -> str:
        return self.cycle.title


class Plenary(OpenTo):
    """One area in a round: how many registered at its assembly, and who may enter its ranking.

    Beside those who hold *set priorities*, the body named here may (in a position, if one is named).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="plenaries")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    registered = models.PositiveIntegerField(_("how many registered"), null=True, blank=True)
    source = models.CharField(_("where this was decided"), max_length=300, blank=True)
    source_path = models.CharField(max_length=300, blank=True)
    ranked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["area__name", "id"]
        verbose_name_plural = "plenaries"
        constraints = [
            *OpenTo.Meta.constraints,
            models.UniqueConstraint("round", "area", name="plenary_once_per_area"),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} · {self.round_id}"

    def eligibility(self) -> Eligibility:
        """Who may enter the ranking: the named body, or nobody until one is named."""
        if self.open_to == Circle.BODY:
            return super().eligibility()
        return Eligibility(Circle.BODY, name=_now("a group that speaks for the area; none is named yet"))


class Ranking(models.Model):
    """An area put a theme on a place: 1 for the first."""

    plenary = models.ForeignKey(Plenary, models.CASCADE, related_name="rankings")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plenary", "place"]
        constraints = [
            models.UniqueConstraint("plenary", "theme", name="ranking_theme_once"),
            models.UniqueConstraint("plenary", "place", name="ranking_place_once"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=RANKS), name="ranking_place_known"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.theme_id}"


class Measure(models.Model):
    """A figure about an area, for every theme or for one: never overwritten, a newer one takes its place."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    criterion = models.CharField(max_length=LONGEST_CRITERION)
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=4)
    taken_on = models.DateField(_("as of"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    mark = models.CharField(_("how well it is known"), max_length=10, choices=MARK_CHOICES)
    is_current = models.BooleanField(default=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "area",
                "criterion",
                condition=Q(is_current=True, theme__isnull=True),
                name="measure_one_current",
            ),
            models.UniqueConstraint(
                "service",
                "area",
                "criterion",
                "theme",
                condition=Q(is_current=True, theme__isnull=False),
                name="measure_one_current_of_theme",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="measure_not_negative"),
            models.CheckConstraint(condition=Q(mark__in=MARK_VALUES), name="measure_mark_known"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"


class Rules(models.Model):
    """One version of the rules for dividing. It never changes; a decision adopts it, or none ever does."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="rule_sets")
    version = models.PositiveIntegerField()
    title = models.CharField(_("name"), max_length=120)
    rules = models.JSONField()
    origin = models.CharField(_("who proposes it, and where"), max_length=300)
    source = models.CharField(_("source of its figures"), max_length=300, blank=True)
    mark = models.CharField(_("how well it is known"), max_length=10, choices=MARK_CHOICES)
    proposed_at = models.DateTimeField()
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-version"]
        verbose_name_plural = "rules"
        constraints = [
            models.UniqueConstraint("service", "version", name="rules_version_once"),
            models.CheckConstraint(condition=Q(mark__in=MARK_VALUES), name="rules_mark_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    def as_rule(self) -> RuleSet:
        """The rules as theory reads them."""
        return from_plain(self.rules)


class Division(models.Model):
    """An amount divided between areas, frozen with all it was made from, so that it can be made again.

    frozen: rules, areas with their places and figures, amount, unit, seed. digest: its fingerprint. result:
    the points and units of every area.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="divisions")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="divisions")
    rules = models.ForeignKey(Rules, models.PROTECT, related_name="divisions")
    amount = models.BigIntegerField(_("how much"))
    unit = models.CharField(_("of what"), max_length=40)
    frozen = models.JSONField()
    digest = models.CharField(max_length=64)
    result = models.JSONField()
    is_current = models.BooleanField(default=True)
    divided_at = models.DateTimeField()
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-divided_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "round", "theme", condition=Q(is_current=True), name="division_one_current"
            ),
            models.UniqueConstraint("round", "theme", "digest", name="division_once_from_the_same"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="division_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.amount} {self.unit}"
