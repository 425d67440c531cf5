"""Starting a service and saying what it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from mutirao.base.actor import Actor
from mutirao.base.acts import act
from mutirao.base.blocks import blocks
from mutirao.base.people.acts import free_slug
from mutirao.base.people.models import Area, Body
from mutirao.base.services.drafting import (
    divide_duties,
    known_or_new_body,
    known_or_new_place,
    write_terms,
)
from mutirao.base.services.models import (
    Agreement,
    Party,
    Service,
)
from mutirao.theory.blueprint import Blueprint
from mutirao.theory.reasons import bad_input
from mutirao.theory.typology import Cell


@act(
    "service.create",
    body=lambda body, **_: body,
    facts=lambda result, **_: {"service": result.name, "blueprint": result.blueprint},
)
def create(
    *,
    name: str,
    area: Area | str,
    body: Body,
    partner: Body | str,
    cell: Cell,
    by: Actor,
    at: datetime,
    blueprint: Blueprint | None = None,
    summary: str = "",
    demonstration: bool = False,
) -> Service:
    """Start a service with a name, a place and a partner; its first agreement is drafted from two answers."""
    if not name.strip():
        raise bad_input(_("Enter a name."))
    Body.objects.select_for_update().get(pk=body.pk)  # a double tap waits here
    if Service.objects.filter(name__iexact=name.strip(), parties__body=body).exists():
        raise bad_input(_("%(body)s takes part in a service of this name already.") % {"body": body})
    other = known_or_new_body(partner, body, at)
    place = area if isinstance(area, Area) else known_or_new_place(area)
    service = Service.objects.create(
        name=name.strip(),
        slug=free_slug(Service, name),
        area=place,
        summary=summary,
        blueprint=blueprint.slug if blueprint else "",
        blocks=list(blueprint.blocks) if blueprint else [],
        started_at=at,
        is_demonstration=demonstration,
    )
    ours = Party.objects.create(service=service, body=body, side=body.side)
    theirs = Party.objects.create(service=service, body=other, side=other.side)
    agreement = Agreement.objects.create(service=service, version=1, drafted_at=at)
    divide_duties(agreement, ours, theirs, cell)
    write_terms(agreement, (ours, theirs), blueprint)
    return service


@act("service.describe", about=lambda service, **_: service)
def describe(*, service: Service, name: str, summary: str, by: Actor, at: datetime) -> Service:
    """Change what the service is called and how it is described."""
    if not name.strip():
        raise bad_input(_("Enter a name."))
    service.name, service.summary = name.strip(), summary.strip()
    service.save(update_fields=["name", "summary"])
    return service


@act(
    "service.compose",
    about=lambda service, **_: service,
    facts=lambda result, **_: {"blocks": result.blocks},
)
def compose(*, service: Service, uses: Collection[str], by: Actor, at: datetime) -> Service:
    """Choose which blocks the service uses; what was done with one that is switched off stays readable."""
    known = [block.slug for block in blocks()]
    if not set(uses) <= set(known):
        raise bad_input(_("One of these is not something a service can use."))
    held = Service.objects.locked(service.pk)
    held.blocks = [slug for slug in known if slug in uses]
    held.save(update_fields=["blocks"])
    return held
