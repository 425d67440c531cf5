"""Who plans and who delivers: the nine cells of the professional–user grid.

Source: T. Bovaird (2007), "Beyond Engagement and Participation", Public Administration Review 67(5): 848.
The cell of a service is never chosen from a list. It is computed, once from what the parties agreed and
once from what the records show; the difference between the two is worth a conversation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Side(StrEnum):
    """The side of the relationship a party stands on."""

    PROFESSIONAL = "professional"
    USER = "user"
    COMMUNITY = "community"

    @property
    def is_lay(self) -> bool:
        """Users and the community are the side that is not paid to provide the service."""
        return self is not Side.PROFESSIONAL


class Phase(StrEnum):
    """The part of the service's cycle that a duty belongs to."""

    PLANNING = "planning"
    DELIVERY = "delivery"
    ASSESSMENT = "assessment"
    GOVERNANCE = "governance"


class Who(StrEnum):
    """Who carries a phase: one axis of the grid has these three marks, in this order."""

    PROFESSIONALS = "professionals"
    TOGETHER = "together"
    LAY = "lay"

    @property
    def place(self) -> int:
        """Column or row of the grid, counted from 0."""
        return list(Who).index(self)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: who plans (column) and who delivers (row)."""

    plans: Who
    delivers: Who

    @property
    def number(self) -> int:
        """The article's reading order, 1 to 9, row by row."""
        return 3 * self.delivers.place + self.plans.place + 1

    @property
    def name(self) -> str:
        """The article's name for this kind of arrangement."""
        return NAMES[self.number]

    @property
    def is_coproduction(self) -> bool:
        """Six of the nine cells are coproduction; 1 and 9 are one side alone and 3 is logically empty.

        >>> [cell.number for cell in GRID if cell.is_coproduction]
        [2, 4, 5, 6, 7, 8]
        """
        return self.number in (2, 4, 5, 6, 7, 8)


NAMES: Mapping[int, str] = {
    1: "Traditional professional service provision",
    2: "Traditional professional service provision with user/community consultation on service planning "
    "and design issues",
    3: "Not applicable: professionals would deliver what they took no part in planning",
    4: "User codelivery of professionally designed services",
    5: "Full user/professional coproduction",
    6: "User/community codelivery of services with professionals, without formal planning or design "
    "processes",
    7: "User/community delivery of professionally planned services",
    8: "User/community sole delivery of coplanned or codesigned services",
    9: "Traditional self-organised community provision",
}

GRID: tuple[Cell, ...] = tuple(Cell(plans, delivers) for delivers in Who for plans in Who)


def who_from_sides(sides: Iterable[Side]) -> Who | None:
    """Read one axis from the sides that carry a phase; None when nobody carries it.

    >>> who_from_sides([Side.PROFESSIONAL, Side.USER])
    <Who.TOGETHER: 'together'>
    """
    lay = {side.is_lay for side in sides}
    if not lay:
        return None
    if len(lay) == 2:
        return Who.TOGETHER
    return Who.LAY if lay.pop() else Who.PROFESSIONALS


@dataclass(frozen=True, slots=True)
class Holding:
    """A side that carries a duty of a phase: it answers for it or does it."""

    phase: Phase
    side: Side


def agreed_cell(holdings: Iterable[Holding]) -> Cell | None:
    """Compute the agreed cell from the division of duties.

    Takes the holdings of those who *answer* for a duty or *do* it; being asked or told moves nobody's cell.
    Gives None while nobody holds a planning duty or nobody holds a delivery duty.

    >>> agreed_cell([Holding(Phase.PLANNING, Side.PROFESSIONAL), Holding(Phase.DELIVERY, Side.USER)]).number
    7
    """
    held = list(holdings)
    plans = who_from_sides(h.side for h in held if h.phase is Phase.PLANNING)
    delivers = who_from_sides(h.side for h in held if h.phase is Phase.DELIVERY)
    return Cell(plans, delivers) if plans and delivers else None


@dataclass(frozen=True, slots=True)
class Bands:
    """Where "alone" ends and "together" begins. No author publishes cut-offs: these are ours, and shown."""

    alone: Fraction = Fraction(9, 10)
    least_contributions: int = 20
    least_months: int = 3
    least_decisions: int = 5
    window_months: int = 12


