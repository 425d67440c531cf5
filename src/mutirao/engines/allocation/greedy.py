"""The greedy rule: the project with most support first, then the next, skipping what no longer fits."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.ties import Tie, TieBreak


@dataclass(frozen=True)
class Turn:
    """The moment at which the rule came to a project: `left` is the money then left, in 1/`scale`.

    `rank` counts from 1 in order of support; `project` is a project number.
    """

    project: int
    rank: int
    left: int
    taken: bool


@dataclass(frozen=True)
class Queue:
    """What the greedy rule did: its turns in order, and the ties it met."""

    turns: tuple[Turn, ...]
    ties: tuple[Tie, ...]

    @property
    def taken(self) -> tuple[int, ...]:
        return tuple(turn.project for turn in self.turns if turn.taken)


def take_by_support(
    election: Election, order: TieBreak, *, left: int | None = None, already: Collection[int] = ()
) -> Queue:
    """Take projects by support while they fit into the money `left` (all of it unless told).

    Projects `already` taken are passed over, and so are those that nobody supports. Support is what
    Election.support counts. A project dearer than the whole budget never fits.
    """
    money = election.budget if left is None else left
    support, prices = election.support, election.prices
    standing = [p for p in range(len(prices)) if election.votes[p] and p not in already]
    standing.sort(key=lambda p: (-support[p], order.place[p]))
    turns: list[Turn] = []
    ties: list[Tie] = []
    taken = len(already)
    for _, equals in groupby(standing, key=support.__getitem__):
        level = list(equals)
        for at, project in enumerate(level):
            fits = prices[project] <= money
            turns.append(Turn(project, len(turns) + 1, money, fits))
            if not fits:
                continue
            taken += 1
            tied = [p for p in level[at:] if prices[p] <= money]
            if len(tied) > 1:
                ties.append(order.settle(taken, tied))
            money -= prices[project]
    return Queue(tuple(turns), tuple(ties))
