"""One plain number as it is written in a cell, in the unit that was asked for, and how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from .misspelling import explain, shown
from .units import plain_unit, unit_of

__all__ = [
    "PLAIN",
    "Cell",
    "UnreadableError",
    "Written",
    "refuse_placeholder",
    "written",
]

THOUSANDS = "千分位"
UNIT_IN_CELL = "单元格内写了单位"
CONVERTED = "换算"
MULTIPLIED = "万亿后缀"
SCIENTIFIC = "科学记数法"

PLAIN = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
NUMBER = re.compile(rf"(?P<digits>[+-]?{PLAIN}(?:[eE][+-]?[0-9]{{1,3}})?)(?P<rest>.*)")
PLACEHOLDERS = tuple(Fraction(n) for n in (-9999, -999, -99, -99999, 9999, 99999, 999999))
LARGEST_EXPONENT = 30


class UnreadableError(Exception):
    """The text is no number; carries the Chinese error."""


@dataclass(frozen=True)
class Cell:
    """What was typed, for messages, and the unit that was asked for."""

    entered: str
    unit: str


@dataclass(frozen=True)
class Written:
    """A number in the unit asked for, with half a unit of its last written digit."""

    number: Fraction
    half: Fraction
    flags: tuple[str, ...]


def written(text: str, cell: Cell) -> Written:
    """Read a plain number with whatever unit is written behind it.

    Raises
    ------
    UnreadableError
        When it is none, stands for a missing one, or has another kind of unit.
    """
    found = NUMBER.fullmatch(text)
    if found is None:
        raise UnreadableError(explain(cell.entered, text))
    number, half, how = _exact(found["digits"], cell)
    refuse_placeholder(number, cell.entered)
    factor, scale = _scale(found["rest"].strip(), cell, text)
    return Written(number * factor, half * factor, (*how, *scale))


def refuse_placeholder(number: Fraction, entered: str) -> None:
    """Raise `UnreadableError` for a number that is written where there is none."""
    if number in PLACEHOLDERS:
        raise UnreadableError(f"“{shown(entered)}”疑似占位数；没有数据请留空并写原因")


def _exact(digits: str, cell: Cell) -> tuple[Fraction, Fraction, tuple[str, ...]]:
    """Return a number, half a unit of its last written digit, and flags on its spelling."""
    flags = []
    if "," in digits:
        flags.append(THOUSANDS)
    mantissa, e, exponent = digits.replace(",", "").lower().partition("e")
    if e:
        flags.append(SCIENTIFIC)
        if abs(int(exponent)) > LARGEST_EXPONENT:
            raise UnreadableError(f"“{shown(cell.entered)}”的指数过大")
    power = Fraction(10) ** int(exponent or 0)
    half = power / (2 * 10 ** len(mantissa.partition(".")[2]))
    return Fraction(mantissa) * power, half, tuple(flags)


def _scale(rest: str, cell: Cell, text: str) -> tuple[Fraction, tuple[str, ...]]:
    """Return by how much to multiply, given what is written behind a number."""
    if bracketed := re.fullmatch(r"\((.+)\)", rest):
        rest = bracketed[1]
    typed, asked = plain_unit(rest), plain_unit(cell.unit)
    if not typed:
        return Fraction(1), ()
    if typed == asked:
        return Fraction(1), (UNIT_IN_CELL,)
    from_unit, to_unit = unit_of(typed), unit_of(asked)
    if typed in ("万", "亿"):
        return _multiplier(typed, cell), (MULTIPLIED,)
    if from_unit is None:
        raise UnreadableError(explain(cell.entered, text, typed))
    if to_unit is None or from_unit.kind != to_unit.kind:
        wanted = cell.unit or "（无单位）"
        raise UnreadableError(
            f"“{shown(cell.entered)}”的单位“{typed}”与应填的单位“{wanted}”不是一类"
        )
    if from_unit.factor == to_unit.factor:
        return Fraction(1), (UNIT_IN_CELL,)
    return from_unit.factor / to_unit.factor, (CONVERTED,)


def _multiplier(word: str, cell: Cell) -> Fraction:
    asked = unit_of(cell.unit)
    if plain_unit(cell.unit) == "%" or (asked is not None and asked.scaled):
        raise UnreadableError(
            f"“{shown(cell.entered)}”带“{word}”，而应填的单位是{cell.unit}，"
            f"分不清是否重复；请按{cell.unit}填数"
        )
    return Fraction(10**4 if word == "万" else 10**8)
