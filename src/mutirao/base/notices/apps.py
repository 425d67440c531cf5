"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Letters waiting to be sent."""

    name = "mutirao.base.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
