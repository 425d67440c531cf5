"""The key of a ballot: what is derived from it needs the database and the site's own secret together."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from django.conf import settings

from mutirao.planning.ballots.models import Ballot, Secret
from mutirao.theory import receipts


def fresh(ballot: Ballot) -> Secret:
    """A new key and a new seed, not yet saved."""
    return Secret(ballot=ballot, key=secrets.token_bytes(32), seed=secrets.token_hex(16))


def of(kept: bytes | memoryview) -> bytes:
    """The key itself, from what the database keeps of it: a copy of the database alone unlinks nobody."""
    return hmac.new(settings.SECRET_KEY.encode(), b"ballot\0" + bytes(kept), sha256).digest()


def promised(seed: str) -> str:
    """What the register says of a seed when the vote opens, so that nobody can choose another afterwards."""
    return sha256(seed.encode()).hexdigest()


def receipt_of(key: bytes, ballot: Ballot, person: object) -> tuple[str, str]:
    """Somebody's receipt while the vote is open, and the fingerprint that is published of it."""
    code = receipts.receipt(key, str(person))
    return code, receipts.fingerprint(str(ballot.pk), code)
