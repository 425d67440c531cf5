"""Side conditions of a count, as data: thresholds, projects that exclude one another, ceilings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from mutirao.engines.allocation.amounts import plain
from mutirao.engines.allocation.election import Election

Kind = Literal["incompatible", "ceiling"]
Left = tuple[int, ...]


@dataclass(frozen=True)
class Incompatible:
    """Of these projects (ids) at most `most` may win: two plans for one square, for instance."""

    name: str
    projects: tuple[str, ...]
    most: int = 1


@dataclass(frozen=True)
class Ceiling:
    """These projects (ids) may cost at most `amount` together, in 1/`scale`: a category or a district."""

    name: str
    projects: tuple[str, ...]
    amount: int


@dataclass(frozen=True)
class Conditions:
    """What a project must have to be counted at all, and what may not win together.

    A project needs `least_votes` votes, the share `least_share` of all who voted, and `least_support`
    of what Election.support counts (votes, or points in 1/`points_scale`). With `no_skip` the greedy rule
    ends at the first project that does not fit, instead of passing it over.
    """

    least_votes: int = 0
    least_share: Fraction = Fraction(0)
    least_support: int = 0
    incompatible: tuple[Incompatible, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    no_skip: bool = False

    def admits(self, election: Election, project: int) -> bool:
        """Whether a project (a number) has the votes it needs."""
        votes = election.votes[project]
        return (
            votes >= self.least_votes
            and votes >= self.least_share * election.voters
            and election.support[project] >= self.least_support
        )

    def as_json(self, scale: int, points_scale: int) -> dict[str, Any]:
        """The conditions as plain data, amounts in currency units; what does not apply is left out."""
        facts = {
            "least_votes": self.least_votes,
            "least_share": str(self.least_share) if self.least_share else None,
            "least_support": plain(self.least_support, points_scale),
            "incompatible": [
                {"name": apart.name, "projects": list(apart.projects), "most": apart.most}
                for apart in self.incompatible
            ],
            "ceilings": [
                {"name": one.name, "projects": list(one.projects), "amount": plain(one.amount, scale)}
                for one in self.ceilings
            ],
            "no_skip": self.no_skip,
        }
        return {name: fact for name, fact in facts.items() if fact}


NO_CONDITIONS = Conditions()


@dataclass(frozen=True)
class Limit:
    """One incompatible set or one ceiling: how much of it each project (number) uses up, of `most`."""

    kind: Kind
    name: str
    uses: Mapping[int, int]
    most: int


@dataclass(frozen=True)
class Limits:
    """All limits of a count. What is left of each is a tuple, so that it can be kept and compared."""

    limits: tuple[Limit, ...]
    of: Mapping[int, tuple[int, ...]]

    @property
    def full(self) -> Left:
        """What is left before anything has been chosen."""
        return tuple(limit.most for limit in self.limits)

    def blocking(self, left: Left, project: int) -> int | None:
        """The first limit that keeps a project out, given what is left; None where it may win."""
        for i in self.of.get(project, ()):
            if self.limits[i].uses[project] > left[i]:
                return i
        return None

    def after(self, left: Left, project: int) -> Left:
        """What is left once a project has won."""
        touched = self.of.get(project, ())
        if not touched:
            return left
        return tuple(
            amount - self.limits[i].uses[project] if i in touched else amount for i, amount in enumerate(left)
        )

    def after_all(self, projects: Iterable[int]) -> Left:
        """What is left once all these projects have won."""
        left = self.full
        for project in projects:
            left = self.after(left, project)
        return left


def limits(election: Election, conditions: Conditions) -> Limits:
    """The limits of an election, by project numbers. Raises ValueError where an id is not a project."""
    number = {name: i for i, name in enumerate(election.project_ids)}
    found: list[Limit] = []
    for apart in conditions.incompatible:
        found.append(_limit("incompatible", apart.name, apart.projects, apart.most, number, None))
    for ceiling in conditions.ceilings:
        found.append(
            _limit("ceiling", ceiling.name, ceiling.projects, ceiling.amount, number, election.prices)
        )
    of: dict[int, tuple[int, ...]] = {}
    for i, limit in enumerate(found):
        for project in limit.uses:
            of[project] = (*of.get(project, ()), i)
    return Limits(tuple(found), of)


def _limit(
    kind: Kind,
    name: str,
    projects: tuple[str, ...],
    most: int,
    number: Mapping[str, int],
    prices: tuple[int, ...] | None,
) -> Limit:
    unknown = [project for project in projects if project not in number]
    if unknown:
        raise ValueError(f"“{unknown[0]}” is not a project here, but “{name}” names it")
    if most < 0:
        raise ValueError(f"“{name}” may not be below zero")
    numbers = [number[project] for project in projects]
    return Limit(kind, name, {p: 1 if prices is None else prices[p] for p in numbers}, most)
