"""Amounts as people read them, exactly: with their currency, by the reader's locale, never rounded up."""

from __future__ import annotations

from decimal import Decimal

from django.utils import formats

SIGNS = {"EUR": "€", "GBP": "£", "BRL": "R$", "USD": "US$", "PLN": "zł", "HUF": "Ft"}
BEFORE = {"GBP", "BRL", "USD"}


def in_units(amount: Decimal | int | str, currency: str) -> str:
    """An amount in currency units as text; what is finer than a hundredth is cut off, not rounded up."""
    value = Decimal(amount)
    cents = int(value * 100)
    places = 2 if cents % 100 else 0
    text = formats.number_format(Decimal(cents) / 100, decimal_pos=places, force_grouping=True, use_l10n=True)
    sign = SIGNS.get(currency, currency)
    if not sign:
        return text
    if currency in BEFORE:
        return f"{sign}{text}" if currency == "GBP" else f"{sign} {text}"
    return f"{text} {sign}"
