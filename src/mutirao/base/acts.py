"""The one way to change anything: `@act` asks authority, runs the body, and appends to the register.

An act is a keyword-only function with `by` (who) and `at` (when). It runs in one transaction: either all of
it happened and stands in the register, or none of it did. When the database finds that somebody did the like
at the same moment, the act looks again: what it then finds is refused in words, or goes another way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar, cast

from django.db import IntegrityError, models, transaction

from mutirao.base.people.models import Body, Person
from mutirao.base.register.models import Act
from mutirao.base.services.authority import Seat
from mutirao.base.services.models import Service
from mutirao.base.services.taking_part import OpenTo
from mutirao.theory.access import ActRule, Warrant
from mutirao.theory.policy import BY_NAME

F = TypeVar("F", bound=Callable[..., Any])
From = Callable[..., Any]
ATTEMPTS = 5


class ActFunction(Protocol):
    """A function made by `@act`; it carries its rule."""

    rule: ActRule
    __name__: str
    __doc__: str | None

    def __call__(self, **given: Any) -> Any: ...


def act(
    rule: str | ActRule,
    *,
    about: From | None = None,
    body: From | None = None,
    person: From | None = None,
    eligible: From | None = None,
    facts: From | None = None,
) -> Callable[[F], F]:
    """Make an act of a function.

    rule: a name in `theory.policy`, or the rule itself (a third party's). about: gives the service from the
    arguments; body: the body that a signatory must sign for; person: the person it is about; eligible: the
    thing (`OpenTo`) whose own rule says who may take part; facts: gives what the register shall say, from
    the result and the arguments (numbers, codes, public words; nothing personal) – or None where the register
    says it already and saying it again would give away more than that it was done (changes of a secret vote).
    """
    found = BY_NAME[rule] if isinstance(rule, str) else rule

    def make(perform: F) -> F:
        def once(**given: Any) -> Any:
            by, at = given["by"], given["at"]
            with transaction.atomic():
                service: Service | None = about(**given) if about else None
                seat = Seat(service, by, at)
                concerned: Body | None = body(**given) if body else None
                whom: Person | None = person(**given) if person else None
                thing: OpenTo | None = eligible(**given) if eligible else None
                warrant = seat.admit(found, body=concerned, person=whom, thing=thing)
                result = perform(**{**given, "by": by.under(warrant)})
                said = facts(result=result, **given) if facts else {}
                if said is not None:
                    _append(found, seat, warrant, result, said)
            return result

        def acting(**given: Any) -> Any:
            for _attempt in range(ATTEMPTS):
                try:
                    return once(**given)
                except IntegrityError as problem:  # somebody did the like at the same moment: look anew
                    clash = problem
            raise clash

        acting.__name__, acting.__doc__, acting.__module__ = (
            perform.__name__,
            perform.__doc__,
            perform.__module__,
        )
        acting.rule = found  # type: ignore[attr-defined]
        acting.__wrapped__ = perform  # type: ignore[attr-defined]
        return cast("F", acting)

    return make


def _append(rule: ActRule, seat: Seat, warrant: Warrant, result: object, facts: Mapping[str, Any]) -> Act:
    """Write one act at the end of the register: one INSERT, whatever its length."""
    said = dict(facts)
    actor = seat.actor
    return Act.objects.create(
        at=seat.at,
        name=rule.name,
        service=seat.service or (result if isinstance(result, Service) else None),
        actor=actor.person.pk if actor.person else None,
        behalf=actor.behalf.pk if actor.behalf else None,
        party_id=int(warrant.party_id) if warrant.party_id else None,
        duty=warrant.duty,
        way=warrant.way,
        agreement=seat.agreement if warrant.duty else None,
        subject=f"{result._meta.label_lower}:{result.pk}" if isinstance(result, models.Model) else "",
        minutes=int(said.pop("minutes", 0)),
        facts=said,
        evidence=rule.evidence.value,
        side=warrant.side,
    )
