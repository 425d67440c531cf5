"""The rules written straight from their definitions, in fractions and without a thought for speed.

The oracle of the engine: projects are numbers from 0, a ballot is a list of (project, points).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

Worth = Callable[[int], int]


@dataclass(frozen=True)
class Side:
    """Side conditions: what a project needs, and sets of projects with what they may be or cost together."""

    votes: int = 0
    share: Fraction = Fraction(0)
    points: int = 0
    apart: tuple[tuple[frozenset[int], int], ...] = ()
    capped: tuple[tuple[frozenset[int], int], ...] = ()
    no_skip: bool = False


@dataclass(frozen=True)
class Ballots:
    """A small election: `ballots[i]` are the (project, points) of voter i."""

    budget: int
    costs: tuple[int, ...]
    ballots: tuple[tuple[tuple[int, int], ...], ...]
    seed: str = ""
    side: Side = Side()

    def counted(self) -> list[int]:
        """The projects with supporters, and with as many as they need."""
        return [p for p in range(len(self.costs)) if self.supporters(p) and self.enough(p)]

    def enough(self, project: int) -> bool:
        votes = len(self.supporters(project))
        return (
            votes >= self.side.votes
            and votes >= self.side.share * len(self.ballots)
            and self.points(project) >= self.side.points
        )

    def allowed(self, chosen: list[int]) -> bool:
        """Whether these projects may win together, whatever they cost in all."""
        return all(len(group.intersection(chosen)) <= most for group, most in self.side.apart) and all(
            self.cost([p for p in chosen if p in group]) <= amount for group, amount in self.side.capped
        )

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
    waiting = [p for p in vote.counted() if p not in chosen]
    for p in sorted(waiting, key=lambda p: (-vote.points(p), vote.order(p))):
        if not vote.allowed([*chosen, p]):
            continue
        if vote.cost(chosen) + vote.costs[p] <= vote.budget:
            chosen.append(p)
        elif vote.side.no_skip:
            break
    return chosen


def phragmen(vote: Ballots) -> list[int]:
    """Money trickles to everybody; what its supporters can pay for is bought; the first misfit ends it."""
    chosen = _free(vote)
    emptied = [Fraction(0)] * len(vote.ballots)
    while True:
        times = {}
        for p in vote.counted():
            if p not in chosen and 0 < vote.costs[p] <= vote.budget and vote.allowed([*chosen, p]):
                backers = vote.supporters(p)
                times[p] = (vote.costs[p] + sum(emptied[i] for i in backers)) / Fraction(len(backers))
        level = [p for p in times if times[p] == min(times.values())]
        if not level or any(vote.cost([*chosen, p]) > vote.budget for p in level):
            return chosen
        best = min(level, key=vote.order)
        chosen.append(best)
        for i in vote.supporters(best):
            emptied[i] = times[best]


def _free(vote: Ballots) -> list[int]:
    chosen: list[int] = []
    for p in sorted((p for p in vote.counted() if vote.costs[p] == 0), key=vote.order):
        if vote.allowed([*chosen, p]):
            chosen.append(p)
    return chosen


def equal_shares(vote: Ballots, purse: Fraction, worth: Worth) -> list[int]:
    """The method of equal shares with a given purse for each voter."""
    supporters = [vote.supporters(p) for p in range(len(vote.costs))]
    chosen = _free(vote)
    money = [purse] * len(vote.ballots)
    while True:
        offers = []
        for p in vote.counted():
            cost = vote.costs[p]
            rich = sum(money[i] for i in supporters[p]) >= cost > 0
            if rich and p not in chosen and vote.allowed([*chosen, p]):
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
        open_ = [p for p in vote.counted() if p not in chosen and vote.allowed([*chosen, p])]
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
