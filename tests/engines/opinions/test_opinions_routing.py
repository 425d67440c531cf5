"""Which statement comes next: unseen, open, by lot, and more often what is new or tells more."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from crowds import camps
from red_dwarf import red_dwarf

from mutirao.engines.opinions.counts import Counts, counts
from mutirao.engines.opinions.opinion_map import opinion_map
from mutirao.engines.opinions.routing import next_statements, priority, telling


def shelf(**tallies: tuple[int, int, int]) -> Counts:
    """Statements with how many agreed, passed and disagreed."""
    return Counts(
        {name: tally[0] for name, tally in tallies.items()},
        {name: tally[1] for name, tally in tallies.items()},
        {name: tally[2] for name, tally in tallies.items()},
        dict.fromkeys(tallies, 1),
    )


def test_only_unseen_and_accepted_statements_are_shown() -> None:
    there = shelf(a=(1, 1, 1), b=(1, 1, 1), c=(1, 1, 1), d=(1, 1, 1))
    there.moderation |= {"c": 0, "d": -1}
    assert next_statements({"a"}, there, k=9, seed="s") == ["b"]
    assert sorted(next_statements({"a": 1}, there, k=9, seed="s", with_waiting=True)) == ["b", "c"]
    assert next_statements({"a", "b"}, there, seed="s") == []


def test_the_same_seed_draws_the_same() -> None:
    there = counts(camps())
    drawn = [next_statements((), there, k=16, seed=f"seed {i}") for i in range(50)]
    assert drawn == [next_statements((), there, k=16, seed=f"seed {i}") for i in range(50)]
    assert len({tuple(order) for order in drawn}) > 45
    assert all(
        order[:3] == next_statements((), there, k=3, seed=f"seed {i}") for i, order in enumerate(drawn)
    )


def test_each_comes_first_as_often_as_its_priority_says() -> None:
    there = shelf(new=(0, 0, 0), liked=(40, 5, 5), passed=(5, 40, 5))
    weights = {"new": priority(0, 0, 0), "liked": priority(40, 5, 5), "passed": priority(5, 40, 5)}
    assert weights["new"] > weights["liked"] > weights["passed"]
    first = Counter(next_statements((), there, {"passed": 30.0}, seed=str(i))[0] for i in range(4000))
    weights["passed"] = priority(5, 40, 5, 30.0)
    for name, weight in weights.items():
        assert first[name] / 4000 == pytest.approx(weight / sum(weights.values()), abs=0.03)


def test_priorities_are_those_of_polis_but_for_the_difference_between_groups() -> None:
    answers = camps((30, 20))
    found, frame = opinion_map(answers), red_dwarf(answers).result.statements_df
    extremity = np.hypot(*found.statement_positions.T)
    mine = [priority(*tally, telling=1 + extremity[i]) for i, tally in enumerate(found.tally.tolist())]
    assert mine == pytest.approx(frame["priority"].tolist(), rel=1e-6)


def test_what_parts_the_groups_tells_most() -> None:
    found = opinion_map(camps((30, 20)))
    tells = telling(found)
    parting = [tells[str(i)] for i in range(1, 17) if i % 8 not in (7, 0)]
    assert min(parting) > max(tells["7"], tells["15"], tells["8"], tells["16"]) >= 1
    there = counts(camps((30, 20)))
    assert next_statements((), there, found, 5, seed="x") == next_statements((), there, tells, 5, seed="x")
