"""The catalogue of duties and the four ways a party can hold one.

The division of these duties among the parties is the core of every agreement, and it is what permits
people to act. Sixteen are enough for a first conversation; a block may bring its own in its own package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mutirao.theory.typology import Cell, Holding, Phase, Side, agreed_cell


class Way(StrEnum):
    """How a party holds a duty. Exactly one party answers; any number do, are asked or are told."""

    ANSWERS = "answers"
    DOES = "does"
    ASKED = "asked"
    TOLD = "told"

    @property
    def acts(self) -> bool:
        """Whether holding a duty this way lets people carry it out."""
        return self in (Way.ANSWERS, Way.DOES)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing somebody must see to, in words everybody understands."""

    slug: str
    phase: Phase
    title: str
    explanation: str
    is_vital: bool = False  # a gap here is shown even in the smallest agreement


P, D, A, G = Phase.PLANNING, Phase.DELIVERY, Phase.ASSESSMENT, Phase.GOVERNANCE

DUTIES: tuple[Duty, ...] = (
    Duty("set_priorities", P, "Set priorities", "Say what matters most and what comes first.", is_vital=True),
    Duty("divide_money", P, "Divide the money", "Decide how much goes to what."),
    Duty("design_service", P, "Design the service", "Work out how the service should run."),
    Duty("call_meetings", P, "Call meetings", "Set a date, invite people and keep the notes."),
    Duty("run_votes", P, "Run votes", "Open a vote, keep it fair and count it."),
    Duty("set_rota", D, "Set the rota", "Fill the times when people are needed."),
    Duty("carry_out", D, "Carry out the work", "Do what the service is there for.", is_vital=True),
    Duty(
        "welcome_people",
        D,
        "Welcome people",
        "Show new people round, train them and check what must be checked.",
    ),
    Duty("keep_places", D, "Look after places", "Keep rooms, keys and equipment safe and working."),
    Duty(
        "answer_concerns",
        D,
        "Answer concerns",
        "Reply to people who raise a worry and see it through.",
        is_vital=True,
    ),
    Duty("judge_results", A, "Judge the results", "Say how well it works and for whom."),
    Duty("report_back", A, "Report back", "Tell everybody what was done with what they said."),
    Duty("keep_agreement", G, "Keep the agreement", "Propose changes to who does what.", is_vital=True),
    Duty("keep_accounts", G, "Keep the accounts", "Know where every amount came from and went."),
    Duty("safeguard_people", G, "Safeguard people", "Protect anyone who could be harmed.", is_vital=True),
    Duty(
        "keep_records", G, "Keep the records", "Enter people and papers, also for those who are not online."
    ),
)

BY_SLUG: Mapping[str, Duty] = {duty.slug: duty for duty in DUTIES}


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of an agreement: this party holds this duty in this way."""

    duty: str
    party: str
    side: Side
    way: Way


@dataclass(frozen=True, slots=True)
class Gap:
    """Something unclear in the division: a code and the duty (or side) it is about."""

    code: str
    duty: str = ""
    parties: tuple[str, ...] = ()


def cell_of(clauses: Iterable[Clause]) -> Cell | None:
    """The agreed cell of a division of duties."""
    return agreed_cell(
        Holding(BY_SLUG[c.duty].phase, c.side) for c in clauses if c.way.acts and c.duty in BY_SLUG
    )


def gaps(clauses: Iterable[Clause], *, sides: Iterable[Side]) -> list[Gap]:
    """Everything unclear in a division of duties, in the order of the catalogue.

    Codes: `nobody_answers`, `several_answer`, `nobody_does` (someone is asked or told about it, yet nobody
    carries it), `no_professionals`, `no_lay_side`.
    """
    held: dict[str, list[Clause]] = {duty.slug: [] for duty in DUTIES}
    for clause in clauses:
        held.setdefault(clause.duty, []).append(clause)
    found: list[Gap] = []
    for duty, of_duty in held.items():
        answering = tuple(c.party for c in of_duty if c.way is Way.ANSWERS)
        if len(answering) > 1:
            found.append(Gap("several_answer", duty, answering))
        elif not answering and (of_duty or BY_SLUG[duty].is_vital):
            found.append(Gap("nobody_answers", duty))
        if of_duty and not any(c.way.acts for c in of_duty):
            found.append(Gap("nobody_does", duty))
    lay = {side.is_lay for side in sides}
    if False not in lay:
        found.append(Gap("no_professionals"))
    if True not in lay:
        found.append(Gap("no_lay_side"))
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: who held the duty how before and after ("" for not at all)."""

    duty: str
    party: str
    before: str
    after: str


def differences(old: Iterable[Clause], new: Iterable[Clause]) -> list[Change]:
    """What moved between two divisions of duties, in the order of the catalogue.

    >>> a = Clause("set_rota", "Shop", Side.COMMUNITY, Way.DOES)
    >>> differences([a], [])
    [Change(duty='set_rota', party='Shop', before='does', after='')]
    """
    before = {(c.duty, c.party): c.way.value for c in old}
    after = {(c.duty, c.party): c.way.value for c in new}
    order = {slug: place for place, slug in enumerate(BY_SLUG)}
    keys = sorted(before.keys() | after.keys(), key=lambda k: (order.get(k[0], len(order)), k[1]))
    return [
        Change(duty, party, before.get((duty, party), ""), after.get((duty, party), ""))
        for duty, party in keys
        if before.get((duty, party)) != after.get((duty, party))
    ]
