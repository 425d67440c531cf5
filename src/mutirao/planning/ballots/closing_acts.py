"""Closing a vote: it is published in an order of its own, the key is destroyed, nobody is linked any more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.planning.ballots import slips
from mutirao.planning.ballots.acts import destroy_links, must_move, path
from mutirao.planning.ballots.ballot_models import NO_PAPER
from mutirao.planning.ballots.models import Ballot, PaperBallot, Participation, Secret, Slip, Told, Vote
from mutirao.planning.ballots.paper_models import AGREED, DIFFERS, ONCE
from mutirao.planning.ballots.vote_models import PAPER
from mutirao.theory.ballot_life import State
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import Refused, bad_input, wrong_state
from mutirao.theory.receipts import published_order
from mutirao.theory.turnout import shown


def _published(result: Ballot, **_: object) -> dict[str, Any]:
    return {
        "ballot": result.question,
        "votes": result.voters,
        "seed": result.seed,
        "digest": result.digest,
        "early": bool(result.why),
    }


@act("ballot.close", about=lambda ballot, **_: ballot.service, facts=_published)
def close(*, ballot: Ballot, by: Actor, at: datetime, why: str = "") -> Ballot:
    """Close a vote: at its end, or before it with a reason that everybody can read."""
    held = Ballot.objects.locked(ballot.pk)
    must_move(held, State.CLOSED)
    is_early = held.period.stage(at) is not Stage.OVER
    if is_early and not why.strip():
        raise bad_input(_("The time is not over: say why you close the vote now."))
    return _close(held, why.strip()[:500] if is_early else "", at)


@act("ballot.close_due", about=lambda ballot, **_: ballot.service, facts=_published)
def close_due(*, ballot: Ballot, by: Actor, at: datetime) -> Ballot:
    """Close a vote whose time is over and that waits for no ballot papers; the clock does this."""
    held = Ballot.objects.locked(ballot.pk)
    must_move(held, State.CLOSED)
    if held.period.stage(at) is not Stage.OVER:
        raise wrong_state(_("The time for this vote is not over."))
    if held.papers != NO_PAPER:
        raise wrong_state(
            _("Ballot papers must be entered first; then somebody who runs the vote closes it.")
        )
    return _close(held, "", at)


def close_those_due(at: datetime) -> None:
    """What the clock does: close every vote whose time is over."""
    over = Q(closes_at__lte=at) | Q(phase__closes_at__lte=at)
    due = Ballot.objects.filter(over, state=State.OPEN, papers=NO_PAPER).select_related("service")
    for ballot in due:
        try:
            close_due(ballot=ballot, by=Actor.visitor(), at=at)
        except Refused:  # another process closed it at the same moment
            continue


def _close(held: Ballot, why: str, at: datetime) -> Ballot:
    _papers_must_be_done(held)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")  # what is destroyed is overwritten in the file
    held.seed = Secret.objects.values_list("seed", flat=True).get(ballot=held)
    published = _publish(held)
    held.voters, held.digest = len(published), slips.digest(published)
    held.turnout = _turnout(held)
    destroy_links(held)
    held.why, held.ended_at, held.state = why, at, State.CLOSED
    held.save()
    agenda.drop(held)
    agenda.put(
        held,
        "ballot.to_count",
        service=held.service,
        title=held.question,
        path=path(held),
        duty="run_votes",
    )
    return held


def _papers_must_be_done(held: Ballot) -> None:
    """Refuse to close while a ballot paper was entered once only, or read differently."""
    waiting = held.paper_ballots.filter(state__in=[ONCE, DIFFERS]).values_list("number", flat=True)
    if waiting:
        numbers = ", ".join(str(number) for number in waiting)
        raise wrong_state(
            _("These ballot papers must be entered twice and agreed on first: %(papers)s.")
            % {"papers": numbers}
        )


def _publish(held: Ballot) -> list[Slip]:
    """Write the votes anew in their published order, so that no row tells by its place when it was cast."""
    choices = dict(Vote.objects.filter(ballot=held).values_list("fingerprint", "choice"))
    order = published_order(choices, seed=held.seed)
    written = [
        Slip(ballot=held, number=number, choice=choices[found], fingerprint=found)
        for number, found in enumerate(order, start=1)
    ]
    Slip.objects.bulk_create(written, batch_size=1000)
    return written


def _turnout(held: Ballot) -> dict[str, Any]:
    """Who took part, as it may be published; small groups are left out before anything is kept."""
    voted = Participation.objects.filter(ballot=held).exclude(channel=PAPER)
    channels = Counter(voted.values_list("channel", flat=True))
    channels[PAPER] = PaperBallot.objects.filter(ballot=held, state=AGREED).count()
    areas = Counter(name or "" for name in voted.values_list("person__home__name", flat=True))
    areas[""] += channels[PAPER]
    traits: dict[str, Counter[str]] = {trait: Counter() for trait in held.traits}
    for said in Told.objects.filter(ballot=held).values_list("said", flat=True):
        for trait, answer in said.items():
            traits[trait][answer] += 1
    for counts in traits.values():
        counts[""] = held.voters - counts.total()
    return dict(shown(channels=channels, areas=areas, traits=traits))
