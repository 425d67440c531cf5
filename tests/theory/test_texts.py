"""Texts people type: made safe in any script, never beyond recognition."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.texts import TURNING, clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A bench \r\n\r\n\r\n\r\nhere\t \n", "A bench\n\nhere"),
        ("null\x00 and bell\x07 and escape\x1b[2J", "null and bell and escape[2J"),
        ("pay \u202e001 \u202cpounds\u2066!\u2069", "pay 001 pounds!"),
        ("مقعد بجانب الكنيسة", "مقعد بجانب الكنيسة"),
        ("می‌خواهم", "می‌خواهم"),  # a joiner that Persian needs
        ("עץ‎ 3", "עץ‎ 3"),  # a mark that only says the direction of one place
        ("cafe\u0301", "café"),
        ("👩‍🌾 \ud83d", "👩‍🌾"),
    ],
)
def test_what_stays_of_a_text(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_one_line() -> None:
    assert clean(" a\r\nb\t c ", lines=False) == "a b c"


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_clean_text_is_safe_and_stays_as_it_is(typed: str) -> None:
    kept = clean(typed)
    assert clean(kept) == kept
    assert not any(ord(sign) in TURNING for sign in kept)
    assert {unicodedata.category(sign) for sign in kept if sign not in "\n\t"}.isdisjoint({"Cc", "Cs"})
    kept.encode()
