"""Whatever comes in, the reader gives a file that can be counted and written, or refuses it in a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib_texts import APPROVAL, POINTS, RANKING

from mutirao.engines.allocation.pabulib import Malformed, read, write
from mutirao.engines.allocation.rules import count

TEXTS = st.sampled_from([text.encode() for text in (APPROVAL, POINTS, RANKING)])
SCRAPS = st.sampled_from(
    [
        *(b";", b",", b'"', b"\n", b"\r", b"\r\n", b"-", b".", b" ", b"\0", b"\xff"),
        *(b"0", b"1", b"9" * 20, b"e9", b"A", b"v1", b"\xc5\x82", b"\xe2\x80\xa8"),
        *(b"META\n", b"PROJECTS\n", b"VOTES\n", b"approval", b"ordinal"),
    ]
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file in order, with a few pieces cut out, doubled, moved, or scraps put in."""
    data = draw(TEXTS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + draw(st.sampled_from([1, 2, 8, 80])))))
        piece = draw(st.one_of(st.just(b""), SCRAPS, st.just(data[start:end] * 2), st.binary(max_size=4)))
        data = data[:start] + piece + data[end:]
    return data


def check(data: bytes) -> None:
    try:
        file = read(data)
    except Malformed as refusal:
        assert 1 <= refusal.line <= len(data.splitlines()) + 1
        assert refusal.reason.isprintable()
        assert refusal.reason.endswith(".")
        assert len(refusal.reason) < 200
        return
    text = write(file, voter_columns=list(file.votes.extra))
    assert read(text.encode()).votes == file.votes
    tally = count(file.election(), rule="equal-shares")
    assert tally.total_cost <= file.budget


@settings(deadline=None)
@given(damaged())
def test_a_damaged_file_is_read_or_refused(data: bytes) -> None:
    check(data)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check(data)


@settings(deadline=None)
@given(st.lists(SCRAPS, max_size=30).map(b"".join))
def test_any_scraps_are_read_or_refused(data: bytes) -> None:
    check(b"META\nkey;value\n" + data)
