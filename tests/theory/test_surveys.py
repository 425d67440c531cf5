"""Surveys: what an answer may be, how two entries differ, and that nothing hidden can be worked out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.surveys import (
    Kind,
    Question,
    Read,
    Row,
    Table,
    Value,
    as_kept,
    differing,
    faults,
    from_kept,
    may_hand_out,
    question,
    read,
    tabulate,
)

BUS = Question("bus", Kind.CHOICE, "How do you travel?", options=("bus", "car", "on foot"))
NEEDS = Question("needs", Kind.SEVERAL, "What is missing?", options=("a shop", "a bus", "a nurse"))
SAFE = Question("safe", Kind.SCALE, "How safe?", least=1, most=5)
HOME = Question("home", Kind.NUMBER, "How many live with you?", least=0, most=30)
ELSE = Question("else", Kind.TEXT, "What else?")
EVERY = (BUS, NEEDS, SAFE, HOME, ELSE)


def like(one: Question, **given: object) -> Question:
    """The same question, differently."""
    return Question(**{**{name: getattr(one, name) for name in one.__slots__}, **given})


# -- questions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        *((one, []) for one in EVERY),
        (like(ELSE, words=" "), ["no_words"]),
        (like(ELSE, words="x" * 301), ["words_too_long"]),
        (like(BUS, options=("bus",)), ["too_few_options"]),
        (like(BUS, options=("bus", " ")), ["too_few_options"]),
        (like(NEEDS, options=("a", "A")), ["options_twice"]),
        (like(NEEDS, options=tuple(str(n) for n in range(21))), ["too_many_options"]),
        (like(SAFE, least=5, most=5), ["scale_range"]),
        (like(SAFE, least=1, most=12), ["scale_range"]),
        (like(HOME, least=3, most=2), ["number_range"]),
        (like(HOME, most=10_000_000), ["number_range"]),
    ],
)
def test_what_is_wrong_with_a_question(one: Question, codes: list[str]) -> None:
    assert faults(one) == codes


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.code)
def test_a_question_is_kept_and_read_again(one: Question) -> None:
    kept = {name: getattr(one, name) for name in one.__slots__}
    assert question({**kept, "kind": one.kind.value, "options": list(one.options)}) == one


# -- answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "typed", "found"),
    [
        (BUS, ["2"], Read(2)),
        (BUS, [], Read()),
        (BUS, [" "], Read()),
        (like(BUS, is_required=True), [], Read(fault="missing")),
        (BUS, ["4"], Read(fault="not_an_option")),
        (BUS, ["0"], Read(fault="not_an_option")),
        (BUS, ["bus"], Read(fault="not_an_option")),
        (BUS, ["1", "2"], Read(fault="only_one")),
        (NEEDS, ["3", "1", "3"], Read((1, 3))),
        (NEEDS, ["3", "9"], Read(fault="not_an_option")),
        (SAFE, ["5"], Read(5)),
        (SAFE, ["6"], Read(fault="out_of_range")),
        (HOME, ["0"], Read(0)),
        (HOME, ["31"], Read(fault="out_of_range")),
        (HOME, ["two"], Read(fault="not_a_number")),
        (HOME, ["٣"], Read(fault="not_a_number")),
        (HOME, ["9" * 5000], Read(fault="not_a_number")),
        (ELSE, [" A\u202e bench \x00"], Read("A bench")),
        (ELSE, ["x" * 1001], Read(fault="too_long")),
    ],
)
def test_reading_an_answer(one: Question, typed: list[str], found: Read) -> None:
    assert read(one, typed) == found
    assert from_kept(as_kept(found.value)) == found.value


@given(st.sampled_from(EVERY), st.lists(st.text(max_size=6), max_size=4))
def test_what_was_read_reads_the_same_again(one: Question, typed: list[str]) -> None:
    value = read(one, typed).value
    again = (
        [str(part) for part in value] if isinstance(value, tuple) else [] if value is None else [str(value)]
    )
    assert read(one, again).value == value


def test_two_entries_of_one_form() -> None:
    first: dict[str, Value] = {"bus": 1, "needs": (1, 3), "safe": 4, "else": "A  bench\nhere"}
    same: dict[str, Value] = {"bus": 1, "needs": (1, 3), "safe": 4, "else": "A bench here", "home": None}
    assert differing(EVERY, first, same) == ()
    other: dict[str, Value] = {"bus": 2, "needs": (1,), "safe": 4, "else": "a bench here", "home": 0}
    assert differing(EVERY, first, other) == ("bus", "needs", "home", "else")


# -- counting -------------------------------------------------------------------------------------------


def choices(*counts: int) -> list[Value]:
    """So many answers for each option."""
    return [number for number, n in enumerate(counts, 1) for _ in range(n)]


def test_counts_beside_how_many_answered() -> None:
    table = tabulate(BUS, [*choices(10, 20, 12), None, None])
    assert table == Table("bus", Kind.CHOICE, 42, (Row(1, 1, 10), Row(2, 2, 20), Row(3, 3, 12)))


def test_a_small_count_takes_another_with_it() -> None:
    assert [row.n for row in tabulate(BUS, choices(3, 20, 12)).rows] == [None, 20, None]
    assert [row.n for row in tabulate(like(BUS, is_sensitive=True), choices(9, 20, 12)).rows] == [
        None,
        20,
        None,
    ]


def test_too_few_answers_show_nothing() -> None:
    assert tabulate(BUS, choices(2, 2)) == Table("bus", Kind.CHOICE, None)
    assert tabulate(like(SAFE, is_sensitive=True), choices(3, 3, 3)) == Table("safe", Kind.SCALE, None)


def test_ticking_several_hides_either_side() -> None:
    values: list[Value] = [(1, 2)] * 12 + [(1,)] * 6 + [(3,)] * 2
    assert tabulate(NEEDS, values) == Table(
        "needs", Kind.SEVERAL, 20, (Row(1, 1, None), Row(2, 2, 12), Row(3, 3, None))
    )


def test_the_mean_of_a_scale_only_where_nothing_is_hidden() -> None:
    table = tabulate(SAFE, choices(5, 5, 5, 5, 10))
    assert table.middle == Fraction(10 + 15 + 20 + 50 + 5, 30)
    hidden = tabulate(SAFE, choices(5, 5, 5, 5, 1))
    assert hidden.hides and hidden.middle is None


def test_numbers_in_bands_that_are_no_small_groups() -> None:
    table = tabulate(HOME, [1] * 9 + [2] * 14 + [3] * 3 + [4] * 4 + [11])
    assert table.rows == (Row(0, 1, 9), Row(2, 30, 22))
    assert sum(row.n or 0 for row in table.rows) == 31
    assert all(row.n is not None and row.n >= 5 for row in table.rows)
    assert table.middle == 2


def test_how_many_wrote_something_is_all_that_is_counted_of_texts() -> None:
    assert tabulate(ELSE, ["a", "b", "c", "d", "e", None]) == Table("else", Kind.TEXT, 5)


def test_only_what_is_shown_is_handed_out() -> None:
    assert may_hand_out(tabulate(BUS, choices(3, 20, 12))) == {2}
    assert may_hand_out(tabulate(BUS, choices(2, 2))) == frozenset()


def shown(one: Question, counts: tuple[int, ...]) -> tuple[object, ...]:
    """What is published of these counts, mean and all."""
    table = tabulate(one, choices(*counts))
    return (table.n, tuple(row.n for row in table.rows), table.middle)


@pytest.mark.parametrize(("is_sensitive", "most"), [(False, 14), (True, 24)])
def test_nothing_hidden_can_be_worked_out(is_sensitive: bool, most: int) -> None:
    """Tables that look the same differ in every hidden count, even to those who know the rule."""
    four = like(BUS, options=("a", "b", "c", "d"))
    tables = [
        (like(BUS, is_sensitive=is_sensitive), most),
        (like(SAFE, most=3, is_sensitive=is_sensitive), most),
    ]
    for one, most in [*tables, (four, 7)]:
        looks: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
        for counts in product(range(most + 1), repeat=len(one.options) or 3):
            if 0 < sum(counts) <= most * 2:
                looks[shown(one, counts)].append(counts)
        for (n, rows, _middle), possible in looks.items():
            if n is None:
                continue
            for place, count in enumerate(rows):  # type: ignore[arg-type]
                if count is None:
                    assert len({counts[place] for counts in possible}) > 1, (n, rows, possible)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9), st.booleans())
def test_whatever_the_counts_small_ones_are_hidden_and_never_alone(
    counts: list[int], is_sensitive: bool
) -> None:
    least = 10 if is_sensitive else 5
    options = tuple(str(n) for n in range(len(counts)))
    table = tabulate(like(BUS, options=options, is_sensitive=is_sensitive), choices(*counts))
    if sum(counts) < least:
        assert table.n is None and table.rows == ()
        return
    hidden = [n for n, row in zip(counts, table.rows, strict=True) if row.n is None]
    assert all(row.n in (None, n) for n, row in zip(counts, table.rows, strict=True))
    assert all(n in hidden for n in counts if n < least)
    assert len(hidden) != 1
    assert not hidden or sum(hidden) >= least


@given(st.lists(st.integers(0, 30), max_size=80), st.booleans())
def test_bands_of_numbers_lose_nobody(numbers: list[int], is_sensitive: bool) -> None:
    table = tabulate(like(HOME, is_sensitive=is_sensitive), numbers)
    if table.n is None:
        assert len(numbers) < (10 if is_sensitive else 5)
        return
    assert table.rows[0].first == 0 and table.rows[-1].last == 30
    assert all(a.last + 1 == b.first for a, b in zip(table.rows, table.rows[1:], strict=False))
    assert sum(row.n or 0 for row in table.rows) == len(numbers)
