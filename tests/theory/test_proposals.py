"""Proposals: what may follow what, amendments, whose yes a merging needs, what a verdict must say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.proposals import (
    FINDING,
    LIVE,
    LONGEST,
    PARTS,
    TRANSITIONS,
    VERDICTS,
    MergeRule,
    State,
    Text,
    Verdict,
    after,
    amend,
    changed_parts,
    faults,
    is_agreed,
    is_on_earth,
    may_revise,
    organisers_may_settle,
)

TABLE = """
                  open         merged feasible     conditional  not_feasible withdrawn dissolved
revise            open         -      -            open         open         -         -
merge             merged       -      -            -            -            -         -
unmerge           -            open   -            -            -            -         -
dissolve          dissolved    -      -            -            -            -         -
withdraw          withdrawn    -      withdrawn    withdrawn    withdrawn    -         -
find_feasible     feasible     -      feasible     feasible     feasible     -         -
find_feasible_if  conditional  -      conditional  conditional  conditional  -         -
find_not_feasible not_feasible -      not_feasible not_feasible not_feasible -         -
"""
LINES = [line.split() for line in TABLE.strip().splitlines()]


def test_what_may_follow_what() -> None:
    states = [State(name) for name in LINES[0]]
    assert set(states) == set(State)
    told = {
        name.replace("_", " "): {s: State(to) for s, to in zip(states, cells, strict=True) if to != "-"}
        for name, *cells in LINES[1:]
    }
    assert told == {name: dict(steps) for name, steps in TRANSITIONS.items()}
    assert set(FINDING) == set(VERDICTS) and set(FINDING.values()) <= set(TRANSITIONS)


def test_nothing_follows_once_it_is_over() -> None:
    for state in (State.WITHDRAWN, State.DISSOLVED):
        assert all(after(state, happening) is None for happening in TRANSITIONS)


@pytest.mark.parametrize("state", list(State))
def test_when_a_text_may_change(state: State) -> None:
    assert may_revise(state, call_is_open=True) is (
        state in (State.OPEN, State.CONDITIONAL, State.NOT_FEASIBLE)
    )
    assert may_revise(state, call_is_open=False) is (state in (State.CONDITIONAL, State.NOT_FEASIBLE))


# -- amendments -----------------------------------------------------------------------------------------

SAID = st.sampled_from(["", "a", "b"])
TEXTS = st.builds(Text, SAID, SAID, SAID, SAID, SAID)


@given(TEXTS, TEXTS)
def test_an_amendment_of_what_still_stands_is_taken_in_whole(base: Text, wanted: Text) -> None:
    assert amend(base, wanted, base).text == wanted
    assert amend(base, wanted, base).clashes == ()


@given(TEXTS, TEXTS, TEXTS)
def test_every_part_is_the_amendments_the_current_one_or_a_clash(base: Text, wanted: Text, now: Text) -> None:
    made = amend(base, wanted, now)
    for name in PARTS:
        before, asked, stands, becomes = (getattr(t, name) for t in (base, wanted, now, made.text))
        clash = asked != before and stands not in (before, asked)
        assert (name in made.clashes) is clash
        assert becomes == (stands if clash or asked == before else asked)


def test_parts_that_are_too_long() -> None:
    fits = Text(**{name: "x" * most for name, most in LONGEST.items()})
    assert fits.too_long() == []
    over = Text(**{name: "x" * (most + 1) for name, most in LONGEST.items()})
    assert over.too_long() == list(LONGEST)
    assert changed_parts(fits, over) == PARTS
    assert LONGEST["what"] == 10_000


# -- merging --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authors", "agreed", "is_so"),
    [
        ([{"a"}, {"b"}], set(), False),
        ([{"a"}, {"b"}], {"a"}, False),
        ([{"a"}, {"b"}], {"a", "b"}, True),
        ([{"a", "c"}, {"b"}], {"a", "b"}, False),
        ([{"a"}, {"a"}], {"a"}, True),
        ([{"a"}, set()], {"a"}, False),
        ([set(), set()], set(), False),
    ],
)
def test_whose_yes_a_merging_needs(authors: list[set[str]], agreed: set[str], is_so: bool) -> None:
    assert is_agreed(authors, agreed) is is_so


def test_when_organisers_may_settle() -> None:
    both, alone = [{"a"}, {"b"}], [{"a"}, set[str]()]
    assert not organisers_may_settle(MergeRule.AUTHORS, both)
    assert organisers_may_settle(MergeRule.AUTHORS, alone)
    assert organisers_may_settle(MergeRule.ORGANISERS, both)


# -- feasibility ----------------------------------------------------------------------------------------


def verdict(finding: State, **given: object) -> Verdict:
    """A verdict with everything it needs, unless told otherwise."""
    usual = {"reasons": "We own it.", "conditions": "If.", "least": Decimal(5), "most": Decimal("9.50")}
    return Verdict(finding, **{**usual, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (verdict(State.FEASIBLE), []),
        (verdict(State.FEASIBLE, least=Decimal(0), most=Decimal(0)), []),
        (verdict(State.FEASIBLE, reasons=" \n"), ["no_reasons"]),
        (verdict(State.NOT_FEASIBLE, reasons=""), ["no_reasons"]),
        (verdict(State.NOT_FEASIBLE, least=None, most=None), []),
        (verdict(State.NOT_FEASIBLE, least=None), ["cost_half"]),
        (verdict(State.FEASIBLE, least=None), ["no_cost"]),
        (verdict(State.CONDITIONAL, conditions=""), ["no_conditions"]),
        (verdict(State.CONDITIONAL, most=None), ["no_cost"]),
        (verdict(State.FEASIBLE, least=Decimal(10)), ["cost_backward"]),
        (verdict(State.FEASIBLE, least=Decimal(-1)), ["cost_impossible"]),
        (verdict(State.FEASIBLE, most=Decimal("NaN")), ["cost_impossible"]),
        (verdict(State.FEASIBLE, most=Decimal(10) ** 12), ["cost_impossible"]),
        (verdict(State.FEASIBLE, most=Decimal("9.505")), ["cost_too_fine"]),
    ],
)
def test_what_is_missing_in_a_verdict(made: Verdict, codes: list[str]) -> None:
    assert faults(made) == codes


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_so"),
    [
        (None, None, True),
        ("51.9", "-1.3", True),
        ("90", "180", True),
        ("90.1", "0", False),
        ("0", "-181", False),
    ],
)
def test_spots_on_earth(latitude: str | None, longitude: str | None, is_so: bool) -> None:
    assert is_on_earth(*(Decimal(d) if d else None for d in (latitude, longitude))) is is_so
    assert latitude is None or not is_on_earth(Decimal(latitude), None)


def test_states_that_stand_for_themselves() -> None:
    assert set(State) - set(LIVE) == {State.MERGED, State.WITHDRAWN, State.DISSOLVED}
