"""The signed codes of a meeting: the poster's, for everybody in the room, and that of a device at the door.

A code is a keyed hash of the meeting and the kind of code, so that nobody can make one up; it is good while
the meeting's doors are open, which its times decide.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

POSTER, DOOR = "poster", "door"
LENGTH = 20


def token(meeting: UUID, kind: str) -> str:
    """The code of this kind for a meeting: twenty hexadecimal digits."""
    return salted_hmac(f"mutirao.meetings.{kind}", meeting.hex, algorithm="sha256").hexdigest()[:LENGTH]


def kind_of(meeting: UUID, given: str) -> str:
    """Which of the meeting's codes this is, or "" for none of them."""
    kinds = [kind for kind in (POSTER, DOOR) if constant_time_compare(given, token(meeting, kind))]
    return kinds[0] if kinds else ""


def short(key: str) -> str:
    """A key from a device as we keep it: as it is where it fits, else its hash."""
    return key if len(key) <= 64 else sha256(key.encode()).hexdigest()
