"""Voice, accountability, costs, waiting and trust: oracles, properties and refusals."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.measures import (
    AnsweredSum,
    DuePromise,
    MedianWait,
    PlanLine,
    Proportion,
    Trace,
    VoiceSpell,
    Wait,
    admin_share,
    adoption,
    cash_burden,
    delegated_share,
    dependency,
    hhi,
    hours_per_decision,
    median_wait,
    plan_execution,
    promise_closure,
    reason_rate,
    repeat_mandate_share,
    report_back_rate,
    reversal_share,
    signoffs_per_decision,
    traceability,
    unanswered_money,
    unclaimed_share,
    voice_change,
)

DAY = date(2024, 5, 10)
WHOLE = Trace(what=True, who=True, mandate=True, evidence=True, money=True, answers=True, review=True)
days = st.integers(-60, 60).map(lambda offset: DAY + timedelta(days=offset))


def test_income_of_the_worked_example() -> None:
    income = {"council": 62, "lottery": 20, "members": 10, "shop": 8}
    assert hhi(income.values()) == Fraction(4408, 10_000)
    assert dependency(income, partners=["council", "lottery", "council"]) == Proportion(82, 100)
    assert dependency(income, partners=[]).share == 0


@given(st.lists(st.integers(0, 999), min_size=1, max_size=12).filter(any), st.integers(1, 9))
def test_hhi_lies_between_equal_sources_and_a_single_one(income: list[int], factor: int) -> None:
    found = hhi(income)
    assert Fraction(1, len(income)) <= found <= 1
    assert (found == Fraction(1, len(income))) is (len(set(income)) == 1)
    assert (found == 1) is (sum(map(bool, income)) == 1)
    assert hhi([factor * amount for amount in income[::-1]]) == found


def test_voice_change_says_nothing_of_disagreement_where_nothing_was_said() -> None:
    found = voice_change(VoiceSpell(0, 0, 6), VoiceSpell(3, 3, 18))
    assert found.change == 2
    assert found.before.disagreement is None
    assert found.after.disagreement == Proportion(3, 3)


def test_traceability_says_what_is_missing() -> None:
    blank = Trace(
        what=True, who=False, mandate=False, evidence=False, money=False, answers=False, review=False
    )
    found = traceability([WHOLE, WHOLE, blank])
    assert found.complete == Proportion(2, 3)
    assert found.missing == {
        "what": 0, "who": 1, "mandate": 1, "evidence": 1, "money": 1, "answers": 1, "review": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "on_time", "late"),
    [
        (date(2024, 4, 1), 1, None),
        (date(2024, 5, 1), 1, None),
        (date(2024, 5, 2), 0, 1),
        (date(2024, 5, 30), 0, 9),
        (None, 0, 9),
    ],
)
def test_one_promise_due_on_the_first(closed: date | None, on_time: int, late: int | None) -> None:
    found = promise_closure([DuePromise(date(2024, 5, 1), closed), DuePromise(DAY)], at=DAY)
    assert (found.on_time, found.median_days_late) == (Proportion(on_time, 1), late)


def test_median_days_late_of_an_even_number_may_be_a_half() -> None:
    promises = [DuePromise(DAY - timedelta(days=late)) for late in (1, 2, 5, 40)]
    assert promise_closure(promises, at=DAY).median_days_late == Fraction(7, 2)


@given(st.lists(st.builds(DuePromise, days, st.none() | days), min_size=1))
def test_keeping_one_more_promise_never_lowers_the_share(promises: list[DuePromise]) -> None:
    kept = DuePromise(date(2024, 1, 1), date(2024, 1, 1))
    more = promise_closure([*promises, kept], at=DAY).on_time
    due = [promise for promise in promises if promise.due < DAY]
    if due:
        assert more.share >= promise_closure(promises, at=DAY).on_time.share
    assert more.whole == len(due) + 1


def test_plan_execution_passes_over_a_reason() -> None:
    lines = [
        PlanLine(5, 10, is_delivered=True),
        PlanLine(1, 40, is_delivered=False),
        PlanLine(2, 20, is_delivered=False, has_reason=True),
        PlanLine(3, Decimal("30.50"), is_delivered=True),
        PlanLine(4, 0, is_delivered=False),
        PlanLine(6, 9, is_delivered=False),
    ]
    found = plan_execution(lines)
    assert found.lines == Proportion(2, 6)
    assert found.money == Proportion(Fraction(81, 2), Fraction(219, 2))
    assert (found.inversions, found.passed_over) == (3, (1, 4))


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12))
def test_inversions_are_the_pairs_in_the_wrong_order(states: list[tuple[bool, bool]]) -> None:
    lines = [PlanLine(rank, 1, done, reason) for rank, (done, reason) in enumerate(states, start=1)]
    pairs = [
        high.rank
        for high in lines
        for low in lines
        if high.rank < low.rank and low.is_delivered and not (high.is_delivered or high.has_reason)
    ]
    found = plan_execution(lines[::-1])
    assert (found.inversions, found.passed_over) == (len(pairs), tuple(sorted(set(pairs))))


def test_plan_without_costs_has_no_share_of_money() -> None:
    assert plan_execution([PlanLine(1, 0, is_delivered=True)]).money is None


@pytest.mark.parametrize(
    ("found", "share"),
    [
        (unanswered_money([AnsweredSum(Decimal("0.50"), 0), AnsweredSum(1, 1)]), Fraction(1, 3)),
        (report_back_rate(held=0, due=4), 0),
        (report_back_rate(held=4, due=4), 1),
        (repeat_mandate_share([1, 2, 3, 5, 6], least=5), Fraction(2, 5)),
        (unclaimed_share(eligible=Decimal("10.50"), claimed=Fraction(21, 4)), Fraction(1, 2)),
        (admin_share(process=0, whole=60), 0),
        (delegated_share(delegated=Decimal("76700.00"), in_scope=100_000), Fraction(767, 1000)),
        (reason_rate(with_reason=4, refusals=4), 1),
        (reversal_share(overturned=0, decisions=9), 0),
    ],
)
def test_proportions(found: Proportion, share: Fraction) -> None:
    assert found.share == share


def test_costs_by_decision_and_by_hour() -> None:
    assert hours_per_decision([60, 45, 15, 0], decisions=3) == Fraction(2, 3)
    assert cash_burden({"a": Decimal("4.50"), "b": 0}, minutes={"b": 60, "a": 90}) == {"a": 3, "b": 0}


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_adoption_is_whole(unchanged: int, amended: int, refused: int) -> None:
    if unchanged + amended + refused:
        found = adoption(unchanged=unchanged, amended=amended, refused=refused)
        assert found.unchanged.share + found.amended.share + found.refused.share == 1
        assert found.refused.part == refused


def test_signoffs_per_decision() -> None:
    assert signoffs_per_decision([0, 0, 2, 3]) == Fraction(5, 4)


def test_median_wait_can_be_worked_out_again_for_a_past_day() -> None:
    waits = [
        Wait(date(2024, 5, 1), date(2024, 5, 3)),
        Wait(date(2024, 5, 1), date(2024, 6, 1)),
        Wait(date(2024, 5, 10)),
        Wait(date(2024, 5, 20), date(2024, 5, 21)),
    ]
    assert median_wait(waits, at=DAY) == MedianWait(Fraction(2), longest=9, waits=3, still_open=2)
    assert median_wait(waits, at=date(2024, 6, 1)) == MedianWait(
        Fraction(12), longest=31, waits=4, still_open=1
    )


@given(st.lists(st.tuples(days, st.none() | st.integers(0, 30)), min_size=1))
def test_nobody_waits_longer_than_the_longest(waits: list[tuple[date, int | None]]) -> None:
    begun = [Wait(since, None if n is None else since + timedelta(days=n)) for since, n in waits]
    found = median_wait(begun, at=DAY + timedelta(days=60))
    assert 0 <= found.median <= found.longest
    assert found.waits == len(waits)


NONE = "There are no amounts to measure yet."
LESS = "An amount cannot be less than nothing."
NOTHING = "Nothing has been recorded yet, so there is nothing to compare."


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: hhi([]), NONE),
        (lambda: hhi([0, 0]), NOTHING),
        (lambda: hhi([2, -1]), LESS),
        (lambda: dependency({}, partners=[]), NONE),
        (
            lambda: dependency({"shop": 1}, partners=["council"]),
            "A partner named here is not among the sources of income.",
        ),
        (lambda: VoiceSpell(1, 1, 0), "At least one month is needed before and after joining."),
        (lambda: VoiceSpell(1, 2, 3), "Nobody can disagree more often than they spoke up."),
        (lambda: VoiceSpell(1, -1, 3), "Nobody can disagree more often than they spoke up."),
        (lambda: traceability([]), "No decision has been recorded yet."),
        (lambda: promise_closure([], at=DAY), "No promise was due yet."),
        (lambda: promise_closure([DuePromise(DAY)], at=DAY), "No promise was due yet."),
        (lambda: plan_execution([]), "The plan has no lines yet."),
        (
            lambda: plan_execution([PlanLine(1, 1, is_delivered=True)] * 2),
            "Two lines of the plan have the same rank.",
        ),
        (lambda: plan_execution([PlanLine(1, -1, is_delivered=True)]), LESS),
        (lambda: unanswered_money([]), NONE),
        (lambda: unanswered_money([AnsweredSum(0, 1)]), "There is nothing to take a part of."),
        (lambda: unanswered_money([AnsweredSum(-1, 1)]), LESS),
        (lambda: unanswered_money([AnsweredSum(1, -1)]), "A count of bodies cannot be less than nothing."),
        (lambda: report_back_rate(held=0, due=0), "No meeting was due yet."),
        (lambda: report_back_rate(held=2, due=1), "No more meetings can have been held than were due."),
        (lambda: report_back_rate(held=-1, due=1), "No more meetings can have been held than were due."),
        (lambda: repeat_mandate_share([]), "There are no representatives yet."),
        (lambda: repeat_mandate_share([0]), "A representative in office is in at least the first term."),
        (lambda: hours_per_decision([], decisions=1), NONE),
        (lambda: hours_per_decision([-1], decisions=1), LESS),
        (lambda: hours_per_decision([1], decisions=0), "No decision was taken in this time."),
        (lambda: cash_burden({}, minutes={}), NONE),
        (lambda: cash_burden({"a": -1}, minutes={"a": 1}), LESS),
        (lambda: cash_burden({"a": 1}, minutes={"a": 0}), "Every group needs some time taking part."),
        (lambda: cash_burden({"a": 1}, minutes={"b": 1}), "Cash and time must be given for the same groups."),
        (
            lambda: unclaimed_share(eligible=0, claimed=0),
            "There are no expenses that could be claimed.",
        ),
        (
            lambda: unclaimed_share(eligible=1, claimed=2),
            "No more can be claimed than could be, and no less than nothing.",
        ),
        (lambda: admin_share(process=0, whole=0), "No officer's time is recorded yet."),
        (
            lambda: admin_share(process=2, whole=1),
            "No more time can go into process than there is in all.",
        ),
        (lambda: Wait(DAY, date(2024, 5, 9)), "A wait cannot end before it begins."),
        (lambda: median_wait([], at=DAY), "Nobody has been waiting yet."),
        (lambda: median_wait([Wait(date(2024, 5, 11))], at=DAY), "Nobody has been waiting yet."),
        (lambda: delegated_share(delegated=0, in_scope=0), "There is no money in scope."),
        (
            lambda: delegated_share(delegated=2, in_scope=1),
            "No more money can be delegated than is in scope.",
        ),
        (lambda: adoption(unchanged=0, amended=0, refused=0), "No proposal has been answered yet."),
        (
            lambda: adoption(unchanged=2, amended=-1, refused=0),
            "A count of proposals cannot be less than nothing.",
        ),
        (lambda: reason_rate(with_reason=0, refusals=0), "Nothing has been refused yet."),
        (
            lambda: reason_rate(with_reason=2, refusals=1),
            "No more refusals can have a reason than there are refusals.",
        ),
        (lambda: reversal_share(overturned=0, decisions=0), "No decision has been taken yet."),
        (
            lambda: reversal_share(overturned=2, decisions=1),
            "No more decisions can be overturned than were taken.",
        ),
        (lambda: signoffs_per_decision([]), "No decision has been taken yet."),
        (lambda: signoffs_per_decision([-1]), "A count of sign-offs cannot be less than nothing."),
    ],
)
def test_what_cannot_be_measured_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ask()
