"""Links that open one promise to its owner without an account: signed, expiring, good for one answer.

A link holds the promise, the number of the letter it came with, and the last day on which it works. Nothing
is kept of it: the promise knows how many letters went out, and only the newest letter's link opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.signing import BadSignature, Signer

from mutirao.planning.decisions.models import Promise
from mutirao.theory.promises import OPEN

LASTS = timedelta(days=60)
_SIGNER = Signer(salt="mutirao.promises", sep="~")


class Standing(StrEnum):
    """What a genuine link is good for."""

    OPENS = "opens"
    SETTLED = "settled"  # the promise was kept or broken
    OLD = "old"  # it was used, or a newer letter went out
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Link:
    """What a genuine link says."""

    promise: UUID
    letter: int
    until: date


def write(promise: Promise, *, on: date) -> str:
    """The link of a promise's newest letter."""
    until = on + LASTS
    return _SIGNER.sign(f"{promise.pk.hex}-{promise.asked:x}-{until.toordinal():x}")


def read(token: str) -> Link | None:
    """What a link says, or None when we did not make it."""
    try:
        promise, letter, until = _SIGNER.unsign(token).split("-")
    except BadSignature:
        return None
    return Link(UUID(promise), int(letter, 16), date.fromordinal(int(until, 16)))


def standing(link: Link, promise: Promise, *, on: date) -> Standing:
    """Whether a link opens its promise today, and if not, why."""
    if promise.state not in OPEN:
        return Standing.SETTLED
    if link.letter != promise.asked:
        return Standing.OLD
    return Standing.EXPIRED if on > link.until else Standing.OPENS
