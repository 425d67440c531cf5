"""How a draft ends: in a decision, in a recorded disagreement, or withdrawn. All are public and final."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.agenda import agenda
from mutirao.planning.decisions import recording
from mutirao.planning.decisions.models import Decision
from mutirao.planning.drafts import notices, table, words
from mutirao.planning.drafts.holding import hold, must, reason, settle, why_no_decision, why_no_disagreement
from mutirao.planning.drafts.models import (
    DECIDED,
    DISAGREED,
    WITHDRAWN,
    Disagreement,
    Draft,
)
from mutirao.planning.drafts.table import Table
from mutirao.theory.reasons import bad_input


@act(
    "draft.decide",
    about=lambda draft, **_: draft.service,
    facts=lambda draft, **_: {"draft": draft.title, **_figures(draft)},
)
def decide(*, draft: Draft, reasons: str, by: Actor, at: datetime, review_on: date | None = None) -> Decision:
    """Decide the text that was agreed; what the method passes over is kept with it, word for word."""
    held = hold(draft)
    laid = table.lay(held, at=at)
    must(why_no_decision(laid))
    if not any(clause.current and clause.current.text for clause in laid.clauses):
        raise bad_input(_("Every clause is left out: withdraw the draft instead."))
    settle(held, at=at, is_ending=True)
    decision = recording.record(
        service=held.service,
        title=held.title,
        outcome=words.outcome(held.title, laid.clauses),
        reasons=reason(reasons, _("Give the reasons: everybody will read them.")),
        dissent=words.dissent(laid),
        review_on=review_on,
        evidence=held.title,
        evidence_path=notices.path(held),
        by=by,
        at=at,
    )
    held.decision = decision
    _end(held, DECIDED, "draft.decided", at)
    return decision


@act(
    "draft.record_disagreement",
    about=lambda draft, **_: draft.service,
    facts=lambda draft, **_: {"draft": draft.title, **_figures(draft)},
)
def record_disagreement(*, draft: Draft, needed: str, by: Actor, at: datetime) -> Disagreement:
    """Put on record that no agreement was reached: who objects to what and why, and what would be needed."""
    held = hold(draft)
    laid = table.lay(held, at=at)
    must(why_no_disagreement(laid))
    said = reason(needed, _("Say what would be needed to agree."))
    settle(held, at=at, is_ending=True)
    made = Disagreement(
        draft=held,
        needed=said,
        clauses=[_as_it_stood(laid, place) for place in range(len(laid.clauses))],
        party_id=int(by.warrant.party_id),
        duty=by.warrant.duty,
        agreement_id=by.warrant.agreement_id,
        recorded_at=at,
    )
    made.save(force_insert=True)
    _end(held, DISAGREED, "draft.disagreed", at)
    return made


@act(
    "draft.withdraw",
    about=lambda draft, **_: draft.service,
    facts=lambda draft, **_: {"draft": draft.title},
)
def withdraw(*, draft: Draft, why: str, by: Actor, at: datetime) -> Draft:
    """Withdraw a draft, with the reason; it stays readable."""
    held = hold(draft)
    held.ended_because = reason(why, _("Say why it is withdrawn."))
    settle(held, at=at, is_ending=True)
    _end(held, WITHDRAWN, "draft.withdrawn", at)
    return held


def _end(draft: Draft, state: str, kind: str, at: datetime) -> None:
    draft.state, draft.ended_at = state, at
    draft.save(update_fields=["state", "ended_at", "ended_because", "decision"])
    agenda.drop(draft)
    path = notices.path(draft)
    agenda.put(draft, kind, service=draft.service, title=draft.title, path=path, closes=at)


def _figures(draft: Draft) -> dict[str, Any]:
    """How the text stood when it ended, and the SHA-256 of its words, for the register."""
    held = Draft.objects.select_related("current").get(pk=draft.pk)
    clauses = held.clauses.select_related("current")
    text = [[c.number, c.current.heading, c.current.text] for c in clauses if c.current]
    found = json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()
    return {
        "clauses": len(text),
        "digest": sha256(found).hexdigest(),
        **(held.current.result if held.current else {}),
    }


def _as_it_stood(laid: Table, place: int) -> dict[str, Any]:
    """One clause as it stood: state, what each body said of it, and what was missing; plain data."""
    clause, standing = laid.clauses[place], laid.standings[place]
    assert clause.current is not None, "a clause is made together with its first version"
    return {
        "number": clause.number,
        "heading": clause.current.heading,
        "version": clause.current.number,
        "state": standing.state.value,
        "said": [
            {
                "body": one.party.body.name,
                "position": mark.position if mark else "silent",
                "words": mark.words if mark else "",
            }
            for one, mark in laid.said_of(clause)
        ],
        "missing": [
            {
                "code": one.code,
                "camp": one.camp.value,
                "body": laid.names.get(one.body, ""),
                "count": one.count,
            }
            for one in standing.missing
        ],
    }
