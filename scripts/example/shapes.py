"""The named shapes that the example's story is made of; exact numbers, no clock."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jbeco.standards.rounding import round_half_even

__all__ = [
    "BASE",
    "FIRST",
    "LAST",
    "Answer",
    "Answers",
    "Gap",
    "Number",
    "dip",
    "grown",
    "lagging",
    "number",
    "part",
    "reaching",
    "share",
    "steady",
    "wave",
]

BASE, FIRST, LAST = 2019, 2020, 2025
"""The real base year, and the first and last year of the invented ones."""

SEED = "jbeco-2019-2025"

Number = int | str | Decimal | Fraction


@dataclass(frozen=True)
class Gap:
    """No figure: the reason code that the department gives, and its remark."""

    reason: str
    note: str = ""


Answer = Decimal | str | Gap
"""A number, a word of a ladder, or a gap."""

Answers = dict[str, Answer]
"""Answers by observation code, of one year; a code with series is written ``code@series``."""


def steady(year: int, start: Number, end: Number) -> Fraction:
    """Move evenly from the base year's value to the last year's."""
    return Fraction(start) + (Fraction(end) - Fraction(start)) * (year - BASE) / (LAST - BASE)


def grown(year: int, start: Number, percent: Number) -> Fraction:
    """Grow by the same percentage every year, negative when it shrinks."""
    return Fraction(start) * (1 + Fraction(percent) / 100) ** (year - BASE)


def dip(year: int, start: Number, low: Number, end: Number) -> Fraction:
    """Fall in the first year, then recover evenly to the last year's value."""
    if year == BASE:
        return Fraction(start)
    return Fraction(low) + (Fraction(end) - Fraction(low)) * (year - FIRST) / (LAST - FIRST)


def reaching(year: int, start: Number, target: Number, by: int) -> Fraction:
    """Move evenly to the target, reach it in the year ``by`` and stay there."""
    gone = Fraction(min(year, by) - BASE, by - BASE)
    return Fraction(start) + (Fraction(target) - Fraction(start)) * gone


def lagging(year: int, start: Number, target: Number, reached: Number) -> Fraction:
    """Cover only a share of the way to the target by the last year."""
    way = (Fraction(target) - Fraction(start)) * Fraction(reached)
    return steady(year, start, Fraction(start) + way)


def wave(about: str, year: int, percent: int) -> Fraction:
    """Return a factor near 1 that belongs to one figure and year, at most ``percent`` off."""
    draw = random.Random(f"{SEED}-{about}-{year}").randint(-1000, 1000)
    return 1 + Fraction(draw * percent, 100_000)


def number(value: Number, decimals: int = 0) -> Decimal:
    """Round half to even, as a department would print it."""
    return round_half_even(Fraction(value), decimals)


def part(total: Number, percent: Number, decimals: int = 0) -> Decimal:
    """Return a percentage of a total, rounded."""
    return number(Fraction(total) * Fraction(percent) / 100, decimals)


def share(numerator: Number, denominator: Number, decimals: int) -> Decimal:
    """Return the percentage that a department reports for its own numerator and denominator."""
    return number(100 * Fraction(numerator) / Fraction(denominator), decimals)
