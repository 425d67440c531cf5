"""Rankings as they were cast, equal ones put together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rankings:
    """Options (ids) and ballots: each ranks some options (numbers from 0, best first) for so many people.

    Options that a ballot does not rank stand below those it ranks, level with one another. No two ballots
    rank alike; an empty ranking is an empty ballot. Memory: about 150 bytes for each different ranking.
    """

    options: tuple[str, ...]
    ballots: tuple[tuple[tuple[int, ...], int], ...]

    @property
    def voters(self) -> int:
        """How many people voted, those with an empty ballot among them."""
        return sum(people for _, people in self.ballots)

    @property
    def first_choices(self) -> tuple[int, ...]:
        """How many people put each option first."""
        got = [0] * len(self.options)
        for ranking, people in self.ballots:
            if ranking:
                got[ranking[0]] += people
        return tuple(got)


def rankings(options: Sequence[str], cast: Iterable[tuple[int, Sequence[str]]]) -> Rankings:
    """Gather ballots as they stream in: (how many people cast it, option ids with the best first).

    Raises ValueError where options have the same id, or a ballot ranks an option twice, one that is not
    there, or was cast by fewer than nobody.
    """
    number = {option: i for i, option in enumerate(options)}
    if len(number) != len(options):
        raise ValueError("two options have the same id")
    got: Counter[tuple[int, ...]] = Counter()
    for people, ranking in cast:
        unknown = [option for option in ranking if option not in number]
        if unknown:
            raise ValueError(f"a ballot ranks “{unknown[0]}”, which is not an option here")
        placed = tuple(number[option] for option in ranking)
        if len(set(placed)) < len(placed):
            raise ValueError("a ballot ranks one option twice")
        if people < 0:
            raise ValueError("a ballot was cast by fewer than nobody")
        if people:
            got[placed] += people
    return Rankings(tuple(options), tuple(sorted(got.items())))
