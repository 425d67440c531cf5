"""Every act of this site: those of the base and those of its blocks. Literal lists, no discovery."""

from __future__ import annotations

from typing import cast

from mutirao.base.acts import ActFunction
from mutirao.base.blocks import blocks
from mutirao.base.people import acts as people
from mutirao.base.services import acts as services
from mutirao.base.services import agreement_acts as agreements
from mutirao.base.services import area_acts as areas

OF_PEOPLE = (
    people.join,
    people.register,
    people.describe,
    people.erase,
    people.issue_card,
    people.found,
    people.describe_body,
    people.admit,
    people.end,
    people.leave,
)
OF_SERVICES = (
    services.create,
    services.describe,
    services.compose,
    areas.add,
    agreements.draft,
    agreements.add_party,
    agreements.name_signatory,
    agreements.assign,
    agreements.set_terms,
    agreements.propose,
    agreements.sign,
    agreements.send_back,
)


def act_functions() -> tuple[ActFunction, ...]:
    """Every act, in the order of the rooms."""
    of_blocks = tuple(function for block in blocks() for function in block.acts)
    return cast("tuple[ActFunction, ...]", OF_PEOPLE + OF_SERVICES + of_blocks)
