"""Every sentence for every code, in one place: reasons, gaps, cells, ways, acts. Translated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.base.people.models import SIDES
from mutirao.base.services.models import WAYS
from mutirao.theory.duties import BY_SLUG, Gap
from mutirao.theory.reasons import Reason
from mutirao.theory.typology import NAMES, Cell, Who

HOLDS: Mapping[str, Any] = dict(WAYS)
SIDE_WORDS: Mapping[str, Any] = dict(SIDES)
PLANNED: Mapping[Who, Any] = {
    Who.PROFESSIONALS: gettext_lazy("Planned by professionals"),
    Who.TOGETHER: gettext_lazy("Planned together"),
    Who.LAY: gettext_lazy("Planned without professionals"),
}
DELIVERED: Mapping[Who, Any] = {
    Who.PROFESSIONALS: gettext_lazy("delivered by professionals"),
    Who.TOGETHER: gettext_lazy("delivered together"),
    Who.LAY: gettext_lazy("delivered by users and community"),
}
COLUMNS: tuple[Any, ...] = (
    gettext_lazy("professionals"),
    gettext_lazy("together"),
    gettext_lazy("without professionals"),
)
ROWS: tuple[Any, ...] = (
    gettext_lazy("professionals"),
    gettext_lazy("together"),
    gettext_lazy("users and community"),
)


def duty_title(slug: str) -> str:
    """The duty's title in the reader's language."""
    return _(BY_SLUG[slug].title) if slug in BY_SLUG else slug


def cell_words(cell: Cell | None) -> str:
    """Who plans and who delivers, in one short line."""
    if cell is None:
        return _("Not agreed yet who plans and who delivers")
    return f"{PLANNED[cell.plans]}, {DELIVERED[cell.delivers]}"


def cell_name(cell: Cell | None) -> str:
    """The article's name for the cell."""
    return _(NAMES[cell.number]) if cell else ""


def gap_sentence(gap: Gap) -> str:
    """One plain sentence for something unclear in an agreement."""
    title = duty_title(gap.duty)
    if gap.code == "several_answer":
        return _("%(parties)s all answer for “%(duty)s”: only one can.") % {
            "parties": ", ".join(gap.parties),
            "duty": title,
        }
    return {
        "nobody_answers": _("Nobody answers for “%(duty)s”."),
        "nobody_does": _("Nobody does “%(duty)s”: parties are only asked or told."),
        "no_professionals": _("No professionals have joined: this is not coproduction yet."),
        "no_lay_side": _("No users and no community have joined: this is not coproduction yet."),
    }[gap.code] % {"duty": title}


def reason_sentence(reason: Reason) -> str:
    """One plain sentence for a reason, ending with what would help."""
    facts = {
        "duty": duty_title(reason.duty),
        "clause": reason.clause,
        "version": reason.agreement,
        "way": HOLDS.get(str(reason.facts.get("way", "")), ""),
        "party": reason.facts.get("party", ""),
        "name": reason.facts.get("name", ""),
        "position": reason.facts.get("position", ""),
    }
    if reason.code in ("bad_input", "wrong_state"):
        return str(reason.facts["text"])
    return SENTENCES[reason.code]() % facts


SENTENCES: Mapping[str, Callable[[], str]] = {
    "sign_in": lambda: _("Sign in first, so that we know who you are."),
    "not_a_member": lambda: _(
        "This belongs to the duty “%(duty)s” (clause %(clause)s of the agreement, version %(version)s), "
        "and no party you belong to holds it."
    ),
    "wrong_way": lambda: _(
        "Under clause %(clause)s of the agreement (version %(version)s), %(party)s %(way)s when it comes to "
        "“%(duty)s”. That is not enough for this."
    ),
    "term_ended": lambda: _(
        "Your term with %(party)s has ended. It held the duty “%(duty)s” (clause %(clause)s of the "
        "agreement, version %(version)s) for you."
    ),
    "second_factor": lambda: _(
        "You act for a party that answers for “%(duty)s”. Add a passkey or an authenticator app to your "
        "account first: it protects everybody who relies on you."
    ),
    "no_agreement": lambda: _(
        "There is no agreement in force here yet, so nobody may do this. The parties must sign one first."
    ),
    "nobody_holds": lambda: _(
        "Nobody holds the duty “%(duty)s” (clause %(clause)s of the agreement, version %(version)s). The "
        "parties would have to agree who does."
    ),
    "not_signatory": lambda: _("Only someone who may sign for the party can do this."),
    "not_yourself": lambda: _("Only the person it is about can do this."),
    "not_on_behalf": lambda: _("This cannot be done on behalf of somebody else."),
    "behalf_needs_records": lambda: _(
        "Entering something for somebody else belongs to the duty “%(duty)s” (clause %(clause)s of the "
        "agreement, version %(version)s)."
    ),
    "behalf_out_of_reach": lambda: _(
        "You can enter things for members of your own group and, once an agreement is in force, for members "
        "of the groups of users and community in it."
    ),
    "not_of_parties": lambda: _("Members of the groups and organisations in this service may take part."),
    "not_of_body": lambda: _("Members of %(name)s may take part."),
    "not_in_position": lambda: _("Whoever is %(position)s of %(name)s may take part."),
    "not_of_area": lambda: _("People who live in %(name)s may take part."),
    "home_unknown": lambda: _(
        "People who live in %(name)s may take part. Tell us first, under “My details”, in which area you "
        "live."
    ),
}


def evidence_sentence(found: Cell | None, facts: Mapping[str, Any]) -> str:
    """What the records show, in a sentence with its numbers."""
    decisions = int(facts.get("decisions") or 0)
    contributions = int(facts.get("contributions") or 0)
    mine = int(facts.get("decisions_professional") or 0)
    if decisions == 1:
        said = (
            _("The records show one decision; professionals took it.")
            if mine
            else _("The records show one decision; users or the community took it.")
        )
    elif decisions:
        said = _("The records show that professionals took %(mine)s of %(all)s decisions.") % {
            "mine": mine,
            "all": decisions,
        }
    else:
        said = _("No decisions have been recorded yet.")
    if found is None:
        said += " " + _("There is not enough evidence yet to say who really plans and delivers.") % {
            "n": contributions
        }
    return said
