"""The database refuses to change or remove rows of the register."""

from typing import Any

from django.db import migrations

from mutirao.base.register import immutability


def forbid(apps: Any, editor: Any) -> None:
    immutability.forbid(editor.connection)


def allow(apps: Any, editor: Any) -> None:
    immutability.allow(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
