"""What became of every project under a rule: the fates, from what the rules did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from mutirao.engines.allocation.backers import Backers
from mutirao.engines.allocation.conditions import Conditions, Left, Limits, limits
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.equal_shares import Run
from mutirao.engines.allocation.fates import WON, Code, Fate
from mutirao.engines.allocation.greedy import Queue, Turn
from mutirao.engines.allocation.phragmen import Trickle

Fates = dict[int, Fate]


def fate(election: Election, project: int, code: Code, **facts: Any) -> Fate:
    """The fate of one project (a number)."""
    return Fate(
        project=election.project_ids[project],
        won=code in WON,
        code=code,
        cost=election.prices[project],
        votes=election.votes[project],
        support=election.support[project],
        **facts,
    )


def by_turns(
    election: Election, queue: Queue, conditions: Conditions, *, before: Sequence[int] = ()
) -> Fates:
    """The fates of the projects in a queue; `before` are the projects that had won before it began."""
    rules = limits(election, conditions)
    winners = [*before, *queue.taken]
    rounds = {project: i + 1 for i, project in enumerate(winners)}
    return {turn.project: _by_turn(election, turn, rounds, rules, winners) for turn in queue.turns}


def _by_turn(
    election: Election, turn: Turn, rounds: Mapping[int, int], rules: Limits, winners: Sequence[int]
) -> Fate:
    project, cost = turn.project, election.prices[turn.project]
    if turn.taken:
        return fate(election, project, "taken", rank=turn.rank, left=turn.left, round=rounds[project])
    if not turn.reached:
        return fate(election, project, "not-reached", rank=turn.rank, left=turn.left)
    if cost > election.budget:
        return fate(
            election, project, "dearer-than-budget", rank=turn.rank, left=turn.left, missing=cost - turn.left
        )
    if turn.blocked is not None:
        return replace(_by_limit(election, project, rules, turn.blocked, turn.room, winners), rank=turn.rank)
    facts: dict[str, Any] = {"rank": turn.rank, "left": turn.left, "missing": cost - turn.left}
    return fate(election, project, "does-not-fit", **facts)


def by_shares(election: Election, crowd: Backers, last: Run) -> Fates:
    """The fates of the projects with supporters, by what these could pay."""
    fates = _free(election, crowd)
    for i, choice in enumerate(last.choices):
        project = crowd.projects[choice.project]
        facts: dict[str, Any] = {"round": len(crowd.free) + i + 1, "paid_at_most": choice.share}
        fates[project] = fate(election, project, "bought", **facts)
    winners = list(fates)
    room = crowd.limits.after_all(winners)
    for q, money in enumerate(last.ledger.moneys()):
        if crowd.projects[q] not in fates:
            facts = {"supporters_money": money, "supporters_missing": crowd.costs[q] - money}
            fates[crowd.projects[q]] = _lost(election, crowd, q, winners, room, "supporters-short", facts)
    return fates | _shut_out(election, crowd, winners)


def by_trickle(election: Election, crowd: Backers, found: Trickle) -> Fates:
    """The fates of the projects with supporters, by when these had saved up their cost."""
    fates = _free(election, crowd)
    for i, bought in enumerate(found.purchases):
        project = crowd.projects[bought.project]
        facts: dict[str, Any] = {"paid_at_most": bought.share, "given": bought.given}
        fates[project] = fate(election, project, "saved-up", round=len(crowd.free) + i + 1, **facts)
    winners = list(fates)
    left = election.budget - sum(election.prices[p] for p in winners)
    room = crowd.limits.after_all(winners)
    for q, money in enumerate(found.moneys):
        project, cost = crowd.projects[q], crowd.costs[q]
        if project in fates:
            continue
        if q in found.refused:
            facts = {"given": found.given, "left": left, "missing": cost - left}
            fates[project] = fate(election, project, "does-not-fit", **facts)
        elif money >= cost and cost <= election.budget and crowd.limits.blocking(room, project) is None:
            fates[project] = fate(election, project, "not-reached", given=found.given, left=left)
        else:
            facts = {"supporters_money": money, "supporters_missing": cost - money}
            fates[project] = _lost(election, crowd, q, winners, room, "supporters-late", facts)
    return fates | _shut_out(election, crowd, winners)


def after_shares(before: Fate, turn: Fate) -> Fate:
    """The fate of a project that equal shares did not buy and that then had its turn by support."""
    return replace(
        turn,
        code="filled" if turn.won else turn.code,
        supporters_money=before.supporters_money,
        supporters_missing=before.supporters_missing,
    )


def the_rest(election: Election, conditions: Conditions, known: Collection[int]) -> Fates:
    """The fates of the projects that no rule looked at: without votes, or without enough of them."""
    fates: Fates = {}
    for project, votes in enumerate(election.votes):
        if project in known:
            continue
        if votes == 0:
            fates[project] = fate(election, project, "unsupported")
        else:
            needed = _needed(election, conditions, project)
            fates[project] = fate(election, project, "too-few-votes", needed=needed)
    return fates


def _needed(election: Election, conditions: Conditions, project: int) -> int:
    """The votes a project needs, in 1/`points_scale`; the points, where it is points that it lacks."""
    votes = max(conditions.least_votes, ceil(conditions.least_share * election.voters))
    return conditions.least_support if election.votes[project] >= votes else votes * election.points_scale


def _free(election: Election, crowd: Backers) -> Fates:
    return {p: fate(election, p, "free", round=i + 1) for i, p in enumerate(crowd.free)}


def _lost(
    election: Election,
    crowd: Backers,
    q: int,
    winners: Sequence[int],
    room: Left,
    code: Code,
    facts: dict[str, Any],
) -> Fate:
    """A project whose supporters did not pay for it: because they could not, or were not allowed to."""
    project = crowd.projects[q]
    if crowd.costs[q] > election.budget:
        if facts["supporters_missing"] <= 0:
            facts = {}
        return fate(election, project, "dearer-than-budget", **facts)
    blocked = crowd.limits.blocking(room, project)
    if blocked is None:
        return fate(election, project, code, **facts)
    return _by_limit(election, project, crowd.limits, blocked, room[blocked], winners)


def _shut_out(election: Election, crowd: Backers, winners: Sequence[int]) -> Fates:
    """Projects that cost nothing and were kept out by a limit, which only an incompatible set can do."""
    found: Fates = {}
    left = crowd.limits.after_all(winners)
    for project in crowd.shut_out:
        blocked = crowd.limits.blocking(left, project)
        assert blocked is not None, "a limit that was reached has room again"
        found[project] = _by_limit(election, project, crowd.limits, blocked, left[blocked], winners)
    return found


def _by_limit(
    election: Election, project: int, rules: Limits, blocked: int, room: int, winners: Sequence[int]
) -> Fate:
    """The fate of a project that a limit kept out."""
    limit = rules.limits[blocked]
    if limit.kind == "incompatible":
        rivals = tuple(election.project_ids[p] for p in winners if p in limit.uses)
        return fate(election, project, "ruled-out", because=limit.name, rivals=rivals)
    missing = election.prices[project] - room
    return fate(election, project, "ceiling-reached", because=limit.name, left=room, missing=missing)
