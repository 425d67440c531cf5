"""Reading what proposals say: part by part, version by version, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mutirao.planning.proposals import words
from mutirao.planning.proposals.models import Proposal, Version
from mutirao.theory.differences import Kind, Piece, count_words, differences
from mutirao.theory.proposals import PARTS, Text

FOLDED = 1_500
"""Texts with more characters than this are folded on the page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text: its name, what it says, whether it is long enough to be folded."""

    name: str
    says: str

    @property
    def is_long(self) -> bool:
        """Whether the page folds it."""
        return len(self.says) > FOLDED

    @property
    def beginning(self) -> str:
        """What is shown of a folded part before it is opened."""
        return self.says[:300].rsplit(" ", 1)[0] + " …"


def parts(text: Text) -> list[Part]:
    """What a proposal says beside its title, part by part, where it says something."""
    return [
        Part(words.part_name(name), said) for name, said in text.parts().items() if said and name != "title"
    ]


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a text that differs: its name and its pieces in the order of reading."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def says(self) -> str:
        """How much changed, in a sentence."""
        facts = {
            "added": count_words(self.pieces, Kind.ADDED),
            "removed": count_words(self.pieces, Kind.REMOVED),
        }
        return _("Words added: %(added)s. Words taken out: %(removed)s.") % facts


def changes(old: Text, new: Text) -> list[Changed]:
    """What differs between two texts, part by part."""
    return [
        Changed(words.part_name(name), differences(getattr(old, name), getattr(new, name)))
        for name in PARTS
        if getattr(old, name) != getattr(new, name)
    ]


def two_versions(proposal: Proposal, one: str, other: str) -> tuple[list[Version], Version, Version]:
    """Every version, and the two to compare: those asked for, or the last two."""
    every = list(proposal.versions.all())
    by_number = {str(version.number): version for version in every}
    newer = by_number.get(other, every[-1])
    older = by_number.get(one, every[max(0, newer.number - 2)])
    return every, older, newer
