"""What people do with votes in tests: Ada prepares and opens one, the cast votes in it, Ada closes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cast import NOW, Cast
from mutirao.base.actor import Actor
from mutirao.base.services.models import Service
from mutirao.planning.ballots import acts, closing_acts, vote_acts
from mutirao.planning.ballots.models import Ballot
from mutirao.theory.ballots import Ticks, Vote

QUESTION = "Which works first?"
CLOSES = NOW + timedelta(days=7)
LATER = CLOSES + timedelta(hours=1)
LINES = (
    acts.Line("1", "Benches", "With backs.", 4000),
    acts.Line("2", "Swings", "", 3000),
    acts.Line("3", "Raised beds", "", 3000),
)
MONEY: dict[str, Any] = {
    "form": "knapsack",
    "amount": 7000,
    "scale": 100,
    "currency": "GBP",
    "rule": "greedy",
    "rule_origin": "Meeting of 3 May, minute 2",
}


def terms(**given: Any) -> acts.Draft:
    """A question with approval votes, open for a week, unless told otherwise."""
    return acts.Draft(**{"question": QUESTION, "form": "approval", "closes_at": CLOSES, **given})


def drafted(cast: Cast, service: Service, *, lines: tuple[acts.Line, ...] = LINES, **given: Any) -> Ballot:
    """Ada prepares a vote on three options."""
    if "ballots" not in service.blocks:
        service.blocks = ["ballots", *service.blocks]
        service.save(update_fields=["blocks"])
    made: Ballot = acts.draft(service=service, terms=terms(**given), by=cast.acting("ada"), at=NOW)
    acts.set_options(ballot=made, lines=lines, by=cast.acting("ada"), at=NOW)
    return found(made)


def opened(cast: Cast, service: Service, **given: Any) -> Ballot:
    """Ada opens a vote."""
    made = drafted(cast, service, **given)
    acts.open_vote(ballot=made, by=cast.acting("ada"), at=NOW)
    return found(made)


def votes(ballot: Ballot, by: Actor, *codes: str, at: datetime = NOW, **given: Any) -> vote_acts.Saved:
    """Somebody ticks these options."""
    saved: vote_acts.Saved = vote_acts.cast(ballot=ballot, vote=Ticks(codes), by=by, at=at, **given)
    return saved


def says(ballot: Ballot, by: Actor, vote: Vote, *, at: datetime = NOW, **given: Any) -> vote_acts.Saved:
    """Somebody votes in any form."""
    saved: vote_acts.Saved = vote_acts.cast(ballot=ballot, vote=vote, by=by, at=at, **given)
    return saved


def closed(cast: Cast, ballot: Ballot, *, at: datetime = LATER) -> Ballot:
    """Ada closes the vote after its time."""
    closing_acts.close(ballot=ballot, by=cast.acting("ada"), at=at)
    return found(ballot)


def found(ballot: Ballot) -> Ballot:
    """The ballot as another request would fetch it."""
    return Ballot.objects.whole().get(pk=ballot.pk)
