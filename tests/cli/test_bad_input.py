"""Whatever is typed wrongly: exit 2, one sentence that helps, and never a trace of the program."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import pabulib, process, run, surroundings

NOBODY = 65534

TYPED = [
    ([], "The following arguments are required: COMMAND"),
    (["dance"], "Argument COMMAND: invalid choice: 'dance'"),
    (["import"], "The following arguments are required: KIND"),
    (["import", "csv"], "Argument KIND: invalid choice: 'csv'"),
    (["import", "pb", "x.pb"], "The following arguments are required: --service, --as"),
    (["register"], "The following arguments are required: WHAT"),
    (["register", "dance"], "Argument WHAT: invalid choice: 'dance'"),
    (["tally"], "The following arguments are required: file"),
    (["tally", "x.pb", "--rule", "dice"], "Argument --rule: invalid choice: 'dice'"),
    (["tally", "x.pb", "--utility", "joy"], "Argument --utility: invalid choice: 'joy'"),
    (["tally", "x.pb", "--completion", "all"], "Argument --completion: invalid choice: 'all'"),
    (["tally", "x.pb", "--colour", "red"], "Unrecognized arguments: --colour red"),
    (["opinions"], "The following arguments are required: file"),
    (["opinions", "x.csv", "--colour", "red"], "Unrecognized arguments: --colour red"),
    (["demo", "--port", "0"], "Argument --port: '0' is not a port: give a number from 1 to 65535"),
    (["demo", "--port", "65536"], "Argument --port: '65536' is not a port: give a number from 1 to 65535"),
    (["serve", "--port", "http"], "Argument --port: 'http' is not a port: give a number from 1 to 65535"),
    (["serve", "--port", "-1"], "Argument --port: '-1' is not a port: give a number from 1 to 65535"),
    (["serve", "--port", "²"], "Argument --port: invalid port value: '²'"),
    (["serve", "--port"], "Argument --port: expected one argument"),
    (["serve", "--workers", "0"], "Argument --workers: '0' is not a number from 1"),
    (["serve", "--threads", "many"], "Argument --threads: 'many' is not a number from 1"),
    (["tick", "--every", "-60"], "Argument --every: '-60' is not a number from 1"),
    (["tick", "--every", "0.5"], "Argument --every: '0.5' is not a number from 1"),
    (["register", "verify", "--key", "abc"], "The key must be 64 hexadecimal digits."),
    (["register", "verify", "--key", "0" * 62], "The key must be 64 hexadecimal digits."),
    (["register", "verify", "--key", "z" * 64], "The key must be 64 hexadecimal digits."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "sentence"), TYPED, ids=[" ".join(typed) for typed, _ in TYPED])
def test_what_is_typed_wrongly_is_said_in_one_sentence(
    capsys: pytest.CaptureFixture[str], typed: list[str], sentence: str
) -> None:
    said = run(capsys, *typed)
    assert said.is_one_sentence, said
    assert sentence in said.err
    assert said.out == ""


def test_a_file_that_is_not_there_or_not_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for path, sentence in (
        (tmp_path / "no.pb", f"mutirao: {tmp_path}/no.pb: No such file or directory.\n"),
        (tmp_path, f"mutirao: {tmp_path}: Is a directory.\n"),
        (tmp_path / "a\nb.pb", None),
    ):
        said = run(capsys, "tally", path)
        assert said.code == 2
        assert "Traceback" not in said.err
        assert sentence is None or said.err == sentence


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the right to read everything, which root has."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_we_may_not_read(capsys: pytest.CaptureFixture[str], ballots: Path) -> None:
    assert run(capsys, "tally", ballots).code == 0  # everything it needs is loaded
    ballots.chmod(0)
    with as_nobody():
        said = run(capsys, "tally", ballots)
    assert (said.is_one_sentence, said.out) == (True, "")
    assert said.err == f"mutirao: {ballots}: Permission denied.\n"


MALFORMED = [
    ("", "Line 1: The file is empty."),
    ("hello", "Line 1: The file must begin with a line that says META."),
    (pabulib(budget="much"), "Line 5: The budget is “much”, which is not a plain number"),
    (pabulib(budget="-5"), "Line 5: The budget is below zero: “-5”."),
    (pabulib(votes="1;a\n2;c"), "Line 14: The vote names “c”, which is not a project here."),
    (pabulib(votes="1;a\n1;b"), "Line 14: The voter “1” is listed twice."),
    (pabulib(votes="1;a;x"), "Line 13: This line has 3 cells"),
    (pabulib(extra="budget;7\n"), "Line 7: META gives “budget” twice."),
    (pabulib()[:60], "Line "),
]


@pytest.mark.parametrize(("text", "sentence"), MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_file_is_named_by_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, sentence: str
) -> None:
    file = tmp_path / "bent.pb"
    file.write_text(text)
    said = run(capsys, "tally", file)
    assert said.is_one_sentence, said
    assert said.err.startswith(f"mutirao: {sentence}")
    assert said.out == ""


def test_a_file_that_is_not_text(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "picture.pb"
    file.write_bytes(b"META\nkey;value\n\xff\xd8\xff\xe0")
    said = run(capsys, "tally", file)
    assert said.is_one_sentence, said
    assert said.err == "mutirao: Line 3: This line is not in UTF-8; please save the file as UTF-8 text.\n"


def test_a_data_folder_that_is_a_file(ballots: Path) -> None:
    for said in (
        process("demo", "--no-serve", "--data", ballots),
        process("import", "pb", ballots, "--service", "x", "--as", "y", "--data", ballots),
        process("register", "verify", MUTIRAO_DATA=str(ballots)),
    ):
        assert said.is_one_sentence, said
        assert str(ballots) in said.err


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgres://mutirao@127.0.0.1:1/mutirao", "The database does not answer (connection failed: "),
        ("banana://somewhere", "DATABASE_URL is not the address of a database we know."),
        ("not an address", "DATABASE_URL is not the address of a database we know."),
        (
            "sqlite:////proc/nothing/here.sqlite3",
            "The database does not answer (unable to open database file).",
        ),
    ],
)
def test_a_database_that_cannot_be_reached(tmp_path: Path, address: str, sentence: str) -> None:
    said = process("register", "verify", MUTIRAO_DATA=str(tmp_path), DATABASE_URL=address)
    assert said.is_one_sentence, said
    assert said.err.startswith(f"mutirao: {sentence}")


def test_a_database_without_tables(tmp_path: Path) -> None:
    said = process("register", "verify", MUTIRAO_DATA=str(tmp_path / "new"))
    assert said.is_one_sentence, said
    assert said.err == (
        "mutirao: The database does not answer (no such table: register_head). Try mutirao doctor.\n"
    )


def test_a_port_that_is_taken_and_an_address_that_is_not_ours(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for said in (
            run(capsys, "serve", "--port", port),
            run(capsys, "demo", "--port", port, "--data", tmp_path / "demo"),
        ):
            assert said.is_one_sentence, said
            assert said.err == (
                f"mutirao: We cannot listen on 127.0.0.1, port {port} (Address already in use): "
                "choose another with --port.\n"
            )
    assert not (tmp_path / "demo").exists()
    said = run(capsys, "serve", "--host", "192.0.2.1", "--port", "8123")
    assert said.is_one_sentence, said
    assert "We cannot listen on 192.0.2.1, port 8123" in said.err


@pytest.mark.parametrize("arguments", [["acts", "--json"], ["--help"]])
def test_a_reader_that_goes_away_is_not_an_error(tmp_path: Path, arguments: list[str]) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "mutirao", *arguments],
        env=surroundings(MUTIRAO_DATA=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()  # as `mutirao acts | head -0` does
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(timeout=30), said) == (0, b"")


def test_what_is_typed_may_be_no_text_at_all(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"mutirao", b"tally", os.fsencode(tmp_path) + b"/\xff.pb"],
        env=surroundings(),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No such file or directory." in done.stderr
