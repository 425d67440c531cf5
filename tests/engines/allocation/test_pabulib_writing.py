"""What is written can be read back, says nothing about voters unless asked, and is checked like any file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib_texts import APPROVAL, POINTS, RANKING

from mutirao.engines.allocation.pabulib import Malformed, PabulibFile, assemble, read, write


def test_an_approval_file_is_written_without_the_people() -> None:
    assert (
        write(read(APPROVAL.encode()))
        == """\
META
key;value
description;Benches and trees
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;votes;name;selected
A;600;3;Benches;1
B;400.5;1;"Trees; the tall ones";0
C/1;0;1;A word of thanks;1
VOTES
voter_id;vote
v1;A,B
v2;A
v3;
v4;C/1,A
"""
    )


def test_columns_about_voters_are_written_only_by_name() -> None:
    text = write(read(APPROVAL.encode()), voter_columns=["sex"])
    assert text.endswith("VOTES\nvoter_id;vote;sex\nv1;A,B;F\nv2;A;M\nv3;;\nv4;C/1,A;F\n")


def test_new_ids_in_another_order_make_a_file_anonymous() -> None:
    text = write(read(APPROVAL.encode()), voters=["1", "2", "3", "4"], order=[2, 0, 3, 1])
    assert text.endswith("VOTES\nvoter_id;vote\n1;\n2;A,B\n3;C/1,A\n4;A\n")


@pytest.mark.parametrize(
    ("voters", "order"),
    [
        (["1", "2", "3"], None),
        (["1", "2", "3", "3"], None),
        (["1", "2", "3", ""], None),
        (None, [0, 1, 2]),
        (None, [0, 1, 2, 2]),
    ],
)
def test_no_vote_is_lost_or_doubled_in_writing(voters: list[str] | None, order: list[int] | None) -> None:
    with pytest.raises(ValueError, match="each vote must be written once, under an id of its own"):
        write(read(APPROVAL.encode()), voters=voters, order=order)


@pytest.mark.parametrize(
    ("text", "projects"),
    [
        (POINTS, "PROJECTS\nproject_id;cost;votes;score\n1;300;1;3\n2;600;2;4.5\nVOTES\n"),
        (RANKING, "PROJECTS\nproject_id;cost;votes;score\n1;3;2;3\n2;6;3;4\nVOTES\n"),
    ],
)
def test_votes_and_points_are_counted_where_the_file_did_not(text: str, projects: str) -> None:
    assert projects in write(read(text.encode()))


@pytest.mark.parametrize("text", [APPROVAL, POINTS, RANKING])
def test_what_is_written_reads_the_same(text: str) -> None:
    file = read(text.encode())
    again = read(write(file, voter_columns=list(file.votes.extra)).encode())
    assert again.votes == file.votes
    assert (again.budget, again.scale, again.vote_type) == (file.budget, file.scale, file.vote_type)
    assert [(p.id, p.cost) for p in again.projects] == [(p.id, p.cost) for p in file.projects]
    assert again.meta.items() >= file.meta.items() - {("budget", file.meta["budget"])}
    assert write(again) == write(file)


def test_a_ballot_held_elsewhere_becomes_a_file() -> None:
    file = assemble(
        meta={"description": "Square", "currency": "EUR"},
        vote_type="cumulative",
        budget="99.90",
        projects=[("p", "10", {"name": "Bench; green"}), ("q", "0.05", {})],
        votes=[("1", ["q", "p"], ["2", "1"]), ("2", [], [])],
    )
    assert (file.scale, file.budget, [p.cost for p in file.projects]) == (100, 9990, [1000, 5])
    assert file.projects[0].extra == {"name": "Bench; green"}
    assert file.votes.projects.tolist() == [1, 0]
    assert file.votes.points.tolist() == [2, 1]
    assert read(write(file).encode()).votes == file.votes


def test_a_ballot_held_elsewhere_is_checked_like_a_file() -> None:
    with pytest.raises(Malformed, match="The vote names “q”, which is not a project here"):
        assemble(
            meta={}, vote_type="approval", budget="1", projects=[("p", "1", {})], votes=[("1", ["q"], [])]
        )


TEXT = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
    .map(str.strip)
    .filter(bool)
)
IDS = TEXT.filter(lambda name: "," not in name)


@st.composite
def files(draw: st.DrawFn) -> PabulibFile:
    kind = draw(st.sampled_from(["approval", "choose-1", "cumulative", "scoring", "ordinal"]))
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    amount = st.decimals(0, 10**9, places=2).map(str)
    most = 1 if kind == "choose-1" else len(ids)
    ballots = draw(st.lists(st.lists(st.sampled_from(ids), max_size=most, unique=True), max_size=6))
    points = st.decimals(0, 100, places=1).map(str)
    voters = draw(st.lists(IDS, min_size=len(ballots), max_size=len(ballots), unique=True))
    return assemble(
        meta={"comment": draw(TEXT), "currency": "EUR"},
        vote_type=kind,
        budget=draw(amount),
        projects=[(name, draw(amount), {"name": draw(TEXT)}) for name in ids],
        votes=[
            (voter, ballot, [draw(points) for _ in ballot])
            for voter, ballot in zip(voters, ballots, strict=True)
        ],
    )


@settings(deadline=None)
@given(files())
def test_any_file_survives_being_written_and_read(file: PabulibFile) -> None:
    text = write(file)
    again = read(text.encode())
    assert again.votes == file.votes
    assert (again.budget, again.scale) == (file.budget, file.scale)
    assert [(p.id, p.cost, p.extra["name"]) for p in again.projects] == [
        (p.id, p.cost, p.extra["name"]) for p in file.projects
    ]
    assert again.meta["comment"] == file.meta["comment"]
    assert write(again) == text
