"""Lost independence: whether a partner organisation can still afford to disagree with those who fund it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mutirao.theory.measures.measure import Mark, Measure, Proportion, Quantity, Risk, given

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="dependency",
        risk=Risk.INDEPENDENCE,
        title="Income from those it may need to criticise",
        question="How much of its income comes from bodies it may have to disagree with?",
        formula="income from those bodies ÷ all income of the year",
        unit="share of income, 0 to 1",
        source="our own, see Chaves, Stephens and Galaskiewicz 2004",
        mark=Mark.OURS,
        misleads="Research finds that public money often does not quieten organisations at all.",
        computed_by="dependency",
    ),
    Measure(
        slug="income_concentration",
        risk=Risk.INDEPENDENCE,
        title="How many baskets the income is in",
        question="Does the income hang on one or two sources?",
        formula="HHI = Σ (share of each source)²",
        unit="1/n (n equal sources) to 1 (a single source)",
        source="Herfindahl 1950 and Hirschman 1945",
        mark=Mark.RECALLED,
        misleads="One large gift in one year moves a small charity's number from end to end.",
        computed_by="hhi",
    ),
    Measure(
        slug="voice_change",
        risk=Risk.INDEPENDENCE,
        title="Speaking up before and after joining",
        question="Does it speak up, and disagree, as often as before it joined?",
        formula="voice acts per year after joining − before; disagreeing acts ÷ voice acts in each time",
        unit="acts per year; share of acts, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="Quiet influence leaves no trace, and those inside may be heard without speaking in public.",
        computed_by="voice_change",
    ),
)


@dataclass(frozen=True, slots=True)
class VoiceSpell:
    """How often an organisation spoke up over some months, and how often to disagree with its partner."""

    acts: int
    disagreeing: int
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("At least one month is needed before and after joining.")
        if not 0 <= self.disagreeing <= self.acts:
            raise ValueError("Nobody can disagree more often than they spoke up.")

    @property
    def per_year(self) -> Fraction:
        """Voice acts per year, exact."""
        return Fraction(12 * self.acts, self.months)

    @property
    def disagreement(self) -> Proportion | None:
        """Disagreeing acts among all; None where nothing was said."""
        return Proportion(self.disagreeing, self.acts) if self.acts else None


@dataclass(frozen=True, slots=True)
class VoiceChange:
    """Speaking up before and after joining a partnership."""

    before: VoiceSpell
    after: VoiceSpell

    @property
    def change(self) -> Fraction:
        """Acts per year after minus before, exact; less than 0 means it speaks up less."""
        return self.after.per_year - self.before.per_year


def dependency(income: Mapping[str, Quantity], *, partners: Collection[str]) -> Proportion:
    """How much of a year's income comes from bodies the organisation may need to criticise.

    income: amount by source, in one currency. partners: the sources among them that it may need to criticise.
    Exact. Errors: ValueError when there is no income, an amount is less than nothing, or a partner is no
    source.
    Source: our own, see Chaves, Stephens and Galaskiewicz 2004.
    Misleads: Research finds that public money often does not quieten organisations at all.

    >>> dependency({"council": 62, "lottery": 20, "members": 10, "shop": 8}, partners=["council"]).share
    Fraction(31, 50)
    """
    whole = sum(given(income.values()), Fraction(0))
    if any(partner not in income for partner in partners):
        raise ValueError("A partner named here is not among the sources of income.")
    return Proportion(sum((Fraction(income[partner]) for partner in set(partners)), Fraction(0)), whole)


def hhi(income: Iterable[Quantity]) -> Fraction:
    """How far income hangs on few sources (Herfindahl–Hirschman index).

    income: one amount for each source, in one currency.
    Exact. Errors: ValueError when there is no income or an amount is less than nothing.
    Source: Herfindahl 1950 and Hirschman 1945.
    Misleads: One large gift in one year moves a small charity's number from end to end.

    >>> hhi([62, 20, 10, 8]), float(hhi([62, 20, 10, 8]))
    (Fraction(551, 1250), 0.4408)
    """
    exact = given(income)
    whole = sum(exact, Fraction(0))
    return sum(((amount / whole) ** 2 for amount in exact), Fraction(0))


def voice_change(before: VoiceSpell, after: VoiceSpell) -> VoiceChange:
    """How speaking up changed when an organisation joined: responses, statements, petitions, complaints.

    before, after: acts counted over whole months; the two need not be of equal length.
    Exact. Errors: ValueError when a spell has no month, or more disagreeing acts than acts.
    Source: our own.
    Misleads: Quiet influence leaves no trace, and those inside may be heard without speaking in public.

    >>> found = voice_change(VoiceSpell(acts=8, disagreeing=6, months=12), VoiceSpell(3, 1, 6))
    >>> found.change, found.before.disagreement.share, found.after.disagreement.share
    (Fraction(-2, 1), Fraction(3, 4), Fraction(1, 3))
    """
    return VoiceChange(before, after)
