"""The database itself refuses to change or remove anything in the register, whoever asks."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from rows import Sealer, tampering, write

from cast import NOW
from mutirao.base.register import immutability
from mutirao.base.register.models import Act, Head, Leaf, Node

pytestmark = pytest.mark.django_db

ROWS: tuple[type[models.Model], ...] = (Act, Leaf, Node, Head)


@pytest.fixture(autouse=True)
def sealed_rows(seal: Sealer) -> None:
    """A row in every table of the register, with its triggers in place."""
    immutability.forbid(connection)
    write([1, 2])
    seal()
    connection.check_constraints()  # else PostgreSQL has a reason of its own against emptying a table


def refused(statement: str) -> bool:
    """Whether the database refuses this statement in our words."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as problem:
        return immutability.WORDS in str(problem)
    return False


def columns() -> list[tuple[str, str]]:
    """Every column of every table of the register."""
    return [(row._meta.db_table, field.column) for row in ROWS for field in row._meta.concrete_fields]


def test_every_table_of_the_register_is_guarded() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("register").get_models()}
    assert set(immutability.TABLES) == tables == {row._meta.db_table for row in ROWS}


def test_no_column_can_be_updated() -> None:
    assert [pair for pair in columns() if not refused('UPDATE {0} SET "{1}" = "{1}"'.format(*pair))] == []


@pytest.mark.parametrize("row", ROWS)
def test_no_row_can_be_removed(row: type[models.Model]) -> None:
    before = row._default_manager.count()
    assert before > 0
    assert refused(f"DELETE FROM {row._meta.db_table}")
    assert row._default_manager.count() == before


@pytest.mark.parametrize("row", ROWS)
def test_django_cannot_either(row: type[models.Model]) -> None:
    found = row._default_manager.first()
    assert found is not None
    rows = row._default_manager.filter(pk=found.pk)
    for change in (found.save, lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match=immutability.WORDS), transaction.atomic():
            change()


def test_tables_cannot_be_emptied_at_a_stroke() -> None:
    if connection.vendor == "postgresql":
        assert refused(f"TRUNCATE {', '.join(immutability.TABLES)}")
    else:
        assert refused("DELETE FROM register_head")  # SQLite has no other word for it
    assert Head.objects.count() == 1


def test_new_rows_are_still_written(seal: Sealer) -> None:
    write([3])
    head = seal(NOW)
    assert head is not None
    assert head.size == 3


def test_guards_may_be_lifted_and_put_back() -> None:
    with tampering():
        Act.objects.filter(pk=1).update(minutes=1)
    assert refused("UPDATE register_act SET minutes = 2")
    assert Act.objects.get(pk=1).minutes == 1
