"""The site app: pages that see every room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Home, services, the register's pages, everybody's own page."""

    name = "mutirao.site"
    label = "site"
