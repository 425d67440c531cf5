"""The cycles block."""

from django.apps import AppConfig


class CyclesConfig(AppConfig):
    """Calendars of phases."""

    name = "mutirao.planning.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"
