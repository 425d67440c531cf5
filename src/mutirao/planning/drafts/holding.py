"""What acts on drafts begin with: the draft held, in a state where something can be done; its words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.planning.drafts import table, words
from mutirao.planning.drafts.models import (
    LONGEST,
    LONGEST_REASON,
    WRITING,
    ClauseVersion,
    Draft,
    DraftClause,
)
from mutirao.planning.drafts.table import Table
from mutirao.theory.reasons import bad_input, wrong_state


def hold(draft: Draft) -> Draft:
    """This draft, nobody else's until the transaction ends; refused where it has ended."""
    # Joins that may be empty cannot be locked: only the draft itself is.
    rows = Draft.objects.select_for_update(of=("self",)).select_related("service", "current__phase")
    held = rows.get(pk=draft.pk)
    must(why_ended(held))
    return held


def hold_clause(clause: DraftClause) -> tuple[DraftClause, ClauseVersion]:
    """A clause with its draft held, and what it says now."""
    draft = hold(clause.draft)
    held = DraftClause.objects.select_related("current").get(pk=clause.pk)
    held.draft = draft
    assert held.current is not None, "a clause is made together with its first version"
    return held, held.current


def must_be_seen(seen: int, current: ClauseVersion) -> None:
    """Refuse what was written with an earlier wording in view; the words say what it is now."""
    if seen != current.pk:
        says = current.text or _("(left out)")
        raise wrong_state(
            _("This clause was changed while you wrote. Now it says: %(text)s") % {"text": says}
        )


def prose(text: str, *, longest: int = LONGEST) -> str:
    """What somebody wrote, without space around it; refused where it cannot be kept whole."""
    said = text.replace("\r\n", "\n").strip()
    if "\x00" in said:
        raise bad_input(_("There is a sign in this text that cannot be kept. Please type it again."))
    if len(said) > longest:
        raise bad_input(
            _("This is %(n)s letters long. At most %(most)s fit: please make it shorter.")
            % {"n": len(said), "most": longest}
        )
    return said


def reason(text: str, missing: str) -> str:
    """A reason that must be given."""
    said = prose(text, longest=LONGEST_REASON)
    if not said:
        raise bad_input(missing)
    return said


def heading(text: str) -> str:
    """A heading or title on one line."""
    said = " ".join(prose(text, longest=200).split())
    if not said:
        raise bad_input(_("Give it a heading."))
    return said


def settle(draft: Draft, *, at: datetime, is_ending: bool = False) -> None:
    """Keep how the last round ended, before anything changes what it was about; does nothing twice."""
    last = draft.current
    if last is None or last.result or not (is_ending or table.is_over(draft, at)):
        return
    last.result = table.lay(draft, at=at).counts()
    last.save(update_fields=["result"])


def why_ended(draft: Draft) -> str:
    """Why nothing about a draft changes any more, or nothing."""
    return _("This draft has ended: nothing about it changes any more.") if draft.is_ended else ""


def why_no_wording(draft: Draft) -> str:
    """Why no other wording can be proposed now, or nothing."""
    if draft.state == WRITING:
        return _("The text is still being written: propose wordings once a round has opened.")
    return why_ended(draft)


def why_no_round(draft: Draft, *, has_clauses: bool, at: datetime) -> str:
    """Why no round can be opened now, or nothing: greys the button and refuses the act."""
    if not has_clauses:
        return _("Write a clause first: there is nothing to negotiate yet.")
    if draft.current is not None and not table.is_over(draft, at):
        return _("A round is open, or will open: wait until it has closed.")
    return ""


def why_no_end(laid: Table) -> str:
    """Why it cannot be ended yet, or nothing. Nobody is cut short: a draft ends when the round is over, or

    when everybody has said everything.
    """
    if laid.draft.current is None:
        return _("No round has been opened yet: nobody could say anything.")
    if not laid.whole.is_ripe:
        return _("The round is still open, and not everybody has marked every clause yet.")
    return ""


def why_no_decision(laid: Table) -> str:
    """Why the text cannot be decided, or nothing."""
    early = why_no_end(laid)
    if early or laid.whole.is_agreed:
        return early
    return words.not_agreed_sentence(laid.whole)


def why_no_disagreement(laid: Table) -> str:
    """Why no disagreement can be put on record, or nothing."""
    early = why_no_end(laid)
    if not early and laid.whole.is_agreed:
        return _("Every clause is agreed by the method that was set: decide it.")
    return early


def must(why_not: str) -> None:
    """Refuse for this reason, if there is one."""
    if why_not:
        raise wrong_state(why_not)
