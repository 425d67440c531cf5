"""What the ballots block says: problems of votes and options, states, the register, the agenda. Translated here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.planning.budgets.money import money
from mutirao.theory.ballots import Problem

DONE: Mapping[str, Any] = {
    "ballot.draft": gettext_lazy("prepared a vote on “%(ballot)s”"),
    "ballot.change": gettext_lazy("changed the question “%(ballot)s” before the vote"),
    "ballot.set_options": gettext_lazy("set %(options)s options for “%(ballot)s”"),
    "ballot.open": gettext_lazy("opened the vote on “%(ballot)s” with %(options)s options"),
    "ballot.close": gettext_lazy("closed the vote on “%(ballot)s”: %(votes)s votes"),
    "ballot.close_due": gettext_lazy("saw the vote on “%(ballot)s” close by the clock: %(votes)s votes"),
    "ballot.withdraw": gettext_lazy("withdrew the vote on “%(ballot)s”"),
    "ballot.count": gettext_lazy("counted the vote on “%(ballot)s”"),
    "ballot.decide": gettext_lazy("decided “%(ballot)s” after the vote"),
    "vote.cast": gettext_lazy("voted on “%(ballot)s”"),
    "vote.describe": gettext_lazy("said something about themselves for “%(ballot)s”"),
    "vote.on_paper": gettext_lazy("got a ballot paper for “%(ballot)s”"),
    "kiosk.open": gettext_lazy("opened a voting desk for “%(ballot)s”"),
    "paper.print": gettext_lazy("printed %(size)s ballot papers for “%(ballot)s”"),
    "paper.enter": gettext_lazy("entered ballot paper %(paper)s of “%(ballot)s”"),
    "paper.resolve": gettext_lazy("resolved what ballot paper %(paper)s of “%(ballot)s” says"),
}

AGENDA: Mapping[str, Any] = {
    "ballot.vote.coming": gettext_lazy("The vote on “%(title)s” opens on %(opens)s"),
    "ballot.vote.open": gettext_lazy("Vote on “%(title)s” until %(closes)s"),
    "ballot.vote.lately": gettext_lazy("The vote on “%(title)s” has ended"),
    "ballot.to_count": gettext_lazy("The votes on “%(title)s” wait to be counted"),
    "ballot.to_decide": gettext_lazy("“%(title)s” is counted and waits for a decision"),
    "ballot.decided": gettext_lazy("“%(title)s” is decided: see how people voted"),
}


def of_problems(
    problems: Iterable[Problem], names: Mapping[str, str], *, scale: int = 1, currency: str = ""
) -> str:
    """One sentence for each problem, one after the other. names: of the options, by code."""
    return " ".join(_sentence(problem, names, scale, currency) for problem in problems)


def _sentence(problem: Problem, names: Mapping[str, str], scale: int, currency: str) -> str:
    facts: dict[str, Any] = dict(problem.facts)
    if "option" in facts:
        facts["option"] = names.get(str(facts["option"]), facts["option"])
    is_money = problem.code in ("over_budget", "dearer_than_budget")
    for name in ("spent", "budget", "cost"):
        if is_money and name in facts:
            facts[name] = money(int(facts[name]), scale, currency)
    return PROBLEMS[problem.code]() % facts


PROBLEMS: Mapping[str, Callable[[], str]] = {
    "wrong_form": lambda: _("This is not a vote of the form that was asked for."),
    "unknown_option": lambda: _("“%(option)s” is not on this ballot paper."),
    "repeated_option": lambda: _("“%(option)s” is there twice."),
    "too_many": lambda: _("You chose %(chosen)s, and may choose %(most)s at most: take some away."),
    "over_budget": lambda: _("Together these cost %(spent)s, and there is %(budget)s: take something away."),
    "below_zero": lambda: _("Give “%(option)s” no less than nought."),
    "over_points": lambda: _("You gave %(spent)s points, and have %(points)s: take some away."),
    "over_highest": lambda: _("Give “%(option)s” no more than %(highest)s."),
    "rank_twice": lambda: _("Two options cannot both be number %(rank)s."),
    "rank_gap": lambda: _("Nothing is number %(rank)s: number your choices 1, 2, 3 without leaving one out."),
    "code_twice": lambda: _("The code “%(option)s” is there twice: every option needs its own."),
    "no_cost": lambda: _("Say what “%(option)s” costs."),
    "dearer_than_budget": lambda: _("“%(option)s” costs %(cost)s, more than the %(budget)s there is."),
    "few_options": lambda: _("A vote needs two options at least."),
    "no_limit": lambda: _("Say how many options one may choose."),
    "no_points": lambda: _("Say how many points there are to share out."),
    "no_highest": lambda: _("Say what the highest score is."),
    "no_budget": lambda: _("Say how much money there is."),
}

TRAIT_NAMES: Mapping[str, Any] = {
    "voting_method": gettext_lazy("How people voted"),
    "neighborhood": gettext_lazy("Where voters live"),
    "age": gettext_lazy("Age"),
    "sex": gettext_lazy("Sex"),
}
ANSWERS: Mapping[str, Any] = {
    "": gettext_lazy("not said"),
    "online": gettext_lazy("online"),
    "assisted": gettext_lazy("with somebody’s help"),
    "kiosk": gettext_lazy("at a voting desk"),
    "paper": gettext_lazy("on paper"),
    "female": gettext_lazy("female"),
    "male": gettext_lazy("male"),
    "other": gettext_lazy("another, or none of these"),
}
