"""What bodies do with a clause, through whoever may sign for them: mark it, propose another wording."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.planning.drafts import table, words
from mutirao.planning.drafts.holding import (
    hold,
    hold_clause,
    must,
    must_be_seen,
    prose,
    reason,
    why_ended,
    why_no_wording,
)
from mutirao.planning.drafts.models import (
    LONGEST_REASON,
    OPEN,
    TAKEN_BACK,
    Draft,
    DraftClause,
    Mark,
    Negotiator,
    Round,
    Wording,
)
from mutirao.theory.drafts import Position
from mutirao.theory.periods import Stage
from mutirao.theory.reasons import bad_input, wrong_state


@act(
    "draft.mark",
    about=lambda clause, **_: clause.draft.service,
    body=lambda negotiator, **_: negotiator.party.body,
    facts=lambda clause, negotiator, result, **_: {
        "draft": clause.draft.title,
        "clause": clause.number,
        "version": result.version.number,
        "body": negotiator.party.body.name,
        "position": result.position,
        "round": result.round.number,
    },
)
def mark(
    *,
    clause: DraftClause,
    negotiator: Negotiator,
    position: Position,
    seen: int,
    by: Actor,
    at: datetime,
    text: str = "",
    seen_mark: int | None = None,
) -> Mark:
    """Say for your body what it thinks of a clause: assent, assent on a condition, or object with the reason.

    seen, seen_mark: keys of the version and of the body's own mark that whoever marks had in view.
    """
    held, current = hold_clause(clause)
    running = running_round(held.draft, at)
    _must_negotiate(held.draft, negotiator)
    must_be_seen(seen, current)
    said = _said(position, text)
    before = Mark.objects.filter(version=current, negotiator=negotiator, replaced_at__isnull=True).first()
    _must_be_news(before, position, said, seen_mark, negotiator)
    if running.result:  # it had closed, and its phase was made longer: how it ends is open again
        running.result = {}
        running.save(update_fields=["result"])
    if before is not None:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    return Mark.objects.create(
        version=current,
        negotiator=negotiator,
        round=running,
        position=position.value,
        words=said,
        marked_at=at,
    )


@act(
    "draft.propose_wording",
    about=lambda clause, **_: clause.draft.service,
    body=lambda negotiator, **_: negotiator.party.body,
    facts=lambda clause, negotiator, **_: {
        "draft": clause.draft.title,
        "clause": clause.number,
        "body": negotiator.party.body.name,
    },
)
def propose_wording(
    *,
    clause: DraftClause,
    negotiator: Negotiator,
    text: str,
    because: str,
    seen: int,
    by: Actor,
    at: datetime,
) -> Wording:
    """Propose for your body what a clause should say instead, and why; empty to leave it out."""
    held, current = hold_clause(clause)
    must(why_no_wording(held.draft))
    _must_negotiate(held.draft, negotiator)
    must_be_seen(seen, current)
    said, why = prose(text), reason(because, _("Say why your wording would be better."))
    if said == current.text:
        raise bad_input(_("This is what the clause says already."))
    if Wording.objects.filter(negotiator=negotiator, version=current, text=said, state=OPEN).exists():
        raise wrong_state(_("Your party has proposed this already."))
    return Wording.objects.create(
        version=current, negotiator=negotiator, text=said, reason=why, proposed_at=at
    )


@act(
    "draft.take_back_wording",
    about=lambda wording, **_: wording.negotiator.draft.service,
    body=lambda wording, **_: wording.negotiator.party.body,
    facts=lambda wording, **_: {
        "draft": wording.negotiator.draft.title,
        "clause": wording.version.clause.number,
        "body": wording.negotiator.party.body.name,
    },
)
def take_back_wording(*, wording: Wording, by: Actor, at: datetime) -> Wording:
    """Take back a wording that your body proposed; it stays in the history."""
    hold(wording.negotiator.draft)
    found = Wording.objects.get(pk=wording.pk)
    if found.state != OPEN:
        raise wrong_state(_("This wording has been adopted or taken back already."))
    found.state, found.settled_at = TAKEN_BACK, at
    found.save(update_fields=["state", "settled_at"])
    return found


def running_round(draft: Draft, at: datetime) -> Round:
    """The round in which clauses can be marked now; refused in words where none runs."""
    must(why_ended(draft))
    running = draft.current
    if running is None:
        raise wrong_state(_("The text is still being written: clauses are marked once a round is open."))
    if table.is_over(draft, at):
        raise wrong_state(_("The round has closed: what was said stands as it is until another one opens."))
    if running.period.stage(at) is Stage.COMING and running.period.opens:
        opens = date_format(localtime(running.period.opens), "DATETIME_FORMAT")
        raise wrong_state(_("The round opens on %(day)s.") % {"day": opens})
    return running


def _must_negotiate(draft: Draft, negotiator: Negotiator) -> None:
    if negotiator.draft_id != draft.pk:
        raise bad_input(_("This party does not negotiate this draft."))


def _said(position: Position, text: str) -> str:
    """The condition or the reason; assent needs none and may carry a remark."""
    if position is Position.ASSENT_IF:
        return reason(text, _("Say on which condition your party assents."))
    if position is Position.OBJECT:
        return reason(text, _("Say why your party objects: the others need to know what to change."))
    if position is Position.SILENT:
        raise bad_input(_("Choose what your party says."))
    return prose(text, longest=LONGEST_REASON)


def _must_be_news(
    before: Mark | None, position: Position, said: str, seen: int | None, negotiator: Negotiator
) -> None:
    """Refuse what was said already, and what would run over what a colleague has just said."""
    body = negotiator.party.body.name
    if before is not None and (before.position, before.words) == (position.value, said):
        raise wrong_state(_("%(body)s has said exactly this already.") % {"body": body})
    if before is not None and before.pk != seen:
        facts = {"body": body, "said": words.mark_in_words(before.position, before.words)}
        raise wrong_state(
            _("Somebody else who may sign for %(body)s has marked this clause meanwhile: %(said)s") % facts
        )
