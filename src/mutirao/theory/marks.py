"""How well a figure is known: every published rule, date and number that we bring along carries its mark."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """How well a figure is known."""

    PUBLISHED = "published"  # read in its source
    RECALLED = "recalled"  # from memory of its source, and its arithmetic closes
    SYNTHETIC = "synthetic"  # made up so that a whole table can be shown
    OURS = "ours"  # set here, by those who use it
