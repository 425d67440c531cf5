"""The greedy rule: the project with most support first, then the next, skipping what no longer fits."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from mutirao.engines.allocation.conditions import NO_CONDITIONS, Conditions, Limits, limits
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.ties import Tie, TieBreak


@dataclass(frozen=True)
class Turn:
    """The moment at which the rule came to a project: `left` is the money then left, in 1/`scale`.

    `rank` counts from 1 in order of support; `project` is a project number. `blocked` is the number of
    the limit that kept the project out, and `room` what was left of it. A project that is not `reached`
    had no turn, because the rule had ended.
    """

    project: int
    rank: int
    left: int
    taken: bool
    blocked: int | None = None
    room: int = 0
    reached: bool = True


@dataclass(frozen=True)
class Queue:
    """What the greedy rule did: its turns in order, and the ties it met."""

    turns: tuple[Turn, ...]
    ties: tuple[Tie, ...]

    @property
    def taken(self) -> tuple[int, ...]:
        return tuple(turn.project for turn in self.turns if turn.taken)


def take_by_support(
    election: Election,
    order: TieBreak,
    *,
    left: int | None = None,
    already: Collection[int] = (),
    conditions: Conditions = NO_CONDITIONS,
) -> Queue:
    """Take projects by support while they fit into the money `left` (all of it unless told).

    Projects `already` taken are passed over, and so are those that nobody supports or that lack the votes
    they need. Support is what Election.support counts. A project dearer than the whole budget never fits.
    """
    support, votes = election.support, election.votes
    standing = [
        p
        for p in range(len(election.prices))
        if votes[p] and p not in already and conditions.admits(election, p)
    ]
    standing.sort(key=lambda p: (-support[p], order.place[p]))
    box = _Box(election, limits(election, conditions), election.budget if left is None else left, already)
    turns: list[Turn] = []
    ties: list[Tie] = []
    for _, equals in groupby(standing, key=support.__getitem__):
        level = list(equals)
        for at, project in enumerate(level):
            turn = box.turn(project, len(turns) + 1)
            turns.append(turn)
            if turn.taken:
                tied = [p for p in level[at:] if box.fits(p)]
                if len(tied) > 1:
                    ties.append(order.settle(box.taken + 1, tied))
                box.take(project)
            elif conditions.no_skip and turn.blocked is None:
                box.ended = True
    return Queue(tuple(turns), tuple(ties))


class _Box:
    """The money and the limits as they shrink."""

    def __init__(self, election: Election, rules: Limits, money: int, already: Collection[int]) -> None:
        self._prices, self._rules, self._money = election.prices, rules, money
        self._room = rules.after_all(already)
        self.taken = len(already)
        self.ended = False

    def fits(self, project: int) -> bool:
        return self._prices[project] <= self._money and self._rules.blocking(self._room, project) is None

    def take(self, project: int) -> None:
        self._money -= self._prices[project]
        self._room = self._rules.after(self._room, project)
        self.taken += 1

    def turn(self, project: int, rank: int) -> Turn:
        if self.ended:
            return Turn(project, rank, self._money, taken=False, reached=False)
        blocked = self._rules.blocking(self._room, project)
        if blocked is not None:
            return Turn(project, rank, self._money, taken=False, blocked=blocked, room=self._room[blocked])
        return Turn(project, rank, self._money, taken=self._prices[project] <= self._money)
