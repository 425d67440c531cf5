"""Incompatible incentives: parties pulled in opposite directions, and rewards that drive willingness out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from mutirao.theory.measures.measure import Mark, Measure, Risk

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="conflict_pairs",
        risk=Risk.INCENTIVES,
        title="Parties pulled apart",
        question="How many pairs of parties gain from opposite results?",
        formula="pairs of parties with opposite signs on at least one shared outcome ÷ all pairs",
        unit="share of pairs, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="People tell you some of their reasons, and one clash can matter more than ten agreements.",
        computed_by="conflict_pairs",
    ),
    Measure(
        slug="crowding_out",
        risk=Risk.INCENTIVES,
        title="Before and after a reward or rule",
        question="Did people give less after a payment or a rule changed, compared with everyone else?",
        formula="(hours per person after − before) of those affected − the same of those not affected",
        unit="hours per person over the window (eight weeks on each side)",
        source="our own",
        mark=Mark.OURS,
        misleads="Few people and a busy season can make any change look like an effect.",
        computed_by="crowding_out",
    ),
)


@dataclass(frozen=True, slots=True)
class Stake:
    """What a party's target does to a shared outcome: 1 it wants more of it, −1 less, 0 neither."""

    party: str
    outcome: str
    sign: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parties with opposite signs, and on which outcomes."""

    first: str
    second: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictPairs:
    """The clashes among all pairs of parties."""

    clashes: tuple[Clash, ...]
    pairs: int

    @property
    def share(self) -> Fraction:
        """Clashing pairs over all pairs, exact."""
        return Fraction(len(self.clashes), self.pairs)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The same people over two windows of equal length: minutes they gave before and after a change."""

    people: int
    minutes_before: int
    minutes_after: int

    def __post_init__(self) -> None:
        if self.people < 1:
            raise ValueError("At least one person is needed before and after the change.")
        if min(self.minutes_before, self.minutes_after) < 0:
            raise ValueError("An amount cannot be less than nothing.")

    @property
    def change(self) -> Fraction:
        """Hours per person after minus before, exact."""
        return Fraction(self.minutes_after - self.minutes_before, 60 * self.people)


@dataclass(frozen=True, slots=True)
class CrowdingOut:
    """How hours per person changed for those affected and for the others."""

    affected: Fraction
    unaffected: Fraction

    @property
    def difference(self) -> Fraction:
        """Less than 0: those affected gave less than the others' change would lead you to expect."""
        return self.affected - self.unaffected


def conflict_pairs(parties: Sequence[str], stakes: Iterable[Stake]) -> ConflictPairs:
    """The pairs of parties that gain from opposite results on an outcome they share.

    parties: every party, with or without stakes. stakes: any number for each party and outcome.
    Exact. Errors: ValueError with fewer than two parties, one named twice, a stake of a stranger, or a sign
    other than −1, 0 and 1. Source: our own.
    Misleads: People tell you some of their reasons, and one clash can matter more than ten agreements.

    >>> stakes = [Stake("clinic", "visits", 1), Stake("patients", "visits", -1), Stake("council", "cost", -1)]
    >>> found = conflict_pairs(["clinic", "patients", "council"], stakes)
    >>> found.share, found.clashes
    (Fraction(1, 3), (Clash(first='clinic', second='patients', outcomes=('visits',)),))
    """
    if len(parties) < 2:
        raise ValueError("At least two parties are needed.")
    if len(set(parties)) < len(parties):
        raise ValueError("Each party may be named only once.")
    wants: dict[tuple[str, int], dict[str, None]] = {(p, sign): {} for p in parties for sign in (-1, 0, 1)}
    for stake in stakes:
        if stake.party not in parties:
            raise ValueError("A stake belongs to someone who is not one of the parties.")
        if stake.sign not in (-1, 0, 1):
            raise ValueError("A stake is 1 for more, -1 for less or 0 for neither.")
        wants[stake.party, stake.sign][stake.outcome] = None
    clashes = []
    for a, b in combinations(parties, 2):
        shared = [o for o in wants[a, 1] if o in wants[b, -1]]
        shared += [o for o in wants[a, -1] if o in wants[b, 1] and o not in shared]
        if shared:
            clashes.append(Clash(a, b, tuple(shared)))
    return ConflictPairs(tuple(clashes), len(parties) * (len(parties) - 1) // 2)


def crowding_out(affected: BeforeAfter, unaffected: BeforeAfter) -> CrowdingOut:
    """How hours per person changed after a payment or a rule, against the people it did not touch.

    affected, unaffected: minutes of the same people over windows of equal length, eight weeks as a rule.
    Exact, in hours per person. Errors: ValueError when a group is empty or an amount is less than nothing.
    Source: our own.
    Misleads: Few people and a busy season can make any change look like an effect.

    >>> found = crowding_out(BeforeAfter(10, 4800, 3600), BeforeAfter(20, 9600, 9000))
    >>> found.affected, found.unaffected, found.difference
    (Fraction(-2, 1), Fraction(-1, 2), Fraction(-3, 2))
    """
    return CrowdingOut(affected.change, unaffected.change)
