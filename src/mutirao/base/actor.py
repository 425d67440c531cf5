"""Who is acting: a person, a person for somebody else, or a visitor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from mutirao.base.people.models import Membership, Person
from mutirao.theory.access import Warrant


@dataclass(frozen=True)
class Actor:
    """Somebody about to act.

    person: who is at the keyboard, None for a visitor. behalf: for whom they enter, if for somebody else.
    is_strong: a passkey or authenticator app stands behind this session. warrant: set while acting.
    """

    person: Person | None = None
    behalf: Person | None = None
    is_strong: bool = False
    warrant: Warrant = field(default_factory=Warrant)

    @classmethod
    def visitor(cls) -> Self:
        """Somebody we do not know."""
        return cls()

    @property
    def whose(self) -> Person | None:
        """The person whose right counts: the one entered for, else the one acting."""
        return self.behalf or self.person

    @property
    def someone(self) -> Person:
        """The person whose right counts, where a gate has made sure that there is one."""
        whose = self.whose
        assert whose is not None, "no gate asked who this is"
        return whose

    def under(self, warrant: Warrant) -> Self:
        """The same actor with the clause that permits what comes next."""
        made = replace(self, warrant=warrant)
        for known in ("terms", "own_terms"):  # asked for already: not asked for again
            if known in self.__dict__:
                made.__dict__[known] = self.__dict__[known]
        return made

    @cached_property
    def terms(self) -> tuple[Membership, ...]:
        """Every term of the person whose right counts, ended ones too."""
        return _terms(self.whose)

    @cached_property
    def own_terms(self) -> tuple[Membership, ...]:
        """Every term of the person at the keyboard."""
        return self.terms if self.behalf is None else _terms(self.person)


def _terms(person: Person | None) -> tuple[Membership, ...]:
    if person is None:
        return ()
    terms: Iterable[Membership] = person.memberships.select_related("body")
    return tuple(terms)
