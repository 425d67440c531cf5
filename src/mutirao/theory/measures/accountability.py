"""Blurred accountability: whether someone answers for each decision, promise, plan and sum of money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from statistics import median

from mutirao.theory.measures.measure import Mark, Measure, Proportion, Quantity, Risk, amounts

MEASURES: tuple[Measure, ...] = (
    Measure(
        slug="traceability",
        risk=Risk.ACCOUNTABILITY,
        title="Decisions that can be traced",
        question="Can anybody see what was decided, by whom, why and who answers?",
        formula="decisions with all of what, who, mandate, evidence, money, who answers, review ÷ decisions",
        unit="share of decisions, 0 to 1",
        source="our own, see Bovens 2007",
        mark=Mark.OURS,
        misleads="A perfect log may hold only decisions that do not matter.",
        computed_by="traceability",
    ),
    Measure(
        slug="promise_closure",
        risk=Risk.ACCOUNTABILITY,
        title="Promises kept or explained in time",
        question="Did we do what we said, or say openly why not?",
        formula="promises kept or openly explained by their day ÷ promises due; median days of the late ones",
        unit="share of promises, 0 to 1; days",
        source="our own",
        mark=Mark.OURS,
        misleads="A promise can be closed by wording it anew.",
        computed_by="promise_closure",
    ),
    Measure(
        slug="plan_execution",
        risk=Risk.ACCOUNTABILITY,
        title="The plan and what was done",
        question="Was what people ranked first also done first?",
        formula="ranked lines delivered ÷ ranked lines, by number and by money; inversions = pairs with a "
        "lower line delivered while a higher one is open without a reason",
        unit="share of lines and of money, 0 to 1; pairs",
        source="our own, after Baierle's criticism of Porto Alegre",
        mark=Mark.OURS,
        misleads="Floods and failed tenders look like broken promises unless their reasons are recorded.",
        computed_by="plan_execution",
    ),
    Measure(
        slug="unanswered_money",
        risk=Risk.ACCOUNTABILITY,
        title="Money nobody alone answers for",
        question="How much money has no single body answering for it?",
        formula="money with no body or several bodies answering ÷ all money",
        unit="share of money, 0 to 1",
        source="our own",
        mark=Mark.OURS,
        misleads="A body can answer on paper and still not know that it does.",
        computed_by="unanswered_money",
    ),
    Measure(
        slug="report_back",
        risk=Risk.ACCOUNTABILITY,
        title="Representatives reporting back",
        question="Do representatives meet the people they speak for?",
        formula="meetings held with those represented ÷ meetings due",
        unit="share of meetings, 0 to 1",
        source="our own, after Fedozzi and Martins 2015",
        mark=Mark.OURS,
        misleads="A meeting held is not a meeting where anybody was heard.",
        computed_by="report_back_rate",
    ),
    Measure(
        slug="repeat_mandates",
        risk=Risk.ACCOUNTABILITY,
        title="The same people elected again",
        question="Do the same people hold the seats again and again?",
        formula="representatives in their second or later term ÷ representatives",
        unit="share of representatives, 0 to 1",
        source="our own, after Fedozzi and Martins 2015",
        mark=Mark.OURS,
        misleads="Experience is worth something, and in a small place few people stand.",
        computed_by="repeat_mandate_share",
    ),
)


@dataclass(frozen=True, slots=True)
class Trace:
    """What is recorded of one decision. "No money" and "no review", where said so, count as recorded."""

    what: bool
    who: bool
    mandate: bool
    evidence: bool
    money: bool
    answers: bool
    review: bool


@dataclass(frozen=True, slots=True)
class Traceability:
    """How many decisions have every part recorded, and for each part how many decisions lack it."""

    complete: Proportion
    missing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DuePromise:
    """A promise: the day it is due, and the day it was kept or openly explained (None: neither yet)."""

    due: date
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class PromiseClosure:
    """Promises closed in time among those due, and the median days late of the late ones (None: none is)."""

    on_time: Proportion
    median_days_late: Fraction | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One ranked line of a plan: rank (1 is first), planned cost, whether delivered or openly explained."""

    rank: int
    cost: Quantity
    is_delivered: bool
    has_reason: bool = False


@dataclass(frozen=True, slots=True)
class PlanExecution:
    """What was delivered of a plan.

    lines, money: the part delivered, by number and by planned cost; money is None when nothing has a cost.
    inversions: pairs with a lower line delivered and a higher one open without a reason. passed_over: the
    ranks of those higher ones, first rank first.
    """

    lines: Proportion
    money: Proportion | None
    inversions: int
    passed_over: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnsweredSum:
    """An amount of money and how many bodies answer for it."""

    amount: Quantity
    bodies: int


def traceability(decisions: Sequence[Trace]) -> Traceability:
    """How many decisions can be traced: what, who, mandate, evidence, money, who answers, review.

    Exact. Errors: ValueError when there is no decision. Source: our own, see Bovens 2007.
    Misleads: A perfect log may hold only decisions that do not matter.

    >>> full = Trace(what=True, who=True, mandate=True, evidence=True, money=True, answers=True, review=True)
    >>> bare = Trace(what=True, who=True, mandate=True, evidence=False, money=True, answers=True, review=True)
    >>> found = traceability([full, bare])
    >>> found.complete.share, found.missing["evidence"], found.missing["who"]
    (Fraction(1, 2), 1, 0)
    """
    if not decisions:
        raise ValueError("No decision has been recorded yet.")
    parts = [field.name for field in fields(Trace)]
    missing = {part: sum(not getattr(decision, part) for decision in decisions) for part in parts}
    complete = sum(all(getattr(decision, part) for part in parts) for decision in decisions)
    return Traceability(Proportion(complete, len(decisions)), missing)


