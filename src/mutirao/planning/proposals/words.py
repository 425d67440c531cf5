"""What this block says of its acts, of states and of parts of a proposal. Translated here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mutirao.theory.proposals import LONGEST

DONE: Mapping[str, Any] = {
    "call.open": _("called for proposals: “%(call)s”"),
    "call.change": _("changed the call “%(call)s”"),
    "proposal.make": _("made proposal %(number)s for “%(call)s”"),
    "proposal.import": _("brought in %(fresh)s new and %(changed)s changed proposals for “%(call)s”"),
    "proposal.revise": _("changed proposal %(number)s for “%(call)s” (version %(version)s)"),
    "proposal.withdraw": _("took back proposal %(number)s for “%(call)s”"),
    "proposal.support": _("said whether they would like proposal %(number)s for “%(call)s” too"),
    "proposal.invite": _("invited a co-author to proposal %(number)s for “%(call)s”"),
    "proposal.join": _("became a co-author of proposal %(number)s for “%(call)s”"),
    "proposal.leave": _("is not an author of proposal %(number)s for “%(call)s”"),
    "amendment.suggest": _("suggested a change to proposal %(number)s for “%(call)s”"),
    "amendment.answer": _("answered a suggested change to proposal %(number)s for “%(call)s”"),
    "merge.suggest": _("suggested to merge proposals %(first)s and %(second)s for “%(call)s”"),
    "merge.answer": _("answered about merging proposals %(first)s and %(second)s for “%(call)s”"),
    "merge.settle": _("settled the merging of proposals %(first)s and %(second)s for “%(call)s”"),
    "merge.undo": _("parted proposals %(first)s and %(second)s for “%(call)s” again"),
    "merge.part": _("parted proposals %(first)s and %(second)s for “%(call)s” again"),
    "proposal.judge": _("said whether proposal %(number)s for “%(call)s” is feasible, and why"),
    "proposal.reply": _("replied about proposal %(number)s for “%(call)s”"),
}

AGENDA: Mapping[str, Any] = {
    "proposals.call.open": _("Make a proposal: “%(title)s”, until %(closes)s"),
    "proposals.call.coming": _("Make a proposal: “%(title)s”, from %(opens)s"),
    "proposals.call.lately": _("Proposals were made for “%(title)s”"),
    "proposals.answers.open": _("Professionals answer the proposals for “%(title)s” until %(closes)s"),
    "proposals.answers.coming": _("Professionals answer the proposals for “%(title)s” until %(closes)s"),
    "proposals.answers.lately": _("Professionals have answered the proposals for “%(title)s”"),
}

PART_NAMES: Mapping[str, Any] = {
    "title": _("Title"),
    "what": _("What should be done"),
    "why": _("Why"),
    "for_whom": _("For whom"),
    "place": _("Where"),
}

FAULTS: Mapping[str, Any] = {
    "no_reasons": _("Give your reasons: everybody will read them."),
    "no_conditions": _("Say under which conditions it is feasible."),
    "no_cost": _("Say what it would cost, from and to; 0 if nothing."),
    "cost_impossible": _("A cost is an amount from 0 up, with at most 12 digits before the point."),
    "cost_too_fine": _("A cost has two places after the point at most."),
    "cost_backward": _("The cost goes from the smaller amount to the larger."),
    "cost_half": _("Give both costs, from and to, or none."),
}


def part_name(name: str) -> str:
    """What a part of a proposal is called."""
    return str(PART_NAMES[name])


def too_long(name: str, n: int) -> str:
    """The sentence for a part with too many characters."""
    facts = {"part": part_name(name), "n": n, "most": LONGEST[name]}
    return str(_("“%(part)s” has %(n)s characters; %(most)s fit.")) % facts
