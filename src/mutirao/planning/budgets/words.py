"""Why a project won or lost, and what a rule does, in plain words. One place, translated here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mutirao.base.money import in_units

Fate = Mapping[str, Any]

DONE: Mapping[str, Any] = {
    "budget.import": gettext_lazy("brought in %(ballots)s ballots for “%(budget)s”"),
    "budget.set_rule": gettext_lazy("set the rule for “%(budget)s”"),
    "budget.count": gettext_lazy("counted the ballots of “%(budget)s”"),
    "budget.decide": gettext_lazy("decided “%(budget)s”: %(winners)s projects"),
}

# Half a penny less, and "nobody paid more than" or "it needs … more" would not be true.
CEILINGS = {"paid_at_most", "supporters_missing", "missing"}

AGENDA: Mapping[str, Any] = {
    "budget.to_count": gettext_lazy("The ballots of “%(title)s” wait to be counted"),
    "budget.to_decide": gettext_lazy("“%(title)s” is counted and waits for a decision"),
    "budget.decided": gettext_lazy("“%(title)s” is decided: what people voted for"),
}


def why(fate: Fate, currency: str) -> str:
    """One or two sentences on what became of a project under a rule."""
    facts = {
        "votes": ngettext("%(n)s vote", "%(n)s votes", fate["votes"]) % {"n": intcomma(fate["votes"])},
        "supporters": ngettext("%(n)s supporter", "%(n)s supporters", fate["votes"])
        % {"n": intcomma(fate["votes"])},
        "rank": fate.get("rank", ""),
        "cost": in_units(fate["cost"], currency),
    }
    for name in ("paid_at_most", "supporters_money", "supporters_missing", "left", "missing"):
        if name in fate:
            amount = Decimal(str(fate[name]))
            if name in CEILINGS:
                amount = amount.quantize(Decimal("0.01"), ROUND_CEILING)
            facts[name] = in_units(amount, currency)
    return WHY[fate["code"]]() % facts


WHY: Mapping[str, Callable[[], str]] = {
    "taken": lambda: _(
        "Won: number %(rank)s by support, with %(votes)s, and it still fitted into what was left."
    ),
    "bought": lambda: _(
        "Won: its %(supporters)s could pay for it out of their own shares; nobody paid more than "
        "%(paid_at_most)s."
    ),
    "filled": lambda: _(
        "Won: with %(votes)s, it was next by support when the money left over was given out."
    ),
    "free": lambda: _("Won: it costs nothing, and it has %(votes)s."),
    "unsupported": lambda: _("Lost: nobody voted for it."),
    "dearer-than-budget": lambda: _("Lost: at %(cost)s it costs more than there is to give."),
    "does-not-fit": lambda: _("Lost: when its turn came, %(left)s was left; it needs %(missing)s more."),
    "supporters-short": lambda: _(
        "Lost: its %(supporters)s had %(supporters_money)s left between them; it needs "
        "%(supporters_missing)s more."
    ),
}


def rule_name(rule: str, utility: str, completion: str) -> str:
    """A rule in a few words."""
    if rule == "greedy":
        return _("Most votes first")
    measured = _("by cost") if utility == "cost" else _("by number of projects")
    ends = {
        "none": _("without completion"),
        "add1": _("completed by add1"),
        "add1u": _("completed by add1, then most votes first"),
    }
    return _("Equal shares, %(measured)s, %(ends)s") % {"measured": measured, "ends": ends[completion]}


def rule_explained(rule: str, utility: str, completion: str) -> str:
    """What a rule does, for somebody who has never heard of it."""
    if rule == "greedy":
        return _(
            "Projects are taken in the order of their votes. One that no longer fits into the money left is "
            "skipped, and the next is tried. A large group can win everything."
        )
    said = _(
        "The money is divided equally among all who voted. A project is paid for by those who voted for it, "
        "each from their own share, so every group of voters gets about its part of the money."
    )
    if completion != "none":
        said += " " + _(
            "Then everybody’s share is raised by one unit at a time, and all is counted again, until the "
            "result would cost more than there is."
        )
    if completion == "add1u":
        said += " " + _("What is left then goes to the projects with the most votes that still fit.")
    return said


def tie_sentence(tie: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One sentence for a tie that mattered."""
    settled = {
        "cost": _("the one that costs less came first"),
        "approvals": _("the one with more votes came first"),
        "lot": _("the published lot decided"),
    }[tie["settled_by"]]
    equal = ", ".join(names.get(code, code) for code in tie["candidates"])
    return _("These stood equal: %(equal)s. Of them %(settled)s: “%(chosen)s”.") % {
        "equal": equal,
        "settled": settled,
        "chosen": names.get(tie["chosen"], tie["chosen"]),
    }


VOTE_TYPES: Mapping[str, Callable[[], str]] = {
    "approval": lambda: _("Everybody ticked the projects they wanted."),
    "choose-1": lambda: _("Everybody chose one project."),
    "cumulative": lambda: _("Everybody shared out points among projects."),
    "scoring": lambda: _("Everybody gave projects a score."),
    "ordinal": lambda: _("Everybody put projects in order."),
}

TRAIT_NAMES: Mapping[str, Callable[[], str]] = {
    "voting_method": lambda: _("How people voted"),
    "sex": lambda: _("Sex"),
    "age": lambda: _("Age"),
    "neighborhood": lambda: _("Neighbourhood"),
    "district": lambda: _("District"),
}
