"""Trust in users and communities: how much is left to them, and what becomes of what they propose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mutirao.theory.measures.measure import Mark, Measure, Proportion, Quantity, Risk

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="delegated_money",
        risk=Risk.TRUST,
        title="Money decided without further approval",
        question="How much of the money do coproducers decide on for good?",
        formula="money decided by coproducers without further approval ÷ money in scope",
        unit="share of money, 0 to 1",
        source="our own, see Yang 2005",
        mark=Mark.OURS,
        misleads="The sum in scope may be so small that deciding on it means little.",
        computed_by="delegated_share",
    ),
    Measure(
        slug="adoption",
        risk=Risk.TRUST,
        title="What becomes of proposals",
        question="Are proposals taken up, changed or refused?",
        formula="proposals taken up unchanged, amended, refused ÷ proposals answered",
        unit="three shares of the answered proposals, together 1",
        source="our own, see Yang 2005",
        mark=Mark.OURS,
        misleads="Many are taken up where only safe ones are made; law or an election can force a refusal.",
        computed_by="adoption",
    ),
    Measure(
        slug="reason_rate",
        risk=Risk.TRUST,
        title="Refusals with a written reason",
        question="When we say no, do we say why?",
        formula="refusals with a written reason ÷ refusals",
        unit="share of refusals, 0 to 1",
        source="our own, see Yang 2005",
        mark=Mark.OURS,
        misleads="A standard sentence is a written reason too.",
        computed_by="reason_rate",
    ),
    Measure(
        slug="reversals",
        risk=Risk.TRUST,
        title="Decisions overturned later",
        question="How often is what coproducers decided overturned by someone else?",
        formula="decisions by coproducers later overturned ÷ decisions by coproducers",
        unit="share of decisions, 0 to 1",
        source="our own, see Yang 2005",
        mark=Mark.OURS,
        misleads="Correcting a mistake together is not the same as being overruled.",
        computed_by="reversal_share",
    ),
    Measure(
        slug="signoffs",
        risk=Risk.TRUST,
        title="Sign-offs that a decision needs",
        question="How many people must approve what was already decided?",
        formula="sign-offs ÷ decisions",
        unit="sign-offs for each decision",
        source="our own, see Yang 2005",
        mark=Mark.OURS,
        misleads="Two signatures on a cheque protect people; they are no sign of mistrust.",
        computed_by="signoffs_per_decision",
    ),
)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of the proposals that were answered."""

    unchanged: Proportion
    amended: Proportion
    refused: Proportion


def delegated_share(*, delegated: Quantity, in_scope: Quantity) -> Proportion:
    """How much of the money coproducers decide on without anyone's further approval.

    delegated, in_scope: amounts in one currency over the same time.
    Exact. Errors: ValueError when no money is in scope, or more is delegated than is in scope.
    Source: our own, see Yang 2005.
    Misleads: The sum in scope may be so small that deciding on it means little.

    >>> delegated_share(delegated=76_700, in_scope=100_000).share
    Fraction(767, 1000)
    """
    if in_scope <= 0:
        raise ValueError("There is no money in scope.")
    if not 0 <= delegated <= in_scope:
        raise ValueError("No more money can be delegated than is in scope.")
    return Proportion(Fraction(delegated), Fraction(in_scope))


def adoption(*, unchanged: int, amended: int, refused: int) -> Adoption:
    """Which parts of the answered proposals were taken up unchanged, amended and refused.

    unchanged, amended, refused: proposals; those still waiting are no part of it.
    Exact. Errors: ValueError when none was answered or a number is less than nothing.
    Source: our own, see Yang 2005.
    Misleads: Many are taken up where only safe ones are made; law or an election can force a refusal.

    >>> found = adoption(unchanged=5, amended=3, refused=2)
    >>> found.unchanged.share, found.amended.share, found.refused.share
    (Fraction(1, 2), Fraction(3, 10), Fraction(1, 5))
    """
    answered = unchanged + amended + refused
    if min(unchanged, amended, refused) < 0:
        raise ValueError("A count of proposals cannot be less than nothing.")
    if not answered:
        raise ValueError("No proposal has been answered yet.")
    return Adoption(*(Proportion(part, answered) for part in (unchanged, amended, refused)))


def reason_rate(*, with_reason: int, refusals: int) -> Proportion:
    """How many refusals came with a written reason.

    Exact. Errors: ValueError when nothing was refused, or more reasons than refusals are given.
    Source: our own, see Yang 2005.
    Misleads: A standard sentence is a written reason too.

    >>> reason_rate(with_reason=3, refusals=4).share
    Fraction(3, 4)
    """
    if refusals < 1:
        raise ValueError("Nothing has been refused yet.")
    if not 0 <= with_reason <= refusals:
        raise ValueError("No more refusals can have a reason than there are refusals.")
    return Proportion(with_reason, refusals)


def reversal_share(*, overturned: int, decisions: int) -> Proportion:
    """How many decisions by coproducers were later overturned by someone else.

    Exact. Errors: ValueError when nothing was decided, or more was overturned than decided.
    Source: our own, see Yang 2005.
    Misleads: Correcting a mistake together is not the same as being overruled.

    >>> reversal_share(overturned=1, decisions=8).share
    Fraction(1, 8)
    """
    if decisions < 1:
        raise ValueError("No decision has been taken yet.")
    if not 0 <= overturned <= decisions:
        raise ValueError("No more decisions can be overturned than were taken.")
    return Proportion(overturned, decisions)


def signoffs_per_decision(signoffs: Sequence[int]) -> Fraction:
    """How many sign-offs a decision needs on average after it was taken.

    signoffs: one number for each decision. Exact. Errors: ValueError when there is no decision or a number is
    less than nothing. Source: our own, see Yang 2005.
    Misleads: Two signatures on a cheque protect people; they are no sign of mistrust.

    >>> signoffs_per_decision([0, 1, 4])
    Fraction(5, 3)
    """
    if not signoffs:
        raise ValueError("No decision has been taken yet.")
    if min(signoffs) < 0:
        raise ValueError("A count of sign-offs cannot be less than nothing.")
    return Fraction(sum(signoffs), len(signoffs))
