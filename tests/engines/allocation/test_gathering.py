"""Ballots that stream in make the election they would make all at once; equal rows are found."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutirao.engines.allocation import gathering, grouping
from mutirao.engines.allocation.election import Election
from mutirao.engines.allocation.gathering import gathered
from mutirao.engines.allocation.rules import count

BALLOTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(st.integers(0, 4), unique=True),
        st.booleans(),
    ),
    max_size=30,
)


def plain(election: Election) -> Counter[tuple[tuple[int, int], ...]]:
    """How many people cast each ballot."""
    found: Counter[tuple[tuple[int, int], ...]] = Counter()
    for i, people in enumerate(election.weights.tolist()):
        part = slice(election.indptr[i], election.indptr[i + 1])
        row = tuple(zip(election.projects[part].tolist(), election.points[part].tolist(), strict=True))
        assert row not in found
        assert [project for project, _ in row] == sorted(project for project, _ in row)
        found[row] = people
    return found


@settings(deadline=None, max_examples=300)
@given(BALLOTS, st.integers(1, 7), st.sampled_from([1, 20, 1 << 16]))
def test_chunks_of_any_size_make_the_same_election(
    ballots: list[tuple[int, list[int], bool]], size: int, least: int
) -> None:
    cast = [(people, named, [p + 2 for p in named] if points else None) for people, named, points in ballots]
    before, gathering._LEAST = gathering._LEAST, least
    try:
        election = gathered(
            "ABCDE", [1, 2, 3, 4, 5], 9, (cast[i : i + size] for i in range(0, len(cast), size)), scale=10
        )
    finally:
        gathering._LEAST = before
    expected: Counter[tuple[tuple[int, int], ...]] = Counter()
    for people, named, points in cast:
        if people:
            expected[tuple(sorted(zip(named, points or [1] * len(named), strict=True)))] += people
    assert plain(election) == expected
    assert election.voters == sum(people for people, _, _ in ballots)
    assert count(election, rule="equal-shares").total_cost <= 9


def test_a_ballot_that_cannot_be() -> None:
    for ballot, said in (
        ((1, [2], None), "not there"),
        ((1, [-1], None), "not there"),
        ((1, [0, 0], None), "twice"),
        ((1, [0, 1], [3]), "one number of points"),
    ):
        with pytest.raises(ValueError, match=said):
            gathered("AB", [1, 1], 1, [[ballot]])


def test_each_chunk_is_forgotten_before_the_next_is_asked_for() -> None:
    """Two hundred thousand people, a thousand different ballots: what is kept is what differs."""
    alive: list[int] = []

    def chunks():  # type: ignore[no-untyped-def]
        for first in range(0, 200_000, 1000):
            alive.append(first)
            yield ((1, [(first + i) % 7, 7 + i % 11], None) for i in range(1000))

    election = gathered([str(i) for i in range(18)], [1] * 18, 5, chunks())
    assert (election.voters, len(alive)) == (200_000, 200)
    assert len(election.weights) == 77
    assert election.projects.nbytes + election.weights.nbytes + election.indptr.nbytes < 3000
    assert election.points.strides == (0,)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 2), max_size=3), max_size=12), st.booleans())
def test_equal_rows_by_hash_and_by_hand(rows: list[list[int]], ordered: bool) -> None:
    if not ordered:
        rows = [sorted(row) for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    entries = np.array([number for row in rows for number in row], dtype=np.int32)
    first, kind = grouping.alike(starts, (entries, entries), ordered=ordered)
    slow_first, slow_kind = grouping._slowly(starts, (entries, entries))
    assert (first.tolist(), kind.tolist()) == (slow_first.tolist(), slow_kind.tolist())
    seen = list(dict.fromkeys(map(tuple, rows)))
    assert kind.tolist() == [seen.index(tuple(row)) for row in rows]
    assert first.tolist() == [rows.index(list(row)) for row in seen]
