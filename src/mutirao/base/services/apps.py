"""The services app."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Services, parties, agreements, authority."""

    name = "mutirao.base.services"
    label = "services"
    default_auto_field = "django.db.models.BigAutoField"
