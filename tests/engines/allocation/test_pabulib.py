"""Pabulib files: what is read, what is refused and on which line, what is written."""

import io
from pathlib import Path

import pytest
from pabulib_texts import APPROVAL, POINTS

from mutirao.engines.allocation.pabulib import Malformed, Project, read


def refused(text: str | bytes) -> tuple[int, str]:
    with pytest.raises(Malformed) as caught:
        read(text if isinstance(text, bytes) else text.encode())
    assert str(caught.value) == f"Line {caught.value.line}: {caught.value.reason}"
    return caught.value.line, caught.value.reason


def test_an_approval_file_is_read_whole_and_exactly() -> None:
    file = read(APPROVAL.encode())
    assert file.vote_type == "approval"
    assert (file.scale, file.budget) == (10, 10_000)
    assert file.meta["description"] == "Benches and trees"
    assert file.projects == (
        Project("A", 6000, {"votes": "3", "name": "Benches", "selected": "1"}),
        Project("B", 4005, {"votes": "1", "name": "Trees; the tall ones", "selected": "0"}),
        Project("C/1", 0, {"votes": "1", "name": "A word of thanks", "selected": "1"}),
    )
    assert file.official_winners() == ("A", "C/1")
    votes = file.votes
    assert votes.voters == ("v1", "v2", "v3", "v4")
    assert votes.ballot.tolist() == [0, 1, 2, 3]
    assert votes.starts.tolist() == [0, 2, 3, 3, 5]
    assert votes.projects.tolist() == [0, 1, 0, 2, 0]
    assert votes.points.tolist() == []
    assert votes.extra == {"age": ("34", "51", "", "7"), "sex": ("F", "M", "", "F")}


def test_points_keep_their_decimals() -> None:
    votes = read(POINTS.encode()).votes
    assert votes.points_scale == 10
    assert votes.points.tolist() == [30, 20, 25]


def test_a_path_a_stream_and_bytes_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.pb"
    path.write_text(APPROVAL, encoding="utf-8")
    file = read(APPROVAL.encode())
    assert read(path) == file
    assert read(io.BytesIO(APPROVAL.encode())) == file


def test_progress_is_told_in_bytes_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    rows = "".join(f"w{i};A;;\n" for i in range(60000))
    text = APPROVAL.replace("num_votes;4\n", "") + rows
    read(text.encode(), progress=lambda seen, total: told.append((seen, total)))
    assert len(told) == 3
    assert told[-1] == (len(text), len(text))
    assert [seen for seen, _ in told] == sorted(seen for seen, _ in told)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "﻿"),  # a byte order mark
        ("\n", "\r\n"),
        ("v4;C/1,A;7;F\n", "v4;C/1,A;7;F\n\n\n"),  # blank lines at the end
        ("PROJECTS", "\nPROJECTS"),
        ("v2;A", "\nv2;A"),
        ("v2;A", ";;;\nv2;A"),
        ("key;value", "key; value"),
        ("budget;1000", " budget ; 1000.00 "),
        ("budget;1000", "budget;1000;;;"),  # spreadsheets leave empty cells
        ("META", "META;;;"),
        ("v2;A;51;M", "v2;A;51;M;;"),
        ("META", "Meta"),
        ("approval", "Approval"),
        ("v1;A,B", "v1; A , B"),
        ("v1;A,B", ' v1 ;"A,B"'),
        ("max_length;2", "max_length;2.0"),
        ("num_votes;4\n", ""),
        ("num_projects;3\n", ""),
        ("num_votes;4\n", "num_votes;\n"),
    ],
)
def test_harmless_differences_change_nothing(old: str, new: str) -> None:
    plain, other = (
        read(APPROVAL.encode()),
        read(APPROVAL.replace(old, new, -1 if old == "\n" else 1).encode()),
    )
    assert other.projects == plain.projects
    assert (other.budget, other.scale, other.vote_type) == (plain.budget, plain.scale, plain.vote_type)
    assert other.votes == plain.votes


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("Benches and trees", "#1: benches; #2: trees", "#1: benches; #2: trees"),
        ("Benches and trees", '"Two\nlines"', "Two\nlines"),
        ("Benches and trees", 'the "tall" ones', 'the "tall" ones'),
        ("Benches and trees", "Łódź – \u2028 ☂", "Łódź – \u2028 ☂"),
    ],
)
def test_texts_are_kept_as_they_are(old: str, new: str, kept: str) -> None:
    assert read(APPROVAL.replace(old, new).encode()).meta["description"] == kept


