"""The budgets block."""

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """Budgets, projects, counts."""

    name = "mutirao.planning.budgets"
    label = "budgets"
    default_auto_field = "django.db.models.BigAutoField"
