"""GB/T 8170 数值修约: rounding half to even on exact numbers, and showing a number honestly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

__all__ = ["exact_text", "round_half_even", "shown"]

MOST_DIGITS = 12
"""Digits after the point beyond which a difference is shown as a fraction instead."""


def round_half_even(value: Fraction, decimals: int) -> Decimal:
    """Round by GB/T 8170—2008 3.2 (四舍六入五成双), on the exact value.

    Parameters
    ----------
    value : Fraction
        Any exact number.
    decimals : int
        Digits to keep after the decimal point, 0 or more.

    Returns
    -------
    Decimal
        With just that many digits after the point.

    Notes
    -----
    The clause was found in a second-hand text of the standard, not read in the original (旁证).
    """
    # From text, since arithmetic on Decimal keeps only the digits of its context.
    return Decimal(f"{round(value * 10**decimals)}E-{decimals}")


def exact_text(value: Fraction) -> str:
    """Write a number without any rounding: as a decimal where it ends, else as a fraction.

    Returns
    -------
    str
        ``79.5`` or ``16100/183``.
    """
    for decimals in range(MOST_DIGITS + 1):
        rounded = round_half_even(value, decimals)
        if Fraction(rounded) == value:
            return f"{rounded:f}"
    return str(value)


def shown(value: Fraction, decimals: int, against: Fraction | None = None) -> str:
    """Write a number for a reader, with enough digits that it agrees with its comparison.

    GB/T 8170 4.3.2 compares the whole value unless a standard says otherwise, so a rounded figure
    may look as if it reached a limit that the value misses; digits are added until it does not.

    Parameters
    ----------
    value : Fraction
        The unrounded value.
    decimals : int
        Digits that are usual for the indicator.
    against : Fraction, optional
        The number it is compared with.

    Returns
    -------
    str
        ``87.98`` for 322/366 days in percent against 88, where one digit would say ``88.0``.
    """
    for digits in range(decimals, MOST_DIGITS + 1):
        rounded = round_half_even(value, digits)
        if against is None or _order(Fraction(rounded), against) == _order(value, against):
            return f"{rounded:f}"
    return str(value)


def _order(a: Fraction, b: Fraction) -> int:
    return (a > b) - (a < b)