def test_columns_of_results_may_be_missing_or_say_two_and_three() -> None:
    bare = APPROVAL.replace(";selected", ";won").replace(";votes;", ";got;")
    assert read(bare.encode()).official_winners() is None
    other = APPROVAL.replace("thanks;1", "thanks;2").replace('ones";0', 'ones";3')
    assert read(other.encode()).official_winners() == ("A",)


UNKNOWN = "we can count approval, choose-1, cumulative, scoring and ordinal."
PLAIN = "which is not a plain number such as 2500 or 2500.50."
WIDTH = "but the line with the column names has"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("META\n", "", 1, "The file must begin with a line that says META."),
        ("META\n", "VOTES\n", 1, "The file must begin with a line that says META."),
        ("key;value\n", "", 2, "The line after META must say key;value."),
        ("PROJECTS\n", "", 14, "Here stands VOTES, where PROJECTS was expected."),
        ("PROJECTS\n", "META\n", 10, "Here stands META, where PROJECTS was expected."),
        ("VOTES\n", "PROJECTS\n", 15, "Here stands PROJECTS, where VOTES was expected."),
        (APPROVAL[APPROVAL.index("PROJECTS") :], "", 9, "The file ends without a section PROJECTS."),
        (APPROVAL[APPROVAL.index("VOTES") :], "", 14, "The file ends without a section VOTES."),
        (APPROVAL[APPROVAL.index("voter_id") :], "", 15, "VOTES needs a line with the names of its columns."),
        (";cost;", ";price;", 11, "PROJECTS has no column called cost."),
        ("voter_id;", "voter;", 16, "VOTES has no column called voter_id."),
        (";age;sex", ";age;age", 16, "VOTES has two columns called “age”."),
        (";age;sex", ";;sex", 16, "A column of VOTES has no name."),
        ("max_length;2", "max_length", 9, "“max_length” has no value: META needs key;value on each line."),
        ("max_length;2", ";2", 9, "This line of META has a value but no key."),
        ("max_length;2", "budget;2", 9, "META gives “budget” twice."),
        ("max_length;2", "max_length;two", 9, "max_length is “two”, which is not a plain whole number."),
        ("budget;1000\n", "", 1, "META does not give the budget."),
        ("budget;1000", "budget;", 6, "META does not give the budget."),
        ("budget;1000", "budget;-5", 6, "The budget is below zero: “-5”."),
        (
            "budget;1000",
            "budget;a lot",
            6,
            f"The budget is “a lot”, {PLAIN}",
        ),
        (
            "budget;1000",
            "budget;1,000",
            6,
            f"The budget is “1,000”, {PLAIN}",
        ),
        (
            "budget;1000",
            "budget;nan",
            6,
            f"The budget is “nan”, {PLAIN}",
        ),
        (
            "budget;1000",
            "budget;1e9",
            6,
            f"The budget is “1e9”, {PLAIN}",
        ),
        ("budget;1000", "budget;" + "9" * 16, 6, "The budget is too long a number: “9999999999999999”."),
        ("vote_type;approval\n", "", 1, "META does not give the vote_type."),
        ("vote_type;approval", "vote_type;guess", 7, f"The vote_type is “guess”; {UNKNOWN}"),
        ("num_votes;4", "num_votes;5", 5, "num_votes says 5, but the file holds 4 votes."),
        ("num_projects;3", "num_projects;2", 4, "num_projects says 2, but the file holds 3 projects."),
        ("A;600;", "A;;", 12, "The cost of project “A” is missing."),
        ("A;600;", "A;-600;", 12, "The cost of project “A” is below zero: “-600”."),
        (
            "A;600;",
            "A;6OO;",
            12,
            f"The cost of project “A” is “6OO”, {PLAIN}",
        ),
        (
            "A;600;",
            "A;6" + "0" * 15 + ";",
            12,
            "The cost of project “A” is too long a number: “6000000000000000”.",
        ),
        ("A;600;", ";600;", 12, "This project has no project_id."),
        ("A;600;", '"A,B";600;', 12, "No vote can name the project “A,B”: there is a comma in it."),
        ("B;400.50", "A;400.50", 13, "The project “A” is listed twice."),
        ("Benches;1", "Benches", 12, f"This line has 4 cells, {WIDTH} 5."),
        ("Benches;1", "Benches;1;1", 12, f"This line has 6 cells, {WIDTH} 5."),
        ("v2;A;51;M", "v2", 18, f"This line has 1 cell, {WIDTH} 4."),
        ("v2;A;51;M", "v2;A;51;M;x", 18, f"This line has 5 cells, {WIDTH} 4."),
        ("v2;A;51;M", "\nv2;A;51", 19, f"This line has 3 cells, {WIDTH} 4."),
        ("v2;A", ";A", 18, "This vote has no voter_id."),
        ("v2;A", "v1;A", 18, "The voter “v1” is listed twice."),
        ("v2;A", "v2;D", 18, "The vote names “D”, which is not a project here."),
        ("v2;A", "v2;A,", 18, "The list of projects has an empty place between its commas."),
        ("v2;A", "v2;A,A", 18, "The vote names project “A” twice."),
        ("v2;A", "v2;A,B,C/1", 18, "The vote names 3 projects; 2 at most may be named."),
        ("v2;A;51;M", 'v2;A;51;"M', 18, "A quotation mark opens on this line and is not closed on it."),
        (
            "A;600;3;Benches",
            'A;600;3;"Benches',
            12,
            "A quotation mark opens on this line and is not closed on it.",
        ),
    ],
)
def test_a_malformed_file_is_refused(old: str, new: str, line: int, reason: str) -> None:
    assert APPROVAL.count(old) >= 1
    text = APPROVAL.replace(old, new, 1)
    assert refused(text) == (line, reason)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (";points", ";score", 11, "VOTES has no column called points."),
        ("3,2", "3", 12, "The vote names 2 projects but gives points to 1."),
        ("3,2", "1,1,1", 12, "The vote names 2 projects but gives points to 3."),
        ("2;2.5", "2;", 13, "The vote names 1 project but gives points to 0."),
        ("3,2", "3,", 12, "A number of points is missing between the commas."),
        ("3,2", "3,-2", 12, "Points cannot be below zero: “-2”."),
        ("3,2", "3,two", 12, "The points “two” are not a plain number."),
        ("3,2", "3,1000001", 12, "The points “1000001” are not a plain number."),
        ("3,2", "3,0.1234567", 12, "The points “0.1234567” are not a plain number."),
        ("3,2", "3,2.5", 12, "The vote gives 5.5 points; at most 5 are allowed."),
        ("max_sum_points;5", "max_sum_points;few", 5, "max_sum_points is “few”, not a plain number."),
        (
            "cumulative",
            "scoring\ndefault_score;-1",
            5,
            "default_score is “-1”, which is not a plain whole number.",
        ),
    ],
)
def test_points_that_do_not_fit_the_vote_are_refused(old: str, new: str, line: int, reason: str) -> None:
    assert POINTS.count(old) >= 1
    assert refused(POINTS.replace(old, new, 1)) == (line, reason)


