"""The surveys block."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys, answers, paper forms."""

    name = "mutirao.planning.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"
