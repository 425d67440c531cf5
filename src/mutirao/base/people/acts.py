"""What people do about themselves, their bodies and their terms."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from mutirao.base import addresses
from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.blocks import blocks
from mutirao.base.days import day_of
from mutirao.base.notices import letters
from mutirao.base.people import codes, sessions
from mutirao.base.people.models import Area, Body, CardCode, Membership, Person
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.theory.reasons import bad_input, wrong_state
from mutirao.theory.typology import Side


@act("person.join", facts=lambda result, **_: {"person": str(result.pk)})
def join(
    *,
    name: str,
    email: str = "",
    language: str = "en-gb",
    by: Actor,
    at: datetime,
    demonstration: bool = False,
) -> Person:
    """Become somebody we know."""
    return _person(name, email, language, at, demonstration=demonstration)


@act(
    "person.register",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"person": str(result.pk)},
)
def register(
    *, service: Service, name: str, body: Body, starts: date, by: Actor, at: datetime, position: str = ""
) -> Person:
    """Register somebody who is not online, as a member of one of the service's parties."""
    if body.pk not in Seat(service, by, at).kept_bodies:
        raise bad_input(_("You cannot register members of %(body)s here.") % {"body": body})
    person = _person(name, "", "en-gb", at)
    Membership.objects.create(person=person, body=body, position=position, starts=starts)
    return person


@act("person.describe", person=lambda person, **_: person, about=lambda service=None, **_: service)
def describe(
    *,
    person: Person,
    name: str,
    language: str,
    by: Actor,
    at: datetime,
    home: Area | None = None,
    service: Service | None = None,
) -> Person:
    """Change what we call you, the language we write to you in, and the area you live in."""
    person.name, person.language, person.home = _name(name), language, home
    person.save(update_fields=["name", "language", "home"])
    return person


@act("person.erase", person=lambda person, **_: person, about=lambda service=None, **_: service)
def erase(*, person: Person, by: Actor, at: datetime, service: Service | None = None) -> Person:
    """Erase what we hold about you. What you did stays in the register, without your name."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.erased_at:
        raise wrong_state(_("This has been erased already."))
    today = day_of(at)
    person.memberships.filter(starts__gt=today).delete()
    person.memberships.filter(Q(ends__isnull=True) | Q(ends__gt=today)).update(ends=today)
    person.memberships.update(position="")
    person.codes.all().delete()
    letters.forget(person)
    for block in blocks():
        for forget in block.forget:
            forget(person)
    # The accounts library keeps addresses, second factors and sessions in tables of its own.
    sessions.forget(person)
    for related in ("emailaddress_set", "authenticator_set"):
        if hasattr(person, related):
            getattr(person, related).all().delete()
    person.name, person.email, person.home = "", "", None
    person.is_active, person.erased_at = False, at
    person.set_unusable_password()
    person.save()
    return person


@act("card.issue", person=lambda person, **_: person, about=lambda service=None, **_: service)
def issue_card(*, person: Person, by: Actor, at: datetime, service: Service | None = None) -> tuple[str, ...]:
    """Print a card of single-use sign-in codes; older cards stop working. The codes are shown only now."""
    if by.behalf and not person.is_on_paper:
        raise bad_input(_("Somebody with an e-mail address prints their own card."))
    person.codes.filter(used_at__isnull=True).delete()
    fresh = tuple(codes.fresh_code() for _ in range(codes.ON_A_CARD))
    CardCode.objects.bulk_create(
        CardCode(person=person, digest=codes.digest(code), issued_at=at) for code in fresh
    )
    return fresh


@act("body.found", facts=lambda result, **_: {"body": result.name, "side": result.side})
def found(
    *,
    name: str,
    side: Side,
    by: Actor,
    at: datetime,
    contact: str = "",
    about: str = "",
    area: Area | None = None,
    position: str = "",
) -> Body:
    """Add a group or organisation; you become its first member and may sign for it."""
    founder = Person.objects.select_for_update().get(pk=by.someone.pk)  # a double tap waits here
    if Body.objects.filter(name__iexact=name.strip(), memberships__person=founder).exists():
        raise bad_input(_("You belong to a group of this name already."))
    body = create_body(name=name, side=side, at=at, contact=contact, about=about, area=area)
    Membership.objects.create(person=founder, body=body, position=position, may_sign=True, starts=day_of(at))
    return body


@act("body.describe", body=lambda body, **_: body, facts=lambda result, **_: {"body": result.name})
def describe_body(*, body: Body, name: str, contact: str, about: str, by: Actor, at: datetime) -> Body:
    """Change what your body is called, whom people can ask, and what it says about itself."""
    body.name, body.contact, body.about = _name(name), contact.strip(), about.strip()
    body.save(update_fields=["name", "contact", "about"])
    return body


@act(
    "body.admit",
    body=lambda body, **_: body,
    facts=lambda result, **_: {"body": result.body.name, "may_sign": result.may_sign},
)
def admit(
    *,
    body: Body,
    person: Person,
    starts: date,
    by: Actor,
    at: datetime,
    ends: date | None = None,
    position: str = "",
    may_sign: bool = False,
) -> Membership:
    """Add a member to your body, in a position and for a term."""
    term = Membership(
        body=body, person=person, position=position.strip(), may_sign=may_sign, starts=starts, ends=ends
    )
    return begin_term(term)


@act(
    "membership.end",
    body=lambda membership, **_: membership.body,
    facts=lambda result, **_: {"body": result.body.name},
)
def end(*, membership: Membership, ends: date, by: Actor, at: datetime) -> Membership:
    """End a member's term on a day."""
    return _end(membership, ends, at)


