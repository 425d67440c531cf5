"""The room's name among Django's applications."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """How things look; knows no domain."""

    name = "mutirao.ui"
    label = "ui"
