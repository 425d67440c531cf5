"""Burnout: load beyond a person's own limit, weeks without rest, work that hangs on one person.

These are for the person first, then for a count; a name belongs to nobody without that person's consent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Proportion, Quantity, Risk, given

REST = Bands(
    (Band("had rest"), Band("no week off for a long time", Fraction(12), has_edge=False)),
    "our own",
    Mark.OURS,
)
KEY_PERSON = Bands(
    (Band("hangs on one person"), Band("shared", Fraction(1), has_edge=False)), "our own", Mark.OURS
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="over_own_limit",
        risk=Risk.BURNOUT,
        title="People above their own limit",
        question="How many people gave more than the limit they set themselves?",
        formula="people above their own limit in the last four weeks ÷ active people",
        unit="share of active people, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="Many set no limit, and the most tired people stop recording their hours.",
        computed_by="over_own_limit",
    ),
    Measure(
        slug="weeks_without_rest",
        risk=Risk.BURNOUT,
        title="Weeks since the last free week",
        question="How long is it since you had a week off?",
        formula="number of latest weeks in a row with any work",
        unit="weeks",
        source="our own",
        mark=Mark.OURS,
        misleads="One short call counts like a full week, and some people thrive on a little every week.",
        computed_by="weeks_without_rest",
        bands=REST,
    ),
    Measure(
        slug="key_people",
        risk=Risk.BURNOUT,
        title="How few people carry half the work",
        question="Would this stop if one person left?",
        formula="the smallest k such that the k largest amounts are at least half of the whole",
        unit="people",
        source="our own",
        mark=Mark.OURS,
        misleads="Someone with few hours may hold the only key; someone with many may be easy to replace.",
        computed_by="key_people",
        bands=KEY_PERSON,
    ),
    Measure(
        slug="only_one_can",
        risk=Risk.BURNOUT,
        title="Tasks only one person can do",
        question="Which tasks wait when one person is ill?",
        formula="tasks with exactly one able person",
        unit="tasks",
        source="our own",
        mark=Mark.OURS,
        misleads="It knows who is listed as able, not who would manage in an emergency.",
        computed_by="only_one_can",
    ),
    Measure(
        slug="left_after_peak",
        risk=Risk.BURNOUT,
        title="Leaving after the busiest quarter",
        question="Do people leave soon after the busiest time?",
        formula="people who left within six months of the busiest quarter ÷ people active in it",
        unit="share of people, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="People also leave because they move, find a job or their children grow up.",
        computed_by="left_after_peak",
    ),
)


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes one person gave in the window, and the limit they set themselves for it (None: no limit)."""

    minutes: int
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.minutes < 0 or (self.limit is not None and self.limit < 0):
            raise ValueError("An amount cannot be less than nothing.")

    @property
    def is_over(self) -> bool:
        """Whether the person gave more than their own limit."""
        return self.limit is not None and self.minutes > self.limit


@dataclass(frozen=True, slots=True)
class OverLimit:
    """How many active people are above their own limit, and how many have set none."""

    over: int
    without_limit: int
    active: int

    @property
    def share(self) -> Fraction:
        """People above their limit over active people, exact."""
        return Fraction(self.over, self.active)


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row with work up to now; `is_at_least` when the records do not reach back to a free week."""

    weeks: int
    is_at_least: bool


@dataclass(frozen=True, slots=True)
class KeyPeople:
    """The fewest people who supply the part asked for, out of how many, and the share they supply."""

    fewest: int
    people: int
    share: Fraction


def over_own_limit(active: Sequence[Load]) -> OverLimit:
    """How many people gave more than the limit they set themselves.

    active: one load for each person active in the last four weeks, with the limit scaled to those weeks.
    Exact. Errors: ValueError when nobody is active. Source: our own.
    Misleads: Many set no limit, and the most tired people stop recording their hours.

    >>> over_own_limit([Load(600, limit=480), Load(300, limit=480), Load(900)]).share
    Fraction(1, 3)
    """
    if not active:
        raise ValueError("Nobody was active in this time.")
    without = sum(load.limit is None for load in active)
    return OverLimit(sum(load.is_over for load in active), without, len(active))


def weeks_without_rest(minutes_by_week: Sequence[int]) -> Streak:
    """How many weeks in a row up to now one person worked.

    minutes_by_week: one number for each whole week, oldest first, the week just ended last.
    Exact. Errors: ValueError when there is no week, or a week with less than nothing. Source: our own.
    Misleads: One short call counts like a full week, and some people thrive on a little every week.

    >>> weeks_without_rest([120, 0, 60, 30, 90])
    Streak(weeks=3, is_at_least=False)
    """
    if not minutes_by_week:
        raise ValueError("There are no weeks to look at yet.")
    if min(minutes_by_week) < 0:
        raise ValueError("An amount cannot be less than nothing.")
    for weeks, minutes in enumerate(reversed(minutes_by_week)):
        if not minutes:
            return Streak(weeks, is_at_least=False)
    return Streak(len(minutes_by_week), is_at_least=True)


def key_people(given_by_each: Iterable[Quantity], *, part: Fraction = Fraction(1, 2)) -> KeyPeople:
    """The fewest people who together supply half of the work of a role.

    given_by_each: one amount for each person in the role, in any one unit. part: how much is to be supplied.
    Exact. Errors: ValueError when there are no people, an amount is less than nothing, all are nothing, or
    `part` is not more than 0 and at most 1. Source: our own.
    Misleads: Someone with few hours may hold the only key; someone with many may be easy to replace.

    >>> key_people([40, 16, 8, 8, 4, 2, 2]), KEY_PERSON.read(1)
    (KeyPeople(fewest=1, people=7, share=Fraction(1, 2)), 'hangs on one person')
    """
    if not 0 < part <= 1:
        raise ValueError("The part to supply must be more than nothing and at most everything.")
    exact = sorted(given(given_by_each), reverse=True)
    whole, supplied, fewest = sum(exact), Fraction(0), 0
    while supplied < part * whole:
        supplied += exact[fewest]
        fewest += 1
    return KeyPeople(fewest, len(exact), supplied / whole)


def only_one_can(able: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The tasks that exactly one person can do, in the order given.

    able: for each task, the people able to do it. Exact. Errors: ValueError when there are no tasks.
    Source: our own.
    Misleads: It knows who is listed as able, not who would manage in an emergency.

    >>> only_one_can({"open up": ["Cam", "Dee"], "do the till": ["Cam"], "fix the roof": []})
    ('do the till',)
    """
    if not able:
        raise ValueError("There are no tasks to look at yet.")
    return tuple(task for task, people in able.items() if len(set(people)) == 1)


def left_after_peak(months_until_left: Sequence[int | None], *, within: int = 6) -> Proportion:
    """How many of those active in the busiest quarter left within six months of it.

    months_until_left: for each person active in that quarter, whole months from its end until they left; None
    if they are still here. Exact. Errors: ValueError when nobody was active or a number is less than nothing.
    Source: our own.
    Misleads: People also leave because they move, find a job or their children grow up.

    >>> left_after_peak([2, 6, 7, None, None]).share
    Fraction(2, 5)
    """
    if not months_until_left:
        raise ValueError("Nobody was active in the busiest quarter.")
    months = [gap for gap in months_until_left if gap is not None]
    if min(months, default=0) < 0:
        raise ValueError("Nobody active in the busiest quarter can have left before its end.")
    return Proportion(sum(gap <= within for gap in months), len(months_until_left))
