"""GB/T 8170 数值修约: half to even on exact numbers and on arrays, and showing honestly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "exact_text",
    "round_array",
    "round_half_even",
    "round_keeping_nonzero",
    "shown",
]

TIE_TOLERANCE = 1e-9
"""Share of a value within which a binary float is taken to be the decimal 5 that was meant."""

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


def round_significant(value: Fraction, digits: int) -> Decimal:
    """Round by GB/T 8170—2008 3.2 to a number of significant digits.

    Parameters
    ----------
    value : Fraction
        Any exact number.
    digits : int
        Significant digits to keep, 1 or more.

    Returns
    -------
    Decimal
        ``8.53`` for 8.53459 with three digits, ``2E+3`` for 2500 with one.

    Notes
    -----
    Second-hand text of the standard (旁证).
    """
    if value == 0:
        return Decimal(0)
    size = abs(value)
    exponent = len(str(size.numerator)) - len(str(size.denominator)) - 1
    while Fraction(10) ** (exponent + 1) <= size:
        exponent += 1
    step = exponent - digits + 1
    rounded = round(value / Fraction(10) ** step)
    return Decimal(f"{rounded}E{step}")


def round_array(values: ArrayLike, decimals: int) -> NDArray[np.float64]:
    """Round an array half to even on the decimal numbers that its floats stand for.

    ``numpy.round`` decides ties on the binary float, so 2.675 becomes 2.67; here it becomes 2.68.

    Parameters
    ----------
    values : array_like of float
        Any shape; NaN stays NaN. Measured decimals or means of them, of at most nine significant
        digits before and after the tie: nearer than that to a tie counts as the tie.
    decimals : int
        Digits to keep after the decimal point; negative ones round to tens and hundreds.

    Returns
    -------
    ndarray of float64
        Of the shape of ``values``.

    Notes
    -----
    GB/T 8170—2008 3.2, second-hand text (旁证).
    """
    power = 10.0 ** abs(decimals)
    given = np.asarray(values, dtype=np.float64)
    scaled = given * power if decimals > 0 else given / power
    down = np.floor(scaled)
    part = scaled - down
    tie = np.abs(part - 0.5) <= TIE_TOLERANCE * np.maximum(np.abs(scaled), 1.0)
    up = np.where(tie, np.mod(down, 2.0) == 1.0, part > 0.5)
    whole = down + up
    # Dividing by a power of ten gives the float nearest to the decimal; times 0.1 does not.
    rounded: NDArray[np.float64] = whole / power if decimals > 0 else whole * power
    return rounded


def round_keeping_nonzero(values: ArrayLike, decimals: int | ArrayLike) -> NDArray[np.float64]:
    """Round as surface water is: half to even, but a small value never becomes zero.

    Parameters
    ----------
    values : array_like of float
        Concentrations, 0 or more; NaN stays NaN.
    decimals : int or array_like of int
        Digits to keep; an array goes with ``values`` element by element.

    Returns
    -------
    ndarray of float64
        Where rounding would give 0, one significant digit of the value is kept instead.

    Notes
    -----
    环办监测函〔2020〕82 号 and 总站水字〔2020〕90 号, second-hand (旁证): 0.00005 to three digits
    stays 0.00005.
    """
    given = np.asarray(values, dtype=np.float64)
    given, digits = np.broadcast_arrays(given, np.asarray(decimals, dtype=np.int64))
    rounded = np.empty(given.shape)
    for keep in np.unique(digits):
        rounded[digits == keep] = round_array(given[digits == keep], int(keep))
    lost = (rounded == 0.0) & (given != 0.0) & np.isfinite(given)
    rounded[lost] = [float(round_significant(_decimal(value), 1)) for value in given[lost]]
    return rounded


def _decimal(value: Any) -> Fraction:
    """Return the decimal number that a float was written as."""
    return Fraction(repr(float(value)))


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
