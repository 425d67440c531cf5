"""What somebody can do next with a draft: first what waits for them, then what else, each with why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mutirao.base.services.authority import Seat
from mutirao.base.web import Door, door
from mutirao.planning.drafts import holding, table, words
from mutirao.planning.drafts.models import DECIDED, DISAGREED, WITHDRAWN, WRITING, Negotiator
from mutirao.planning.drafts.table import Table
from mutirao.theory.periods import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A button: its words, where it leads, words only a screen reader needs, and why it is not open."""

    text: str
    href: str
    about: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """How things are, in a sentence; what waits for this reader; what else can be done, and by whom."""

    now: str
    first: tuple[Step, ...]
    others: tuple[Step, ...]


def steps(laid: Table, seat: Seat, mine: Sequence[Negotiator], *, at: datetime) -> Steps:
    """Everything this reader can do now: no query but those of the seat."""
    if laid.draft.is_ended:
        return Steps(now(laid, at=at), (), ())
    first = tuple(_to_mark(laid, mine)) if table.is_open(laid.draft, at) else ()
    doors = _doors(laid, seat, at)
    waits = tuple(one for one in doors if not one.reason and one.text in _asked(laid, at))
    first = first or waits
    return Steps(now(laid, at=at), first, tuple(one for one in doors if one not in first))


def now(laid: Table, *, at: datetime) -> str:
    """How things are with a draft, in a sentence or two."""
    draft = laid.draft
    if draft.is_ended:
        return {
            DECIDED: _("Agreed and decided. Nothing about it changes any more."),
            DISAGREED: _("It ended without agreement. Who objects, and why, stands below for good."),
            WITHDRAWN: _("Withdrawn. It stays readable."),
        }[draft.state]
    if draft.state == WRITING:
        return _("The text is being written. Parties mark its clauses once a round is open.")
    period = table.window(draft)
    stage = period.stage(at) if period else Stage.OPEN
    if stage is Stage.COMING and period and period.opens:
        return _("The round opens on %(day)s.") % {"day": _day(period.opens)}
    if stage is Stage.OVER:
        return _("The round has closed. Now the text is decided, changed for another round, or given up.")
    until = _day(period.closes) if period and period.closes else "…"
    silent = [one.party.body.name for one in laid.negotiators if laid.unmarked_by(one)]
    if not silent:
        return _("Everybody has marked every clause. The round is open until %(day)s.") % {"day": until}
    return _("The round is open until %(day)s. Still to mark: %(names)s.") % {
        "day": until,
        "names": words.names_in_words(silent),
    }


def _to_mark(laid: Table, mine: Sequence[Negotiator]) -> list[Step]:
    """For each body the reader signs for: the first clause it has said nothing of."""
    found = []
    for one in mine:
        left = laid.unmarked_by(one)
        if left:
            text = ngettext(
                "Mark the clause that waits for you", "Mark the %(n)s clauses that wait for you", len(left)
            )
            about = _("for %(body)s") % {"body": one.party.body.name}
            href = address(laid, "draft-mark", left[0].number, one.pk)
            found.append(Step(text % {"n": len(left)}, href, about))
    return found


def _doors(laid: Table, seat: Seat, at: datetime) -> list[Step]:
    """Every act on the whole draft, greyed with the reason that would refuse it."""
    round_ = holding.why_no_round(laid.draft, has_clauses=bool(laid.clauses), at=at)
    found = [
        _step(laid, _("Add a clause"), "draft-add-clause", door(seat, "draft.add_clause"), ""),
        _step(laid, _("Open a round"), "draft-open-round", door(seat, "draft.open_round"), round_),
        _step(
            laid,
            _("Decide what was agreed"),
            "draft-decide",
            door(seat, "draft.decide"),
            holding.why_no_decision(laid),
        ),
        _step(
            laid,
            _("Record the disagreement"),
            "draft-disagree",
            door(seat, "draft.record_disagreement"),
            holding.why_no_disagreement(laid),
        ),
        _step(laid, _("Withdraw the draft"), "draft-withdraw", door(seat, "draft.withdraw"), ""),
    ]
    if laid.draft.state == WRITING:
        about = door(seat, "draft.describe")
        found.insert(1, _step(laid, _("Change what it is about"), "draft-describe", about, ""))
    return found


def _asked(laid: Table, at: datetime) -> set[str]:
    """Which of those acts the draft waits for, by the words on their buttons."""
    if not laid.clauses:
        return {_("Add a clause")}
    if laid.draft.state == WRITING:
        return {_("Add a clause"), _("Open a round")}
    if not laid.whole.is_ripe:
        return set()
    if laid.whole.is_agreed:
        return {_("Decide what was agreed")}
    return {_("Open a round"), _("Record the disagreement")}


def _step(laid: Table, text: str, name: str, found: Door, why_not: str) -> Step:
    return Step(text, address(laid, name), reason=found.why_not or why_not)


def address(laid: Table, name: str, *more: object) -> str:
    """The address of one of a draft's pages."""
    return reverse(name, args=[laid.draft.service.slug, laid.draft.slug, *more])


def _day(moment: datetime) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
