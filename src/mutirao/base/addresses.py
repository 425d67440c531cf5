"""Addresses made from names: plain letters that can be read aloud and typed anywhere."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import slugify

# Letters of our neighbours that do not fall apart into a plain letter and an accent.
PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
)


def plain(name: str, *, longest: int = 200) -> str:
    """The address that a name asks for; names without any plain letter get "x".

    >>> plain("Łódź 2022")
    'lodz-2022'
    """
    return slugify(name.translate(PLAIN))[:longest].strip("-") or "x"


def free(wanted: str, taken: Collection[str]) -> str:
    """The wanted address, or with the first number that makes it free.

    >>> free("shop", {"shop", "shop-2"})
    'shop-3'
    """
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)
