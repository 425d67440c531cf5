"""Costs of taking part: the time and cash it takes, what people do not claim back, and what process eats.

Hours are never turned into money here, and cash is never turned into hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from mutirao.theory.measures.measure import Mark, Measure, Proportion, Quantity, Risk, amounts

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="hours_per_decision",
        risk=Risk.COSTS,
        title="Hours that one decision takes",
        question="How much of people's time does a decision take?",
        formula="minutes of everybody in meetings, on the way and preparing ÷ 60 ÷ decisions",
        unit="person-hours for each decision",
        source="our own, see Herd and Moynihan 2018",
        mark=Mark.OURS,
        misleads="One large decision may deserve more time than twenty small ones.",
        computed_by="hours_per_decision",
    ),
    Measure(
        slug="cash_burden",
        risk=Risk.COSTS,
        title="Cash that an hour of taking part costs",
        question="Who pays most out of their own pocket to take part?",
        formula="cash a group spent and did not get back ÷ hours the group took part",
        unit="smallest unit of the currency for each person-hour, by group",
        source="our own, see Herd and Moynihan 2018",
        mark=Mark.OURS,
        misleads="The same pound or hour weighs more on some people than on others.",
        computed_by="cash_burden",
    ),
    Measure(
        slug="unclaimed_expenses",
        risk=Risk.COSTS,
        title="Expenses nobody claims",
        question="Do people leave money unclaimed that is theirs?",
        formula="(expenses that could be claimed − expenses claimed) ÷ expenses that could be claimed",
        unit="share of the amount, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="Some people are glad to give it; others are ashamed to ask, and the number cannot tell.",
        computed_by="unclaimed_share",
    ),
    Measure(
        slug="admin_share",
        risk=Risk.COSTS,
        title="Officers' time spent on process",
        question="How much of officers' time goes into running the process itself?",
        formula="officer minutes on process ÷ all officer minutes",
        unit="share of time, 0 to 1",
        source="our own, see Steen, Brandsen and Verschuere 2018",
        mark=Mark.OURS,
        misleads="Looking after people well is often written down as process.",
        computed_by="admin_share",
    ),
)


def hours_per_decision(minutes: Iterable[int], *, decisions: int) -> Fraction:
    """How many person-hours each decision took.

    minutes: of everybody, in meetings, travelling and preparing; in any parts. decisions: taken in that time.
    Exact, in hours. Errors: ValueError when no time is recorded, one is less than nothing, or no decision was
    taken.
    Source: our own, see Herd and Moynihan 2018.
    Misleads: One large decision may deserve more time than twenty small ones.

    >>> hours_per_decision([120, 90, 90], decisions=2)
    Fraction(5, 2)
    """
    whole = sum(amounts(minutes))
    if decisions < 1:
        raise ValueError("No decision was taken in this time.")
    return Fraction(whole, 60 * decisions)


def cash_burden(cash: Mapping[str, Quantity], *, minutes: Mapping[str, int]) -> dict[str, Fraction]:
    """What an hour of taking part costs people in each group out of their own pocket.

    cash: by group, what they spent and did not get back, in the smallest unit of one currency. minutes: by
    the same groups, the time they took part. The caller leaves out groups too small to show.
    Exact, per person-hour. Errors: ValueError when the groups differ, or one has no time or less cash than
    nothing.
    Source: our own, see Herd and Moynihan 2018.
    Misleads: The same pound or hour weighs more on some people than on others.

    >>> cash_burden({"carers": 900, "others": 300}, minutes={"carers": 180, "others": 600})
    {'carers': Fraction(300, 1), 'others': Fraction(30, 1)}
    """
    if cash.keys() != minutes.keys():
        raise ValueError("Cash and time must be given for the same groups.")
    spent = amounts(cash.values())
    if min(minutes.values()) <= 0:
        raise ValueError("Every group needs some time taking part.")
    return {group: 60 * s / minutes[group] for group, s in zip(cash, spent, strict=True)}


def unclaimed_share(*, eligible: Quantity, claimed: Quantity) -> Proportion:
    """How much of the expenses that could be claimed is not claimed.

    eligible, claimed: amounts in one currency over the same time.
    Exact. Errors: ValueError when nothing could be claimed, or more is claimed than could be.
    Source: our own.
    Misleads: Some people are glad to give it; others are ashamed to ask, and the number cannot tell.

    >>> unclaimed_share(eligible=4000, claimed=3000).share
    Fraction(1, 4)
    """
    if eligible <= 0:
        raise ValueError("There are no expenses that could be claimed.")
    if not 0 <= claimed <= eligible:
        raise ValueError("No more can be claimed than could be, and no less than nothing.")
    return Proportion(Fraction(eligible) - Fraction(claimed), Fraction(eligible))


def admin_share(*, process: int, whole: int) -> Proportion:
    """How much of officers' time goes into running the process.

    process, whole: officer minutes over the same time.
    Exact. Errors: ValueError when no time is recorded, or more on process than in all.
    Source: our own, see Steen, Brandsen and Verschuere 2018.
    Misleads: Looking after people well is often written down as process.

    >>> admin_share(process=300, whole=1200).share
    Fraction(1, 4)
    """
    if whole <= 0:
        raise ValueError("No officer's time is recorded yet.")
    if not 0 <= process <= whole:
        raise ValueError("No more time can go into process than there is in all.")
    return Proportion(process, whole)
