"""Voting on paper: batches are printed, two people enter each paper, somebody else resolves differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.people import codes
from mutirao.planning.ballots import keys, words
from mutirao.planning.ballots.ballot_models import BY_CODES, BY_LIST, NO_PAPER
from mutirao.planning.ballots.models import Ballot, Batch, Entry, PaperBallot, Participation, Vote
from mutirao.planning.ballots.paper_models import AGREED, DIFFERS, ONCE, SPOILT, UNUSED
from mutirao.planning.ballots.vote_models import PAPER
from mutirao.theory import ballots, receipts
from mutirao.theory.ballot_life import State
from mutirao.theory.reasons import bad_input, wrong_state

MOST_PAPERS = 2000


@dataclass(frozen=True, slots=True)
class Printed:
    """Ballot papers as they are printed: the number and, where they carry one, the code of each."""

    batch: int
    papers: tuple[tuple[int, str], ...]


def _of_paper(result: PaperBallot, ballot: Ballot, **_: object) -> dict[str, Any]:
    return {"ballot": ballot.question, "paper": result.number}


@act(
    "paper.print",
    about=lambda ballot, **_: ballot.service,
    facts=lambda ballot, size, result, **_: {
        "ballot": ballot.question,
        "size": size,
        "batch": result.batch,
    },
)
def print_papers(*, ballot: Ballot, size: int, by: Actor, at: datetime) -> Printed:
    """Print a batch of ballot papers, shuffled: hand them out as they lie. Codes are shown only now."""
    held = _open_for_papers(ballot)
    if not 1 <= size <= MOST_PAPERS:
        raise bad_input(_("Print from 1 to %(most)s papers at a time.") % {"most": MOST_PAPERS})
    known = held.batches.aggregate(last=Max("number"))["last"] or 0
    first = (held.paper_ballots.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = Batch.objects.create(ballot=held, number=known + 1, size=size, made_at=at)
    fresh = [(n, codes.fresh_code() if held.papers == BY_CODES else "") for n in range(first, first + size)]
    key = keys.of(held.secret.key)
    PaperBallot.objects.bulk_create(
        [
            PaperBallot(
                ballot=held,
                batch=batch,
                number=number,
                digest=codes.digest(code) if code else "",
                fingerprint=receipts.fingerprint(str(held.pk), code)
                if code
                else receipts.derived(key, "paper receipt", str(number)).hex(),
            )
            for number, code in fresh
        ],
        batch_size=500,
    )
    order = receipts.published_order((str(number) for number, _code in fresh), seed=key.hex())
    by_number = dict(fresh)
    return Printed(batch.number, tuple((int(number), by_number[int(number)]) for number in order))


@act("paper.enter", about=lambda ballot, **_: ballot.service, facts=_of_paper)
def enter(
    *, ballot: Ballot, number: int, vote: ballots.Vote | None, by: Actor, at: datetime, code: str = ""
) -> PaperBallot:
    """Enter what a ballot paper says, None for a spoilt one; it counts when two people read the same."""
    held = _open_for_papers(ballot)
    paper = held.paper_ballots.filter(number=number).first()
    if paper is None:
        raise bad_input(_("No ballot paper with the number %(number)s was printed.") % {"number": number})
    if held.papers == BY_CODES and codes.digest(code) != paper.digest:
        raise bad_input(_("This is not the code of ballot paper %(number)s.") % {"number": number})
    if paper.state not in (UNUSED, ONCE):
        raise wrong_state(_("Ballot paper %(number)s has been entered twice already.") % {"number": number})
    entries = list(paper.entries.all())
    if any(entry.person_id == by.someone.pk for entry in entries):
        raise wrong_state(_("You entered this paper. Somebody else must enter it the second time."))
    choice = _choice(held, vote)
    Entry.objects.create(paper=paper, person=by.someone, choice=choice)
    if not entries:
        return _now(paper, ONCE)
    if entries[0].choice != choice:
        return _now(paper, DIFFERS)
    return _agree(held, paper, choice)


@act("paper.resolve", about=lambda ballot, **_: ballot.service, facts=_of_paper)
def resolve(
    *, ballot: Ballot, number: int, vote: ballots.Vote | None, by: Actor, at: datetime
) -> PaperBallot:
    """Say what a paper says that two people read differently; somebody other than those two looks at it."""
    held = _open_for_papers(ballot)
    paper = held.paper_ballots.filter(number=number, state=DIFFERS).first()
    if paper is None:
        raise wrong_state(_("There is no difference to resolve on ballot paper %(n)s.") % {"n": number})
    if paper.entries.filter(person=by.someone).exists():
        raise wrong_state(_("Somebody other than the two who entered this paper must look at it."))
    return _agree(held, paper, _choice(held, vote))


def _open_for_papers(ballot: Ballot) -> Ballot:
    """The ballot, held. Papers from the box are entered until the vote is closed, also after its time."""
    held = Ballot.objects.locked(ballot.pk)
    if held.papers == NO_PAPER:
        raise bad_input(_("There is no voting on paper here."))
    if held.state != State.OPEN:
        raise wrong_state(_("This vote is not open: ballot papers cannot be printed or entered."))
    return held


def _choice(held: Ballot, vote: ballots.Vote | None) -> str:
    """A vote as the text that is compared and kept; nothing for a spoilt paper."""
    if vote is None:
        return ""
    found = ballots.problems(vote, held.as_paper())
    if found:
        names = dict(held.options.values_list("code", "title"))
        said = words.of_problems(found, names, scale=held.scale, currency=held.currency)
        raise bad_input(f"{said} {_('If the paper really says so, mark it as spoilt.')}")
    return ballots.encode(vote)


def _now(paper: PaperBallot, state: str) -> PaperBallot:
    paper.state = state
    paper.save(update_fields=["state"])
    return paper


def _agree(held: Ballot, paper: PaperBallot, choice: str) -> PaperBallot:
    """Count a paper, or lay it aside as spoilt. Every paper that counts was handed to somebody."""
    if not choice:
        return _now(paper, SPOILT)
    if held.papers == BY_LIST:
        handed = Participation.objects.filter(ballot=held, channel=PAPER).count()
        if held.paper_ballots.filter(state=AGREED).count() >= handed:
            raise wrong_state(
                _("Only %(n)s people are marked off as voting on paper: mark off the others first.")
                % {"n": handed}
            )
    key = receipts.derived(keys.of(held.secret.key), "paper", str(paper.pk)).hex()
    Vote.objects.create(key=key, ballot=held, choice=choice, fingerprint=paper.fingerprint)
    return _now(paper, AGREED)
