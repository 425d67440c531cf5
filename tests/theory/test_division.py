"""Largest remainders: exact, to the last unit, every tie said; and the published table of 1997."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.division import Indivisible, Settled, Shares, Tie, apportion, lot

# Points of the sixteen regions of Porto Alegre; those of Extremo Sul (26) and Centro (11) are published.
POINTS = (10, 11, 18, 25, 18, 22, 18, 13, 19, 9, 5, 18, 26, 18, 21, 11)
METRES = (763, 840, 1374, 1909, 1374, 1679, 1374, 992, 1450, 687, 382, 1374, 1985, 1374, 1603, 840)

NUMBERS = st.fractions(min_value=0, max_value=1000, max_denominator=60)
WEIGHTS = st.lists(NUMBERS, min_size=1, max_size=12).filter(any)


def units(shares: Shares) -> list[int]:
    """The whole units, in the order given."""
    return [portion.units for portion in shares.portions]


def named(weights: list[Fraction]) -> list[tuple[str, Fraction]]:
    """Weights with names."""
    return [(f"area {n}", weight) for n, weight in enumerate(weights)]


def test_the_table_of_sixteen_regions() -> None:
    shares = apportion([(str(n), points) for n, points in enumerate(POINTS)], 20_000)
    assert (shares.total, tuple(units(shares)), sum(units(shares))) == (262, METRES, 20_000)
    assert shares.tie is None


def test_the_two_published_figures() -> None:
    quotas = apportion([("Extremo Sul", 26), ("Centro", 11), ("others", 225)], 20_000).portions
    assert [portion.units for portion in quotas[:2]] == [1985, 840]
    assert quotas[0].quota == Fraction(26 * 20_000, 262)


@given(WEIGHTS, st.integers(0, 10**9), st.text(max_size=5))
def test_everything_is_given_out_and_nobody_is_a_unit_off(
    weights: list[Fraction], amount: int, seed: str
) -> None:
    shares = apportion(named(weights), amount, seed=seed)
    assert sum(units(shares)) == amount
    assert sum(portion.quota for portion in shares.portions) == amount
    for portion in shares.portions:
        assert portion.units in (int(portion.quota), int(portion.quota) + 1)
        assert portion.weight or not portion.units


@given(WEIGHTS, st.integers(0, 10**6))
def test_who_weighs_more_never_gets_less(weights: list[Fraction], amount: int) -> None:
    portions = apportion(named(weights), amount).portions
    ordered = sorted(portions, key=lambda portion: portion.weight)
    for light, heavy in pairwise(ordered):
        assert light.weight == heavy.weight or light.units <= heavy.units


@given(WEIGHTS, st.integers(0, 10**6), NUMBERS.filter(bool), st.text(max_size=5))
def test_only_proportions_matter(weights: list[Fraction], amount: int, factor: Fraction, seed: str) -> None:
    scaled = [weight * factor for weight in weights]
    assert units(apportion(named(weights), amount, seed=seed)) == units(
        apportion(named(scaled), amount, seed=seed)
    )


@given(WEIGHTS, st.integers(0, 10**4), st.randoms())
def test_with_a_lot_the_order_of_the_list_does_not_matter(
    weights: list[Fraction], amount: int, chance: object
) -> None:
    given_in = named(weights)
    shuffled = sorted(given_in, key=lambda _pair: chance.random())  # type: ignore[attr-defined]
    one = {p.key: p.units for p in apportion(given_in, amount, seed="lot").portions}
    assert one == {p.key: p.units for p in apportion(shuffled, amount, seed="lot").portions}


def test_equal_remainders_go_to_the_larger_weight() -> None:
    shares = apportion([("small", 1), ("large", 3)], 2)  # a half and one and a half
    assert units(shares) == [0, 2]
    assert shares.tie == Tie(("large", "small"), ("large",), Settled.WEIGHT)


def test_then_to_the_one_named_first() -> None:
    shares = apportion([("b", 1), ("a", 1), ("c", 1)], 2)
    assert units(shares) == [1, 1, 0]
    assert shares.tie == Tie(("b", "a", "c"), ("b", "a"), Settled.ORDER)


def test_or_by_the_published_lot() -> None:
    shares = apportion([("b", 1), ("a", 1), ("c", 1)], 1, seed="2026")
    drawn = tuple(sorted("abc", key=lambda key: lot("2026", key)))
    assert shares.tie == Tie(drawn, drawn[:1], Settled.LOT)
    assert {p.key for p in shares.portions if p.units} == {drawn[0]}


def test_a_tie_that_makes_no_difference_is_none() -> None:
    assert apportion([("a", 1), ("b", 1)], 10).tie is None
    assert apportion([("a", 2), ("b", 1), ("c", 1)], 7).tie is None  # 3½, 1¾, 1¾: both of these get one more


@pytest.mark.parametrize(
    ("weights", "amount", "code"),
    [
        ([("a", 1)], -1, "negative_amount"),
        ([("a", 1), ("b", -1)], 10, "negative_weight"),
        ([("a", 0), ("b", 0)], 10, "no_weight"),
        ([], 10, "no_weight"),
    ],
)
def test_what_cannot_be_divided(weights: list[tuple[str, int]], amount: int, code: str) -> None:
    with pytest.raises(Indivisible) as caught:
        apportion(weights, amount)
    assert caught.value.code == code
