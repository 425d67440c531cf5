"""Meetings: how many delegates those present may elect, for whom, who is elected, when people can sign in.

How many delegates an assembly elects is a rule as data, with its date and its origin: the published ones
differ (Porto Alegre 1 per 10, later a sliding scale; Campina Grande 1 per 5, a fifth as many substitutes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from mutirao.theory.periods import Period


def half_up(number: Fraction) -> int:
    """The nearest whole number; a half goes up.

    >>> half_up(Fraction(15, 2)), half_up(Fraction(-1, 2))
    (8, 0)
    """
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


@dataclass(frozen=True, slots=True)
class Band:
    """Of the people above the band before, up to `up_to` (None: all others), one delegate per `one_per`."""

    up_to: int | None
    one_per: int


@dataclass(frozen=True, slots=True)
class DelegateRule:
    """How many delegates those present elect, and since when and by whose decision.

    substitutes: as a share of the delegates. who_may: who may be a delegate, in the rule's own words.
    """

    bands: tuple[Band, ...]
    substitutes: Fraction = Fraction(0)
    since: date | None = None
    origin: str = ""
    who_may: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether the bands rise, only the last is open, and nobody is divided by nothing."""
        tops = [band.up_to for band in self.bands]
        if not tops or tops[-1] is not None or None in tops[:-1]:
            return False
        edges = [0, *(top for top in tops if top is not None)]
        rises = all(low < high for low, high in pairwise(edges))
        return rises and all(band.one_per > 0 for band in self.bands) and self.substitutes >= 0


@dataclass(frozen=True, slots=True)
class Step:
    """What one band gives: the people in it, one delegate per how many of them, and so how many."""

    people: int
    one_per: int
    delegates: int


@dataclass(frozen=True, slots=True)
class Due:
    """How many delegates and substitutes those present may elect, band by band."""

    delegates: int
    substitutes: int
    steps: tuple[Step, ...]


PROPORTIONAL = (Band(None, 10),)
"""One delegate per 10 present: the first published rule of Porto Alegre."""

SLIDING = (Band(100, 10), Band(250, 20), Band(400, 30), Band(None, 40))
"""The sliding scale of Porto Alegre: 520 present elect 10 + 8 + 5 + 3 = 26 (Santos)."""

CAMPINA_GRANDE = DelegateRule(
    (Band(None, 5),),
    Fraction(1, 5),
    who_may="At least 16 years old, in no elective or political office; for one year.",
)


def due(present: int, rule: DelegateRule) -> Due:
    """How many delegates this many people may elect; within each band a half counts as one.

    >>> due(520, DelegateRule(SLIDING)).delegates
    26
    >>> [step.delegates for step in due(520, DelegateRule(SLIDING)).steps]
    [10, 8, 5, 3]
    """
    steps: list[Step] = []
    below = 0
    for band in rule.bands:
        top = present if band.up_to is None else min(present, band.up_to)
        if top > below:
            people = top - below
            steps.append(Step(people, band.one_per, half_up(Fraction(people, band.one_per))))
            below = top
    delegates = sum(step.delegates for step in steps)
    return Due(delegates, half_up(delegates * rule.substitutes), tuple(steps))


def in_force(rules: Iterable[DelegateRule], on: date) -> DelegateRule | None:
    """The rule that holds on a day: the latest that began on it or before."""
    begun = [rule for rule in rules if rule.since is not None and rule.since <= on]
    return max(begun, key=lambda rule: rule.since or on, default=None)


@dataclass(frozen=True, slots=True)
class Apportionment:
    """Seats by group. `open` seats stand between the `tied` groups, who have the same claim to them."""

    seats: Mapping[str, int]
    tied: tuple[str, ...] = ()
    open: int = 0


