"""Numbers of which people write only what they roughly are: 约97, 90.4～98.9, 84以上, 未检出(0.05).

What is known is kept as bounds; nothing is rounded to a number that nobody gave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from ..interval import Interval
from .misspelling import looks_like_dates, shown
from .units import measures_content, plain_unit
from .written import PLAIN, Cell, UnreadableError, written

__all__ = ["BELOW_LIMIT", "WEAK", "Spelled", "below_limit", "figure", "of_wider_area"]

APPROXIMATE = "约数"
RANGE = "范围"
BOUND = "界限"
WIDER = "较大范围"
BELOW_LIMIT = "低于检出限"
WEAK = (APPROXIMATE, RANGE, BOUND, WIDER, BELOW_LIMIT)
"""Flags of a figure that is not known exactly, or only of a larger area."""

SIGNED = rf"[+-]?{PLAIN}"
BELOW = re.compile(rf"<\s*(?P<digits>{PLAIN})\s*(?P<unit>[^0-9]*)")
ENDS_IN_L = re.compile(rf"(?P<digits>{PLAIN})\s*(?P<unit>)[Ll]")
NOT_DETECTED = re.compile(
    rf"(?:ND|N\.D\.|未检出|低于检出限)\s*\(\s*(?:检出限|DL)?\s*[:=<]?\s*(?P<digits>{PLAIN})"
    r"\s*(?P<unit>[^)]*?)\s*\)",
    re.IGNORECASE,
)
NO_LIMIT_GIVEN = ("未检出", "ND", "N.D.", "BDL", "<DL", "低于检出限", "L")

BEFORE_ABOUT = re.compile(r"(?:约为|大约|大概|约|≈|~)\s*")
AFTER_ABOUT = re.compile(r"\s*(?:左右|上下)$")

WIDER_AREA = re.compile(
    r"(?:全市|全省|全国)(?:范围)?(?:均|都)?(?:达到|达|为|是)?\s*:?\s*(?P<rest>.*)"
)
FROM_TO = re.compile(
    rf"(?P<first>{SIGNED})\s*(?P<unit>[^0-9eE~〜∼–—至到.-]*?)\s*(?P<to>~|〜|∼|--?|–|—|至|到)\s*"
    rf"(?P<second>{SIGNED})\s*(?P<rest>.*)"
)
BEFORE_LEAST = "≥|≧|⩾|>=|>|不低于|不少于|不小于|大于等于|大于或等于|大于|高于|多于|超过|超"
BEFORE_MOST = (
    "≤|≦|⩽|<=|<|不高于|不超过|不多于|不大于|小于等于|小于或等于|小于|低于|少于|不足|不到|接近|近"
)
BEFORE_BOUND = re.compile(rf"(?:(?P<least>{BEFORE_LEAST})|(?P<most>{BEFORE_MOST}))\s*(?P<rest>.*)")
AFTER_BOUND = re.compile(
    rf"(?P<digits>{SIGNED})\s*(?P<unit>[^0-9]*?)\s*"
    r"(?:(?P<least>及?以上|多|余|\+)|(?P<most>及?以下|以内|之内))(?P<rest>[^0-9]*)"
)


@dataclass(frozen=True)
class Spelled:
    """What one cell says: a number or bounds of one, or just one of ``missing`` and ``error``.

    ``low`` and ``high`` are set where the number is only known between bounds, ``number`` beside
    them where one was written (约97). ``missing`` is a reason code of ``methods.toml`` like
    ``not_reported``; ``error`` is a Chinese text that quotes the cell; ``flags`` are Chinese words
    on how the value was spelled.
    """

    number: Fraction | None = None
    missing: str | None = None
    error: str | None = None
    flags: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None

    @property
    def interval(self) -> Interval | None:
        """All numbers that it may be; None where there is none."""
        if self.low is None and self.high is None:
            return None if self.number is None else Interval.point(self.number)
        return Interval(self.low, self.high)


def below_limit(text: str, cell: Cell) -> Spelled | None:
    """Return zero to the detection limit, when a text says that nothing was detected."""
    if text.upper() in NO_LIMIT_GIVEN:
        raise UnreadableError(f"“{shown(cell.entered)}”没有写检出限；请写成“<检出限”，如 <0.05")
    content = measures_content(cell.unit)
    litres = plain_unit(cell.unit) in ("升", "L", "l")
    patterns = [NOT_DETECTED, *([] if litres else [ENDS_IN_L]), *([BELOW] if content else [])]
    found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    if cell.unit and not content:
        raise UnreadableError(
            f"“{shown(cell.entered)}”像检出限的写法，但应填的单位是{cell.unit}；请填实际的数"
        )
    behind = found["unit"].strip()
    limit = written(found["digits"] + ("" if behind in ("L", "l") else behind), cell)
    if limit.number == 0:
        raise UnreadableError(f"“{shown(cell.entered)}”的检出限是 0")
    return Spelled(low=Fraction(0), high=limit.number, flags=(BELOW_LIMIT, *limit.flags))


def of_wider_area(text: str, cell: Cell, limits: Interval) -> Spelled | None:
    """Return what is said of the whole city or province, where it says something of each part.

    Where the whole of a larger area is at a natural limit, so is every part of it; no other number
    of a larger area is one of ours.
    """
    found = WIDER_AREA.fullmatch(text)
    if found is None:
        return None
    of_all = written(found["rest"], cell)
    if of_all.number not in (limits.low, limits.high):
        raise UnreadableError(
            f"“{shown(cell.entered)}”说的是较大的范围，不是本区的数；"
            "只有到了上下限（如全市 100%）才能用于本区；请填本区的数"
        )
    return Spelled(of_all.number, flags=(WIDER, *of_all.flags))


def figure(text: str, cell: Cell) -> Spelled:
    """Return one number, a rough one with its bounds, a range, or a bound on one side."""
    bare, about = _without_about(text)
    found = _range(bare, cell) or _one_bound(bare, cell)
    if found is None:
        return _number(bare, about, cell)
    if about:
        raise UnreadableError(f"“{shown(cell.entered)}”既是约数又是范围或界限；请写明上下限")
    return found


def _without_about(text: str) -> tuple[str, bool]:
    """Take 约, 左右 and the like off, and tell whether there was one."""
    bare = text[match.end() :] if (match := BEFORE_ABOUT.match(text)) else text
    bare = AFTER_ABOUT.sub("", bare)
    return bare, bare != text


def _number(text: str, about: bool, cell: Cell) -> Spelled:
    """Return a number; a rough one lies within half a unit of its last written digit."""
    plain = written(text, cell)
    if not about:
        return Spelled(plain.number, flags=plain.flags)
    low, high = plain.number - plain.half, plain.number + plain.half
    return Spelled(plain.number, flags=(APPROXIMATE, *plain.flags), low=low, high=high)


def _range(text: str, cell: Cell) -> Spelled | None:
    """Return both ends of a range such as ``90.4 %–98.9 %``; None when it is none."""
    found = FROM_TO.fullmatch(text)
    if found is None:
        return None
    unit = found["unit"] or found["rest"]
    if found["to"].startswith("-") and looks_like_dates(found["first"], found["second"], unit):
        raise UnreadableError(f"“{shown(cell.entered)}”可能是日期、年份或范围；范围请写成 12～15")
    first = written(found["first"] + unit, cell)
    second = written(found["second"] + (found["rest"] or unit), cell)
    if first.number >= second.number:
        raise UnreadableError(f"“{shown(cell.entered)}”的范围前面不小于后面；请核对")
    flags = dict.fromkeys((RANGE, *first.flags, *second.flags))
    return Spelled(low=first.number, high=second.number, flags=tuple(flags))


def _one_bound(text: str, cell: Cell) -> Spelled | None:
    """Return the bound of ``≥84``, ``84%以上`` or ``<25``; None when it is no bound."""
    found = BEFORE_BOUND.fullmatch(text) or AFTER_BOUND.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    bound = written(
        f"{parts.get('digits', '')}{parts.get('unit', '')}{parts['rest']}".strip(), cell
    )
    flags = (BOUND, *bound.flags)
    if found["least"]:
        return Spelled(low=bound.number, flags=flags)
    return Spelled(high=bound.number, flags=flags)
