"""Which ready arrangement to propose: read from `settings.BLUEPRINTS`, a literal list of dotted names."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from mutirao.theory.blueprint import Blueprint, propose
from mutirao.theory.typology import Cell


@cache
def blueprints() -> tuple[Blueprint, ...]:
    """Every blueprint of this site, in the order of the settings."""
    return tuple(import_string(name) for name in settings.BLUEPRINTS)


def blueprint_for(cell: Cell) -> Blueprint | None:
    """The blueprint to propose for this cell; None for the three that are not coproduction."""
    return propose(cell, blueprints())


def first_steps(slug: str) -> list[str]:
    """What to do first, by the blueprint a service was started from, in the reader's language."""
    found = next((blueprint for blueprint in blueprints() if blueprint.slug == slug), None)
    return [_(step) for step in found.first_steps] if found else []
