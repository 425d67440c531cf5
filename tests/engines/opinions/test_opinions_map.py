"""The map: groups that are there are found, groups that are not there are not, and order changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from crowds import camps, crowd, renamed
from hypothesis import given, settings
from hypothesis import strategies as st
from red_dwarf import adjusted_rand

from mutirao.engines.opinions import axes as axes_module
from mutirao.engines.opinions.answers import Answers, gather, of
from mutirao.engines.opinions.axes import axes, products
from mutirao.engines.opinions.opinion_map import OpinionMap, opinion_map, refresh
from mutirao.engines.opinions.pattern import pattern


def told(found: OpinionMap) -> str:
    return json.dumps(found.as_json(everyone=True), sort_keys=True)


def camp_of(sizes: tuple[int, ...]) -> list[int]:
    """The camp of p1, p2 …"""
    return np.repeat(np.arange(len(sizes)), sizes).tolist()


@pytest.mark.parametrize("sizes", [(14, 10), (9, 9, 9), (60, 30), (40, 30, 20)])
def test_camps_are_found(sizes: tuple[int, ...]) -> None:
    found = opinion_map(camps(sizes, noise=0.05))
    assert found.reason is None
    assert [group.people for group in found.groups] == sorted(sizes, reverse=True)
    assert [group.name for group in found.groups] == list("ABCDE"[: len(sizes)])
    camp = {f"p{i + 1}": at for i, at in enumerate(camp_of(sizes))}
    assert adjusted_rand(found.group, [camp[name] for name in found.people]) == 1


def test_statements_are_found_for_what_they_are() -> None:
    """Of every eight statements six part the camps, the seventh bridges them, the eighth is passed over."""
    found = opinion_map(camps((60, 30)))
    assert {bridge.statement for bridge in found.bridging} == {"7", "15"}
    assert {finding.statement for finding in found.consensus_agree} >= {"7", "15"}
    assert {gap.statement for gap in found.divisive[:6]} <= {str(i) for i in range(1, 17)} - {
        "7",
        "8",
        "15",
        "16",
    }
    first = found.groups[0].representative
    assert {f.statement for f in first if f.direction == "agree"} <= {"1", "2", "3", "9", "10", "11"}
    assert {f.statement for f in first if f.direction == "disagree"} <= {"4", "5", "6", "12", "13", "14"}
    assert [finding.direction for finding in first] == sorted(finding.direction for finding in first)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("people", [40, 200, 1000])
def test_a_crowd_without_a_pattern_has_no_groups(people: int, seed: int) -> None:
    found = opinion_map(crowd(people, seed=seed))
    assert found.reason == "no-pattern"
    assert found.groups == ()
    assert found.bridging == found.divisive == ()
    assert (found.group == -1).all()
    assert np.isnan(found.group_informed_agree).all()
    assert len(found.consensus_agree) > 0
    assert found.as_json()["statements"][0]["group_informed_agree"] is None
    there = pattern(products(crowd(people, seed=seed)))
    assert 0.75 < there.ratio < 1.25
    assert not there.is_there


def test_too_few_people_have_no_groups() -> None:
    whole = camps((6, 5), noise=0.0)
    assert opinion_map(whole).reason == "few-people"
    assert opinion_map(camps((6, 6), noise=0.0)).reason is None


def test_people_who_answered_little_have_a_place_but_no_group() -> None:
    answers = camps((14, 10))
    rows = [
        (answers.people[p], answers.statements[s], int(v))
        for p, s, v in zip(answers.person, answers.statement, answers.value, strict=True)
    ]
    found = opinion_map(of([*rows, *(("newcomer", str(i), 1) for i in range(1, 7))]))
    at = found.people.index("newcomer")
    assert found.group[at] == -1
    assert np.abs(found.positions[at]).max() > 0
    assert (found.too_few, found.grouped_people, found.least_answers) == (1, 24, 7)
    assert found.as_json(everyone=True)["people"][at]["group"] is None


def test_few_statements_ask_for_few_answers() -> None:
    rows = [(f"p{i}", str(j), 1 if (i < 10) == (j < 2) else -1) for i in range(20) for j in range(4)]
    found = opinion_map(of(rows))
    assert found.least_answers == 4
    assert [group.people for group in found.groups] == [10, 10]


@pytest.mark.parametrize(
    "rows", [[], [("a", "1", 1)], [(f"p{i}", f"{j}", 1) for i in range(30) for j in range(9)]]
)
def test_nothing_and_unanimity_have_no_groups(rows: list[tuple[str, str, int]]) -> None:
    found = opinion_map(of(rows))
    assert found.groups == ()
    assert found.reason == ("no-pattern" if len(rows) > 1 else "few-people")
    assert refresh(found, of(rows)).groups == ()
    assert json.loads(told(found))["explanation"]["answers"] == len(rows)


def test_refused_statements_take_no_part() -> None:
    answers = camps((30, 20))
    states = answers.moderation.copy()
    closed = [answers.statements.index(name) for name in ("1", "7")]
    states[closed] = -1
    found = opinion_map(replace(answers, moderation=states))
    assert found.is_open.sum() == len(answers.statements) - 2
    assert (found.axes.directions[:, closed] == 0).all()
    assert "7" not in {bridge.statement for bridge in found.bridging}
    assert "1" not in {gap.statement for gap in found.divisive}
    assert found.as_json()["explanation"]["left_out"]["refused_statements"] == ["1", "7"]
    assert found.tally[closed].sum() > 0


def test_a_group_of_fewer_than_five_is_flagged_and_not_told() -> None:
    found = opinion_map(camps((30, 4), noise=0.05))
    assert [(group.people, group.is_shown) for group in found.groups] == [(30, True), (4, False)]
    plain = found.as_json()
    assert plain["groups"][1] == {"id": 1, "name": "B", "is_shown": False}
    assert {one["group"] for statement in plain["statements"] for one in statement["groups"]} == {0}
    assert found.bridging == found.divisive == ()
    assert "people" not in plain
    assert plain["explanation"]["left_out"]["groups_too_small_to_show"] == 1


def test_shares_of_fewer_than_five_people_are_not_told() -> None:
    rows = [(f"p{i}", "rare", 1) for i in range(4)] + [(f"p{i}", "often", 1) for i in range(5)]
    statements = {one["id"]: one for one in opinion_map(of(rows)).as_json()["statements"]}
    assert (statements["rare"]["agree"], statements["rare"]["share"]) == (None, None)
    assert (statements["often"]["agree"], statements["often"]["share"]) == (5, 1.0)


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_answers_changes_nothing(chance: st.DrawFn) -> None:
    answers = camps((14, 10), seed=3)
    rows = list(zip(answers.person.tolist(), answers.statement.tolist(), answers.value.tolist(), strict=True))
    chance.shuffle(rows)  # type: ignore[attr-defined]
    again = of([(answers.people[p], answers.statements[s], v) for p, s, v in rows])
    assert told(opinion_map(again, seed="s")) == told(opinion_map(answers, seed="s"))


@given(st.randoms(use_true_random=False), st.integers(0, 30))
@settings(max_examples=25, deadline=None)
def test_names_change_nothing_but_order(chance: st.DrawFn, seed: int) -> None:
    """People and statements under other names stand in another order: the same map, name for name."""
    answers = camps((17, 11, 8), seed=seed)
    found = opinion_map(answers)
    people = [f"q{i}" for i in range(len(answers.people))]
    statements = [f"s{i}" for i in range(len(answers.statements))]
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(statements)  # type: ignore[attr-defined]
    other = opinion_map(renamed(answers, people, statements))
    at_person = [other.people.index(name) for name in people]
    at_statement = [other.statements.index(name) for name in statements]
    assert np.array_equal(other.tally[at_statement], found.tally)
    assert other.pattern.ratio == pytest.approx(found.pattern.ratio)
    assert np.allclose(
        np.abs(other.axes.directions[:, at_statement]), np.abs(found.axes.directions), atol=1e-7
    )
    assert len(other.groups) == len(found.groups)
    assert adjusted_rand(other.group[at_person], found.group) == 1
    rename = dict(zip(answers.statements, statements, strict=True))
    assert {b.statement: pytest.approx(b.at_least) for b in other.bridging} == {
        rename[b.statement]: b.at_least for b in found.bridging
    }


def test_an_answer_given_twice_counts_once() -> None:
    answers = camps((14, 10))
    rows = list(zip(answers.person.tolist(), answers.statement.tolist(), answers.value.tolist(), strict=True))
    first = opinion_map(gather(*zip(*rows, strict=True)))
    turned = [(person, statement, -value) for person, statement, value in rows]
    assert told(opinion_map(gather(*zip(*turned, *rows, strict=True)))) == told(first)


def test_the_same_seed_gives_the_same_map() -> None:
    answers = camps((14, 10))
    assert told(opinion_map(answers, seed="1 July")) == told(opinion_map(answers, seed="1 July"))
    assert opinion_map(answers, seed="1 July").as_json()["explanation"]["seed"] == "1 July"


def wide(people: int = 300, statements: int = 450) -> Answers:
    """More statements than directions are looked for all at once."""
    return camps((people * 2 // 3, people // 3), statements=statements, noise=0.4)


def test_many_statements_are_mapped_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = wide()
    followed = opinion_map(answers, seed="a")
    monkeypatch.setattr(axes_module, "_WHOLE", 10_000)
    whole = opinion_map(answers, seed="a")
    assert np.allclose(followed.positions, whole.positions, atol=1e-6)
    assert np.array_equal(followed.group, whole.group)


def test_directions_that_are_alike_are_still_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """With equal strengths any direction is as good as another, and two are found."""
    monkeypatch.setattr(axes_module, "_WHOLE", 8)
    square = np.diag([3.0, 3.0, *([3.0] * 10)])
    common = replace(products(crowd(20, statements=12, density=1.0)), together=square, columns=np.arange(12))
    found = axes(common, 12, seed="x", start=np.eye(12)[:2])
    assert np.allclose(np.linalg.norm(found.directions, axis=1), 1)
    assert found.explained.tolist() == pytest.approx([1 / 12, 1 / 12])


@pytest.mark.parametrize("whole_up_to", [400, 8])
def test_a_refresh_finds_what_a_new_map_finds(monkeypatch: pytest.MonkeyPatch, whole_up_to: int) -> None:
    """Also where directions are followed from those of the last map instead of all being worked out."""
    monkeypatch.setattr(axes_module, "_WHOLE", whole_up_to)
    whole = camps((40, 30, 20), seed=5)
    rows = [
        (whole.people[p], whole.statements[s], int(v))
        for p, s, v in zip(whole.person, whole.statement, whole.value, strict=True)
    ]
    was = opinion_map(of([row for row in rows if int(row[0][1:]) % 3]), seed="s")
    for before in (was, json.loads(json.dumps(was.as_json(everyone=True)))):
        now, fresh = refresh(before, whole), opinion_map(whole, seed="s")
        assert now.seed == "s"
        assert adjusted_rand(now.group, fresh.group) == 1
        assert np.allclose(np.abs(now.positions), np.abs(fresh.positions), atol=1e-5)
        assert {f.statement for f in now.consensus_agree} == {f.statement for f in fresh.consensus_agree}


def test_groups_keep_their_ids_when_sizes_change() -> None:
    """The second camp grows larger than the first, and is B all the same; left stays left."""
    whole = camps((20, 40), seed=2)
    rows = [
        (whole.people[p], whole.statements[s], int(v))
        for p, s, v in zip(whole.person, whole.statement, whole.value, strict=True)
    ]
    was = opinion_map(of([row for row in rows if int(row[0][1:]) <= 32]))
    now = refresh(was, whole)
    assert [group.people for group in was.groups] == [20, 12]
    assert [group.people for group in now.groups] == [20, 40]
    assert [group.people for group in opinion_map(whole).groups] == [40, 20]
    assert np.sign(now.groups[0].middle[0]) == np.sign(was.groups[0].middle[0])


def test_a_new_group_takes_a_free_letter() -> None:
    whole = camps((30, 20, 25), seed=4, noise=0.05)
    rows = [
        (whole.people[p], whole.statements[s], int(v))
        for p, s, v in zip(whole.person, whole.statement, whole.value, strict=True)
    ]
    was = opinion_map(of([row for row in rows if int(row[0][1:]) <= 50]))
    now = refresh(was, whole)
    assert [(group.name, group.people) for group in was.groups] == [("A", 30), ("B", 20)]
    assert [(group.name, group.people) for group in now.groups] == [("A", 30), ("B", 20), ("C", 25)]
    back = refresh(now, of([row for row in rows if int(row[0][1:]) > 30]))
    assert [(group.name, group.people) for group in back.groups] == [("B", 20), ("C", 25)]


def test_parties_on_the_map() -> None:
    answers = camps((14, 10), noise=0.0)
    party = {f"p{i}": "Council" if i <= 14 else "Residents" for i in range(1, 25)}
    found = opinion_map(answers, parties=party)
    assert found.parties is not None
    assert found.parties.people == {"Council": 14, "Residents": 10}
    assert found.parties.furthest is not None
    assert (found.parties.furthest.apart, found.parties.furthest.is_sure) == (1.0, True)
    assert opinion_map(answers).parties is None


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from((-1, 0, 1))), max_size=300),
    st.dictionaries(st.integers(0, 12).map(str), st.sampled_from((-1, 0, 1)), max_size=5),
    st.integers(0, 3),
)
@settings(max_examples=150, deadline=None)
def test_whatever_is_answered_there_is_a_map(
    rows: list[tuple[int, int, int]], moderation: dict[str, int], parties: int
) -> None:
    """Never a warning, never a number that JSON cannot hold, and everything adds up."""
    answers = of(rows, moderation=moderation)
    party = {name: f"party {int(name) % parties}" for name in answers.people} if parties else None
    found = opinion_map(answers, parties=party)
    plain = found.as_json(everyone=True)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert sum(group.people for group in found.groups) == found.grouped_people
    assert found.tally.sum() == answers.count
    assert (found.group_tally.sum(axis=0) <= found.tally).all()
    assert (found.reason is None) == (len(found.groups) > 1)
    again = refresh(plain, answers)
    assert np.array_equal(again.group, found.group)
    assert np.allclose(again.positions, found.positions)


def test_one_camp_of_many_alike_people_is_parted_as_far_as_it_can_be() -> None:
    """Twenty people stand in only two places: there cannot be three groups."""
    rows = [(f"p{i}", str(j), 1 if (i < 10) == (j < 4) else -1) for i in range(40) for j in range(8)]
    found = opinion_map(of(rows))
    assert list(found.silhouettes) == [2]
    assert [group.people for group in found.groups] == [30, 10]
