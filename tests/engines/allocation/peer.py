"""pabutools, the oracle for whole elections, made to break ties as we do."""

from pathlib import Path
from typing import Any

from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Cost_Sat, parse_pabulib
from pabutools.election.satisfaction import AdditiveSatisfaction
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.tiebreaking import TieBreakingRule

from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.ties import lot


class Points(AdditiveSatisfaction):  # type: ignore[misc]
    """Support times cost, so that pabutools' greedy rule, which divides by cost, goes by support."""

    def __init__(self, instance: Any, profile: Any, ballot: Any) -> None:
        super().__init__(instance, profile, ballot, support_times_cost)


def support_times_cost(_instance: Any, _profile: Any, ballot: Any, project: Any, _values: Any) -> Any:
    if project not in ballot:
        return 0
    if hasattr(ballot, "position"):
        return (len(ballot) - ballot.position(project)) * project.cost
    return (ballot[project] if hasattr(ballot, "keys") else 1) * project.cost


class Peer:
    """One election as pabutools reads it; `grouped` puts equal ballots together, as pabutools can."""

    def __init__(self, path: Path, *, grouped: bool = True) -> None:
        self.instance, profile = parse_pabulib(str(path))
        self.profile = profile.as_multiprofile() if grouped else profile
        # On approvals without gifts the worth by cost goes by votes too, and pabutools is quicker with it.
        plain = isinstance(profile, ApprovalProfile) and all(project.cost for project in self.instance)
        self._support = Cost_Sat if plain else Points
        approvals = ApprovalProfile([ApprovalBallot(ballot) for ballot in profile])
        self._approvals = approvals.as_multiprofile() if grouped else approvals
        self._shares: dict[tuple[str, bool], Any] = {}

    def order_ties(self, election: Election, seed: str) -> None:
        """Break ties in our order: lower cost, more approvals, the lot."""
        self._votes = votes = dict(zip(election.project_ids, election.votes, strict=True))
        self.order = TieBreakingRule(
            lambda _instance, _profile, project: (project.cost, -votes[project.name], lot(seed, project.name))
        )

    def forget(self) -> None:
        """Count anew the next time, so that it can be timed."""
        self._shares.clear()

    def winners(self, rule: str, utility: str | None, completion: str | None) -> list[str]:
        """The projects chosen, in order; with Phragmén by name, since pabutools does not tell the order."""
        chosen: Any = []
        if rule == "phragmen":
            chosen = sequential_phragmen(self.instance, self._approvals, tie_breaking=self.order)
            # When nothing else is left, pabutools takes projects that nobody named; we never do.
            return sorted(project.name for project in chosen if self._votes[project.name])
        if rule == "equal-shares":
            chosen = self._equal_shares(str(utility), add1=completion != "none")
        if rule == "greedy" or completion == "add1u":
            chosen = greedy_utilitarian_welfare(
                self.instance,
                self.profile,
                self._support,
                tie_breaking=self.order,
                initial_budget_allocation=chosen,
            )
        return [project.name for project in chosen]

    def _equal_shares(self, utility: str, *, add1: bool) -> Any:
        if (utility, add1) not in self._shares:
            self._shares[utility, add1] = method_of_equal_shares(
                self.instance,
                self.profile,
                Cost_Sat if utility == "cost" else Cardinality_Sat,
                tie_breaking=self.order,
                voter_budget_increment=1 if add1 else None,
            )
        return self._shares[utility, add1]
