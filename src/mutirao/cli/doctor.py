"""`mutirao doctor`: check the installation and say what to do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

from mutirao import cli

Check = Callable[[], str]
"""Gives "" when all is well, else one sentence that says what to do."""


def add(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "doctor",
        help="check the installation",
        description="Check the installation and say what to do. Exit 0: well; 1: something needs doing.",
        epilog="Example: mutirao doctor",
    )
    cli.takes_folder(command)
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Run every check, whatever the others say."""
    cli.ready(given.data)
    well = True
    for title, check in CHECKS:
        try:
            advice = check()
        except Exception as problem:
            advice = _failed(problem)
        well = well and not advice
        print(f"{'ok  ' if not advice else 'DO  '} {title}{': ' + advice if advice else ''}")
    return 0 if well else 1


def _failed(problem: Exception) -> str:
    said = str(problem).splitlines()[0] if str(problem) else repr(problem)
    if type(problem).__name__ == "OperationalError":
        return f"The database does not answer ({said}): start it, or correct DATABASE_URL."
    return f"The check itself failed: {said}."


def _python() -> str:
    return "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer."


def _data() -> str:
    import os

    from django.conf import settings

    if not settings.DATA.is_dir():
        return f"There is no folder {settings.DATA}: run mutirao serve once, or set MUTIRAO_DATA."
    return "" if os.access(settings.DATA, os.W_OK) else f"Make {settings.DATA} writable for this user."


def _database() -> str:
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        return (
            "" if (mode, synchronous) == ("wal", 2) else "The database is not in its safe mode (WAL, FULL)."
        )
    return ""


def _tables() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} changes to the tables are waiting: run mutirao serve." if plan else ""


def _register() -> str:
    from datetime import timedelta

    from django.utils import timezone

    from mutirao.base.register.models import Act

    if _tables():
        return "The tables must be there first."
    an_hour_ago = timezone.now() - timedelta(hours=1)
    waiting = Act.objects.filter(leaf__isnull=True, written_at__lt=an_hour_ago).count()
    if waiting:
        return f"{waiting} acts have waited over an hour for their seal: run mutirao tick every minute."
    return ""


def _keys() -> str:
    from django.conf import settings

    for path in (settings.REGISTER_KEY, settings.DATA / "secret.key"):
        if path.exists() and path.stat().st_mode & 0o077:
            return f"Others can read {path}: run chmod 600 on it."
    return ""


def _letters() -> str:
    from django.conf import settings

    if settings.DEMO or "console" not in settings.EMAIL_BACKEND:
        return ""
    return "Letters are only printed: set MUTIRAO_SMTP so that sign-in codes reach people."


def _safety() -> str:
    from django.conf import settings

    return "MUTIRAO_DEBUG is on: never on a site that others can reach." if settings.DEBUG else ""


CHECKS: tuple[tuple[str, Check], ...] = (
    ("Python", _python),
    ("data folder", _data),
    ("database", _database),
    ("tables", _tables),
    ("register sealed", _register),
    ("keys private", _keys),
    ("letters", _letters),
    ("safety", _safety),
)