def apportion(seats: int, groups: Mapping[str, int]) -> Apportionment:
    """Divide seats among the groups represented by how many came for each: largest remainder.

    Each group gets the whole seats its people are worth, then those with the largest remainders one more.
    Where the last of these stand equal, nothing is drawn here: the tie is reported, the meeting settles it.

    >>> apportion(5, {"club": 30, "school": 16, "choir": 4}).seats
    {'club': 3, 'school': 2, 'choir': 0}
    >>> apportion(3, {"club": 10, "school": 10})
    Apportionment(seats={'club': 1, 'school': 1}, tied=('club', 'school'), open=1)
    """
    people = sum(groups.values())
    if not people or seats <= 0:
        return Apportionment(dict.fromkeys(groups, 0))
    claims = {group: Fraction(seats * n, people) for group, n in groups.items()}
    given = {group: claim.numerator // claim.denominator for group, claim in claims.items()}
    rest = {group: claim - given[group] for group, claim in claims.items()}
    left = seats - sum(given.values())
    for remainder in sorted(set(rest.values()), reverse=True):
        equal = tuple(group for group in groups if rest[group] == remainder)
        if not left:
            break
        if len(equal) > left:
            return Apportionment(given, equal, left)
        for group in equal:
            given[group] += 1
        left -= len(equal)
    return Apportionment(given)


@dataclass(frozen=True, slots=True)
class Elected:
    """Who was elected, in the order of their votes; `tied` names those a second vote must separate."""

    full: tuple[str, ...]
    substitutes: tuple[str, ...]
    tied: tuple[str, ...] = ()


def elect(votes: Mapping[str, int], *, full: int, substitutes: int = 0) -> Elected:
    """Who is elected by a count of hands: most votes first, then the substitutes; nobody without a vote.

    A tie matters only where it decides who is in: between full and substitute, or substitute and not elected.

    >>> elect({"ana": 9, "bia": 7, "caio": 2}, full=1, substitutes=1)
    Elected(full=('ana',), substitutes=('bia',), tied=())
    >>> elect({"ana": 9, "bia": 7, "caio": 7}, full=2).tied
    ('bia', 'caio')
    """
    order = sorted((k for k, n in votes.items() if n > 0), key=lambda k: -votes[k])
    for edge in (full, full + substitutes):
        if 0 < edge < len(order) and votes[order[edge - 1]] == votes[order[edge]]:
            level = votes[order[edge]]
            return Elected((), (), tuple(k for k in order if votes[k] == level))
    return Elected(tuple(order[:full]), tuple(order[full : full + substitutes]))


DOORS_BEFORE = timedelta(hours=3)
DOORS_AFTER = timedelta(hours=3)
LATE_POST = timedelta(days=3)
"""How long after the doors have closed a device that had no network may still hand in its lines."""


def doors(starts: datetime, ends: datetime) -> Period:
    """When people can sign in: a few hours either side of the meeting."""
    return Period(starts - DOORS_BEFORE, ends + DOORS_AFTER)


def refusal(
    starts: datetime, ends: datetime, *, at: datetime, written: datetime | None = None, closed: bool = False
) -> str:
    """Why nobody can sign in with the meeting's code now: `early`, `over`, `late`, or "" where they can.

    written: when a device at the door wrote the line, where it hands it in later. closed: the count is done.

    >>> six, eight = datetime(2026, 5, 4, 18), datetime(2026, 5, 4, 20)
    >>> refusal(six, eight, at=six - timedelta(hours=4))
    'early'
    >>> refusal(six, eight, at=eight + timedelta(days=2), written=eight)
    ''
    """
    if closed:
        return "over"
    period = doors(starts, ends)
    moment = at if written is None else written
    if period.opens is not None and moment < period.opens:
        return "early"
    if period.closes is not None and moment >= period.closes:
        return "over"
    return "late" if period.closes is not None and at >= period.closes + LATE_POST else ""


def quorum(members: int, share: Fraction) -> int:
    """How many of the members must be there: the share of them, rounded up; at least one.

    >>> quorum(46, Fraction(1, 2)), quorum(9, Fraction(2, 3)), quorum(0, Fraction(1, 2))
    (23, 6, 1)
    """
    return max(1, -(-members * share.numerator // share.denominator))


def lines(text: str) -> Sequence[str]:
    """The lines of a text that say something, each tidied."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
