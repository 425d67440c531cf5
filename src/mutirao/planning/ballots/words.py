"""What the ballots block says: problems, states, results, the register, the agenda. Translated here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mutirao.planning.ballots.models import Ballot
from mutirao.planning.ballots.vote_models import CHANNELS
from mutirao.planning.budgets.forms import CHOICES
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

FORM_TASKS: Mapping[str, Callable[[], str]] = {
    "approval": lambda: _("Tick everything you want."),
    "choose": lambda: _("Choose what you want most."),
    "ranking": lambda: _(
        "Put what you want in order: 1 for the best, then 2, then 3. You need not number all."
    ),
    "points": lambda: _("Share out your points: give more to what you want more."),
    "knapsack": lambda: _("Spend the money: tick what should be paid for, until it is used up."),
    "score": lambda: _(
        "Give each a score: the higher, the more you want it. What you leave open gets nought."
    ),
}
RULE_NAMES: Mapping[str, Any] = {
    "most": gettext_lazy("Most votes, points or scores win"),
    "majority": gettext_lazy("More than half of those who said yes or no"),
    "borda": gettext_lazy("Points for places (Borda count)"),
    "stv": gettext_lazy("Votes move on when a choice is safe or out (single transferable vote)"),
    "instant-runoff": gettext_lazy("The last goes out until one has more than half (instant runoff)"),
}


def too_few() -> str:
    """Instead of a number that could give somebody away."""
    return _("too few to show")


def score(said: int | str) -> str:
    """A score as people read it: exact, a part as a fraction."""
    above, _slash, below = str(said).partition("/")
    if not below:
        return str(said)
    whole, rest = divmod(int(above), int(below))
    return f"{whole} {rest}/{below}" if whole else f"{rest}/{below}"


def bar(shown: str, *, won: bool) -> str:
    """What stands beside a bar."""
    return f"{shown}, {_('won') if won else _('lost')}"


def why(fate: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """One sentence on what became of an option."""
    facts = {
        "score": score(fate["score"]),
        "stage": fate.get("stage", ""),
        "quota": result.get("quota") or "",
    }
    return WHY[fate["code"]]() % facts


WHY: Mapping[str, Callable[[], str]] = {
    "most": lambda: _("Won: it got %(score)s, and nothing that lost got more."),
    "reached-quota": lambda: _("Won: at stage %(stage)s it had %(score)s votes, and %(quota)s were enough."),
    "last-standing": lambda: _("Won: with %(score)s votes, it was still there when no others were left."),
    "fewer": lambda: _("Lost: it got %(score)s, and what won got more."),
    "level": lambda: _("Neither won: both got %(score)s, so all stays as it is."),
    "lost-draw": lambda: _("Lost: it got %(score)s, as much as what won, and the published lot decided."),
    "excluded": lambda: _(
        "Lost: at stage %(stage)s it had the fewest votes, %(score)s, and they went to the next choices."
    ),
    "seats-filled": lambda: _("Lost: it had %(score)s votes when the last winner was found."),
    "too-few-voters": lambda: _(
        "Nothing won: too few people voted for the result to count. It got %(score)s."
    ),
}

STATE_TAGS: Mapping[str, tuple[Any, str]] = {
    "draft": (gettext_lazy("being prepared"), "neutral"),
    "open": (gettext_lazy("open"), "hands"),
    "closed": (gettext_lazy("closed, waiting to be counted"), "hands"),
    "counted": (gettext_lazy("counted"), "good"),
    "decided": (gettext_lazy("decided"), "good"),
    "withdrawn": (gettext_lazy("withdrawn"), "quiet"),
}

CHANNEL_NAMES: Mapping[str, Any] = dict(CHANNELS)


def rule_name(ballot: Ballot) -> str:
    """By which rule a ballot is counted, in a few words."""
    return str(RULE_NAMES.get(ballot.rule) or dict(CHOICES).get(ballot.rule, "")) or _(
        "the usual one for this form"
    )


def tally(form: str, taken: str, there: str, left: str) -> str:
    """What a saved vote uses up, in a sentence."""
    facts = {"taken": taken, "there": there, "left": left}
    if form == "knapsack":
        return _("You have spent %(taken)s of %(there)s; %(left)s is left.") % facts
    if form == "points":
        return _("You have given %(taken)s of %(there)s points; %(left)s are left.") % facts
    if taken == "0":
        return _("Your vote is blank: it chooses nothing. It counts as a vote all the same.")
    if there:
        return _("You have chosen %(taken)s; you may choose %(there)s.") % facts
    return _("You have chosen %(taken)s.") % facts


def finding(won: list[str]) -> str:
    """What a count came to, in a sentence."""
    return _("Won: %(options)s.") % {"options": "; ".join(won)} if won else _("Nothing won.")
