"""Exact amounts: decimal text in, whole numbers of the smallest unit inside, decimal text out.

An amount is a whole number of 1/`scale` currency units, `scale` being 1, 10, 100, …
"""

import re
from fractions import Fraction

# 15 digits are a thousand million million: more is a slip of the keyboard, not a budget.
_PLAIN = re.compile(r"([0-9]{1,15})(?:\.([0-9]{1,12}))?")
_COUNT = re.compile(r"([0-9]{1,9})(?:\.0+)?")


def decimal(text: str) -> tuple[int, int] | None:
    """The number written in `text` as (digits, decimal places), e.g. "2.50" is (25, 1).

    None when it is not a plain number of at most 15 digits and 12 decimals: signs, exponents, commas
    and spaces are not read, since guessing at money is worse than asking.
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    places = (found[2] or "").rstrip("0")
    return int(found[1] + places), len(places)


def count(text: str) -> int | None:
    """The whole number written in `text`, or None when it is not one of at most nine digits."""
    found = _COUNT.fullmatch(text)
    return None if found is None else int(found[1])


def written(amount: int, scale: int) -> str:
    """An amount as a file writes it: 165669967 at scale 100 is "1656699.67"."""
    units, rest = divmod(amount, scale)
    return f"{units}.{str(rest).zfill(len(str(scale)) - 1).rstrip('0')}" if rest else str(units)


def plain(amount: int | Fraction, scale: int) -> int | str:
    """An amount for JSON, in currency units: an int where it is whole, else decimal text.

    Whole numbers of 1/`scale` are given exactly; fractions of them are rounded (half to even) to a
    millionth of the currency unit, or of 1/`scale` where that is finer.
    """
    value = Fraction(amount) / scale
    if value.denominator == 1:
        return int(value)
    if Fraction(amount).denominator == 1:
        return written(int(amount), scale)
    finest = max(scale, 10**6)
    rounded = round(value * finest)
    text = written(abs(rounded), finest)
    signed = f"-{text}" if rounded < 0 else text
    return int(signed) if "." not in signed else signed
