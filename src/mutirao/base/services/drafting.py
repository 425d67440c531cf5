"""What a draft is made of: parties, the place, a first division of duties. Parts of the acts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base.people.acts import create_body, free_slug
from mutirao.base.people.models import Area, Body
from mutirao.base.services.models import Agreement, Clause, Party, Terms
from mutirao.theory.blueprint import Blueprint, divide
from mutirao.theory.duties import Way
from mutirao.theory.reasons import bad_input
from mutirao.theory.typology import Cell, Side


def known_or_new_body(partner: Body | str, body: Body, at: datetime) -> Body:
    """The other party: a body we know, or a new one on the other side of the relationship."""
    if isinstance(partner, Body):
        if partner == body:
            raise bad_input(_("A service needs two parties: name somebody other than yourselves."))
        return partner
    side = Side.COMMUNITY if Side(body.side) is Side.PROFESSIONAL else Side.PROFESSIONAL
    return create_body(name=partner, side=side, at=at)


def known_or_new_place(name: str) -> Area:
    """A place we know by this name, or a new one."""
    if not name.strip():
        raise bad_input(_("Say where it is."))
    known = Area.objects.filter(name__iexact=name.strip()).first()
    return known or Area.objects.create(name=name.strip(), slug=free_slug(Area, name))


def divide_duties(agreement: Agreement, ours: Party, theirs: Party, cell: Cell) -> None:
    """Divide the whole catalogue between two parties so that the cell comes out as asked."""
    professional, lay = (ours, theirs) if Side(ours.side) is Side.PROFESSIONAL else (theirs, ours)
    division = divide(plans=cell.plans, delivers=cell.delivers, professional="professional", lay="lay")
    parties = {"professional": professional, "lay": lay}
    Clause.objects.bulk_create(
        Clause(agreement=agreement, party=parties[key], duty=duty, way=way.value)
        for duty, ways in division.items()
        for key, way in ways.items()
    )


def write_terms(agreement: Agreement, parties: tuple[Party, ...], blueprint: Blueprint | None) -> None:
    """One row of terms for each party, with the blueprint's words for a role of its side."""
    roles = {role.side.is_lay: role for role in blueprint.roles} if blueprint else {}
    for party in parties:
        role = roles.get(Side(party.side).is_lay)
        Terms.objects.create(
            agreement=agreement,
            party=party,
            gives=role.gives if role else "",
            gets=role.gets if role else "",
            may_decide=role.may_decide if role else "",
            leaves=role.leaves if role else "",
        )


def copy_rows(base: Agreement, fresh: Agreement) -> None:
    """Let a new version start with the duties and terms of another."""
    Clause.objects.bulk_create(
        Clause(agreement=fresh, party_id=c.party_id, duty=c.duty, way=c.way) for c in base.clauses.all()
    )
    Terms.objects.bulk_create(
        Terms(
            agreement=fresh,
            party_id=t.party_id,
            gives=t.gives,
            gets=t.gets,
            may_decide=t.may_decide,
            leaves=t.leaves,
        )
        for t in base.terms.all()
    )


def hold_duty(agreement: Agreement, duty: str, party: Party, way: Way | None) -> None:
    """Let a party hold a duty in one way, or not at all; who answered before steps back to doing it."""
    if way is Way.ANSWERS:
        agreement.clauses.filter(duty=duty, way=Way.ANSWERS.value).exclude(party=party).update(
            way=Way.DOES.value
        )
    if way is None:
        agreement.clauses.filter(duty=duty, party=party).delete()
    else:
        Clause.objects.update_or_create(
            agreement=agreement, duty=duty, party=party, defaults={"way": way.value}
        )
