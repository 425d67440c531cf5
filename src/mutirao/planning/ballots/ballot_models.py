"""Rows about ballots, options, results. Amounts are whole numbers of 1/scale of the currency's unit."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.planning.budgets.models import Budget
from mutirao.planning.cycles.models import Timed
from mutirao.planning.decisions.models import Decision
from mutirao.theory import ballots
from mutirao.theory.ballot_life import SEALED, State
from mutirao.theory.ballots import Form, Paper

FORMS = [
    (Form.APPROVAL.value, _("tick everything you want")),
    (Form.CHOOSE.value, _("choose up to a number of options")),
    (Form.RANKING.value, _("put options in order, the best first")),
    (Form.POINTS.value, _("share out points")),
    (Form.KNAPSACK.value, _("spend the money: tick projects until it is used up")),
    (Form.SCORE.value, _("give each option a score")),
]
STATES = [(state.value, state.value) for state in State]
NO_PAPER, BY_CODES, BY_LIST = "none", "codes", "list"
PAPERS = [
    (NO_PAPER, _("no voting on paper")),
    (BY_CODES, _("papers with printed codes, handed to people who may vote")),
    (BY_LIST, _("plain papers; people are marked off on a list")),
]
LONGEST_CODE = 20


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Words for asking about ballots."""

    def whole(self) -> Self:
        """With everything that says when it is open and who may vote, in the same query."""
        return self.select_related("phase", "open_to_body", "open_to_area", "secret", "service")

    def sharing(self, pk: uuid.UUID) -> Ballot:
        """This ballot, kept from being closed until the transaction ends; voters do not wait for each other.

        On SQLite there is nothing to ask for: whoever writes there has the database to themselves.
        """
        table = self.model._meta.db_table
        lock = f"FOR SHARE OF {table}" if connection.vendor == "postgresql" else ""
        query = (
            f"SELECT {table}.*, kept.key AS kept_key FROM {table} "
            f"LEFT JOIN ballots_secret kept ON kept.ballot_id = {table}.id WHERE {table}.id = %s {lock}"
        )
        return self.raw(query, [self.model._meta.pk.get_db_prep_value(pk, connection)])[0]

    def locked(self, pk: uuid.UUID) -> Ballot:
        """This ballot, with nobody voting in it until the transaction ends."""
        return self.select_for_update(of=("self",)).whole().get(pk=pk)


class Ballot(Timed, OpenTo):
    """One question put to the vote.

    frozen: the options as [code, cost], written when it opens. seed: published when it closes; what was kept
    of it in the register when it opened shows that nobody chose it afterwards. turnout: who took part, with
    small groups left out. rule: how it is counted, by a key: `equal-shares.cost.add1` for money, else `stv`.
    """

    kept_key: bytes
    """What the database keeps of its key; only where it was fetched with `sharing`."""
    has_part: bool
    has_paper: bool
    """Whether somebody has voted in it, or holds a paper for it; only where `queries.one` fetched it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="ballots", db_index=False)
    slug = models.SlugField(max_length=120)
    question = models.CharField(_("question"), max_length=200)
    about = models.TextField(_("what it is about"), blank=True)
    form = models.CharField(_("form of vote"), max_length=10, choices=FORMS)
    most = models.PositiveSmallIntegerField(_("how many may be chosen"), default=0)
    points = models.PositiveIntegerField(_("points to share out"), default=0)
    highest = models.PositiveSmallIntegerField(_("highest score"), default=0)
    amount = models.BigIntegerField(_("money there is"), default=0)
    scale = models.PositiveIntegerField(default=1)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    rule_origin = models.CharField(_("where the rule comes from"), max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(_("how many win"), default=1)
    quorum = models.PositiveIntegerField(_("fewest voters for a result"), default=0)
    declaration = models.CharField(_("what voters declare"), max_length=300, blank=True)
    traits = models.JSONField(_("what voters may say of themselves"), default=list, blank=True)
    papers = models.CharField(_("voting on paper"), max_length=6, choices=PAPERS, default=NO_PAPER)
    state = models.CharField(max_length=10, choices=STATES, default=State.DRAFT.value)
    frozen = models.JSONField(default=list)
    seed = models.CharField(max_length=64, blank=True)
    voters = models.PositiveIntegerField(default=0)
    turnout = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    why = models.CharField(_("why it was closed early or withdrawn"), max_length=500, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    budget = models.OneToOneField(Budget, models.PROTECT, null=True, blank=True, related_name="ballot")
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="ballot")

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            *Timed.Meta.constraints,
            *OpenTo.Meta.constraints,
            models.UniqueConstraint("service", "slug", name="ballot_address_once"),
            models.CheckConstraint(condition=Q(amount__gte=0, scale__gt=0), name="ballot_amount_sound"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="ballot_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(state=State.OPEN.value), name="ballot_open"),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_sealed(self) -> bool:
        """Whether its votes are published and belong to nobody any more."""
        return State(self.state) in SEALED

    def as_paper(self) -> Paper:
        """The rules of its paper as theory reads them, from the options frozen when it opened."""
        return self.paper_of(tuple(ballots.Option(code, cost) for code, cost in self.frozen))

    def paper_of(self, options: tuple[ballots.Option, ...]) -> Paper:
        """The rules of its paper with these options."""
        return Paper(Form(self.form), options, self.most, self.points, self.highest, self.amount)


class Option(models.Model):
    """Something one can vote for; it does not change once the ballot is open."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options")
    code = models.CharField(_("code"), max_length=LONGEST_CODE)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("description"), blank=True)
    cost = models.BigIntegerField(_("cost"), null=True, blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint("ballot", "code", name="ballot_option_code_once"),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="ballot_option_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def as_rule(self) -> ballots.Option:
        """This option as theory reads it."""
        return ballots.Option(self.code, self.cost)


class Result(models.Model):
    """What the count of a ballot that is not about money came to; frozen, with each option's explanation."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="result")
    rule = models.CharField(max_length=40)
    said = models.JSONField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.rule
