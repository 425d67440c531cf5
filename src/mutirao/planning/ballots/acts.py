"""What organisers do before a vote: prepare the question, set the options, open it, or withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Service
from mutirao.planning.ballots import keys, words
from mutirao.planning.ballots.ballot_models import NO_PAPER
from mutirao.planning.ballots.models import Ballot, Entry, Option, PaperBallot, Secret, Told, Vote
from mutirao.planning.budgets.forms import CHOICES
from mutirao.planning.cycles.models import Phase
from mutirao.theory import ballots
from mutirao.theory.ballot_life import RULES, State, may_move, opening_problems, option_problems, rule_fits
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.turnout import TRAITS

MOST_OPTIONS = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything about a ballot but its options; amounts in 1/scale of the currency's unit."""

    question: str
    form: str
    about: str = ""
    most: int = 0
    points: int = 0
    highest: int = 0
    amount: int = 0
    scale: int = 1
    currency: str = ""
    rule: str = ""
    rule_origin: str = ""
    seats: int = 1
    quorum: int = 0
    declaration: str = ""
    traits: list[str] = field(default_factory=list)
    papers: str = NO_PAPER
    phase: Phase | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    open_to: str = "everyone"
    open_to_body: Body | None = None
    open_to_position: str = ""
    open_to_area: Area | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An option as it is entered; cost in 1/scale of the currency's unit, None where it has none."""

    code: str
    title: str
    text: str = ""
    cost: int | None = None


def _named(result: Ballot, **_: object) -> dict[str, Any]:
    return {"ballot": result.question}


@act("ballot.draft", about=lambda service, **_: service, facts=_named)
def draft(*, service: Service, terms: Draft, by: Actor, at: datetime) -> Ballot:
    """Prepare a vote; nobody can vote before it is opened."""
    if not service.has_block("ballots"):
        raise bad_input(_("This service has no votes switched on."))
    _must_make_sense(terms, service)
    Service.objects.select_for_update(no_key=True).get(pk=service.pk)  # two of one name wait here
    taken = set(Ballot.objects.filter(service=service).values_list("slug", flat=True))
    slug = addresses.free(addresses.plain(terms.question, longest=100), taken)
    return Ballot.objects.create(service=service, slug=slug, made_at=at, **_columns(terms))


@act("ballot.change", about=lambda ballot, **_: ballot.service, facts=_named)
def change(*, ballot: Ballot, terms: Draft, by: Actor, at: datetime) -> Ballot:
    """Change anything about a vote but its options, before it is opened."""
    held = drafted(ballot)
    _must_make_sense(terms, held.service)
    for name, value in _columns(terms).items():
        setattr(held, name, value)
    options = list(held.options.all())
    found = option_problems(held.paper_of(tuple(option.as_rule() for option in options)))
    _refuse(found, held, {option.code: option.title for option in options})
    held.save()
    return held


@act(
    "ballot.set_options",
    about=lambda ballot, **_: ballot.service,
    facts=lambda result, lines, **_: {"ballot": result.question, "options": len(lines)},
)
def set_options(*, ballot: Ballot, lines: Sequence[Line], by: Actor, at: datetime) -> Ballot:
    """Set what can be voted for, all of it at once: either every option is in order or nothing changes."""
    held = drafted(ballot)
    if len(lines) > MOST_OPTIONS:
        raise bad_input(_("No vote can have more than %(most)s options.") % {"most": MOST_OPTIONS})
    for line in lines:
        if not line.code or not line.code.replace("-", "").replace("_", "").isalnum():
            raise bad_input(
                _("A code has letters, digits and dashes only: “%(code)s”.") % {"code": line.code}
            )
        if not line.title.strip():
            raise bad_input(_("Option “%(code)s” needs a title.") % {"code": line.code})
        if line.cost is not None and not 0 <= line.cost < 2**63:
            raise bad_input(_("“%(title)s” needs a cost from nought up.") % {"title": line.title})
    rules = tuple(ballots.Option(line.code, line.cost) for line in lines)
    names = {line.code: line.title for line in lines}
    _refuse(option_problems(held.paper_of(rules)), held, names)
    held.options.all().delete()
    Option.objects.bulk_create(
        Option(ballot=held, place=place, **{**asdict(line), "title": line.title.strip()[:200]})
        for place, line in enumerate(lines)
    )
    return held


