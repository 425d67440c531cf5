"""Reading about people, shaped for a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from mutirao.base.actor import Actor
from mutirao.base.days import day_of
from mutirao.base.people.models import Body
from mutirao.base.services.models import Agreement, Clause, Party, Service, Signature, Terms
from mutirao.base.services.words import HOLDS, SIDE_WORDS, duty_title
from mutirao.base.web import actor_of
from mutirao.theory.duties import Way


def my_part(actor: Actor, *, at: datetime) -> dict[str, Any]:
    """What is asked of somebody: signatures waiting, duties held; and what we hold about them."""
    today = day_of(at)
    terms = [term for term in actor.terms if term.is_current(today)]
    bodies = [term.body_id for term in terms]
    signing = [term.body_id for term in terms if term.may_sign]
    clauses = (
        Clause.objects.filter(party__body__in=bodies, agreement__in_force_at_service__isnull=False)
        .exclude(way=Way.TOLD.value)
        .select_related("party__body", "party__service")
        .order_by("party__service__name", "id")
    )
    answers = any(clause.way == Way.ANSWERS.value for clause in clauses)
    return {
        "person": actor.person,
        "terms": terms,
        "ended": [term for term in actor.terms if term not in terms],
        "to_sign": to_sign(signing),
        "parts": _parts(clauses),
        "needs_second": answers and not actor.is_strong and not _has_second(actor),
    }


@dataclass(frozen=True, slots=True)
class Part:
    """What one of somebody's parties holds in one service: duties by how they are held."""

    service: Service
    party: str
    ways: tuple[tuple[str, str], ...]


def _parts(clauses: Iterable[Clause]) -> list[Part]:
    held: dict[int, list[Clause]] = {}
    for clause in clauses:
        held.setdefault(clause.party_id, []).append(clause)
    return [
        Part(of_party[0].party.service, of_party[0].party.body.name, tuple(_ways(of_party)))
        for of_party in held.values()
    ]


def _ways(clauses: list[Clause]) -> Iterator[tuple[str, str]]:
    for way in Way:
        titles = [duty_title(clause.duty) for clause in clauses if clause.way == way.value]
        if titles:
            yield str(HOLDS[way.value]), ", ".join(titles)


def _has_second(actor: Actor) -> bool:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=actor.person, type__in=kinds).exists())


def to_sign(bodies: list[Any]) -> list[dict[str, Any]]:
    """Proposed agreements that wait for the signature of one of these bodies."""
    signed = Signature.objects.filter(agreement=OuterRef("agreement"), party=OuterRef("party"))
    unsigned = Terms.objects.filter(~Exists(signed), party__body__in=bodies)
    waiting = (
        Agreement.objects.filter(state="proposed", pk__in=unsigned.values("agreement"))
        .select_related("service")
        .order_by("service__name", "version")
    )
    return [{"service": a.service, "version": a.version} for a in waiting]


def body_page(request: HttpRequest, body: Body, *, at: datetime) -> dict[str, Any]:
    """A body with its services; its members only for its own members."""
    actor = actor_of(request)
    own = [t for t in actor.terms if t.body_id == body.pk and t.is_current(day_of(at))]
    parties = Party.objects.filter(body=body, service__in_force__isnull=False).select_related("service")
    members = body.memberships.current(day_of(at)).select_related("person") if own else None
    return {
        "body": body,
        "side": SIDE_WORDS[body.side],
        "services": [party.service for party in parties],
        "members": members,
        "may_sign": any(term.may_sign for term in own),
    }


def sign_in_qr(request: HttpRequest) -> SafeString:
    """A QR code of the address where codes are entered, as SVG drawn by us (nothing personal in it)."""
    address = request.build_absolute_uri(reverse("sign-in-with-card"))
    drawn = segno.make(address, error="m").svg_inline(scale=4, omitsize=False, title=address)
    return mark_safe(drawn)
