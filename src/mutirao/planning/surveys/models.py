"""Rows about surveys: questions, answers, paper forms typed in twice, what people wrote."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.people.models import Person
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.cycles.models import Timed
from mutirao.theory.surveys import Question, question

PEOPLE, CODES = "people", "codes"
ENTRIES = [
    (PEOPLE, _("people who have joined, each once")),
    (CODES, _("households with a printed code, each once")),
]


class Survey(OpenTo, Timed):
    """Questions asked of people or households. A draft until it is published; then its questions are fixed.

    secret: what the keys of answers are made with; destroyed when the survey is over. results: the tables,
    counted and frozen when it is over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="surveys", db_index=False)
    slug = models.SlugField(max_length=120)
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is for"), blank=True)
    entry = models.CharField(_("who answers"), max_length=6, choices=ENTRIES, default=PEOPLE)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    questions = models.JSONField(default=list)
    paper_until = models.DateField(_("paper forms are typed in until"), null=True, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    results = models.JSONField(default=list)
    forms = models.PositiveIntegerField(_("forms counted"), default=0)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta(OpenTo.Meta, Timed.Meta):
        abstract = False
        ordering = ["-made_at", "id"]
        constraints = [
            *OpenTo.Meta.constraints,
            *Timed.Meta.constraints,
            models.UniqueConstraint("service", "slug", name="survey_address_once"),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=True) | Q(published_at__isnull=False, secret=""),
                name="survey_counted_has_no_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["closes_at"],
                condition=Q(published_at__isnull=False, counted_at__isnull=True),
                name="survey_to_count",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Its address."""
        return f"/services/{self.service.slug}/surveys/{self.slug}/"

    def as_questions(self) -> list[Question]:
        """Its questions, as theory reads them."""
        return [question(kept) for kept in self.questions]


class Code(models.Model):
    """A household's printed code; only a keyed hash of it is kept."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="codes", db_index=False)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("survey", "digest", name="survey_code_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Response(models.Model):
    """One filled-in form. It holds no time, so that it cannot be laid beside the register.

    key: of who filled it in, made with the survey's secret; empty once the survey is over. person: only
    where the survey is not anonymous.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    key = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    is_on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("survey", "key", condition=~Q(key=""), name="response_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


FIRST, DIFFERS, DONE = "first", "differs", "done"
FORM_STATES = [
    (FIRST, _("typed in once")),
    (DIFFERS, _("the two differ")),
    (DONE, _("done")),
]


class PaperForm(models.Model):
    """A form on paper, typed in twice by two people; what they read differently is settled.

    label: what is written on the paper, or the household's code where it has one (then only its hash). Both
    entries are erased once they are settled: the answers stand in the response.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="paper_forms", db_index=False)
    label = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=FORM_STATES, default=FIRST)
    first = models.JSONField(default=dict)
    first_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    second = models.JSONField(default=dict)
    second_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    differed = models.PositiveIntegerField(default=0)
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ["state", "typed_at", "id"]
        constraints = [
            models.UniqueConstraint("survey", "label", name="paper_form_once"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(first_by=F("second_by")),
                name="paper_form_typed_by_two",
            ),
            models.CheckConstraint(
                condition=Q(state=FIRST) | Q(second_by__isnull=False), name="paper_form_typed_twice"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Writing(models.Model):
    """What somebody wrote to a question, once the survey is over; shown only where it was looked at.

    shown: as everybody may read it, perhaps with words taken out; empty where it is kept back.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="writings", db_index=False)
    code = models.CharField(max_length=20)
    text = models.TextField()
    shown = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code", "id"]
        indexes = [models.Index(fields=["survey", "code"], name="writing_of_question")]

    def __str__(self) -> str:
        return self.shown[:60]
