"""The database itself refuses to change or remove what stands in the register."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("register_act", "register_leaf", "register_node", "register_head")
WORDS = "the register is append-only"
EACH_ROW = ("update", "delete")


def forbid(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place. May be called again."""
    for statement in _forbidding(connection.vendor):
        _execute(connection, statement)


def allow(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for tests that empty their database, never on a running site."""
    for table in TABLES:
        for what in (*EACH_ROW, "truncate"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            _execute(connection, f"DROP TRIGGER IF EXISTS {table}_no_{what}{on}")


def _forbidding(vendor: str) -> list[str]:
    pairs = [(table, what) for table in TABLES for what in EACH_ROW]
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{what} BEFORE {what.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            for table, what in pairs
        ]
    function = (
        "CREATE OR REPLACE FUNCTION register_is_append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$ LANGUAGE plpgsql"
    )
    return (
        [function]
        + [
            f"CREATE OR REPLACE TRIGGER {table}_no_{what} BEFORE {what.upper()} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION register_is_append_only()"
            for table, what in pairs
        ]
        + [
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION register_is_append_only()"
            for table in TABLES
        ]
    )


def _execute(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
