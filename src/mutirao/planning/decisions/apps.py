"""The decisions block."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions with their mandate and reasons."""

    name = "mutirao.planning.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
