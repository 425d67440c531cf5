"""Seats of a council or board: how many of which kind, for how long, who votes, when a seat falls vacant.

Every limit is data with a date and an origin, because councils change their own rules (Porto Alegre's council
of the participatory budget revises its regulation each year).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Rank(StrEnum):
    """Whether somebody sits in full or stands in."""

    FULL = "full"
    SUBSTITUTE = "substitute"


class Came(StrEnum):
    """What became of one seat at one sitting."""

    CAME = "came"
    EXCUSED = "excused"  # said so beforehand
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Kind:
    """Seats of one kind: how many in full, how many substitutes, and whether they vote."""

    title: str
    full: int
    substitutes: int = 0
    votes: bool = True


@dataclass(frozen=True, slots=True)
class SeatRules:
    """What a council has decided about its seats, since when and where.

    months: length of a term. reelections: how often in a row somebody may be chosen again, None for no limit.
    absences: after how many in a row without excuse a seat may be declared vacant, None for never.
    recall: the share of those who elected that must be in favour. quorum: the share of voting seats.
    """

    months: int = 12
    reelections: int | None = None
    absences: int | None = None
    recall: Fraction = Fraction(2, 3)
    quorum: Fraction = Fraction(1, 2)
    since: date | None = None
    origin: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether each limit is a possible one."""
        counts = (self.reelections, self.absences)
        shares = (self.recall, self.quorum)
        return (
            self.months > 0
            and all(n is None or n >= 0 for n in counts)
            and self.absences != 0
            and all(0 < share <= 1 for share in shares)
        )


GAP = timedelta(days=180)
"""Our own reading of "in a row": less than this between one term's end and the next one's beginning."""


@dataclass(frozen=True, slots=True)
class Term:
    """From `starts` up to, not including, `ends`; None while no end is set."""

    starts: date
    ends: date | None = None


def porto_alegre(regions: Sequence[str], themes: Sequence[str]) -> tuple[Kind, ...]:
    """The council of the participatory budget: 2 + 2 per region and theme, two unions, two of government.

    >>> kinds = porto_alegre([f"Region {n}" for n in range(16)], [f"Theme {n}" for n in range(6)])
    >>> voting_seats(kinds)
    46
    """
    places = tuple(Kind(name, 2, 2) for name in (*regions, *themes))
    unions = (Kind("UAMPA", 1, 1), Kind("SIMPA", 1, 1))
    return (*places, *unions, Kind("GAPLAN", 1, 0, votes=False), Kind("CRC", 1, 0, votes=False))


def voting_seats(kinds: Iterable[Kind]) -> int:
    """How many full seats have a vote."""
    return sum(kind.full for kind in kinds if kind.votes)


def end_of(starts: date, months: int) -> date:
    """The day on which a term of so many months is over; the last of the month where there is no such day.

    >>> end_of(date(2026, 8, 31), 6), end_of(date(2026, 5, 4), 12)
    (datetime.date(2027, 2, 28), datetime.date(2027, 5, 4))
    """
    year, month = divmod(starts.month - 1 + months, 12)
    year, month = starts.year + year, month + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month, min(starts.day, last))


def free_number(size: int, taken: Collection[int]) -> int | None:
    """The lowest number of a seat that nobody has, or None where all are taken.

    >>> free_number(3, {1, 3}), free_number(2, {1, 2})
    (2, None)
    """
    return next((n for n in range(1, size + 1) if n not in taken), None)


def terms_in_a_row(past: Iterable[Term], starts: date) -> int:
    """How many terms lead without a long gap up to one that starts on this day."""
    count, following = 0, starts
    for term in sorted(past, key=lambda term: term.starts, reverse=True):
        if term.starts >= following:
            continue
        if term.ends is not None and following - term.ends >= GAP:
            break
        count, following = count + 1, term.starts
    return count


def may_sit_again(past: Iterable[Term], starts: date, rules: SeatRules) -> bool:
    """Whether the limit on re-election leaves room for one more term.

    >>> first = Term(date(2025, 7, 1), date(2026, 7, 1))
    >>> may_sit_again([first], date(2026, 7, 1), SeatRules(reelections=1))
    True
    >>> may_sit_again([first], date(2026, 7, 1), SeatRules(reelections=0))
    False
    """
    return rules.reelections is None or terms_in_a_row(past, starts) <= rules.reelections


def voting(full: Mapping[int, bool], substitutes: Mapping[int, bool]) -> dict[int, int | None]:
    """Who votes for each full seat of one kind: 0 its own holder, n the substitute number n, None nobody.

    full, substitutes: by the number of the seat, whether its holder came. A full seat that is empty or whose
    holder is absent is voted by the first substitute present; each substitute stands in for one seat only.

    >>> voting({1: True, 2: False}, {1: False, 2: True})
    {1: 0, 2: 2}
    """
    ready = [number for number in sorted(substitutes) if substitutes[number]]
    return {seat: 0 if full[seat] else (ready.pop(0) if ready else None) for seat in sorted(full)}


def absent_in_a_row(record: Sequence[Came]) -> int:
    """How many of the last sittings, oldest first, were missed without excuse.

    An excuse neither counts nor breaks the row.

    >>> absent_in_a_row([Came.ABSENT, Came.CAME, Came.ABSENT, Came.EXCUSED, Came.ABSENT])
    2
    """
    count = 0
    for came in reversed(record):
        if came is Came.CAME:
            break
        count += came is Came.ABSENT
    return count


def may_be_vacated(absences: int, rules: SeatRules) -> bool:
    """Whether the absences in a row are as many as the rule says, so that the seat may be declared vacant."""
    return rules.absences is not None and absences >= rules.absences


def is_recalled(in_favour: int, electors: int, rules: SeatRules) -> bool:
    """Whether enough of those who elected want somebody back: the share of all of them, not of those voting.

    >>> is_recalled(18, 26, SeatRules()), is_recalled(17, 26, SeatRules())
    (True, False)
    """
    return electors > 0 and Fraction(in_favour, electors) >= rules.recall


def successor(substitutes: Collection[int]) -> int | None:
    """The number of the substitute who moves up when a full seat falls vacant: the first."""
    return min(substitutes, default=None)
