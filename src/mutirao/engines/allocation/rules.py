"""Count a ballot: one call for every rule we offer, and a tally that explains itself."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from mutirao.engines.allocation.amounts import plain
from mutirao.engines.allocation.backers import Backers, Utility, backers
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.equal_shares import Run, Stop, raises_needed, run
from mutirao.engines.allocation.fates import WON, Code, Fate
from mutirao.engines.allocation.greedy import Queue, take_by_support
from mutirao.engines.allocation.ties import Tie, TieBreak

# Every way of counting that can be compared before a vote: (rule, utility, completion).
RULES: tuple[tuple[str, Utility | None, str | None], ...] = (
    ("greedy", None, None),
    ("equal-shares", "cost", "none"),
    ("equal-shares", "cost", "add1"),
    ("equal-shares", "cost", "add1u"),
    ("equal-shares", "cardinality", "none"),
    ("equal-shares", "cardinality", "add1"),
    ("equal-shares", "cardinality", "add1u"),
)


@dataclass(frozen=True)
class Tally:
    """The result of a count. Amounts are in 1/`scale`; `selected` is in the order of selection.

    `fates` holds every project in the order of the ballot. With equal shares, `purse` is what each voter
    could spend in the end, after it had been raised `raises` times by one currency unit, and `stopped`
    says why it was not raised further; all three are None with the greedy rule.
    """

    rule: str
    utility: str | None
    completion: str | None
    seed: str
    selected: tuple[str, ...]
    total_cost: int
    budget: int
    scale: int
    points_scale: int
    voters: int
    ties: tuple[Tie, ...]
    fates: tuple[Fate, ...]
    purse: Fraction | None = None
    raises: int | None = None
    stopped: Stop | None = None

    def as_json(self) -> dict[str, Any]:
        """The tally as plain data, amounts in currency units (see amounts.plain)."""
        return {
            "rule": self.rule,
            "utility": self.utility,
            "completion": self.completion,
            "seed": self.seed,
            "voters": self.voters,
            "budget": plain(self.budget, self.scale),
            "total_cost": plain(self.total_cost, self.scale),
            "selected": list(self.selected),
            "purse": None if self.purse is None else plain(self.purse, self.scale),
            "raises": self.raises,
            "stopped": self.stopped,
            "ties": [
                {
                    "round": tie.round,
                    "candidates": list(tie.candidates),
                    "settled_by": tie.settled_by,
                    "chosen": tie.chosen,
                }
                for tie in self.ties
            ],
            "projects": [fate.as_json(self.scale, self.points_scale) for fate in self.fates],
        }


def count(
    election: Election,
    *,
    rule: str,
    utility: Utility | None = "cost",
    completion: str | None = "add1",
    seed: str = "",
) -> Tally:
    """Count an election by one of RULES; the greedy rule takes no notice of utility and completion.

    `seed` draws the lots that settle what cost and approvals leave tied. Raises ValueError where we do
    not offer the combination.
    """
    chosen = (rule, None, None) if rule == "greedy" else (rule, utility, completion)
    if chosen not in RULES:
        raise ValueError(f"we do not count by {chosen}")
    order = TieBreak(election, seed)
    if rule == "greedy":
        return _greedy(election, order)
    return _equal_shares(election, order, chosen[1] or "cost", chosen[2] or "none")


def _greedy(election: Election, order: TieBreak) -> Tally:
    queue = take_by_support(election, order)
    fates = _turns(election, queue, first_round=1)
    return _tally(election, order, ("greedy", None, None), list(queue.taken), fates, queue.ties)


def _equal_shares(election: Election, order: TieBreak, utility: Utility, completion: str) -> Tally:
    names = ("equal-shares", utility, completion)
    if not election.voters:
        return _tally(election, order, names, [], {}, ())
    crowd = backers(election, order, utility)
    raises, stopped = (0, None) if completion == "none" else raises_needed(crowd)
    last = run(crowd, raises)
    free = [p for p, cost in enumerate(election.prices) if not cost and election.votes[p]]
    free.sort(key=order.place.__getitem__)
    bought = [crowd.projects[choice.project] for choice in last.choices]
    fates = {p: _fate(election, p, "free", round=i + 1) for i, p in enumerate(free)}
    fates |= _shares(election, crowd, last, first_round=len(free) + 1)
    ties = [
        order.settle(len(free) + i + 1, (crowd.projects[q] for q in choice.equals))
        for i, choice in enumerate(last.choices)
        if len(choice.equals) > 1
    ]
    selected = free + bought
    if completion == "add1u":
        left = election.budget - sum(election.prices[p] for p in selected)
        queue = take_by_support(election, order, left=left, already=set(selected))
        filled = _turns(election, queue, first_round=len(selected) + 1)
        fates |= {p: _after_shares(fates[p], fate) for p, fate in filled.items()}
        ties += queue.ties
        selected += queue.taken
    return replace(
        _tally(election, order, names, selected, fates, tuple(ties)),
        purse=crowd.purse(raises),
        raises=raises,
        stopped=stopped,
    )


def _shares(election: Election, crowd: Backers, last: Run, *, first_round: int) -> dict[int, Fate]:
    """The fates of the projects that cost money and have supporters, by what they could pay."""
    fates = {}
    for i, choice in enumerate(last.choices):
        project = crowd.projects[choice.project]
        facts: dict[str, Any] = {"round": first_round + i, "paid_at_most": choice.share}
        fates[project] = _fate(election, project, "bought", **facts)
    for q, project in enumerate(crowd.projects):
        if project not in fates:
            money = last.ledger.money(q)
            code: Code = "dearer-than-budget" if crowd.costs[q] > election.budget else "supporters-short"
            missing = crowd.costs[q] - money
            facts = {"supporters_money": money, "supporters_missing": missing}
            fates[project] = _fate(election, project, code, **facts)
    return fates


def _turns(election: Election, queue: Queue, *, first_round: int) -> dict[int, Fate]:
    """The fates of the projects in a queue, by what was left when their turn came."""
    fates = {}
    rounds = {project: first_round + i for i, project in enumerate(queue.taken)}
    for turn in queue.turns:
        cost = election.prices[turn.project]
        code: Code = "dearer-than-budget" if cost > election.budget else "does-not-fit"
        facts: dict[str, Any] = {"rank": turn.rank, "left": turn.left}
        if turn.taken:
            code, facts["round"] = "taken", rounds[turn.project]
        else:
            facts["missing"] = cost - turn.left
        fates[turn.project] = _fate(election, turn.project, code, **facts)
    return fates


def _after_shares(before: Fate, turn: Fate) -> Fate:
    """The fate of a project that equal shares did not buy and that then had its turn by support."""
    return replace(
        turn,
        code="filled" if turn.won else turn.code,
        supporters_money=before.supporters_money,
        supporters_missing=before.supporters_missing,
    )


def _fate(election: Election, project: int, code: Code, **facts: Any) -> Fate:
    return Fate(
        project=election.project_ids[project],
        won=code in WON,
        code=code,
        cost=election.prices[project],
        votes=election.votes[project],
        support=election.support[project],
        **facts,
    )


def _tally(
    election: Election,
    order: TieBreak,
    names: tuple[str, str | None, str | None],
    selected: list[int],
    fates: dict[int, Fate],
    ties: tuple[Tie, ...],
) -> Tally:
    every = range(len(election.project_ids))
    return Tally(
        rule=names[0],
        utility=names[1],
        completion=names[2],
        seed=order.seed,
        selected=tuple(election.project_ids[p] for p in selected),
        total_cost=sum(election.prices[p] for p in selected),
        budget=election.budget,
        scale=election.scale,
        points_scale=election.points_scale,
        voters=election.voters,
        ties=ties,
        fates=tuple(fates.get(p) or _fate(election, p, "unsupported") for p in every),
    )
