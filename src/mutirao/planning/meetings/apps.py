"""The meetings block."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, who signed up and in, elections, minutes."""

    name = "mutirao.planning.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
