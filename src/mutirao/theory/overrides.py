"""Departing from a count by a decision of its own: what is paid for after it, and what is wrong with it.

The count itself never changes. Amounts are whole numbers of 1/scale of the currency's unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """In which way a project departs from the count."""

    ADDED = "added"  # it lost and is paid for all the same
    REMOVED = "removed"  # it won and is not paid for
    PART = "part"  # a part of its cost is paid, whether it won or lost


@dataclass(frozen=True, slots=True)
class Departure:
    """One project that departs from the count; amount: the part that is paid, else 0."""

    project: str
    how: How
    amount: int = 0


def paid(
    selected: Iterable[str], costs: Mapping[str, int], departures: Iterable[Departure]
) -> dict[str, int]:
    """What each project gets after the departures, for those that get anything.

    >>> paid(["a", "b"], {"a": 5, "b": 3, "c": 9}, [Departure("b", How.REMOVED), Departure("c", How.PART, 2)])
    {'a': 5, 'c': 2}
    """
    given = {code: costs[code] for code in selected}
    for departure in departures:
        if departure.how is How.REMOVED:
            given.pop(departure.project, None)
        else:
            given[departure.project] = (
                costs[departure.project] if departure.how is How.ADDED else departure.amount
            )
    return given


def problems(
    selected: Iterable[str], costs: Mapping[str, int], budget: int, departures: Iterable[Departure]
) -> list[tuple[str, str]]:
    """Pairs of a code and the project it is about ("" for all of it), or nothing.

    Codes: nothing, unknown_project, project_twice, won_already, did_not_win, not_a_part, over_budget.
    """
    won, listed = set(selected), list(departures)
    found: list[tuple[str, str]] = [] if listed else [("nothing", "")]
    seen: set[str] = set()
    for departure in listed:
        code = departure.project
        if code not in costs:
            found.append(("unknown_project", code))
        elif code in seen:
            found.append(("project_twice", code))
        elif departure.how is How.ADDED and code in won:
            found.append(("won_already", code))
        elif departure.how is How.REMOVED and code not in won:
            found.append(("did_not_win", code))
        elif departure.how is How.PART and not 0 < departure.amount < costs[code]:
            found.append(("not_a_part", code))
        seen.add(code)
    if not found and sum(paid(selected, costs, listed).values()) > budget:
        found.append(("over_budget", ""))
    return found
