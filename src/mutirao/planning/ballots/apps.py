"""The ballots block."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Ballots, votes, paper ballots, results."""

    name = "mutirao.planning.ballots"
    label = "ballots"
    default_auto_field = "django.db.models.BigAutoField"
