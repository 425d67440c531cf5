"""The agreement as access control: what a person may do at a service, under which clause.

Before a service has an agreement in force, the open draft decides about two duties only, *keep the
agreement* and *keep the records*, so that a first agreement can be written and signed at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.people.models import Body, Membership, Person
from mutirao.base.services.models import Agreement, Clause, Service
from mutirao.base.services.taking_part import OpenTo, participant
from mutirao.theory import eligibility
from mutirao.theory.access import (
    ActRule,
    Gate,
    Held,
    Standing,
    Warrant,
    clause_number,
    objections,
    warrant,
)
from mutirao.theory.duties import Way
from mutirao.theory.reasons import Holder, Reason, Refused
from mutirao.theory.typology import Side

FOUNDING_DUTIES = ("keep_agreement", "keep_records")


class Seat:
    """Where one actor stands at one service at one moment. Asks the database at most three times."""

    def __init__(self, service: Service | None, actor: Actor, at: datetime) -> None:
        self.service, self.actor, self.at = service, actor, at

    @cached_property
    def today(self) -> date:
        """The day it is at the place: terms end at its midnight, not at Greenwich's."""
        return day_of(self.at)

    @cached_property
    def agreement(self) -> Agreement | None:
        """The version that decides: the one in force or, before there is any, the open one."""
        if self.service is None:
            return None
        return self.service.in_force or self.service.agreements.open().first()

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of the version that decides, with parties and bodies."""
        if self.agreement is None:
            return ()
        return tuple(Clause.objects.filter(agreement=self.agreement).with_parties())

    def clauses_on(self, duty: str) -> list[Clause]:
        """The clauses that decide about this duty now."""
        return [clause for clause in self.clauses if clause.duty == duty] if self._decides(duty) else []

    def _decides(self, duty: str) -> bool:
        """Whether an agreement decides about this duty: an open draft only about the founding ones."""
        if self.service is None or self.agreement is None:
            return False
        return self.service.in_force is not None or duty in FOUNDING_DUTIES

    @cached_property
    def kept_bodies(self) -> frozenset[UUID]:
        """Bodies whose members the person at the keyboard may register and enter things for.

        Those through which they keep the records and, once an agreement is in force, every party to it on
        the lay side. Never other professionals: whoever made themselves one would hold all their duties.
        """
        current = {t.body_id for t in self.actor.own_terms if t.is_current(self.today)}
        records = self.clauses_on("keep_records")
        own = {c.party.body_id for c in records if Way(c.way).acts and c.party.body_id in current}
        if not own or self.service is None or self.service.in_force is None:
            return frozenset(own)
        parties = self.service.parties.filter(terms__agreement=self.service.in_force)
        lay = parties.exclude(side=Side.PROFESSIONAL.value).values_list("body_id", flat=True)
        return frozenset(own).union(lay)

    def standing(
        self,
        rule: ActRule,
        *,
        body: Body | None = None,
        person: Person | None = None,
        thing: OpenTo | None = None,
    ) -> Standing:
        """What theory needs to know to answer whether this act is open to this actor."""
        of_duty = self.clauses_on(rule.duty) if rule.duty else []
        behalf = self.actor.behalf is not None
        records = self.clauses_on("keep_records") if behalf else []
        deciding = "keep_records" if behalf else rule.duty
        whose = self.actor.whose
        return Standing(
            is_signed_in=self.actor.person is not None,
            is_strong=self.actor.is_strong,
            is_self=whose is not None and person is not None and whose.pk == person.pk,
            signs_for=self._signs_for(body),
            signatories=(Holder(body.name, "", body.contact),) if body else (),
            held=tuple(self._held(of_duty, self.actor.terms)) if of_duty else (),
            holders=holders(of_duty, rule.ways),
            agreement=self._version_deciding(deciding),
            clause=clause_number(rule.duty),
            ineligible=tuple(self._ineligible(thing)) if thing else (),
            is_on_behalf=behalf,
            records_held=tuple(self._held(records, self.actor.own_terms)) if behalf else (),
            is_in_reach=behalf and self._reaches(),
            records_holders=holders(records, (Way.ANSWERS, Way.DOES)),
        )

    def objections(
        self,
        rule: ActRule,
        *,
        body: Body | None = None,
        person: Person | None = None,
        thing: OpenTo | None = None,
    ) -> list[Reason]:
        """Every reason against this act, or none; the same rule greys a button and refuses the act."""
        return objections(rule, self.standing(rule, body=body, person=person, thing=thing))

    def admit(
        self,
        rule: ActRule,
        *,
        body: Body | None = None,
        person: Person | None = None,
        thing: OpenTo | None = None,
    ) -> Warrant:
        """The clause that permits this act, or `Refused` with every reason."""
        standing = self.standing(rule, body=body, person=person, thing=thing)
        reasons = objections(rule, standing)
        if reasons:
            raise Refused(reasons)
        if rule.gate is Gate.SIGNATORY and body is not None:
            return self._signing(body)
        found = warrant(rule, standing)
        return replace(found, agreement_id=self.agreement.pk) if found.duty and self.agreement else found

    def _version_deciding(self, duty: str) -> int:
        """The number of the version that decides about this duty, or 0; asks nothing for no duty."""
        return self.agreement.version if duty and self.agreement and self._decides(duty) else 0

    def _ineligible(self, thing: OpenTo) -> list[Reason]:
        """Why the person whose right counts may not take part in this."""
        rule = thing.eligibility()
        return eligibility.objections(rule, participant(rule, self.actor, self.service, self.today))

    def _signs_for(self, body: Body | None) -> str:
        if body is None:
            return ""
        signs = any(
            t.may_sign and t.body_id == body.pk and t.is_current(self.today) for t in self.actor.terms
        )
        return body.name if signs else ""

    def _held(self, clauses: list[Clause], terms: Iterable[Membership]) -> list[Held]:
        """How the person's bodies hold the duty; a lapsed term counts only where no current one does."""
        current = {t.body_id for t in terms if t.is_current(self.today)}
        known = {t.body_id for t in terms if t.starts <= self.today}
        return [
            Held(c.party.body.name, str(c.party_id), c.party.side, Way(c.way), c.party.body_id not in current)
            for c in clauses
            if c.party.body_id in known
        ]

    def _reaches(self) -> bool:
        """Whether the person entered for belongs to a body whose records the actor keeps."""
        return any(t.body_id in self.kept_bodies and t.is_current(self.today) for t in self.actor.terms)

    def _signing(self, body: Body) -> Warrant:
        """What permits to sign for a body: its party here, whether or not it holds a duty already."""
        party = self.service.parties.filter(body=body).first() if self.service else None
        side = party.side if party else body.side
        return Warrant(party=body.name, party_id=str(party.pk) if party else "", side=side)


def holders(clauses: Iterable[Clause], ways: tuple[Way, ...]) -> tuple[Holder, ...]:
    """Who may do what a duty covers: those who hold it in one of these ways, the answering party first."""
    able = [c for c in clauses if Way(c.way) in ways]
    able.sort(key=lambda c: (ways.index(Way(c.way)), c.party.body.name))
    return tuple(Holder(c.party.body.name, c.way, c.party.body.contact) for c in able)
