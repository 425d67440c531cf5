"""Acts of the budgets block, ready to do."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from cast import NOW
from mutirao.planning.budgets import acts as budgets
from mutirao.planning.budgets.models import Budget
from mutirao.theory.overrides import Departure, How
from situations import GREEDY, Call, World, sheet

TABLE = """
budget.import       login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
budget.set_rule     login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
budget.count        login member yes    2nd   yes   way   way   member member yes   ended member behalf behalf
budget.decide       login member yes    2nd   way   way   way   member member way   ended member behalf behalf
budget.override     login member yes    2nd   way   way   way   member member way   ended member behalf behalf
"""


def calls(world: World) -> dict[str, Callable[[], Call]]:
    """For each act, what brings the world into the state in which it can be done."""
    service = world.service
    file, data = sheet()
    ballots = {"file": file, "original": data, "question": "Which works first?", "seed": "tests"}

    def decided() -> Budget:
        budget = world.budget(is_counted=True)
        budgets.decide(budget=budget, reasons="Fair.", by=world.cast.acting("ben"), at=NOW)
        return budget

    return {
        "budget.import": lambda: Call(
            {"service": service, "rule": GREEDY, "chance": Random(2), **ballots}, service
        ),
        "budget.set_rule": lambda: Call({"budget": world.budget(), "rule": GREEDY}, service),
        "budget.count": lambda: Call({"budget": world.budget()}, service),
        "budget.decide": lambda: Call(
            {"budget": world.budget(is_counted=True), "reasons": "The vote was fair."}, service
        ),
        "budget.override": lambda: Call(
            {"budget": decided(), "departures": [Departure("1", How.REMOVED)], "reasons": "No permit."},
            service,
        ),
    }
