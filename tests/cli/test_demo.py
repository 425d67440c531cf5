"""`mutirao demo`: made once, told once, six fresh links each time; never among real people."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from commands import Said, process

from cast import person
from mutirao.base.people.models import Person
from mutirao.blueprints.stories.telling import ROLES, roles

LINK = re.compile(r"^    http://127\.0\.0\.1:8000/account/link/([a-z]{24})/$", re.MULTILINE)


def counted(folder: Path, query: str) -> int:
    """A number from the database of a demonstration."""
    with closing(sqlite3.connect(folder / "mutirao.sqlite3")) as database:
        return int(database.execute(query).fetchone()[0])


def test_it_prints_one_link_for_each_role(first_demonstration: tuple[Path, Said]) -> None:
    folder, said = first_demonstration
    assert (said.code, said.err) == (0, "")
    links = LINK.findall(said.out)
    assert len(set(links)) == len(links) == 6
    assert [line.strip() for line in said.out.splitlines() if line.strip() in dict(ROLES)] == [
        role for role, _name in ROLES
    ]
    assert "Everybody else: http://127.0.0.1:8000/" in said.out
    assert counted(folder, "SELECT count(*) FROM people_person WHERE is_demonstration") == 127
    assert counted(folder, "SELECT count(*) FROM services_service") == 7
    assert counted(folder, "SELECT count(*) FROM register_head") == 1
    assert {file.name for file in folder.iterdir()} >= {
        "mutirao.sqlite3",
        "register.key",
        "secret.key",
        "heads.jsonl",
        "static",
    }
    for name in ("register.key", "secret.key"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


def test_a_second_time_in_the_same_folder_tells_nothing_twice(
    demonstration: Path, first_demonstration: tuple[Path, Said]
) -> None:
    acts = counted(demonstration, "SELECT count(*) FROM register_act")
    key = (demonstration / "register.key").read_bytes()
    with closing(sqlite3.connect(demonstration / "mutirao.sqlite3")) as database, database:
        database.execute(  # a visitor of the demonstration has joined meanwhile
            "INSERT INTO people_person"
            " (id, password, name, email, language, joined_at, is_active, is_demonstration)"
            " SELECT ?, password, 'Visitor', '', language, joined_at, 1, 0 FROM people_person LIMIT 1",
            ["0" * 32],
        )
    said = process("demo", "--no-serve", "--data", demonstration)
    assert (said.code, said.err) == (0, "")
    links, old = LINK.findall(said.out), LINK.findall(first_demonstration[1].out)
    assert len(links) == 6
    assert not set(links) & set(old)
    assert counted(demonstration, "SELECT count(*) FROM register_act") == acts
    assert counted(demonstration, "SELECT count(*) FROM people_person") == 128
    assert counted(demonstration, "SELECT count(*) FROM people_signinlink") == 6
    assert (demonstration / "register.key").read_bytes() == key


@pytest.mark.django_db
def test_who_was_erased_in_a_demonstration_gets_no_link() -> None:
    for _role, name in ROLES[1:]:
        person(name, email=f"{name}@demonstration.example")
    Person.objects.update(is_demonstration=True)
    assert list(roles()) == [role for role, _name in ROLES[1:]]


def test_the_database_of_a_site_refuses_to_change_its_register(demonstration: Path) -> None:
    refused = []
    with closing(sqlite3.connect(demonstration / "mutirao.sqlite3")) as database:
        for table in ("register_act", "register_leaf", "register_node", "register_head"):
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
                try:
                    database.execute(statement)
                except sqlite3.IntegrityError as problem:
                    refused.append(str(problem))
    assert refused == ["the register is append-only"] * 8


def test_nobody_is_invented_among_real_people(demonstration: Path) -> None:
    with closing(sqlite3.connect(demonstration / "mutirao.sqlite3")) as database, database:
        database.execute("UPDATE people_person SET is_demonstration = 0")
    said = process("demo", "--no-serve", "--data", demonstration)
    assert said.code == 2
    assert said.err == (
        "mutirao: People have joined here who are not invented: give another folder with --data.\n"
    )
    assert counted(demonstration, "SELECT count(*) FROM people_person") == 127
    assert "link" not in said.out
