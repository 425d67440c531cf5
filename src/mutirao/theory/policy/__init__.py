"""Every act and what it needs: the whole policy, room by room, as literal tables."""

from collections.abc import Mapping

from mutirao.theory.access import ActRule
from mutirao.theory.policy.base import PEOPLE, SERVICES
from mutirao.theory.policy.planning import PLANNING

ACTS: tuple[ActRule, ...] = PEOPLE + SERVICES + PLANNING
BY_NAME: Mapping[str, ActRule] = {rule.name: rule for rule in ACTS}
