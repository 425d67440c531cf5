"""`mutirao opinions`: the map of a conversation, for people and for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Said, process, run

from mutirao.engines.opinions.opinion_map import opinion_map
from mutirao.engines.opinions.polis import read
from shared import SHARED, needs_shared

FOLDER = SHARED / "polis" / "brexit-consensus"
KEYS = [
    *("explanation", "groups", "bridging", "consensus", "divisive", "parties", "statements", "people"),
    *("topic", "agreement_was_written_as_minus_one"),
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Sixteen people of two camps on eight statements; everybody wants the eighth."""
    rows = [
        f"p{person},s{statement},{1 if statement == 8 or (person > 8) == (statement > 4) else -1}"
        for person in range(1, 17)
        for statement in range(1, 9)
    ]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(["person,statement,answer", *rows]) + "\n")
    return file


@pytest.fixture
def who(tmp_path: Path) -> Path:
    """Eight of the council, five residents, three of the trust."""
    names = ["Council"] * 8 + ["Residents"] * 5 + ["Trust"] * 3
    file = tmp_path / "who.csv"
    file.write_text("person,party\n" + "".join(f"p{i + 1},{name}\n" for i, name in enumerate(names)))
    return file


def result(said: Said) -> Any:
    """What was printed for a machine."""
    assert (said.code, said.err) == (0, "")
    assert said.out.count("\n") == 1
    return json.loads(said.out)


def test_the_map_for_a_machine(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    found = result(run(capsys, "opinions", table, "--json", "--seed", "1 July"))
    assert list(found) == KEYS
    assert found["explanation"]["seed"] == "1 July"
    assert [group["people"] for group in found["groups"]] == [8, 8]
    assert [bridge["statement"] for bridge in found["bridging"]] == ["s8"]
    camps = {person["id"]: person["group"] for person in found["people"]}
    assert {camps[f"p{i}"] for i in range(1, 9)} != {camps[f"p{i}"] for i in range(9, 17)}
    assert len(set(camps.values())) == 2
    assert (found["parties"], found["topic"]) == (None, "")
    assert result(run(capsys, "opinions", table, "--json", "--seed", "1 July")) == found


def test_the_map_for_people(capsys: pytest.CaptureFixture[str], table: Path, who: Path) -> None:
    said = run(capsys, "opinions", table, "--parties", who)
    assert (said.code, said.err) == (0, "")
    lines = said.out.split("\n")
    assert lines[0] == "16 people gave 128 answers; 8 statements took part; 16 people are in groups."
    assert lines[2:4] == ["What bridges the groups", "  s8: agreed by 100% of 8, 100% of 8"]
    assert "Trust: fewer than five people answered, so we do not show what they hold." in lines
    at = lines.index("Furthest apart between parties")
    assert lines[at + 1] == "  s1: agreed by Council 100% of 8, Residents 0% of 5"
    at = lines.index("The pair of values that parts Council and Residents most")
    assert lines[at + 1 : at + 3] == [
        "  s1: agreed by Council 100% of 8, Residents 0% of 5",
        "  s5: agreed by Residents 100% of 5, Council 0% of 8",
    ]


def test_when_there_are_no_groups(capsys: pytest.CaptureFixture[str], table: Path) -> None:
    few = "\n".join(table.read_text().split("\n")[:41])
    table.write_text(few + "\n")
    said = run(capsys, "opinions", table)
    assert said.out == (
        "5 people gave 40 answers; 8 statements took part; 0 people are in groups.\n"
        "No groups can be told apart: too few people have answered enough.\n"
        "\nWhat most agree with\n"
        + "".join(f"  agree: s{i}: 5 of 5 (57% to 100%)\n" for i in (1, 2, 3, 4, 8))
        + "\nWhat most disagree with\n"
        + "".join(f"  disagree: s{i}: 5 of 5 (57% to 100%)\n" for i in (5, 6, 7))
    )


def test_what_cannot_be_read_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path
) -> None:
    good = table.read_text()
    for text, sentence in (
        (good.replace("p2,s1,1", "p2,s1,5"), "Line 10 of answers.csv: The answer is “5”; it must be"),
        ("", "Line 1 of answers.csv: The file is empty."),
        ("PK\x03\x04", "The packed folder is damaged or locked; please pack it again."),
    ):
        table.write_text(text)
        said = run(capsys, "opinions", table)
        assert said.is_one_sentence, said
        assert sentence in said.err
    table.write_text(good)
    (tmp_path / "folder").mkdir()
    for arguments in ((tmp_path / "folder",), (tmp_path / "none",), (table, "--parties", table)):
        said = run(capsys, "opinions", *arguments)
        assert said.is_one_sentence, said


def test_an_export_carries_the_groups(
    capsys: pytest.CaptureFixture[str], table: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    first = result(run(capsys, "opinions", table, "--json", "--export", folder))
    groups = {name: person.group for name, person in read(folder).participants.items()}
    assert groups == {person["id"]: str(person["group"]) for person in first["people"]}
    again = result(run(capsys, "opinions", folder, "--json"))
    assert again["groups"] == first["groups"]


@pytest.mark.shared
@needs_shared
def test_the_same_from_outside(tmp_path: Path) -> None:
    said = process("opinions", FOLDER, "--json", MUTIRAO_DATA=str(tmp_path / "unused"))
    found = result(said)
    assert found["topic"] == "Can there be consensus on Brexit?"
    assert [group["people"] for group in found["groups"]] == [92, 62, 35]
    expected = opinion_map(read(FOLDER).answers()).as_json(everyone=True)
    assert found["groups"] == expected["groups"]
    assert not (tmp_path / "unused").exists()


def test_nothing_numeric_is_imported_for_the_help() -> None:
    """`mutirao --help` knows of no NumPy, and routing a person needs none either."""
    import subprocess
    import sys

    for what in (
        "mutirao.cli as x; x.parser()",
        "mutirao.engines.opinions.routing, mutirao.engines.opinions.counts",
    ):
        code = f"import sys, {what}\nprint(sorted({{'numpy', 'numba', 'django'}} & set(sys.modules)))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"
