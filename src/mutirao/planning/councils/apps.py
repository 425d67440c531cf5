"""The councils block."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    """Councils, their rules, seats and sittings."""

    name = "mutirao.planning.councils"
    label = "councils"
    default_auto_field = "django.db.models.BigAutoField"
