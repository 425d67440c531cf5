"""What the decisions block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block

# No panel: what was decided stands with the thing it was decided about, and in the register's latest lines.
BLOCK = Block(slug="decisions", title=_("Decisions"), urls="mutirao.planning.decisions.urls")
