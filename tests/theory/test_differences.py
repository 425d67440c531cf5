"""What changed between two texts: whole, in words, and in a bounded time."""

from __future__ import annotations

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from mutirao.theory.differences import Kind, Piece, count_words, differences

WORDS = st.text(alphabet="ab \n.é", max_size=60)


def of(pieces: tuple[Piece, ...], *kinds: Kind) -> str:
    """The text of the pieces of some kinds."""
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert of(pieces, Kind.KEPT, Kind.REMOVED) == old
    assert of(pieces, Kind.KEPT, Kind.ADDED) == new
    assert all(piece.text for piece in pieces)


@given(WORDS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [piece.kind for piece in differences(text, text)] == ([Kind.KEPT] if text else [])


def test_words_and_not_letters_are_compared() -> None:
    old = "Two benches by the church.\nOne lamp."
    new = "Three benches by the old church.\nOne lamp."
    assert differences(old, new) == (
        Piece(Kind.REMOVED, "Two"),
        Piece(Kind.ADDED, "Three"),
        Piece(Kind.KEPT, " benches by the"),
        Piece(Kind.ADDED, " old"),
        Piece(Kind.KEPT, " church.\nOne lamp."),
    )
    assert count_words(differences(old, new), Kind.ADDED) == 2


def test_a_phrase_that_was_written_anew_is_one_piece() -> None:
    assert differences("Older people need rest", "Two benches, please") == (
        Piece(Kind.REMOVED, "Older people need rest"),
        Piece(Kind.ADDED, "Two benches, please"),
    )


def test_a_word_keeps_its_apostrophe_and_a_script_its_direction() -> None:
    assert differences("l’école", "l’église") == (
        Piece(Kind.REMOVED, "l’école"),
        Piece(Kind.ADDED, "l’église"),
    )
    assert differences("مقعد جديد", "مقعد قديم") == (
        Piece(Kind.KEPT, "مقعد "),
        Piece(Kind.REMOVED, "جديد"),
        Piece(Kind.ADDED, "قديم"),
    )


def test_the_worst_texts_of_ten_thousand_characters_take_no_second() -> None:
    for old, new in (
        ("a " * 5000, "b a " * 2500),
        ("a\n" * 5000, "b\na\n" * 2500),
        ("a " * 190 + "x", "b a " * 95 + "y"),
    ):
        begun = process_time()
        pieces = differences(old, new)
        assert process_time() - begun < 1
        assert of(pieces, Kind.KEPT, Kind.ADDED) == new
