"""Sign-in codes that can be read aloud: syllables of a clear consonant and a vowel.

Eight syllables of 14 × 5 give 70⁸ ≈ 5.8 × 10¹⁴ codes (49 bits); guesses are limited by address.
"""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256

from django.conf import settings

CONSONANTS, VOWELS = "bdfgjklmnprstv", "aeiou"
SYLLABLES = 8
ON_A_CARD = 8


def fresh_code() -> str:
    """A new code such as `bado-kire-luma-tosi`."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES)]
    return "-".join(a + b for a, b in zip(syllables[::2], syllables[1::2], strict=True))


def digest(code: str) -> str:
    """What is kept of a code: a keyed hash of its letters, so that spaces, dashes and case do not matter."""
    letters = re.sub(r"[^a-z]", "", code.lower())
    return hmac.new(settings.SECRET_KEY.encode(), letters.encode(), sha256).hexdigest()
