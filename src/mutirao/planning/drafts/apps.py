"""The drafts block."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Drafts, clauses, marks, wordings, rounds."""

    name = "mutirao.planning.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