@dataclass(frozen=True, slots=True)
class Records:
    """What the register shows of one service within the window.

    minutes: minutes of work put in, by phase and side. decisions: number of decisions, by the set of sides
    that took them. contributions: how many records these are made of. months: months from first to last.
    """

    minutes: Mapping[tuple[Phase, Side], int]
    decisions: Mapping[frozenset[Side], int]
    contributions: int
    months: int


@dataclass(frozen=True, slots=True)
class Evidenced:
    """What the records show, or why they do not show enough yet.

    Shares are the professionals' part, between 0 and 1; None where nothing was recorded. `planned_by` says
    whether the planning axis was read from "decisions" or from "minutes".
    """

    cell: Cell | None
    planning_share: Fraction | None
    delivery_share: Fraction | None
    planned_by: str
    contributions: int
    months: int

    @property
    def is_enough(self) -> bool:
        """Whether there is enough evidence to name a cell."""
        return self.cell is not None


def professional_share(minutes: Mapping[Side, int]) -> Fraction | None:
    """The professionals' part of the minutes; None when there are none.

    >>> professional_share({Side.PROFESSIONAL: 30, Side.USER: 90})
    Fraction(1, 4)
    """
    whole = sum(minutes.values())
    return Fraction(minutes.get(Side.PROFESSIONAL, 0), whole) if whole else None


def decision_share(decisions: Mapping[frozenset[Side], int]) -> Fraction | None:
    """The professionals' part of the decisions; one taken by both sides counts half.

    >>> decision_share({frozenset({Side.PROFESSIONAL}): 19, frozenset({Side.USER}): 1})
    Fraction(19, 20)
    """
    whole = sum(decisions.values())
    if not whole:
        return None
    parts = {
        Who.PROFESSIONALS: Fraction(1),
        Who.TOGETHER: Fraction(1, 2),
        Who.LAY: Fraction(0),
        None: Fraction(0),
    }
    return sum((n * parts[who_from_sides(sides)] for sides, n in decisions.items()), Fraction(0)) / whole


def who_from_share(share: Fraction, bands: Bands) -> Who:
    """Read one axis from the professionals' share: at least 9/10 is alone, at most 1/10 is lay alone."""
    if share >= bands.alone:
        return Who.PROFESSIONALS
    return Who.LAY if share <= 1 - bands.alone else Who.TOGETHER


def evidenced_cell(records: Records, bands: Bands | None = None) -> Evidenced:
    """Compute the evidenced cell from decisions and hours; too little data is "not enough", never a guess.

    Who plans is read from who took the decisions; with fewer than five of them, from the planning hours.
    Who delivers is read from the delivery hours. The two are never added up: hours are not decisions.
    How it misleads: paid hours are recorded better than unpaid ones, and one heavy committee swings a month.
    """
    bands = bands or Bands()
    hours = {
        phase: professional_share({s: m for (p, s), m in records.minutes.items() if p is phase})
        for phase in (Phase.PLANNING, Phase.DELIVERY)
    }
    decided = decision_share(records.decisions)
    by_decisions = sum(records.decisions.values()) >= bands.least_decisions
    planning = decided if by_decisions else hours[Phase.PLANNING]
    delivery = hours[Phase.DELIVERY]
    enough = records.contributions >= bands.least_contributions and records.months >= bands.least_months
    cell = None
    if enough and planning is not None and delivery is not None:
        cell = Cell(who_from_share(planning, bands), who_from_share(delivery, bands))
    return Evidenced(
        cell=cell,
        planning_share=planning,
        delivery_share=delivery,
        planned_by="decisions" if by_decisions else "minutes",
        contributions=records.contributions,
        months=records.months,
    )


def is_regular(months_in_last_two_quarters: tuple[int, int], age_in_months: int) -> bool:
    """Whether the relation is regular and long-term: two months in each of two quarters, six months old.

    Source: our reading of the definition's "regular, long-term relationships".
    """
    return min(months_in_last_two_quarters) >= 2 and age_in_months >= 6


def is_substantial(party_minutes: Mapping[Phase, int], all_minutes: Mapping[Phase, int]) -> bool:
    """Whether a party's contribution is substantial: a tenth of what was recorded in at least one phase."""
    return any(
        all_minutes[phase] and Fraction(party_minutes.get(phase, 0), all_minutes[phase]) >= Fraction(1, 10)
        for phase in all_minutes
    )
