"""Large files are read as columns of numbers: whatever comes in, the outcome is that of the slow reader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pabulib_texts import APPROVAL, POINTS, RANKING
from test_pabulib_fuzz import damaged

from mutirao.engines.allocation import votes
from mutirao.engines.allocation.cells import Cells
from mutirao.engines.allocation.pabulib import Malformed, PabulibFile, read, write
from shared import BALLOTS, needs_shared

LONG_IDS = APPROVAL.replace("C/1", "a-project-with-a-long-name/2024-07").replace("B", "Ż")
NO_EMPTY = APPROVAL.replace("num_votes;4\n", "").replace("v3;;;\n", "v3;A;40;x\n")


def under(large: int, data: bytes) -> PabulibFile | tuple[int, str]:
    """The file, or what is said against it, when votes of so many bytes count as large."""
    before, votes.LARGE = votes.LARGE, large
    try:
        return read(data)
    except Malformed as refusal:
        return refusal.line, refusal.reason
    finally:
        votes.LARGE = before


def slowly(data: bytes) -> PabulibFile | tuple[int, str]:
    return under(1 << 60, data)


def quickly(data: bytes) -> PabulibFile | tuple[int, str]:
    return under(0, data)


@pytest.mark.parametrize("text", [APPROVAL, POINTS.replace("2.5", "2"), RANKING, LONG_IDS, NO_EMPTY])
def test_plain_files_are_read_as_columns(text: str) -> None:
    for data in (text.encode(), text.replace("\n", "\r\n").encode(), text.rstrip("\n").encode()):
        found = quickly(data)
        assert isinstance(found, PabulibFile)
        assert isinstance(found.votes.voters, Cells)
        assert found == slowly(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("v2;A;", "v1;A;"),  # one voter twice
        ("v2;A;", ";A;"),  # no voter
        ("v2;A;", " v2;A;"),  # a blank before an id
        ("v2;A;", "v2; A;"),
        ("v2;A;", "v2;A,A;"),  # one project twice
        ("v2;A;", "v2;A,B,C/1;"),  # more than max_length
        ("v2;A;", "v2;D;"),  # no project
        ("v2;A;", "v2;A,;"),  # an empty place
        ("v2;A;", 'v2;"A";'),  # a quotation mark
        ("v2;A;51;M", "v2;A;51;M;"),  # an empty cell beyond the last column
        ("v2;A;51;M", "v2;A;51"),  # a cell too few
        ("v2;A;51;M\n", "\nv2;A;51;M\n"),  # a blank line
        ("v2;A;51;M\n", "v2;A;51;M\r"),
        ("num_votes;4", "num_votes;5"),
    ],
)
def test_anything_else_is_left_to_the_slow_reader(old: str, new: str) -> None:
    assert old in APPROVAL
    data = APPROVAL.replace(old, new).encode()
    assert quickly(data) == slowly(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [("3,2", "3,3"), ("3,2", "3"), ("3,2", "03,2"), ("3,2", "-3,2"), ("3,2", "3,12345678"), ("3,2", "3,")],
)
def test_points_that_are_not_plain(old: str, new: str) -> None:
    data = POINTS.replace("2.5", "2").replace(old, new).encode()
    assert quickly(data) == slowly(data)


@settings(deadline=None, max_examples=300)
@given(damaged())
def test_damaged_files(data: bytes) -> None:
    assert quickly(data) == slowly(data)


IDS = ["A", "B", "L010", "C/1", "project-number-9", "a-much-longer-project-id/2024", "Żółw", "0"]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file in order, of any vote type, with equal and empty ballots."""
    kind = draw(st.sampled_from(["approval", "choose-1", "ordinal", "cumulative", "scoring"]))
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    most = 1 if kind == "choose-1" else len(ids)
    rows = draw(st.lists(st.lists(st.sampled_from(ids), unique=True, max_size=most), max_size=20))
    number = st.sampled_from(["0", "1", "7", "10", "2.5", "999999"])
    points = kind in ("cumulative", "scoring")
    lines = [f"META\nkey;value\nbudget;100\nvote_type;{kind}\nPROJECTS\nproject_id;cost"]
    lines += [f"{name};{i}" for i, name in enumerate(ids)]
    lines.append("VOTES\nage;voter_id;vote" + (";points" if points else ""))
    for i, row in enumerate(rows):
        age = draw(st.sampled_from(["", "7", "a, b", "ł"]))
        given_ = [draw(number) for _ in row]
        lines.append(f"{age};v{i};{','.join(row)}" + (f";{','.join(given_)}" if points else ""))
    return "\n".join(lines) + "\n"


@settings(deadline=None, max_examples=300)
@given(files())
def test_files_in_order_of_every_vote_type(text: str) -> None:
    found = quickly(text.encode())
    assert found == slowly(text.encode())
    assert isinstance(found, PabulibFile)
    assert found.election().votes == slowly_counted(text)


@settings(deadline=None)
@given(files())
def test_what_is_written_reads_the_same(text: str) -> None:
    """A round trip for every vote type: the same projects, ballots, points and amounts."""
    found = read(text.encode())
    again = read(write(found, voter_columns=["age"]).encode())
    assert again.votes == found.votes
    assert [(p.id, p.cost) for p in again.projects] == [(p.id, p.cost) for p in found.projects]
    assert (again.budget, again.scale, again.vote_type) == (found.budget, found.scale, found.vote_type)
    assert write(again, voter_columns=["age"]) == write(found, voter_columns=["age"])


def slowly_counted(text: str) -> tuple[int, ...]:
    found = slowly(text.encode())
    assert isinstance(found, PabulibFile)
    got = [0] * len(found.projects)
    for ballot in found.votes.ballot:
        for at in range(found.votes.starts[ballot], found.votes.starts[ballot + 1]):
            got[found.votes.projects[at]] += 1
    return tuple(got)


def test_cells_are_a_sequence_of_texts() -> None:
    found = quickly(NO_EMPTY.encode())
    assert isinstance(found, PabulibFile)
    voters = found.votes.voters
    assert (len(voters), voters[0], voters[-1], list(voters[1:3])) == (4, "v1", "v4", ["v2", "v3"])
    assert voters == ("v1", "v2", "v3", "v4")
    assert voters != ("v1", "v2", "v3")
    assert voters != "v1"
    assert "v3" in voters
    assert repr(voters) == "Cells(4 cells)"


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("path", sorted(BALLOTS.glob("*.pb")), ids=lambda path: path.stem[:30])
def test_real_files_read_the_same_both_ways(path: Path) -> None:
    data = path.read_bytes()
    found = quickly(data)
    assert isinstance(found, PabulibFile)
    assert isinstance(found.votes.voters, Cells)
    assert found == slowly(data)
