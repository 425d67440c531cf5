"""Files of answers: what is read, what is refused and in which sentence, what is written."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutirao.engines.opinions import polis, quick, rows
from mutirao.engines.opinions.conversation import Conversation, Statement, Votes
from mutirao.engines.opinions.malformed import Malformed
from mutirao.engines.opinions.parties_file import read_parties
from mutirao.engines.opinions.polis import read, read_files, unpack
from mutirao.engines.opinions.polis_writing import moment, write

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n1000,then,0,7,1\n2000,later,0,8,-1\n3000,last,1,7,0\n"
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '5,one day,0,7,1,1,1,"Shut the road, on Sundays."\n6,one day,1,8,0,0,-1,Rude\n'
)
PEOPLE = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n7,0,1,2,1,0,1,0\n8,,1,1,0,1,-1,\n"
SUMMARY = "topic,The square\nurl,\nvoters,2\n"


def export(**changes: str) -> dict[str, bytes]:
    """The files of a small export; a change replaces a file."""
    files = {"votes": VOTES, "comments": COMMENTS, "participants-votes": PEOPLE, "summary": SUMMARY}
    return {f"{name}.csv": text.encode() for name, text in (files | changes).items()}


def packed(files: dict[str, bytes]) -> bytes:
    """The files in a packed folder."""
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, data in files.items():
            folder.writestr(name, data)
    return paper.getvalue()


def test_an_export_is_read_and_written_back() -> None:
    found = read_files(export())
    assert found.statements[0] == Statement("0", "Shut the road, on Sundays.", "7", 1, 5, "one day")
    assert found.summary == (("topic", "The square"), ("url", ""), ("voters", "2"))
    answers = found.answers()
    assert (answers.people, answers.statements) == (("7", "8"), ("0", "1"))
    assert (answers.value.tolist(), answers.moderation.tolist()) == ([1, 0, -1], [1, -1])
    assert write(found) == export()


def test_a_packed_export_is_the_same(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    others = {"readme.txt": b"", "stats-history.csv": b"x", "__MACOSX/._votes.csv": b"\0"}
    file.write_bytes(packed({f"my export/{name}": data for name, data in export().items()} | others))
    assert write(read(file)) == export()


def test_a_plain_table_is_enough(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(
        "\ufeffPerson; Statement ;answer\nAna;trees; Agree\n\n Bo ;trees;-1\nAna;trees;pass\n".replace(
            "\n\n", "\n"
        )
    )
    found = read(file)
    answers = found.answers()
    assert (answers.people, answers.statements, answers.value.tolist()) == (
        ("Ana", "Bo"),
        ("trees",),
        [0, -1],
    )
    assert [statement.id for statement in found.statements] == ["trees"]


def test_votes_or_people_alone_are_enough() -> None:
    for name in ("votes", "participants-votes"):
        alone = read_files({f"{name}.csv": export()[f"{name}.csv"]}).answers()
        assert alone.value.tolist() == [1, 0, -1]
        assert alone.statements == ("0", "1")
    under_another_name = read_files({"mine.csv": PEOPLE.encode()})
    assert under_another_name.answers().value.tolist() == [1, 0, -1]


def test_the_later_answer_counts_wherever_it_stands() -> None:
    votes = "timestamp,comment-id,voter-id,vote\n2000,0,7,-1\n1000,0,7,1\n"
    assert read_files({"votes.csv": votes.encode()}).answers().value.tolist() == [-1]


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("votes", "", "Line 1 of votes.csv: The file is empty."),
        ("votes", "a,a\n1,2\n", "Line 1 of votes.csv: There are two columns called “a”."),
        ("votes", "voter-id,vote\n1,1\n", "Line 1 of votes.csv: There is no column called statement."),
        ("votes", VOTES.split("\n")[0] + "\n", "Line 1 of votes.csv: There is no answer in this file."),
        (
            "votes",
            VOTES.replace("8,-1", "8,2"),
            "Line 3 of votes.csv: The answer is “2”; it must be 1 (agree), 0 (pass) or -1 (disagree).",
        ),
        (
            "votes",
            VOTES.replace("8,-1", "8"),
            "Line 3 of votes.csv: This line has 4 cells, but the line with the column names has 5.",
        ),
        ("votes", VOTES.replace(",8,", ", ,"), "Line 3 of votes.csv: This answer has no person."),
        (
            "votes",
            VOTES.replace("2000", "noon"),
            "Line 3 of votes.csv: The timestamp is “noon”, which is not a number of milliseconds.",
        ),
        (
            "votes",
            VOTES.replace("2000", "200000000000000"),
            "Line 3 of votes.csv: The timestamp is “200000000000000”, which is not a number of milliseconds.",
        ),
        (
            "votes",
            VOTES.replace("later", '"la\nter"'),
            "Line 3 of votes.csv: A quotation mark opens on this line and is not closed on it.",
        ),
        (
            "votes",
            VOTES.replace("later", "x\0"),
            "Line 3 of votes.csv: This line holds a zero byte, so the file is not plain text.",
        ),
        ("votes", VOTES.replace("\n2000", "\n\n2000"), "Line 3 of votes.csv: This line is blank."),
        (
            "comments",
            COMMENTS.replace("1,8,0,0,-1", "0,8,0,0,-1"),
            "Line 3 of comments.csv: The statement “0” is listed twice.",
        ),
        (
            "comments",
            COMMENTS.replace(",1,8,0,0", ",,8,0,0"),
            "Line 3 of comments.csv: This statement has no comment-id.",
        ),
        (
            "comments",
            COMMENTS.replace("-1,Rude", "9,Rude"),
            "Line 3 of comments.csv: moderated is “9”; "
            "it must be 1 (accepted), 0 (not looked at) or -1 (refused).",
        ),
        (
            "comments",
            COMMENTS.replace("6,one", "six,one"),
            "Line 3 of comments.csv: The timestamp is “six”, which is not a number of milliseconds.",
        ),
        (
            "participants-votes",
            PEOPLE.replace("\n8", "\n7"),
            "Line 3 of participants-votes.csv: The participant “7” stands here a second time.",
        ),
        (
            "participants-votes",
            PEOPLE.replace(",-1,\n", ",maybe,\n"),
            "Line 3 of participants-votes.csv: The answer is “maybe”; "
            "it must be 1 (agree), 0 (pass) or -1 (disagree).",
        ),
        (
            "participants-votes",
            PEOPLE.replace("\n8,", "\n,"),
            "Line 3 of participants-votes.csv: This line has no participant.",
        ),
        ("summary", "a,b,c\n", "Line 1 of summary.csv: Each line must hold a name and a value."),
    ],
)
def test_a_malformed_file_is_refused_in_one_sentence(file: str, text: str, sentence: str) -> None:
    with pytest.raises(Malformed) as refusal:
        read_files(export(**{file: text}))
    assert str(refusal.value) == sentence


def test_what_is_not_utf8_is_refused() -> None:
    with pytest.raises(Malformed) as refusal:
        read_files({"votes.csv": VOTES.encode().replace(b"later", b"sp\xe4ter")})
    assert (
        str(refusal.value)
        == "Line 3 of votes.csv: This line is not in UTF-8; please save the file as UTF-8 text."
    )


def test_an_endless_cell_is_refused() -> None:
    with pytest.raises(Malformed, match="A cell is longer than 131,072 characters"):
        read_files({"votes.csv": VOTES.replace("later", "x" * 200_000).encode()})


def test_a_folder_without_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match=r"^There is no votes\.csv here, nor participants-votes\.csv"):
        read(tmp_path)


def test_what_is_too_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(polis, "MOST_BYTES", 5_000_000)
    bomb = packed({"votes.csv": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Malformed, match=r"^File votes\.csv: Unpacked, this is more than 4 MB\.$"):
        unpack(bomb)
    monkeypatch.setattr(polis, "MOST_BYTES", 10)
    (tmp_path / "votes.csv").write_text(VOTES)
    for path in (tmp_path, tmp_path / "votes.csv"):
        with pytest.raises(Malformed, match="This file is larger than"):
            read(path)


def test_too_many_people_or_statements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from mutirao.engines.opinions import votes

    monkeypatch.setattr(votes, "MOST_PEOPLE", 1)
    with pytest.raises(Malformed, match="more than 1 people here"):
        read_files({"votes.csv": VOTES.encode()})
    with pytest.raises(Malformed, match="more than 1 people here"):
        read_files({"participants-votes.csv": PEOPLE.encode()})
    monkeypatch.setattr(votes, "MOST_PEOPLE", 9)
    monkeypatch.setattr(votes, "MOST_STATEMENTS", 1)
    for name in ("votes.csv", "participants-votes.csv"):
        with pytest.raises(Malformed, match="more than 1 statements here"):
            read_files({name: export()[name]})


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a folder", packed({"a": b"x" * 9999})[:-30]])
def test_a_damaged_packed_folder_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed, match=r"^The packed folder is damaged or locked; please pack it again\.$"):
        unpack(data)


@given(st.binary(max_size=300))
def test_noise_is_read_or_refused(noise: bytes) -> None:
    for files in ({"votes.csv": noise}, {"x.csv": noise}, export() | {"comments.csv": noise}):
        try:
            assert isinstance(read_files(files), Conversation)
        except Malformed as refusal:
            assert refusal.reason.endswith(".")


@given(st.data())
def test_a_damaged_export_is_read_or_refused(data: st.DataObject) -> None:
    files = export()
    name = data.draw(st.sampled_from(sorted(files)))
    text = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(b'",;\n0-x\r '))
    try:
        found = read_files(files | {name: bytes(text)})
    except Malformed as refusal:
        assert refusal.reason.endswith(".")
    else:
        again = read_files(write(found))
        assert write(again) == write(found)


IDS = st.integers(0, 30).map(str)


@given(
    st.lists(
        st.tuples(IDS, IDS, st.sampled_from((-1, 0, 1)), st.integers(0, 2_000_000_000_000)),
        min_size=1,
        max_size=40,
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20),
)
def test_what_is_written_is_read_back(rows: list[tuple[str, str, int, int]], text: str) -> None:
    rows.sort(key=lambda row: row[3])
    people, statements = ([*dict.fromkeys(row[i] for row in rows)] for i in (0, 1))
    votes = Votes(
        tuple(people),
        tuple(statements),
        np.array([people.index(row[0]) for row in rows], np.int32),
        np.array([statements.index(row[1]) for row in rows], np.int32),
        np.array([row[2] for row in rows], np.int8),
        np.array([row[3] for row in rows], np.int64),
    )
    ours = Conversation(tuple(Statement(name, text, people[0], 0, 7) for name in statements), votes)
    files = write(ours, groups={people[0]: 1})
    found = read_files(files)
    assert write(found) == files
    assert np.array_equal(found.answers().matrix(), ours.answers().matrix(), equal_nan=True)
    assert found.texts() == ours.texts()
    assert found.participants[people[0]].group == "1"


def test_a_moment_is_written_as_polis_writes_it() -> None:
    assert moment(1500232652930) == "Sun Jul 16 19:17:32 UTC 2017"


def test_parties_are_read() -> None:
    assert read_parties("who.csv", b"person,party\n1, The  Council \n2,\n") == {"1": "The Council", "2": ""}
    for text, sentence in (
        ("person,party\n1,a\n1,b\n", "Line 3 of who.csv: The person “1” is listed twice."),
        ("person,party\n,a\n", "Line 2 of who.csv: This line has no person."),
        ("person\n1\n", "Line 1 of who.csv: There is no column called party."),
    ):
        with pytest.raises(Malformed) as refusal:
            read_parties("who.csv", text.encode())
        assert str(refusal.value) == sentence


def test_large_tables_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_CHUNK", 2)
    assert write(read_files(export())) == export()
    with pytest.raises(Malformed, match=r"^Line 4 of votes\.csv: The answer is “9”"):
        read_files(export(votes=VOTES.replace("7,0\n", "7,9\n")))


CELLS = st.sampled_from(
    [
        "0",
        "1",
        "-1",
        "7",
        "10",
        "007",
        "-0",
        "2",
        "-2",
        "",
        " 1",
        "x",
        "1.0",
        '"1"',
        "99999999999999",
        "1é",
        "agree",
        "1\r",
    ]
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3) | st.lists(CELLS, max_size=4), max_size=8),
    st.sampled_from(["\n", "", "\n\n"]),
    st.sampled_from([",", ";"]),
    st.integers(4, 40),
)
def test_reading_quickly_and_row_by_row_is_the_same(
    lines: list[list[str]], end: str, delimiter: str, step: int
) -> None:
    """Whatever stands in the cells: the same votes, or the same refusal."""
    text = "\n".join(delimiter.join(line) for line in (["person", "statement", "answer"], *lines)) + end
    found = []
    for columns in (quick.columns, lambda *_, **__: None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(quick, "columns", columns)
            patch.setattr(quick, "_STEP", step)
            try:
                conversation = read_files({"answers.csv": text.encode()})
            except Malformed as refusal:
                found.append(str(refusal))
            else:
                answers = conversation.answers()
                found.append(
                    (answers.people, answers.statements, answers.matrix().tolist(), write(conversation))
                )
    assert str(found[0]) == str(found[1])


def test_plain_numbers_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = b"timestamp,comment-id,voter-id,vote\n2000,0,7,-1\n3000,12,30000000,0\n1000,0,7,1"
    assert quick.columns(votes, 35, delimiter=",", width=4, wanted=[2, 3, 0]) is not None
    row_by_row = "read row by row"
    monkeypatch.setattr(rows.Table, "chunks", row_by_row)
    answers = read_files({"votes.csv": votes}).answers()
    assert (answers.people, answers.statements) == (("7", "30000000"), ("0", "12"))
    assert answers.value.tolist() == [-1, 0]
    with pytest.raises(TypeError, match="not callable"):
        read_files(export())
    assert read_files(export(), with_moments=False).answers().value.tolist() == [1, 0, -1]
