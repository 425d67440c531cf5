"""Amounts of budgets as people read them: kept as whole numbers of a part of the currency's unit."""

from __future__ import annotations

from decimal import Decimal

from mutirao.base.money import in_units


def money(amount: int, scale: int, currency: str) -> str:
    """An amount in 1/scale units as text: 12,500 €, £3.50, 1,656,699.67 zł."""
    return in_units(Decimal(amount) / scale, currency)
