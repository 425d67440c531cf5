"""The parts of the mathematics, each against a definition or another program."""

from __future__ import annotations

import numpy as np
import pytest
from crowds import camps
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score

from mutirao.engines.opinions import silhouettes as silhouettes_module
from mutirao.engines.opinions.answers import of
from mutirao.engines.opinions.axes import axes, products
from mutirao.engines.opinions.certainty import Share, difference, share, wilson
from mutirao.engines.opinions.clusters import distinct, k_means
from mutirao.engines.opinions.gaps import gaps, parties
from mutirao.engines.opinions.grouping import kept_names
from mutirao.engines.opinions.silhouettes import silhouettes
from mutirao.engines.opinions.tallies import by_label


def blobs(sizes: tuple[int, ...], seed: int = 1) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return np.concatenate([chance.normal(chance.uniform(-4, 4, 2), 1, (size, 2)) for size in sizes])


def test_directions_are_the_principal_components() -> None:
    answers = camps((30, 20), noise=0.3)
    matrix = answers.matrix()
    filled = np.where(np.isnan(matrix), np.nanmean(matrix, axis=0), matrix)
    other = PCA(2, svd_solver="full").fit(filled)
    found = axes(products(answers), matrix.shape[1], seed="")
    assert np.allclose(found.directions, other.components_)
    assert np.allclose(found.explained, other.explained_variance_ratio_)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_groups_are_those_of_scikit_learn(k: int, seed: int) -> None:
    points = blobs((50, 40, 30), seed)
    start = distinct(points)[:k]
    labels, middles = k_means(points, k, start)
    other = KMeans(k, init=start, n_init=1).fit(points)
    assert np.array_equal(labels, other.labels_)
    assert np.allclose(middles, other.cluster_centers_)


def test_no_group_is_left_empty() -> None:
    points = np.array([[0.0, 0], [0, 0], [0, 0], [9, 0], [9, 1], [30, 0]])
    labels, _ = k_means(points, 3, np.array([[0.0, 0], [-50, 0], [-60, 0]]))
    assert sorted(set(labels.tolist())) == [0, 1, 2]
    assert len(set(labels[:3].tolist())) == 1


def test_people_in_one_place_are_one_point() -> None:
    points = np.array([[1.0, 2], [0, 5], [1, 2], [0, 4]])
    assert distinct(points).tolist() == [[0, 4], [0, 5], [1, 2]]


@pytest.mark.parametrize("seed", range(5))
def test_silhouettes_are_those_of_scikit_learn(seed: int) -> None:
    points = blobs((40, 30, 20), seed)
    partings = [k_means(points, k, distinct(points)[:k])[0] for k in (2, 3, 4)]
    assert silhouettes(points, partings) == pytest.approx(
        [silhouette_score(points, labels) for labels in partings], abs=1e-6
    )


def test_a_group_of_one_counts_nothing_for_itself() -> None:
    points = np.array([[0.0, 0], [0, 1], [5, 5]])
    assert silhouettes(points, [np.array([0, 0, 1])])[0] == pytest.approx(
        silhouette_score(points, [0, 0, 1]), abs=1e-6
    )


def test_cells_of_neighbours_change_little() -> None:
    points = blobs((5000, 3000, 1500))
    labels = k_means(points, 3, distinct(points)[:3])[0]
    exact = silhouette_score(points, labels)
    assert len(points) > silhouettes_module.EXACT
    assert silhouettes(points, [labels])[0] == pytest.approx(exact, abs=0.002)


def test_wilsons_interval() -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857–872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for count, of_, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = share(count, of_)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
        assert [float(end) for end in wilson(np.array(count), np.array(of_))] == pytest.approx(
            [found.low, found.high]
        )
    assert share(0, 0) == Share(0, 0, 0.0, 0.0, 1.0)


