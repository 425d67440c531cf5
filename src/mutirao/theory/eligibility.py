"""Who may take part in something: a rule as data, and the one answer to whether somebody may.

A ballot, an opinion map or a meeting names its rule; nobody ticks names. Everything the rule asks about a
person is in `Participant`, so that it can be asked before a form is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mutirao.theory.reasons import Holder, Reason


class Circle(StrEnum):
    """The circle of people who may take part."""

    EVERYONE = "everyone"  # anybody we know
    PARTIES = "parties"  # members of the bodies that take part in the service
    BODY = "body"  # members of one body, or those in one position there
    AREA = "area"  # people whose home is in an area or in a part of it


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Who may take part. refers_to: key of the body or area; position: in the body, "" for every member.

    name: of the body or area, for the sentence; contact: whom to ask there.
    """

    circle: Circle
    refers_to: str = ""
    position: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """What is known of a person: keys of the bodies they belong to now and the positions they hold there,

    keys of the bodies that are parties to the service, and their home area with every area around it.
    """

    positions: frozenset[tuple[str, str]] = frozenset()
    parties: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    @property
    def bodies(self) -> frozenset[str]:
        """Keys of the bodies the person belongs to now."""
        return frozenset(body for body, _position in self.positions)


def objections(rule: Eligibility, participant: Participant) -> list[Reason]:
    """Why this person may not take part, or nothing.

    >>> objections(Eligibility(Circle.EVERYONE), Participant())
    []
    >>> hill = Eligibility(Circle.AREA, "hill", name="Old Hill")
    >>> [reason.code for reason in objections(hill, Participant(areas=frozenset({"town"})))]
    ['not_of_area']
    >>> [reason.code for reason in objections(hill, Participant())]
    ['home_unknown']
    """
    who = (Holder(rule.name, "", rule.contact),) if rule.circle is Circle.BODY else ()
    facts = {"name": rule.name, "position": rule.position}
    if rule.circle is Circle.PARTIES and not participant.bodies & participant.parties:
        return [Reason("not_of_parties")]
    if rule.circle is Circle.BODY and not rule.position and rule.refers_to not in participant.bodies:
        return [Reason("not_of_body", who_may=who, facts=facts)]
    in_position = (rule.refers_to, rule.position)
    if rule.circle is Circle.BODY and rule.position and in_position not in participant.positions:
        return [Reason("not_in_position", who_may=who, facts=facts)]
    if rule.circle is Circle.AREA and not participant.areas:
        return [Reason("home_unknown", facts=facts)]
    if rule.circle is Circle.AREA and rule.refers_to not in participant.areas:
        return [Reason("not_of_area", facts=facts)]
    return []
