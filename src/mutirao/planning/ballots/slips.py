"""The published list of votes: one text, so that its fingerprint in the register proves every line of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from mutirao.planning.ballots.models import Slip
from mutirao.theory.receipts import SHOWN

HEAD = "number;vote;receipt\n"


def listing(slips: Iterable[Slip]) -> bytes:
    """The list as a file: a line for each vote, in the published order."""
    lines = (f"{slip.number};{slip.choice};{slip.fingerprint[:SHOWN]}\n" for slip in slips)
    return (HEAD + "".join(lines)).encode()


def digest(slips: Iterable[Slip]) -> str:
    """SHA-256 of the list, hexadecimal."""
    return sha256(listing(slips)).hexdigest()
