"""What changed between two wordings: nothing lost, nothing invented, and small changes shown small."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.wording import Kind, differences

SAME, REMOVED, ADDED = Kind.SAME, Kind.REMOVED, Kind.ADDED
CASES = (
    ("", "", []),
    ("The same.", "The same.", [(SAME, "The same.")]),
    ("", "New words", [(ADDED, "New words")]),
    ("Old words", "", [(REMOVED, "Old words")]),
    (
        "Open on Monday from 9 to 5.",
        "Open on Sunday from 9 to 5.",
        [(SAME, "Open on "), (REMOVED, "Monday"), (ADDED, "Sunday"), (SAME, " from 9 to 5.")],
    ),
    ("a b c", "a c", [(SAME, "a "), (REMOVED, "b "), (SAME, "c")]),
    ("the the", "the the the", [(SAME, "the the"), (ADDED, " the")]),
    ("الباب مفتوح", "الباب مغلق", [(SAME, "الباب "), (REMOVED, "مفتوح"), (ADDED, "مغلق")]),
    ("one\n\ntwo", "one\n\ntwo\n\nthree", [(SAME, "one\n\ntwo"), (ADDED, "\n\nthree")]),
)


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_by_word(before: str, after: str, expected: list[tuple[Kind, str]]) -> None:
    assert [(one.kind, one.text) for one in differences(before, after)] == expected


TEXTS = st.text(alphabet="ab .,\né\u0627", max_size=60) | st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(one.text for one in found if one.kind is not ADDED) == before
    assert "".join(one.text for one in found if one.kind is not REMOVED) == after
    assert all(one.text for one in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


def test_two_long_texts_of_few_words_are_compared_in_good_time() -> None:
    before = " ".join("ab"[n % 2] for n in range(5000))
    after = " ".join("ba"[n % 3 % 2] for n in range(5000))
    begun = time.perf_counter()
    assert "".join(one.text for one in differences(before, after) if one.kind is not ADDED) == before
    assert time.perf_counter() - begun < 5
