"""What opens an act, and the one rule that says so; the table of all acts is in `theory.policy`.

`objections` both greys a button and refuses the act. It is pure: it is handed a `Standing`, what is known
about the person asking at this service at this moment, and answers with reasons. No reasons means "you may".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mutirao.theory.duties import BY_SLUG, Way
from mutirao.theory.reasons import Holder, Reason


class Gate(StrEnum):
    """What opens an act."""

    DUTY = "duty"  # a party you belong to holds the duty under the agreement
    SIGNATORY = "signatory"  # you may sign for the party or body concerned
    YOURSELF = "yourself"  # it is about you
    ELIGIBLE = "eligible"  # whoever the thing itself lets take part: voters of a ballot, people of an area
    SIGNED_IN = "signed_in"  # anybody we know
    ANYONE = "anyone"  # visitors too


class Evidence(StrEnum):
    """What an act counts as when the evidenced cell is computed."""

    NOTHING = ""
    DECISION = "decision"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class ActRule:
    """One act: its name, the words on its button, the room it happens in, and what opens it."""

    name: str
    title: str
    room: str
    gate: Gate
    duty: str = ""
    ways: tuple[Way, ...] = (Way.ANSWERS, Way.DOES)
    evidence: Evidence = Evidence.NOTHING
    on_behalf: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A duty held by a party the person belongs to now (or, when `has_lapsed`, belonged to once)."""

    party: str
    party_id: str
    side: str
    way: Way
    has_lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about one person, one act and one service at one moment.

    held: how the person's parties hold the needed duty. holders: who may do it under the agreement.
    agreement: version that decides (0 when there is none); clause: its clause number for the duty.
    signs_for: the party or body concerned, if the person may sign for it. is_self: the act is about them.
    ineligible: why they may not take part in the thing, for acts open to whoever is eligible.
    Asked only on behalf of someone: records_held, how the parties of the person who enters hold *keep the
    records* here, and is_in_reach, whether that lets them enter things for this person.
    """

    is_signed_in: bool = False
    is_strong: bool = False
    is_self: bool = False
    signs_for: str = ""
    signatories: tuple[Holder, ...] = ()
    held: tuple[Held, ...] = ()
    holders: tuple[Holder, ...] = ()
    agreement: int = 0
    clause: int = 0
    ineligible: tuple[Reason, ...] = ()
    is_on_behalf: bool = False
    records_held: tuple[Held, ...] = ()
    is_in_reach: bool = False
    records_holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Warrant:
    """What permits an act: the party acted for, the duty, how it is held, and the version that says so.

    agreement: the number of the version; agreement_id: its row, filled in by whoever keeps rows.
    """

    party: str = ""
    party_id: str = ""
    side: str = ""
    duty: str = ""
    way: str = ""
    agreement: int = 0
    clause: int = 0
    agreement_id: int = 0


def clause_number(duty: str) -> int:
    """The clause of every agreement that is about this duty: its place in the catalogue, from 1."""
    return list(BY_SLUG).index(duty) + 1 if duty in BY_SLUG else 0


def objections(rule: ActRule, standing: Standing) -> list[Reason]:
    """Every reason against this act for this person, or none."""
    if rule.gate is Gate.ANYONE:
        return []
    if not standing.is_signed_in:
        return [_not_signed_in(rule, standing)]
    behalf = _objections_on_behalf(rule, standing)
    if behalf:
        return behalf
    if rule.gate is Gate.SIGNATORY and not standing.signs_for:
        return [Reason("not_signatory", who_may=standing.signatories)]
    if rule.gate is Gate.YOURSELF and not standing.is_self:
        return [Reason("not_yourself")]
    if rule.gate is Gate.ELIGIBLE:
        return list(standing.ineligible)
    if rule.gate is Gate.DUTY:
        return _objections_of_duty(rule, standing)
    return []


def warrant(rule: ActRule, standing: Standing) -> Warrant:
    """The clause that permits an act which met no objection; the party that answers comes first."""
    if rule.gate is Gate.SIGNATORY:
        return Warrant(party=standing.signs_for)
    if rule.gate is not Gate.DUTY:
        return Warrant()
    able = [h for h in standing.held if h.way in rule.ways and not h.has_lapsed]
    best = min(able, key=lambda h: (rule.ways.index(h.way), h.party))
    return Warrant(
        best.party, best.party_id, best.side, rule.duty, best.way.value, standing.agreement, standing.clause
    )


def _who_may(rule: ActRule, standing: Standing) -> tuple[Holder, ...]:
    return standing.signatories if rule.gate is Gate.SIGNATORY else standing.holders


def _not_signed_in(rule: ActRule, standing: Standing) -> Reason:
    return Reason("sign_in", rule.duty, standing.clause, standing.agreement, _who_may(rule, standing))


def _objections_on_behalf(rule: ActRule, standing: Standing) -> list[Reason]:
    if not standing.is_on_behalf:
        return []
    if not rule.on_behalf:
        who_may = _who_may(rule, standing)
        return [Reason("not_on_behalf", rule.duty, standing.clause, standing.agreement, who_may)]
    keeping = [h for h in standing.records_held if h.way.acts and not h.has_lapsed]
    if not keeping:
        return [_of_records("behalf_needs_records", standing, standing.records_holders)]
    if not standing.is_strong and any(h.way is Way.ANSWERS for h in keeping):
        return [_of_records("second_factor", standing, standing.records_holders)]
    if not standing.is_in_reach:
        return [_of_records("behalf_out_of_reach", standing, ())]
    return []


def _of_records(code: str, standing: Standing, who_may: tuple[Holder, ...]) -> Reason:
    return Reason(code, "keep_records", clause_number("keep_records"), standing.agreement, who_may)


def _objections_of_duty(rule: ActRule, standing: Standing) -> list[Reason]:
    about = (rule.duty, standing.clause, standing.agreement, standing.holders)
    if not standing.agreement and not standing.holders:
        return [Reason("no_agreement", rule.duty, standing.clause)]
    if not standing.holders:
        return [Reason("nobody_holds", rule.duty, standing.clause, standing.agreement)]
    now = [h for h in standing.held if not h.has_lapsed]
    able = [h for h in now if h.way in rule.ways]
    if able:
        if not standing.is_strong and any(h.way is Way.ANSWERS for h in able):
            return [Reason("second_factor", *about)]
        return []
    if now:
        return [Reason("wrong_way", *about, facts={"way": now[0].way.value, "party": now[0].party})]
    if standing.held:
        return [Reason("term_ended", *about, facts={"party": standing.held[0].party})]
    return [Reason("not_a_member", *about)]
