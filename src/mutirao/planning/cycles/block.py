"""What the cycles block tells the platform."""

from django.utils.translation import gettext_lazy as _

from mutirao.base.blocks import Block

BLOCK = Block(slug="cycles", title=_("Calendar"), urls="mutirao.planning.cycles.urls")
