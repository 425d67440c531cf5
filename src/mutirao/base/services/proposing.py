"""Which ready arrangement to propose: read from `settings.BLUEPRINTS`, a literal list of dotted names."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from mutirao.theory.blueprint import Blueprint, propose
from mutirao.theory.typology import Cell


@cache
def blueprints() -> tuple[Blueprint, ...]:
    """Every blueprint of this site, in the order of the settings."""
    return tuple(import_string(name) for name in settings.BLUEPRINTS)


def blueprint_for(cell: Cell) -> Blueprint | None:
    """The blueprint to propose for this cell; None for the three that are not coproduction."""
    return propose(cell, blueprints())


def blueprint_named(slug: str) -> Blueprint | None:
    """The blueprint a service was started from."""
    return next((blueprint for blueprint in blueprints() if blueprint.slug == slug), None)
