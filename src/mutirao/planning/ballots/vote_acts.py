"""What voters do: save a vote, change it, say something about themselves, take a ballot paper instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.people.models import Person
from mutirao.planning.ballots import keys, words
from mutirao.planning.ballots.ballot_models import NO_PAPER
from mutirao.planning.ballots.models import Ballot, Participation, Told, Vote
from mutirao.planning.ballots.vote_models import ASSISTED, ONLINE, PAPER
from mutirao.theory import ballots, receipts
from mutirao.theory.ballot_life import State, takes_votes
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.turnout import answers_fit


@dataclass(frozen=True, slots=True)
class Saved:
    """A vote was saved: its receipt, how often it was saved, and whether it is this person's first."""

    receipt: str
    revision: int
    is_first: bool


def _said_once(result: Saved, ballot: Ballot, by: Actor, **_: object) -> dict[str, Any] | None:
    """The register says once that somebody voted. How often they changed it could say what they chose.

    Whoever enters for somebody else leaves a line each time: that is a power over another's vote.
    """
    return {"ballot": ballot.question} if result.is_first or by.behalf else None


@act(
    "vote.cast",
    about=lambda ballot, **_: ballot.service,
    eligible=lambda ballot, **_: ballot,
    facts=_said_once,
)
def cast(
    *,
    ballot: Ballot,
    vote: ballots.Vote,
    by: Actor,
    at: datetime,
    channel: str = ONLINE,
    declares: bool = False,
    seen: int | None = None,
) -> Saved:
    """Save a vote, or change it; what was saved counts unless it is changed before the close.

    seen: the revision that the page was made from, None where the newest vote simply counts.
    """
    held = Ballot.objects.sharing(ballot.pk)
    _must_take_votes(held, at)
    found = ballots.problems(vote, held.as_paper())
    if found:
        names = dict(held.options.values_list("code", "title"))
        raise bad_input(words.of_problems(found, names, scale=held.scale, currency=held.currency))
    key = keys.of(held.kept_key)
    person = str(by.someone.pk)
    code, fingerprint = keys.receipt_of(key, held, person)
    choice, mine = ballots.encode(vote), receipts.vote_key(key, person)
    voted = Participation.objects.filter(ballot=held, person=by.someone).values_list("channel", flat=True)
    for first_channel in voted:
        _not_on_paper(first_channel)
        return Saved(code, _change(mine, choice, seen), is_first=False)
    if held.declaration and not declares:
        raise bad_input(_("Tick the declaration first: without it we cannot take your vote."))
    channel = ASSISTED if by.behalf else channel
    Participation.objects.create(ballot=held, person=by.someone, channel=channel)
    Vote.objects.create(key=mine, ballot=held, choice=choice, fingerprint=fingerprint)
    return Saved(code, 1, is_first=True)


@act(
    "vote.describe",
    about=lambda ballot, **_: ballot.service,
    eligible=lambda ballot, **_: ballot,
    facts=lambda ballot, **_: {"ballot": ballot.question},
)
def describe(*, ballot: Ballot, said: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Say something about yourself, or take it back: counted with others' at the close, then destroyed."""
    held = Ballot.objects.sharing(ballot.pk)
    _must_take_votes(held, at)
    told = {trait: answer for trait, answer in said.items() if answer}
    if not answers_fit(told, held.traits):
        raise bad_input(_("Choose one of the answers, or none."))
    mine = receipts.derived(keys.of(held.kept_key), "told", str(by.someone.pk)).hex()
    if told:
        Told.objects.update_or_create(key=mine, defaults={"ballot": held, "said": told})
    else:
        Told.objects.filter(key=mine).delete()


@act(
    "kiosk.open",
    about=lambda ballot, **_: ballot.service,
    facts=lambda ballot, **_: {"ballot": ballot.question},
)
def open_desk(*, ballot: Ballot, by: Actor, at: datetime) -> Ballot:
    """Turn a device into a voting desk: it forgets who opened it, and every voter after they have voted."""
    held = Ballot.objects.sharing(ballot.pk)
    if held.period.stage(at) is Stage.OVER or held.state != State.OPEN:
        _must_take_votes(held, at)
    return held


@act(
    "vote.on_paper",
    about=lambda ballot, **_: ballot.service,
    eligible=lambda ballot, **_: ballot,
    facts=lambda ballot, **_: {"ballot": ballot.question},
)
def on_paper(*, ballot: Ballot, by: Actor, at: datetime) -> None:
    """Hand somebody a ballot paper: their vote goes on it, and they cannot vote online as well.

    A list kept at the desk may be entered after the voting time, until the vote is closed.
    """
    held = Ballot.objects.sharing(ballot.pk)
    if held.period.stage(at) is not Stage.OVER or held.state != State.OPEN:
        _must_take_votes(held, at)
    if held.papers == NO_PAPER:
        raise bad_input(_("There is no voting on paper here."))
    known = Participation.objects.filter(ballot=held, person=by.someone).first()
    if known and known.channel == PAPER:
        raise wrong_state(_("This person has a ballot paper already."))
    if known:
        raise wrong_state(_("This person has voted already, not on paper."))
    Participation.objects.create(ballot=held, person=by.someone, channel=PAPER)


def forget(person: Person) -> None:
    """Forget that somebody voted and what they said of themselves; their vote belongs to nobody by then."""
    mine = Participation.objects.filter(person=person)
    for held in Ballot.objects.filter(state=State.OPEN, participations__in=mine).select_related("secret"):
        key = receipts.derived(keys.of(held.secret.key), "told", str(person.pk)).hex()
        Told.objects.filter(key=key).delete()
    mine.update(person=None)


def _must_take_votes(held: Ballot, at: datetime) -> None:
    """Refuse a vote that comes before the opening, or at or after the close."""
    period = held.period
    stage = period.stage(at)
    if takes_votes(State(held.state), stage):
        return
    if held.state == State.OPEN and stage is Stage.COMING:
        raise wrong_state(_("Voting has not begun (it opens on %(when)s).") % {"when": _said(period.opens)})
    if held.state == State.OPEN:
        raise wrong_state(
            _("Voting has ended (it was open until %(when)s).") % {"when": _said(period.closes)}
        )
    if held.state == State.DRAFT:
        raise wrong_state(_("This vote has not been opened yet."))
    if held.state == State.WITHDRAWN:
        raise wrong_state(_("This vote was withdrawn: nobody can vote any more."))
    raise wrong_state(_("This vote is closed: nobody can vote any more."))


def _said(moment: datetime | None) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment else "…"


def _not_on_paper(channel: str) -> None:
    if channel == PAPER:
        raise wrong_state(_("A ballot paper was handed out for this vote, so the vote goes on that paper."))


def _change(mine: str, choice: str, seen: int | None) -> int:
    """Write a changed vote and give its revision; an old page or a replayed one changes nothing."""
    rows = Vote.objects.filter(key=mine)
    if (rows if seen is None else rows.filter(revision=seen)).update(
        choice=choice, revision=F("revision") + 1
    ):
        return seen + 1 if seen is not None else int(rows.values_list("revision", flat=True)[0])
    kept = rows.first()
    if kept is None:
        raise wrong_state(
            _("You have voted, but we cannot find your vote to change it. Tell whoever runs this site.")
        )
    if kept.choice == choice:
        return int(kept.revision)  # the same page sent twice
    raise wrong_state(
        _("Your vote was changed after you opened this page. Look at it as it is now, then change it.")
    )