@act(
    "ballot.open",
    about=lambda ballot, **_: ballot.service,
    facts=lambda result, **_: {
        "ballot": result.question,
        "form": result.form,
        "options": len(result.frozen),
        "paper": sha256(repr(result.as_paper()).encode()).hexdigest(),
        "seed_promised": keys.promised(result.secret.seed),
    },
)
def open_vote(*, ballot: Ballot, by: Actor, at: datetime) -> Ballot:
    """Open the vote: from now on nothing about it changes. Votes are taken from its opening time on."""
    held = drafted(ballot)
    options = list(held.options.all())
    paper = held.paper_of(tuple(option.as_rule() for option in options))
    _refuse(opening_problems(paper), held, {option.code: option.title for option in options})
    _must_be_countable(held, paper)
    if held.phase is None and held.opens_at is None:
        held.opens_at = at
    if held.period.closes is None:
        raise bad_input(_("Say until when people can vote."))
    if held.period.stage(at) is Stage.OVER or not held.period.runs_forward:
        raise bad_input(_("The vote would be over before it opens: choose a later day."))
    held.frozen = [[option.code, option.cost] for option in options]
    held.state = State.OPEN
    held.save()
    keys.fresh(held).save()
    agenda.put(
        held,
        "ballot.vote",
        service=held.service,
        title=held.question,
        path=path(held),
        opens=held.period.opens,
        closes=held.period.closes,
        follows=held.follows,
    )
    return held


@act("ballot.withdraw", about=lambda ballot, **_: ballot.service, facts=_named)
def withdraw(*, ballot: Ballot, why: str, by: Actor, at: datetime) -> Ballot:
    """Withdraw a vote before it closes: nothing is decided by it and every vote is destroyed."""
    held = Ballot.objects.locked(ballot.pk)
    must_move(held, State.WITHDRAWN)
    if not why.strip():
        raise bad_input(_("Say why: everybody will read it."))
    destroy_links(held)
    held.why, held.ended_at, held.state = why.strip()[:500], at, State.WITHDRAWN
    held.save()
    agenda.drop(held)
    return held


def drafted(ballot: Ballot) -> Ballot:
    """This ballot, held; refused once it has been opened. Part of the acts that prepare one."""
    held = Ballot.objects.locked(ballot.pk)
    if held.state != State.DRAFT:
        raise wrong_state(_("The vote has been opened: nothing about it changes any more."))
    return held


def must_move(ballot: Ballot, to: State) -> None:
    """Refuse what does not come next in the life of a ballot."""
    if not may_move(State(ballot.state), to):
        raise wrong_state(OUT_OF_TURN[to]())


OUT_OF_TURN = {
    State.WITHDRAWN: lambda: _("This vote is over: it cannot be withdrawn any more."),
    State.CLOSED: lambda: _("This vote is not open, so it cannot be closed."),
    State.COUNTED: lambda: _("Only a vote that is closed and not yet counted can be counted."),
    State.DECIDED: lambda: _("Only a vote that is counted and not yet decided can be decided."),
}


def _must_be_countable(held: Ballot, paper: ballots.Paper) -> None:
    """Refuse a vote that nobody could count; one that divides no money has a usual rule for its form."""
    if not held.amount:
        held.rule = held.rule or RULES[paper.form][0]
        if not rule_fits(paper, held.rule):
            raise bad_input(_("A vote of this form cannot be counted by this rule."))
        return
    if held.rule not in dict(CHOICES) or not held.rule_origin.strip():
        raise bad_input(_("Say by which rule the votes are counted, and where the rule comes from."))
    if not held.service.has_block("budgets"):
        raise bad_input(_("This service has no budgets switched on, so votes on money cannot be counted."))


def destroy_links(ballot: Ballot) -> None:
    """Destroy the key, and every row that could tell who voted for what. Part of closing and withdrawing."""
    Secret.objects.filter(ballot=ballot).delete()
    Vote.objects.filter(ballot=ballot).delete()
    Told.objects.filter(ballot=ballot).delete()
    Entry.objects.filter(paper__ballot=ballot).delete()
    PaperBallot.objects.filter(ballot=ballot).update(digest="", fingerprint="")


def path(ballot: Ballot) -> str:
    """Its address on this site."""
    return f"/services/{ballot.service.slug}/ballots/{ballot.slug}/"


def _columns(terms: Draft) -> dict[str, Any]:
    return {entry.name: getattr(terms, entry.name) for entry in fields(terms)}


def _refuse(problems: list[ballots.Problem], ballot: Ballot, names: dict[str, str] | None = None) -> None:
    if problems:
        raise bad_input(
            words.of_problems(problems, names or {}, scale=ballot.scale, currency=ballot.currency)
        )


def _must_make_sense(terms: Draft, service: Service) -> None:
    if not terms.question.strip():
        raise bad_input(_("Write the question."))
    if not set(terms.traits) <= TRAITS.keys():
        raise bad_input(_("We do not ask voters this about themselves."))
    if terms.phase is not None and terms.phase.cycle.service_id != service.pk:
        raise bad_input(_("This phase belongs to another service."))
    if terms.opens_at and terms.closes_at and terms.opens_at >= terms.closes_at:
        raise bad_input(_("The vote must close after it opens."))
    if terms.phase is not None and (terms.opens_at or terms.closes_at):
        raise bad_input(_("Choose a phase, or days of its own, not both."))
    if not 0 <= terms.amount < 2**63:
        raise bad_input(_("The amount must be from nought up."))
