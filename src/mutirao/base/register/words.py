"""What each act is called in the register; blocks bring the sentences of their own acts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy

from mutirao.base.blocks import blocks
from mutirao.base.services.words import duty_title

# A verb in the past, with the public facts the act recorded. The party that did it stands before it.
OF_THE_BASE: Mapping[str, Any] = {
    "person.join": gettext_lazy("joined"),
    "person.register": gettext_lazy("registered somebody on paper"),
    "person.describe": gettext_lazy("changed their own details"),
    "person.erase": gettext_lazy("erased their own data"),
    "card.issue": gettext_lazy("printed a code card"),
    "body.found": gettext_lazy("added %(body)s"),
    "body.describe": gettext_lazy("changed the details of %(body)s"),
    "body.admit": gettext_lazy("added a member to %(body)s"),
    "membership.end": gettext_lazy("ended a term in %(body)s"),
    "membership.leave": gettext_lazy("left %(body)s"),
    "service.create": gettext_lazy("started “%(service)s”"),
    "service.describe": gettext_lazy("changed the description"),
    "service.compose": gettext_lazy("chose what the service uses"),
    "area.add": gettext_lazy("entered %(areas)s areas of %(area)s"),
    "agreement.draft": gettext_lazy("drafted version %(version)s of the agreement"),
    "agreement.add_party": gettext_lazy("added %(party)s to the draft agreement"),
    "party.name_signatory": gettext_lazy("named who signs first for %(party)s"),
    "agreement.assign": gettext_lazy("changed who does “%(duty)s” in version %(version)s"),
    "agreement.set_terms": gettext_lazy("changed the terms in version %(version)s"),
    "agreement.propose": gettext_lazy("proposed version %(version)s of the agreement for signing"),
    "agreement.sign": gettext_lazy("signed version %(version)s of the agreement"),
    "agreement.send_back": gettext_lazy("sent version %(version)s of the agreement back with a reason"),
}


@cache
def done() -> Mapping[str, Any]:
    """The sentence of every act of this site, by the act's name."""
    sentences = dict(OF_THE_BASE)
    for block in blocks():
        sentences |= block.done
    return sentences


class _Kind(dict[str, Any]):
    """Facts that forgive an act recorded before a fact was added."""

    def __missing__(self, key: str) -> str:
        return "…"


def done_sentence(name: str, facts: Mapping[str, Any]) -> str:
    """What was done, for the register; the party that did it stands before it."""
    said = _Kind(facts)
    if "duty" in said:
        said["duty"] = duty_title(said["duty"])
    return str(done()[name]) % said if name in done() else name
