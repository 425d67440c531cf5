"""The rules written straight from their definitions, in fractions and without a thought for speed.

The oracle of the engine: projects are numbers from 0, a ballot is a list of (project, points).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

Worth = Callable[[int], int]


@dataclass(frozen=True)
class Ballots:
    """A small election: `ballots[i]` are the (project, points) of voter i."""

    budget: int
    costs: tuple[int, ...]
    ballots: tuple[tuple[tuple[int, int], ...], ...]
    seed: str = ""

    def supporters(self, project: int) -> list[int]:
        return [i for i, ballot in enumerate(self.ballots) if project in [named for named, _ in ballot]]

    def points(self, project: int) -> int:
        return sum(points for ballot in self.ballots for named, points in ballot if named == project)

    def order(self, project: int) -> tuple[int, int, str]:
        lot = sha256(f"{self.seed}:{project}".encode()).hexdigest()
        return self.costs[project], -len(self.supporters(project)), lot

    def cost(self, projects: list[int]) -> int:
        return sum(self.costs[p] for p in projects)


def greedy(vote: Ballots, already: list[int] | None = None) -> list[int]:
    """By points, then by the order of ties, skipping what does not fit."""
    chosen = list(already or [])
    supported = [p for p in range(len(vote.costs)) if vote.supporters(p) and p not in chosen]
    for p in sorted(supported, key=lambda p: (-vote.points(p), vote.order(p))):
        if vote.cost(chosen) + vote.costs[p] <= vote.budget:
            chosen.append(p)
    return chosen


def equal_shares(vote: Ballots, purse: Fraction, worth: Worth) -> list[int]:
    """The method of equal shares with a given purse for each voter."""
    supporters = [vote.supporters(p) for p in range(len(vote.costs))]
    free = [p for p, cost in enumerate(vote.costs) if cost == 0 and supporters[p]]
    chosen = sorted(free, key=vote.order)
    money = [purse] * len(vote.ballots)
    while True:
        offers = []
        for p, cost in enumerate(vote.costs):
            if p not in chosen and sum(money[i] for i in supporters[p]) >= cost > 0 and supporters[p]:
                share = _share([money[i] for i in supporters[p]], cost)
                offers.append((share / worth(p), vote.order(p), p, share))
        if not offers:
            return chosen
        _, _, best, share = min(offers)
        chosen.append(best)
        for i in supporters[best]:
            money[i] -= min(money[i], share)


def add1(vote: Ballots, worth: Worth, step: int = 1) -> tuple[list[int], int]:
    """Raise the purse by one `step` at a time; gives the projects and the number of raises."""
    raises, previous = 0, list[int]()
    while True:
        purse = Fraction(vote.budget, len(vote.ballots)) + raises * step
        chosen = equal_shares(vote, purse, worth)
        if vote.cost(chosen) > vote.budget:
            return previous, raises - 1
        open_ = [p for p in range(len(vote.costs)) if vote.supporters(p) and p not in chosen]
        if all(vote.cost(chosen) + vote.costs[p] > vote.budget for p in open_):
            return chosen, raises
        raises, previous = raises + 1, chosen


def _share(money: list[Fraction], cost: int) -> Fraction:
    """The least amount that, paid by all who have it and otherwise all they have, covers the cost."""
    purses = sorted(money)
    for poor in range(len(purses)):
        share = (cost - sum(purses[:poor], Fraction(0))) / Fraction(len(purses) - poor)
        if share <= purses[poor]:
            return share
    raise AssertionError("they cannot pay")
