"""Exact numbers: what a reader wrote, as a fraction, and division that names a zero."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

__all__ = ["Number", "exact", "not_negative", "quotient"]

Number = int | Fraction | Decimal | float | str
"""What the scalar formulas take; a float counts as the decimal that it is written as."""


def exact(value: Number, what: str = "数值") -> Fraction:
    """Return the number that was written, without binary error.

    Parameters
    ----------
    value : int, Fraction, Decimal, float or str
        A float counts as its shortest decimal: 0.1 is one tenth.
    what : str
        What the number is, for the message.

    Raises
    ------
    ValueError
        In Chinese, when it is not a finite number.
    """
    try:
        return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"{what}不是有限的数：{value}；请填一个数") from None


def not_negative(value: Number, what: str) -> Fraction:
    """Return an exact number of 0 or more; `ValueError` in Chinese below that."""
    number = exact(value, what)
    if number < 0:
        raise ValueError(f"{what}不能为负：{value}；请核对原始数据")
    return number


def quotient(numerator: Number, denominator: Number, what: str) -> Fraction:
    """Divide exactly.

    Parameters
    ----------
    numerator, denominator : int, Fraction, Decimal, float or str
        In the units of the caller.
    what : str
        What the denominator is, for the message.

    Raises
    ------
    ValueError
        In Chinese, when the denominator is zero: the ratio does not exist, it is not 0 or 100.
    """
    below = exact(denominator, what)
    if below == 0:
        raise ValueError(f"{what}为 0，无法计算比值；确无此类对象时请写明“不涉及”")
    return exact(numerator) / below
