"""The proposals block."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Calls for proposals, proposals, verdicts."""

    name = "mutirao.planning.proposals"
    label = "proposals"
    default_auto_field = "django.db.models.BigAutoField"
