"""What a statement may be, and how one is moderated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.statements import (
    LONGEST,
    MOST_WAITING,
    NEXT,
    REASONS,
    State,
    may_become,
    plain,
    problems,
    sameness,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Plant trees", "Plant trees"),
        ("  Plant\n\tmore   trees ", "Plant more trees"),
        ("Plant \u202eseert\u202c", "Plant seert"),
        ("Plant\u200b trees\u0000", "Plant trees"),
        ("ازرعوا الأشجار", "ازرعوا الأشجار"),
        ("Cafe\u0301", "Café"),
        ("植樹しよう", "植樹しよう"),
    ],
)
def test_a_statement_is_kept_as_one_line_of_what_is_seen(text: str, kept: str) -> None:
    assert plain(text) == kept


@pytest.mark.parametrize(
    ("text", "known", "waiting", "found"),
    [
        ("Plant trees.", (), 0, []),
        ("", (), 0, ["empty"]),
        (" \u200b ?! 123", (), 0, ["empty"]),
        ("x" * LONGEST, (), 0, []),
        ("x" * (LONGEST + 1), (), 0, ["too_long"]),
        ("PLANT trees", ("plant trees",), 0, ["known"]),
        ("Plant trees", (), MOST_WAITING, ["too_many_waiting"]),
        ("Plant trees", (), MOST_WAITING - 1, []),
        ("?", ("",), MOST_WAITING, ["empty", "known", "too_many_waiting"]),
    ],
)
def test_what_is_wrong_with_a_statement(
    text: str, known: tuple[str, ...], waiting: int, found: list[str]
) -> None:
    assert problems(text, known=known, waiting=waiting) == found


@given(st.text())
def test_keeping_a_statement_twice_changes_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert sameness(plain(text)) == sameness(text)


@given(st.text(alphabet="abc XYZ"), st.sampled_from(["", ".", "!", " …", "?!"]))
def test_case_and_the_last_sign_make_no_other_statement(text: str, end: str) -> None:
    assert sameness(text.upper() + end) == sameness(f"«{text.lower()}»")


def test_a_statement_is_looked_at_and_can_be_looked_at_anew_but_never_waits_again() -> None:
    moves = {(now, then) for now in State for then in State if may_become(now, then)}
    assert moves == {
        (State.WAITING, State.ACCEPTED),
        (State.WAITING, State.DECLINED),
        (State.ACCEPTED, State.DECLINED),
        (State.DECLINED, State.ACCEPTED),
    }
    assert set(NEXT) == set(State)
    assert len(REASONS) == len(set(REASONS))
