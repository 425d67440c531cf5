"""A stretch of time with a beginning and an end, either of which may be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Stage(StrEnum):
    """Where a moment lies in a period."""

    COMING = "coming"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Period:
    """From `opens` up to, not including, `closes`; None for no bound on that side.

    >>> noon = datetime(2026, 5, 3, 12)
    >>> Period(noon, noon).stage(noon)  # a period that ends as it begins was never open
    <Stage.OVER: 'over'>
    """

    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def runs_forward(self) -> bool:
        """Whether it ends after it begins."""
        return self.opens is None or self.closes is None or self.opens < self.closes

    def stage(self, at: datetime) -> Stage:
        """Where a moment lies: before it, in it, or at its end and after."""
        if self.closes is not None and at >= self.closes:
            return Stage.OVER
        return Stage.COMING if self.opens is not None and at < self.opens else Stage.OPEN

    def is_open(self, at: datetime) -> bool:
        """Whether the moment lies in it."""
        return self.stage(at) is Stage.OPEN
