"""The rule that a Pabulib file says it was counted by, with its conditions.

Source: the fields `rule` and `min_project_score_threshold` as described at pabulib.org/format, checked
against the winners that the files of cities name.
"""

from dataclasses import dataclass

from mutirao.engines.allocation import amounts
from mutirao.engines.allocation.backers import Utility
from mutirao.engines.allocation.conditions import Conditions
from mutirao.engines.allocation.pabulib import PabulibFile

# The field `rule`: our rule, utility and completion, and whether counting ends at the first misfit.
_RULES: dict[str, tuple[str, Utility | None, str | None, bool]] = {
    "greedy": ("greedy", None, None, False),
    "greedy-threshold": ("greedy", None, None, False),
    "greedy-no-skip": ("greedy", None, None, True),
    "equalshares": ("equal-shares", "cost", "none", False),
    "equalshares/add1": ("equal-shares", "cost", "add1", False),
    "equalshares/add1u": ("equal-shares", "cost", "add1u", False),
    "phragmen": ("phragmen", None, None, False),
}


@dataclass(frozen=True)
class Published:
    """A rule as rules.count takes it."""

    rule: str
    utility: Utility | None
    completion: str | None
    conditions: Conditions


def published(file: PabulibFile) -> Published | None:
    """The rule of a file; None where it names none that we know, or a threshold that is not a number."""
    found = _RULES.get(file.meta.get("rule", "").strip().lower())
    text = file.meta.get("min_project_score_threshold", "").strip()
    threshold = amounts.decimal(text) if text else (0, 0)
    if found is None or threshold is None:
        return None
    scale = file.votes.points_scale
    # Support is counted in whole 1/`scale`: a threshold between two of them asks for the higher one.
    least = -(-threshold[0] * scale // 10 ** threshold[1])
    rule, utility, completion, no_skip = found
    return Published(rule, utility, completion, Conditions(least_support=least, no_skip=no_skip))
