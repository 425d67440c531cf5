"""Answers and running counts: the latest answer counts, ids stand in order, one more costs the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.engines.opinions.answers import Answers, gather, of, place
from mutirao.engines.opinions.counts import Counts, counts
from mutirao.engines.opinions.tallies import by_label, in_all

ROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6), st.sampled_from((-1, 0, 1))), max_size=60)


def plain(answers: Answers) -> dict[tuple[str, str], int]:
    """Each answer by person and statement."""
    return {
        (answers.people[person], answers.statements[statement]): value
        for person, statement, value in zip(
            answers.person.tolist(), answers.statement.tolist(), answers.value.tolist(), strict=True
        )
    }


@given(ROWS)
def test_the_latest_answer_counts(rows: list[tuple[int, int, int]]) -> None:
    answers = of(rows)
    assert plain(answers) == {(str(person), str(thing)): value for person, thing, value in rows}
    assert answers.count == len(plain(answers))
    assert answers.by_person.sum() == answers.count


@given(ROWS)
def test_every_way_of_gathering_gives_the_same(rows: list[tuple[int, int, int]]) -> None:
    person, statement, value = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    assert plain(gather(person, statement, value)) == plain(of(rows))
    names = [str(i) for i in range(10)]
    assert plain(place(names, names, person, statement, value)) == plain(of(rows))


def test_ids_stand_in_order_numbers_first() -> None:
    answers = of([("10", "b", 1), ("9", "a", 0), ("x", "2", -1)], moderation={"11": -1, "a": 0})
    assert answers.people == ("9", "10", "x")
    assert answers.statements == ("2", "11", "a", "b")
    assert answers.moderation.tolist() == [1, -1, 0, 1]
    assert np.array_equal(
        answers.matrix(),
        [[np.nan, np.nan, 0, np.nan], [np.nan, np.nan, np.nan, 1], [-1, np.nan, np.nan, np.nan]],
        equal_nan=True,
    )


@pytest.mark.parametrize("value", [2, -2, 7])
def test_no_other_answer_is_taken(value: int) -> None:
    with pytest.raises(ValueError, match=r"an answer is 1 \(agree\), 0 \(pass\) or -1 \(disagree\)"):
        of([("1", "1", value)])


def test_columns_must_be_equally_long() -> None:
    with pytest.raises(ValueError, match="equally long"):
        gather([1, 2], [1], [1])


def test_pieces_are_whole_people_and_miss_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    from mutirao.engines.opinions import answers as module

    chance = np.random.default_rng(3)
    answers = of([(int(p), int(s), 1) for p, s in chance.integers(0, 40, (500, 2))])
    for size in (1, 3, 17, 10_000):
        monkeypatch.setattr(module, "_PIECE", size)
        pieces = list(answers.pieces())
        assert [piece.first for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
        assert pieces[-1].end == len(answers.people)
        people = np.concatenate([piece.person + piece.first for piece in pieces])
        assert np.array_equal(people, answers.person)
        assert np.array_equal(np.concatenate([piece.statement for piece in pieces]), answers.statement)


@given(ROWS, ROWS)
def test_a_running_count_is_the_count_from_the_beginning(
    before: list[tuple[int, int, int]], after: list[tuple[int, int, int]]
) -> None:
    running = counts(of(before))
    known = dict.fromkeys(str(row[1]) for row in before)
    said = plain(of(before))
    for person, thing, value in after:
        if str(thing) not in known:
            running.add_statement(str(thing))
            known[str(thing)] = None
        running.add(str(thing), value, before=said.get((str(person), str(thing))))
        said[str(person), str(thing)] = value
    assert running == Counts(
        *(
            dict(getattr(counts(of([*before, *after])), name))
            for name in ("agreed", "passed", "disagreed", "moderation")
        )
    )


def test_a_running_count_refuses_what_it_does_not_know() -> None:
    running = Counts()
    running.add_statement("1", 0)
    with pytest.raises(KeyError):
        running.add("2", 1)
    with pytest.raises(ValueError, match="an answer is"):
        running.add("1", 5)
    with pytest.raises(ValueError, match="an answer is"):
        running.add("1", 1, before=5)
    assert running.answered("1") == 0
    running.add("1", 1)
    running.add_statement("1", 1)
    assert (running.agreed, running.moderation, running.answered("1")) == ({"1": 1}, {"1": 1}, 1)


def test_tallies_by_label_add_up_to_those_in_all() -> None:
    answers = of([("a", "1", 1), ("a", "2", 0), ("b", "1", -1), ("c", "1", 1)])
    assert in_all(answers).tolist() == [[2, 0, 1], [0, 1, 0]]
    assert by_label(answers, np.array([0, 1, -1]), 2).tolist() == [
        [[1, 0, 0], [0, 1, 0]],
        [[0, 0, 1], [0, 0, 0]],
    ]
