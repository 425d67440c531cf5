"""Count a ballot on money: one call for every rule we offer, and a tally that explains itself."""

from dataclasses import dataclass, replace

from mutirao.engines.allocation import explaining
from mutirao.engines.allocation.backers import Utility, backers
from mutirao.engines.allocation.conditions import NO_CONDITIONS, Conditions
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.equal_shares import raises_needed, run
from mutirao.engines.allocation.greedy import take_by_support
from mutirao.engines.allocation.phragmen import trickle
from mutirao.engines.allocation.tally import Tally
from mutirao.engines.allocation.ties import Tie, TieBreak

__all__ = ["RULES", "Tally", "count"]

# Every way of counting that can be compared before a vote: (rule, utility, completion).
RULES: tuple[tuple[str, Utility | None, str | None], ...] = (
    ("greedy", None, None),
    ("equal-shares", "cost", "none"),
    ("equal-shares", "cost", "add1"),
    ("equal-shares", "cost", "add1u"),
    ("equal-shares", "cardinality", "none"),
    ("equal-shares", "cardinality", "add1"),
    ("equal-shares", "cardinality", "add1u"),
    ("phragmen", None, None),
)


def count(
    election: Election,
    *,
    rule: str,
    utility: Utility | None = "cost",
    completion: str | None = "add1",
    seed: str = "",
    conditions: Conditions = NO_CONDITIONS,
) -> Tally:
    """Count an election by one of RULES; only equal shares take notice of utility and completion.

    `seed` draws the lots that settle what cost and approvals leave tied. Raises ValueError where we do
    not offer the combination, or where the conditions name a project that is not there.
    """
    chosen = (rule, utility, completion) if rule == "equal-shares" else (rule, None, None)
    if chosen not in RULES:
        raise ValueError(f"we do not count by {chosen}")
    if conditions.no_skip and rule != "greedy":
        raise ValueError("only the greedy rule can end at the first project that does not fit")
    work = _Count(election, TieBreak(election, seed), conditions, *chosen)
    if rule == "greedy":
        return work.greedy()
    if rule == "phragmen":
        return work.phragmen()
    return work.equal_shares(chosen[1] or "cost", chosen[2] or "none")


@dataclass(frozen=True)
class _Count:
    election: Election
    order: TieBreak
    conditions: Conditions
    rule: str
    utility: str | None
    completion: str | None

    def greedy(self) -> Tally:
        queue = take_by_support(self.election, self.order, conditions=self.conditions)
        fates = explaining.by_turns(self.election, queue, self.conditions)
        return self._tally(list(queue.taken), fates, queue.ties)

    def phragmen(self) -> Tally:
        crowd = backers(self.election, self.order, "cost", self.conditions)
        found = trickle(crowd)
        ties = [
            self._tie(len(crowd.free) + i + 1, [crowd.projects[q] for q in bought.equals])
            for i, bought in enumerate(found.purchases)
            if len(bought.equals) > 1
        ]
        selected = [*crowd.free, *(crowd.projects[bought.project] for bought in found.purchases)]
        fates = explaining.by_trickle(self.election, crowd, found)
        tally = self._tally(selected, fates, tuple(ties))
        return replace(tally, purse=found.given, stopped=found.stopped)

    def equal_shares(self, utility: Utility, completion: str) -> Tally:
        election = self.election
        if not election.voters:
            return self._tally([], {}, ())
        crowd = backers(election, self.order, utility, self.conditions)
        raises, stopped = (0, None) if completion == "none" else raises_needed(crowd)
        last = run(crowd, raises)
        selected = [*crowd.free, *(crowd.projects[choice.project] for choice in last.choices)]
        fates = explaining.by_shares(election, crowd, last)
        ties = [
            self._tie(len(crowd.free) + i + 1, [crowd.projects[q] for q in choice.equals])
            for i, choice in enumerate(last.choices)
            if len(choice.equals) > 1
        ]
        if completion == "add1u":
            left = election.budget - sum(election.prices[p] for p in selected)
            queue = take_by_support(
                election, self.order, left=left, already=selected, conditions=self.conditions
            )
            filled = explaining.by_turns(election, queue, self.conditions, before=selected)
            fates |= {p: explaining.after_shares(fates[p], fate) for p, fate in filled.items()}
            ties += queue.ties
            selected += queue.taken
        tally = self._tally(selected, fates, tuple(ties))
        return replace(tally, purse=crowd.purse(raises), raises=raises, stopped=stopped)

    def _tie(self, round: int, projects: list[int]) -> Tie:
        return self.order.settle(round, projects)

    def _tally(self, selected: list[int], fates: explaining.Fates, ties: tuple[Tie, ...]) -> Tally:
        election = self.election
        every = fates | explaining.the_rest(election, self.conditions, fates)
        return Tally(
            rule=self.rule,
            utility=self.utility,
            completion=self.completion,
            seed=self.order.seed,
            selected=tuple(election.project_ids[p] for p in selected),
            total_cost=sum(election.prices[p] for p in selected),
            budget=election.budget,
            scale=election.scale,
            points_scale=election.points_scale,
            voters=election.voters,
            ties=ties,
            fates=tuple(every[p] for p in range(len(election.project_ids))),
            conditions=self.conditions,
        )
