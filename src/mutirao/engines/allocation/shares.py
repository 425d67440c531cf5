"""Fixed-point arithmetic of equal shares: whole numbers that are certain to lie below or above.

Money is counted in 1/2**shift of the amounts of the election; a purse or a share is known by one whole
number that is not above it and one that is not below it. Sums of whole numbers are exact, so every
bound is certain; where bounds cannot tell two projects apart, `ledger` works with fractions.
"""

from fractions import Fraction

import numpy as np

from mutirao.engines.allocation.election import Whole

# Room for sums in 64 bits: everybody's purses together stay below 2**62.
_ROOM = 62


def shift_for(money: Fraction) -> int:
    """The finest shift at which all the money together still fits; below 0 for enormous amounts."""
    return _ROOM - (int(money) + 1).bit_length()


def below(amount: Fraction | int, shift: int) -> int:
    """The largest whole number of 1/2**shift that is not above the amount."""
    over, under = amount.numerator << max(shift, 0), amount.denominator << max(-shift, 0)
    return over // under


def above(amount: Fraction | int, shift: int) -> int:
    """The smallest whole number of 1/2**shift that is not below the amount."""
    return -below(-amount, shift)


def share(purses: Whole, sizes: Whole, cost: int, start: int) -> tuple[int, int] | None:
    """The equal share: the least `a` for which sum(sizes * min(purses, a)) reaches `cost`.

    Given as the whole numbers just below and above it (equal where it is whole), or None where the
    purses do not hold enough. `start` must not be above it; the nearer it is, the faster.
    """
    if int(np.dot(sizes, purses)) < cost:
        return None
    while True:
        # Newton's method on a concave function, from the left: it never overshoots.
        missing = cost - int(np.dot(sizes, np.minimum(purses, start)))
        if missing <= 0:
            return start, start
        step, rest = divmod(missing, int(np.dot(sizes, purses > start)))
        if not step:
            return start, start + (rest > 0)
        start += step
