"""What keeps a vote secret and lets its voter find it: keys, receipts, and the order of the published list.

All is derived from one key per ballot by HMAC-SHA256 (RFC 2104), each use under a name of its own, so that
one says nothing about another. When the key is destroyed, nobody can derive any of it again.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from hashlib import sha256

CONSONANTS, VOWELS = "bdfgjklmnprstv", "aeiou"
SYLLABLES = 8
SHOWN = 16
"""Letters of a fingerprint that are printed beside a published vote."""


def derived(key: bytes, use: str, whose: str) -> bytes:
    """32 bytes for one use of one person's: their vote's key, their receipt, the order of their paper."""
    return hmac.new(key, f"{use}\0{whose}".encode(), sha256).digest()


def vote_key(key: bytes, person: str) -> str:
    """The key under which somebody's vote is kept while it can be changed."""
    return derived(key, "vote", person).hex()


def receipt(key: bytes, person: str) -> str:
    """A code that can be read aloud, such as `bado-kire-luma-tosi`: 70⁸ ≈ 5.8 × 10¹⁴ of them.

    >>> receipt(b"key", "rosa") == receipt(b"key", "rosa") != receipt(b"key", "ben")
    True
    """
    number = int.from_bytes(derived(key, "receipt", person), "big")
    syllables = []
    for _ in range(SYLLABLES):
        number, first = divmod(number, len(CONSONANTS))
        number, second = divmod(number, len(VOWELS))
        syllables.append(CONSONANTS[first] + VOWELS[second])
    return "-".join(a + b for a, b in zip(syllables[::2], syllables[1::2], strict=True))


def fingerprint(ballot: str, code: str) -> str:
    """What is kept and published of a receipt; spaces, dashes and capitals do not matter.

    >>> fingerprint("1", "BADO kire") == fingerprint("1", "bado-kire") != fingerprint("2", "bado-kire")
    True
    """
    letters = re.sub(r"[^a-z]", "", code.lower())
    return sha256(f"{ballot}\0{letters}".encode()).hexdigest()


def published_order(fingerprints: Iterable[str], *, seed: str) -> list[str]:
    """The order of the published list: by the seed and the fingerprint, never by when somebody voted."""
    return sorted(fingerprints, key=lambda found: sha256(f"{seed}\0{found}".encode()).digest())