def test_only_a_cumulative_vote_limits_the_sum_of_points() -> None:
    text = POINTS.replace("cumulative", "scoring").replace("3,2", "3,1000000")
    assert read(text.encode()).votes.points.tolist() == [30, 10_000_000, 25]


def test_a_choice_of_one_is_one_project() -> None:
    text = APPROVAL.replace("approval", "choose-1")
    assert refused(text) == (17, "The vote names 2 projects; 1 at most may be named.")


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "The file is empty."),
        (b"\xef\xbb\xbf\n \n;;\n", 1, "The file is empty."),
        (b"META\n", 2, "The line after META must say key;value."),
        (
            APPROVAL.encode().replace(b"Benches;1", b"B\xe4nke;1"),
            12,
            "This line is not in UTF-8; please save the file as UTF-8 text.",
        ),
        (APPROVAL.encode("utf-16"), 1, "This line holds a zero byte, so the file is not plain text."),
        (
            APPROVAL.encode().replace(b"v2;A", b"v2;A\0"),
            18,
            "This line holds a zero byte, so the file is not plain text.",
        ),
        (
            APPROVAL.encode().replace(b"Benches;1", b"B" * 200_000 + b";1"),
            12,
            "A cell is longer than 131,072 characters; perhaps a quotation mark is not closed.",
        ),
        (
            APPROVAL.replace("A;600", "A;6\x1b[31m\n" + "0" * 60).encode(),
            12,
            "This line has 2 cells, but the line with the column names has 5.",
        ),
        (
            APPROVAL.replace("A;600", 'A;"6\x1b[31m\n' + "0" * 60 + '"').encode(),
            12,
            f"The cost of project “A” is “6 [31m {'0' * 32}…”, {PLAIN}",
        ),
        (
            APPROVAL.replace("PROJECTS\n", "").replace("VOTES", "PROJECTS\nproject_id;cost\nVOTES").encode(),
            16,
            "There is no project in PROJECTS.",
        ),
    ],
)
def test_a_file_that_is_no_text_or_no_table_is_refused(data: bytes, line: int, reason: str) -> None:
    assert refused(data) == (line, reason)
