"""The statements block."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Statements, answers and opinion maps."""

    name = "mutirao.planning.statements"
    label = "statements"
    default_auto_field = "django.db.models.BigAutoField"
