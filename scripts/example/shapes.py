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
    "MIDTERM",
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

BASE, FIRST, MIDTERM, LAST = 2019, 2020, 2025, 2030
"""The real base year; of the invented years the first, that of the midterm review and the last."""

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


def steady(year: int, start: Number, end: Number, final: Number | None = None) -> Fraction:
    """Move evenly from the base year's value to the midterm's, then evenly to the last year's.

    Without ``final`` the way after the midterm is half as long as the way before it: what is nearly
    done improves more slowly.
    """
    way = Fraction(end) - Fraction(start)
    if year <= MIDTERM:
        return Fraction(start) + way * (year - BASE) / (MIDTERM - BASE)
    rest = way / 2 if final is None else Fraction(final) - Fraction(end)
    return Fraction(end) + rest * (year - MIDTERM) / (LAST - MIDTERM)


def grown(year: int, start: Number, percent: Number) -> Fraction:
    """Grow by the same percentage every year, negative when it shrinks."""
    return Fraction(start) * (1 + Fraction(percent) / 100) ** (year - BASE)


def dip(year: int, start: Number, low: Number, end: Number, final: Number) -> Fraction:
    """Fall in the first year, recover evenly to the midterm's value, go on to the last year's."""
    if year == BASE:
        return Fraction(start)
    if year > MIDTERM:
        return steady(year, start, end, final)
    return Fraction(low) + (Fraction(end) - Fraction(low)) * (year - FIRST) / (MIDTERM - FIRST)


def reaching(year: int, start: Number, target: Number, by: int) -> Fraction:
    """Move evenly to the target, reach it in the year ``by`` and stay there."""
    gone = Fraction(min(year, by) - BASE, by - BASE)
    return Fraction(start) + (Fraction(target) - Fraction(start)) * gone


def lagging(year: int, start: Number, target: Number, reached: Number, final: Number) -> Fraction:
    """Cover a share of the way to the target by the midterm, then go on to the last value."""
    way = (Fraction(target) - Fraction(start)) * Fraction(reached)
    return steady(year, start, Fraction(start) + way, final)


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