@act(
    "membership.leave",
    person=lambda membership, **_: membership.person,
    about=lambda service=None, **_: service,
    facts=lambda result, **_: {"body": result.body.name},
)
def leave(*, membership: Membership, by: Actor, at: datetime, service: Service | None = None) -> Membership:
    """Leave a body today."""
    return _end(membership, max(day_of(at), membership.starts), at)


def begin_term(term: Membership) -> Membership:
    """Save a new term if nothing speaks against it. Part of the acts that make somebody a member."""
    if term.ends is not None and term.ends <= term.starts:
        raise bad_input(_("The term must end after it starts."))
    if Person.objects.filter(pk=term.person_id, erased_at__isnull=False).exists():
        raise bad_input(_("This person's data has been erased."))
    Body.objects.select_for_update().get(pk=term.body_id)  # a double tap waits here
    others = term.body.memberships.filter(Q(ends__isnull=True) | Q(ends__gt=term.starts), person=term.person)
    if (others.filter(starts__lt=term.ends) if term.ends else others).exists():
        raise bad_input(_("This person is a member already."))
    term.save()
    return term


def create_body(
    *, name: str, side: Side, at: datetime, contact: str = "", about: str = "", area: Area | None = None
) -> Body:
    """A new body with an address of its own. Part of the acts that found one."""
    if not name.strip():
        raise bad_input(_("Enter a name."))
    return Body.objects.create(
        name=name.strip(),
        slug=free_slug(Body, name),
        side=side,
        contact=contact,
        about=about,
        area=area,
        founded_at=at,
    )


def free_slug(model: type[Body] | type[Service] | type[Area], name: str) -> str:
    """An address made from a name that nothing else of its kind has."""
    wanted = addresses.plain(name)
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return addresses.free(wanted, taken)


def _end(membership: Membership, ends: date, at: datetime) -> Membership:
    held = Membership.objects.select_for_update(of=("self",)).select_related("body").get(pk=membership.pk)
    if held.ends is not None and held.ends <= day_of(at):
        raise wrong_state(_("This term has ended already."))
    if ends < held.starts:
        raise bad_input(_("A term cannot end before it started."))
    if held.ends is not None and ends > held.ends:
        raise bad_input(_("This term ends before that day already."))
    held.ends = ends
    held.save(update_fields=["ends"])
    return held


def _name(name: str) -> str:
    if not name.strip():
        raise bad_input(_("Enter a name."))
    return name.strip()


def _person(name: str, email: str, language: str, at: datetime, *, demonstration: bool = False) -> Person:
    if email and Person.objects.filter(email__iexact=email).exists():
        raise bad_input(_("Somebody has joined with this e-mail address already."))
    person = Person(
        name=_name(name), email=email, language=language, joined_at=at, is_demonstration=demonstration
    )
    person.set_unusable_password()
    person.save()
    return person
