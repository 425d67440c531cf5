"""The published lot: anybody can draw it again from its seed."""

from hashlib import sha256


def lot(seed: str, name: str) -> str:
    """The lot of a name: the SHA-256 of the seed, a colon and the name (UTF-8), in hexadecimal digits.

    The name whose lot comes first in the order of these digits wins.
    """
    return sha256(f"{seed}:{name}".encode()).hexdigest()
