"""The register app."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Acts, leaves, nodes, heads."""

    name = "mutirao.base.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
