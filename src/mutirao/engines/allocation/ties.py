"""Ties: lower cost first, then more approvals, then a published lot that anybody can draw again."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mutirao.engines.allocation.election import Election
from mutirao.engines.lots import lot

__all__ = ["Settled", "Tie", "TieBreak", "lot"]

Settled = Literal["cost", "approvals", "lot"]


@dataclass(frozen=True)
class Tie:
    """Two or more projects stood equal when one was chosen.

    `round` counts the choices from 1; `candidates` and `chosen` are project ids, the candidates in the
    order in which the tie puts them.
    """

    round: int
    candidates: tuple[str, ...]
    settled_by: Settled
    chosen: str


@dataclass(frozen=True)
class TieBreak:
    """The order in which an election puts projects that stand equal."""

    election: Election
    seed: str

    @cached_property
    def keys(self) -> tuple[tuple[int, int, str], ...]:
        """For each project what it is ordered by: cost, approvals (more first), lot."""
        election = self.election
        lots = (lot(self.seed, name) for name in election.project_ids)
        return tuple(
            (cost, -votes, ticket)
            for cost, votes, ticket in zip(election.prices, election.votes, lots, strict=True)
        )

    @cached_property
    def place(self) -> tuple[int, ...]:
        """For each project its place (from 0) in that order."""
        places = [0] * len(self.keys)
        for place, project in enumerate(sorted(range(len(self.keys)), key=self.keys.__getitem__)):
            places[project] = place
        return tuple(places)

    def settle(self, round: int, projects: Iterable[int]) -> Tie:
        """The tie between these projects, two or more."""
        tied = sorted(projects, key=self.place.__getitem__)
        best, next_best = self.keys[tied[0]], self.keys[tied[1]]
        settled_by: Settled = "lot"
        if best[0] != next_best[0]:
            settled_by = "cost"
        elif best[1] != next_best[1]:
            settled_by = "approvals"
        names = tuple(self.election.project_ids[project] for project in tied)
        return Tie(round, names, settled_by, names[0])
