"""Values, incentives and roles: oracles, properties and refusals."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.duties import Clause, Way
from mutirao.theory.measures import (
    FLEISS,
    BeforeAfter,
    Clash,
    FurthestPair,
    Stake,
    conflict_pairs,
    crowding_out,
    fleiss_kappa,
    furthest_apart,
    kendall_w,
    one_answers,
    spearman_rho,
)
from mutirao.theory.typology import Side

A, B, C = (1, 2, 3, 4, 5), (2, 1, 3, 5, 4), (5, 4, 3, 2, 1)


def several_rankings(least: int = 2) -> st.SearchStrategy[list[list[int]]]:
    return st.integers(2, 7).flatmap(
        lambda n: st.lists(st.permutations(range(1, n + 1)), min_size=least, max_size=6)
    )


@pytest.mark.parametrize(
    ("rankings", "w", "chi_square", "df"),
    [
        ([A, B, C], Fraction(1, 9), Fraction(4, 3), 4),
        ([A, B, (1, 3, 2, 4, 5)], Fraction(38, 45), Fraction(152, 15), 4),
        ([A, A, A], Fraction(1), Fraction(12), 4),
        ([(1, 2), (2, 1)], Fraction(0), Fraction(0), 1),
    ],
)
def test_kendall_w(rankings: list[tuple[int, ...]], w: Fraction, chi_square: Fraction, df: int) -> None:
    found = kendall_w(rankings)
    assert (found.w, found.chi_square, found.df) == (w, chi_square, df)
    assert (found.rankings, found.aims) == (len(rankings), len(rankings[0]))


@given(several_rankings())
def test_w_is_a_share_and_whole_only_when_all_rank_alike(rankings: list[list[int]]) -> None:
    w = kendall_w(rankings).w
    assert 0 <= w <= 1
    assert (w == 1) is all(ranking == rankings[0] for ranking in rankings)


@given(several_rankings())
def test_w_is_the_mean_rho_of_all_pairs_in_another_dress(rankings: list[list[int]]) -> None:
    m = len(rankings)
    rhos = [spearman_rho(rankings[i], rankings[j]) for i in range(m) for j in range(i)]
    assert sum(rhos) / len(rhos) == (m * kendall_w(rankings).w - 1) / (m - 1)


@pytest.mark.parametrize(("second", "rho"), [(A, 1), (B, Fraction(4, 5)), (C, -1)])
def test_spearman_rho(second: tuple[int, ...], rho: Fraction) -> None:
    assert spearman_rho(A, second) == spearman_rho(second, A) == rho


def test_furthest_apart_is_the_largest_gap_of_all() -> None:
    aims = ("safety", "cost", "choice", "equity")
    for second in permutations((1, 2, 3, 4)):
        found = furthest_apart((1, 2, 3, 4), second, aims=aims)
        gaps = [abs((j - i) - (second[j] - second[i])) for i in range(4) for j in range(4)]
        assert (found.gap if found else 0) == max(gaps)


def test_furthest_apart_puts_opposite_orders_before_equal_gaps() -> None:
    # a and c are as far apart (2), but both parties put a first
    found = furthest_apart((1, 3, 4, 2), (2, 4, 3, 1), aims="abcd")
    assert found == FurthestPair("a", "d", first_lead=1, second_lead=-1)
    assert found.is_opposed
    assert furthest_apart(A, A, aims="abcde") is None


def test_furthest_apart_may_be_only_a_matter_of_degree() -> None:
    assert not FurthestPair("a", "b", first_lead=4, second_lead=1).is_opposed
    assert FurthestPair("a", "b", first_lead=4, second_lead=1).gap == 3


def test_conflict_pairs_names_each_clash_once() -> None:
    stakes = [
        Stake("clinic", "visits", 1),
        Stake("clinic", "cost", -1),
        Stake("patients", "visits", -1),
        Stake("patients", "cost", 1),
        Stake("patients", "waiting", 0),
        Stake("council", "visits", 1),
        Stake("council", "visits", -1),
    ]
    found = conflict_pairs(["clinic", "patients", "council", "club"], stakes)
    assert found.clashes == (
        Clash("clinic", "patients", ("visits", "cost")),
        Clash("clinic", "council", ("visits",)),
        Clash("patients", "council", ("visits",)),
    )
    assert found.share == Fraction(3, 6)


@given(
    st.lists(st.builds(Stake, st.sampled_from("abcd"), st.sampled_from("xy"), st.sampled_from((-1, 0, 1)))),
)
def test_conflict_share_stays_when_everybody_turns_round(stakes: list[Stake]) -> None:
    turned = [Stake(stake.party, stake.outcome, -stake.sign) for stake in stakes]
    found = conflict_pairs("abcd", stakes)
    assert found.share == conflict_pairs("abcd", turned).share
    assert 0 <= found.share <= 1


@given(st.integers(1, 9), st.integers(0, 999), st.integers(0, 999))
def test_no_crowding_out_where_everybody_changed_alike(people: int, before: int, after: int) -> None:
    group = BeforeAfter(people, before, after)
    double = BeforeAfter(2 * people, 2 * before, 2 * after)
    assert crowding_out(group, double).difference == 0
    assert crowding_out(group, BeforeAfter(1, 60, 60)).difference == Fraction(after - before, 60 * people)


def test_one_answers_sorts_the_duties() -> None:
    clauses = [
        Clause("set_rota", "Shop", Side.COMMUNITY, Way.ANSWERS),
        Clause("set_rota", "Council", Side.PROFESSIONAL, Way.DOES),
        Clause("carry_out", "Shop", Side.COMMUNITY, Way.ANSWERS),
        Clause("carry_out", "Council", Side.PROFESSIONAL, Way.ANSWERS),
        Clause("run_votes", "Shop", Side.COMMUNITY, Way.DOES),
        Clause("call_meetings", "Shop", Side.COMMUNITY, Way.ASKED),
        Clause("keep_accounts", "Shop", Side.COMMUNITY, Way.ANSWERS),
    ]
    found = one_answers(["set_rota", "carry_out", "run_votes", "call_meetings"], clauses)
    assert found.clear == ("set_rota",)
    assert found.duplicates == ("carry_out",)
    assert found.unanswered == ("run_votes", "call_meetings")
    assert found.orphans == ("call_meetings",)
    assert (found.duties, found.share) == (4, Fraction(1, 4))


def test_fleiss_kappa_of_the_worked_example() -> None:
    found = fleiss_kappa([(3, 0, 0), (0, 3, 0), (1, 1, 1), (2, 0, 1)])
    assert (found.observed, found.by_chance, found.kappa) == (
        Fraction(7, 12),
        Fraction(7, 18),
        Fraction(7, 22),
    )
    assert [round(float(x), 4) for x in (found.observed, found.by_chance)] == [0.5833, 0.3889]
    assert found.per_task == (1, 1, 0, Fraction(1, 3))
    assert found.raters == 3
    assert found.kappa is not None
    assert FLEISS.read(found.kappa) == "poor"


def test_fleiss_kappa_is_left_open_where_all_always_say_the_same() -> None:
    found = fleiss_kappa([(4, 0), (4, 0)])
    assert (found.kappa, found.observed, found.by_chance) == (None, 1, 1)


@given(
    st.tuples(st.integers(2, 5), st.integers(1, 4)).flatmap(
        lambda shape: st.lists(
            st.lists(st.integers(0, shape[1] - 1), min_size=shape[0], max_size=shape[0]).map(
                lambda said: [said.count(answer) for answer in range(shape[1])]
            ),
            min_size=1,
            max_size=6,
        )
    )
)
def test_kappa_is_at_most_one_and_one_only_when_all_agree(counts: list[list[int]]) -> None:
    found = fleiss_kappa(counts)
    assert found.kappa == fleiss_kappa([row[::-1] for row in counts]).kappa
    if found.kappa is None:
        assert found.observed == 1
    else:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) is (found.observed == 1)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: kendall_w([]), "At least two rankings of at least two aims are needed."),
        (lambda: kendall_w([A]), "At least two rankings of at least two aims are needed."),
        (lambda: kendall_w([(1,), (1,)]), "At least two rankings of at least two aims are needed."),
        (
            lambda: kendall_w([A, (1, 2, 2, 4, 5)]),
            "Each ranking must give every aim its own place, from 1 for the first to the last.",
        ),
        (
            lambda: spearman_rho(A, (1, 2, 3)),
            "Each ranking must give every aim its own place, from 1 for the first to the last.",
        ),
        (lambda: furthest_apart(A, B, aims="ab"), "Each ranking must give a place to every aim."),
        (lambda: conflict_pairs(["a"], []), "At least two parties are needed."),
        (lambda: conflict_pairs(["a", "a"], []), "Each party may be named only once."),
        (
            lambda: conflict_pairs(["a", "b"], [Stake("c", "cost", 1)]),
            "A stake belongs to someone who is not one of the parties.",
        ),
        (
            lambda: conflict_pairs(["a", "b"], [Stake("a", "cost", 2)]),
            "A stake is 1 for more, -1 for less or 0 for neither.",
        ),
        (lambda: BeforeAfter(0, 1, 1), "At least one person is needed before and after the change."),
        (lambda: BeforeAfter(1, 1, -1), "An amount cannot be less than nothing."),
        (lambda: one_answers([], []), "There are no duties to look at yet."),
        (lambda: one_answers(["set_rota"] * 2, []), "Each duty may be named only once."),
        (lambda: fleiss_kappa([]), "There are no tasks to compare yet."),
        (lambda: fleiss_kappa([(1, 0)]), "At least two people must say who does each task."),
        (lambda: fleiss_kappa([(3, -1)]), "A count of people cannot be less than nothing."),
        (
            lambda: fleiss_kappa([(2, 0), (3, 0)]),
            "Every task must be answered by the same number of people, from the same answers.",
        ),
        (
            lambda: fleiss_kappa([(2, 0), (2, 0, 0)]),
            "Every task must be answered by the same number of people, from the same answers.",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        ask()
