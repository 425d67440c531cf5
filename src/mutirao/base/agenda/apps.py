"""The agenda app."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """What is open, coming or lately done."""

    name = "mutirao.base.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"
