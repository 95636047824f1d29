"""Sizes with a sign, as print sets them: a real minus, and as many decimals as tell them apart."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

__all__ = ["decimals_for", "range_text", "signed", "unsigned", "with_minus"]

MINUS = "\u2212"


def decimals_for(parts: Iterable[float], whole: float) -> int:
    """Return the decimals with which the largest of parts has three digits, their sum two."""
    wanted = ((max(map(abs, parts), default=0), 3), (abs(whole), 2))
    return max([0, *(digits - 1 - floor(log10(size)) for size, digits in wanted if size)])


def signed(size: float, decimals: int) -> str:
    """Write a size with its sign: ``+1.20``, ``−0.35``; without one where it rounds to nothing."""
    text = f"{size:+.{decimals}f}"
    return with_minus(text) if float(text) else text[1:]


def unsigned(size: float, decimals: int) -> str:
    """Write how large a size is, whichever way it goes."""
    return f"{abs(size):.{decimals}f}"


def range_text(low: float, high: float, decimals: int) -> str:
    """Write an interval: ``−0.40～0.80``."""
    return with_minus(f"{low:.{decimals}f}～{high:.{decimals}f}")


def with_minus(text: str) -> str:
    """Write a real minus in a number's text, or in an interval's."""
    return text.replace("-", MINUS)
