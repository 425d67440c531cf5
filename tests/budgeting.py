"""What Ada does with the twelve ballots of `situations`: brings them in, counts, decides."""

from __future__ import annotations

from random import Random
from typing import Any

from cast import NOW, Cast
from mutirao.base.services.models import Service
from mutirao.engines.allocation.pabulib import PabulibFile
from mutirao.planning.budgets import acts
from mutirao.planning.budgets.models import Budget
from mutirao.planning.decisions.models import Decision
from situations import GREEDY, sheet

QUESTION = "Which works first?"


def bring_in(cast: Cast, service: Service, file: PabulibFile | None = None, **given: Any) -> Budget:
    """Ada brings in the twelve ballots, unless told otherwise."""
    usual, data = sheet()
    usual_given = {"original": data, "question": QUESTION, "rule": GREEDY, "seed": "tests"}
    made: Budget = acts.bring_in(
        service=service,
        file=file or usual,
        **{**usual_given, **given},
        chance=Random(1),
        by=cast.acting("ada"),
        at=NOW,
    )
    return made


def count(cast: Cast, budget: Budget) -> Budget:
    """Ada counts."""
    made: Budget = acts.count(budget=budget, by=cast.acting("ada"), at=NOW)
    return made


def decide(cast: Cast, budget: Budget, **given: Any) -> Decision:
    """Ada decides."""
    made: Decision = acts.decide(
        budget=budget, **{"reasons": "Fair vote.", **given}, by=cast.acting("ada"), at=NOW
    )
    return made
