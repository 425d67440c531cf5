"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, bodies, memberships, areas."""

    name = "mutirao.base.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