def test_newcombes_interval_for_a_difference() -> None:
    """Newcombe 1998, Statistics in Medicine 17, 873–890, table II: 56/70 − 48/80 and 9/10 − 3/10."""
    assert [round(end, 4) for end in difference(share(56, 70), share(48, 80))] == [0.0524, 0.3339]
    assert [round(end, 4) for end in difference(share(9, 10), share(3, 10))] == [0.1705, 0.8090]


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_intervals_hold_what_they_are_about(a: int, more_a: int, b: int, more_b: int) -> None:
    first, second = share(a, a + more_a), share(b, b + more_b)
    assert 0 <= first.low <= first.share <= first.high <= 1
    low, high = difference(first, second)
    assert -1 <= low <= first.share - second.share <= high <= 1
    assert difference(second, first) == pytest.approx((-high, -low))


ANSWERS = st.lists(
    st.tuples(st.integers(0, 24), st.integers(0, 4), st.sampled_from((-1, 0, 1))), min_size=1, max_size=150
)


@given(ANSWERS)
@settings(deadline=None)
def test_the_furthest_pair_is_the_furthest_of_all(rows: list[tuple[int, int, int]]) -> None:
    """Against every pair of parties and every statement, one by one."""
    answers = of(rows)
    party = {str(i): ("north", "south", "east", "")[i % 4] for i in range(25)}
    found = parties(answers, party, np.ones(len(answers.statements), bool))
    latest = {(str(person), str(thing)): value for person, thing, value in rows}
    size = {name: len({p for p, _ in latest if party[p] == name}) for name in ("north", "south", "east")}
    assert found.people == {name: n for name, n in sorted(size.items()) if n >= 5}
    assert found.withheld == tuple(name for name, n in sorted(size.items()) if 0 < n < 5)
    widest: dict[str, float] = {}
    pairs = []
    for a in found.people:
        for b in found.people:
            apart = {}
            for thing in answers.statements:
                said = [
                    [v for (p, t), v in latest.items() if t == thing and party[p] == side] for side in (a, b)
                ]
                if min(map(len, said)) >= 5:
                    shares = [values.count(1) / len(values) for values in said]
                    apart[thing] = shares[0] - shares[1]
                    if a != b:
                        widest[thing] = max(widest.get(thing, 0), abs(apart[thing]))
            pairs += [x - y for x in apart.values() for y in apart.values() if x > 0 > y and a != b]
    assert {gap.statement: pytest.approx(gap.apart) for gap in found.gaps} == widest
    assert [gap.apart for gap in found.gaps] == sorted((gap.apart for gap in found.gaps), reverse=True)
    assert (found.pair is None) == (not pairs)
    if found.pair:
        assert found.pair.apart == pytest.approx(max(pairs))
        assert found.pair.held_by_first.most == found.pair.first == found.pair.held_by_second.least
        assert found.pair.apart == pytest.approx(
            found.pair.held_by_first.apart + found.pair.held_by_second.apart
        )


def test_gaps_by_what_is_sure() -> None:
    """A wide gap of few people comes after a smaller one of many."""
    tally = np.array([[[5, 0, 0], [90, 0, 10]], [[1, 0, 4], [20, 0, 80]]])
    by_apart = gaps(tally, ["a", "b"], ["few", "many"], np.ones(2, bool))
    assert [(gap.statement, round(gap.apart, 2)) for gap in by_apart] == [("few", 0.8), ("many", 0.7)]
    by_low = gaps(tally, ["a", "b"], ["few", "many"], np.ones(2, bool), by="low", most=1)
    assert [gap.statement for gap in by_low] == ["many"]


def test_names_are_kept_by_the_people() -> None:
    label = np.array([0, 0, 0, 1, 1, 2])
    assert kept_names(label, 3, np.array([1, 1, 0, 0, 0, -1])) == [1, 0, 2]
    assert kept_names(label, 3, np.array([-1] * 6)) == [0, 1, 2]
    assert kept_names(np.array([0, 1]), 2, np.array([7, 3])) == [7, 3]


def test_by_label_leaves_out_who_has_none() -> None:
    answers = camps((5, 5), statements=3)
    assert by_label(answers, np.full(10, -1), 1).sum() == 0
