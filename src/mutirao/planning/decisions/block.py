"""What the decisions block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block

BLOCK = Block(slug="decisions", title=_("Decisions"), urls="mutirao.planning.decisions.urls")
