"""The priorities block."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """Themes, rankings, rules for dividing, divisions."""

    name = "mutirao.planning.priorities"
    label = "priorities"
    default_auto_field = "django.db.models.BigAutoField"
