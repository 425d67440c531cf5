"""What people do with the text: add a clause, change one, adopt another body's wording."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.drafts import notices
from mutirao.planning.drafts.holding import heading as heading_of
from mutirao.planning.drafts.holding import hold, hold_clause, must_be_seen, prose, settle
from mutirao.planning.drafts.models import (
    ADOPTED,
    LONGEST_REASON,
    OPEN,
    WRITING,
    ClauseVersion,
    Draft,
    DraftClause,
    Negotiator,
    Wording,
)
from mutirao.theory.reasons import bad_input, wrong_state

MOST_CLAUSES = 200


@act(
    "draft.add_clause",
    about=lambda draft, **_: draft.service,
    facts=lambda draft, result, **_: {"draft": draft.title, "clause": result.number},
)
def add_clause(*, draft: Draft, heading: str, text: str, by: Actor, at: datetime) -> DraftClause:
    """Add a clause at the end of the text."""
    held = hold(draft)
    title, said = heading_of(heading), prose(text)
    if not said:
        raise bad_input(_("Write the text of the clause."))
    same = DraftClause.objects.filter(draft=held, current__heading=title, current__text=said)
    if same.exists():
        raise bad_input(_("The draft has this very clause already."))
    last = held.clauses.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_CLAUSES:
        raise bad_input(_("A draft has at most %(most)s clauses.") % {"most": MOST_CLAUSES})
    settle(held, at=at)
    clause = DraftClause.objects.create(draft=held, number=last + 1)
    _write(clause, 1, title, said, "", at)
    return clause


@act(
    "draft.change_clause",
    about=lambda clause, **_: clause.draft.service,
    facts=lambda clause, result, **_: {
        "draft": clause.draft.title,
        "clause": clause.number,
        "version": result.number,
    },
)
def change_clause(
    *, clause: DraftClause, heading: str, text: str, seen: int, by: Actor, at: datetime, why: str = ""
) -> ClauseVersion:
    """Give a clause a new wording; whoever had marked the last one is asked again.

    seen: key of the version the writer had in view. An empty text proposes to leave the clause out.
    """
    held, current = hold_clause(clause)
    must_be_seen(seen, current)
    title, said = heading_of(heading), prose(text)
    if (title, said) == (current.heading, current.text):
        raise bad_input(_("Nothing was changed."))
    because = prose(why, longest=LONGEST_REASON)
    if held.draft.state != WRITING and not because:
        raise bad_input(_("Say why it changes: those who have marked it will ask."))
    return _next(held, current, title, said, because, at)


@act(
    "draft.adopt_wording",
    about=lambda wording, **_: wording.negotiator.draft.service,
    facts=lambda wording, result, **_: {
        "draft": wording.negotiator.draft.title,
        "clause": result.clause.number,
        "version": result.number,
        "body": wording.negotiator.party.body.name,
    },
)
def adopt_wording(*, wording: Wording, seen: int, by: Actor, at: datetime) -> ClauseVersion:
    """Make the wording that a body proposed the clause's own; whoever had marked the last is asked again."""
    held, current = hold_clause(wording.version.clause)
    found = Wording.objects.select_related("negotiator__party__body").get(pk=wording.pk)
    if found.state != OPEN:
        raise wrong_state(_("This wording has been adopted or taken back already."))
    must_be_seen(seen, current)
    if found.text == current.text:
        raise bad_input(_("The clause says this already."))
    made = _next(held, current, current.heading, found.text, found.reason, at, wording=found)
    found.state, found.settled_at = ADOPTED, at
    found.save(update_fields=["state", "settled_at"])
    return made


def _next(
    clause: DraftClause,
    current: ClauseVersion,
    heading: str,
    text: str,
    why: str,
    at: datetime,
    *,
    wording: Wording | None = None,
) -> ClauseVersion:
    """The clause's next version, and letters to those who had marked the one before."""
    settle(clause.draft, at=at)
    marked = Negotiator.objects.filter(marks__version=current, marks__replaced_at__isnull=True)
    asked_again = list(marked.select_related("party__body"))
    made = _write(clause, current.number + 1, heading, text, why, at, wording=wording)
    notices.clause_changed(made, clause.draft, asked_again, at=at)
    return made


def _write(
    clause: DraftClause,
    number: int,
    heading: str,
    text: str,
    why: str,
    at: datetime,
    *,
    wording: Wording | None = None,
) -> ClauseVersion:
    made = ClauseVersion.objects.create(
        clause=clause, number=number, heading=heading, text=text, why=why, wording=wording, made_at=at
    )
    clause.current = made
    clause.save(update_fields=["current"])
    return made