def promise_closure(promises: Iterable[DuePromise], *, at: date) -> PromiseClosure:
    """How many promises due before a day were kept or openly explained in time, and how late the others are.

    promises: due on `at` or later are left out. Closed after `at` counts as open, so that a past answer can
    be worked out again; open ones are late up to `at`.
    Exact. Errors: ValueError when no promise was due. Source: our own.
    Misleads: A promise can be closed by wording it anew.

    >>> path = DuePromise(due=date(2024, 3, 1), closed=date(2024, 2, 20))
    >>> lamp = DuePromise(due=date(2024, 3, 1))
    >>> found = promise_closure([path, lamp], at=date(2024, 3, 15))
    >>> found.on_time.share, found.median_days_late
    (Fraction(1, 2), Fraction(14, 1))
    """
    due = [promise for promise in promises if promise.due < at]
    if not due:
        raise ValueError("No promise was due yet.")
    late = [days for p in due if (days := (min(p.closed or at, at) - p.due).days) > 0]
    middle = median(map(Fraction, late)) if late else None
    return PromiseClosure(Proportion(len(due) - len(late), len(due)), middle)


def plan_execution(lines: Iterable[PlanLine]) -> PlanExecution:
    """How much of a ranked plan was delivered, and where something lower overtook something higher.

    lines: in any order; cost is the planned cost in one currency. Exact. Errors: ValueError when there is no
    line, two share a rank, or a cost is less than nothing. Source: our own, after Baierle's criticism of
    Porto Alegre.
    Misleads: Floods and failed tenders look like broken promises unless their reasons are recorded.

    >>> found = plan_execution([PlanLine(1, 50, False), PlanLine(2, 30, True), PlanLine(3, 20, True)])
    >>> found.lines.share, found.money.share, found.inversions, found.passed_over
    (Fraction(2, 3), Fraction(1, 2), 2, (1,))
    """
    plan = sorted(lines, key=lambda line: line.rank, reverse=True)
    if not plan:
        raise ValueError("The plan has no lines yet.")
    if len({line.rank for line in plan}) < len(plan):
        raise ValueError("Two lines of the plan have the same rank.")
    costs = amounts(line.cost for line in plan)
    delivered, inversions = 0, 0
    passed_over: list[int] = []
    for line in plan:  # from the last rank up, so that `delivered` counts what overtook this line
        if line.is_delivered:
            delivered += 1
        elif delivered and not line.has_reason:
            inversions += delivered
            passed_over.append(line.rank)
    done = sum((cost for line, cost in zip(plan, costs, strict=True) if line.is_delivered), Fraction(0))
    money = Proportion(done, sum(costs)) if sum(costs) else None
    return PlanExecution(Proportion(delivered, len(plan)), money, inversions, tuple(reversed(passed_over)))


def unanswered_money(sums: Sequence[AnsweredSum]) -> Proportion:
    """How much money has no body, or more than one, answering for it.

    sums: amounts in one currency. Exact. Errors: ValueError when there is no money or a number is less than
    nothing.
    Source: our own.
    Misleads: A body can answer on paper and still not know that it does.

    >>> roof, path, lamps = AnsweredSum(600, bodies=1), AnsweredSum(300, bodies=2), AnsweredSum(100, bodies=0)
    >>> unanswered_money([roof, path, lamps]).share
    Fraction(2, 5)
    """
    if any(line.bodies < 0 for line in sums):
        raise ValueError("A count of bodies cannot be less than nothing.")
    whole = sum(amounts(line.amount for line in sums), Fraction(0))
    loose = sum((Fraction(line.amount) for line in sums if line.bodies != 1), Fraction(0))
    return Proportion(loose, whole)


def report_back_rate(*, held: int, due: int) -> Proportion:
    """How many of the meetings due with those they represent were held. Extra meetings are not counted here.

    Exact. Errors: ValueError when none was due or more were held than due.
    Source: our own, after Fedozzi and Martins 2015.
    Misleads: A meeting held is not a meeting where anybody was heard.

    >>> report_back_rate(held=3, due=4).share
    Fraction(3, 4)
    """
    if due < 1:
        raise ValueError("No meeting was due yet.")
    if not 0 <= held <= due:
        raise ValueError("No more meetings can have been held than were due.")
    return Proportion(held, due)


def repeat_mandate_share(terms: Sequence[int], *, least: int = 2) -> Proportion:
    """How many of today's representatives are in at least their second term.

    terms: how many terms each has held, this one included. least: from which term on to count.
    Exact. Errors: ValueError when there is no representative or a term below 1.
    Source: our own, after Fedozzi and Martins 2015.
    Misleads: Experience is worth something, and in a small place few people stand.

    >>> repeat_mandate_share([1, 1, 2, 5]).share, repeat_mandate_share([1, 1, 2, 5], least=5).share
    (Fraction(1, 2), Fraction(1, 4))
    """
    if not terms:
        raise ValueError("There are no representatives yet.")
    if min(terms) < 1:
        raise ValueError("A representative in office is in at least the first term.")
    return Proportion(sum(held >= least for held in terms), len(terms))
