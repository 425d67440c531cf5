"""Burnout in people's own words: two published scales of exhaustion, scored from one person's answers.

An answer belongs to the person who gave it; what others see is a count, and only with that person's consent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from mutirao.theory.measures.measure import Band, Bands, Mark, Measure, Quantity, Risk

KALIMO = Bands(
    (Band("no symptoms"), Band("some symptoms", Fraction(3, 2)), Band("burnout", Fraction(7, 2))),
    "Kalimo and others 2003",
    Mark.PUBLISHED,
)
COPENHAGEN = Bands(
    (Band("not usually read as burnout"), Band("usually read as burnout", Fraction(50))),
    "Kristensen and others 2005",
    Mark.RECALLED,
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="kalimo",
        risk=Risk.BURNOUT,
        title="Exhaustion, weighted",
        question="How worn out do you say you are?",
        formula="0.4·exhaustion + 0.3·cynicism + 0.3·loss of efficacy",
        unit="0 to 6",
        source="Kalimo and others 2003",
        mark=Mark.PUBLISHED,
        misleads="It is no diagnosis: its licensed questionnaire has no agreed medical limit.",
        computed_by="kalimo",
        bands=KALIMO,
    ),
    Measure(
        slug="copenhagen",
        risk=Risk.BURNOUT,
        title="Copenhagen burnout scale",
        question="How worn out do you say you are?",
        formula="mean of the answers of one scale, each 0, 25, 50, 75 or 100",
        unit="0 to 100",
        source="Kristensen and others 2005",
        mark=Mark.PUBLISHED,
        misleads="People may be worn out for reasons that have nothing to do with this work.",
        computed_by="copenhagen",
        bands=COPENHAGEN,
    ),
)


def kalimo(*, exhaustion: Quantity, cynicism: Quantity, lost_efficacy: Quantity) -> Fraction:
    """The weighted exhaustion score of one person's own answers.

    exhaustion, cynicism, lost_efficacy: scale means from 0 to 6, where more is worse in all three.
    Exact. Errors: ValueError when a score is not from 0 to 6.
    Source: Kalimo and others 2003; bands as published there.
    Misleads: It is no diagnosis: its licensed questionnaire has no agreed medical limit.

    >>> from decimal import Decimal
    >>> score = kalimo(exhaustion=Decimal("3.2"), cynicism=2, lost_efficacy=Decimal("1.5"))
    >>> float(score), KALIMO.read(score)
    (2.33, 'some symptoms')
    """
    if not all(0 <= score <= 6 for score in (exhaustion, cynicism, lost_efficacy)):
        raise ValueError("Each of the three scores must be from 0 to 6.")
    return (4 * Fraction(exhaustion) + 3 * Fraction(cynicism) + 3 * Fraction(lost_efficacy)) / 10


def copenhagen(answers: Sequence[int]) -> Fraction:
    """The mean of one person's answers on one Copenhagen scale.

    answers: one for each question answered, each 0, 25, 50, 75 or 100, where more is worse.
    Exact. Errors: ValueError when there is no answer or one is not on the scale.
    Source: Kristensen and others 2005; the band is the common reading.
    Misleads: People may be worn out for reasons that have nothing to do with this work.

    >>> copenhagen([50, 75, 50, 25, 50, 75])
    Fraction(325, 6)
    """
    if not answers:
        raise ValueError("There are no answers yet.")
    if any(answer not in (0, 25, 50, 75, 100) for answer in answers):
        raise ValueError("Each answer must be 0, 25, 50, 75 or 100.")
    return Fraction(sum(answers), len(answers))
