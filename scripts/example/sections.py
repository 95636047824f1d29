"""Story of the water: ten sections that keep class Ⅲ or better, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jbeco.intake.layout import WATER_ITEMS

from .shapes import Answers, number, share, steady, wave

__all__ = ["SECTIONS", "SectionMonth", "section_months", "water"]

SECTIONS = tuple(f"示例断面{n}" for n in "一二三四五六七八九十")
LIST_VERSION = "示例名单2020"

USUAL = {
    "ph": ("7.4", 1, 2),
    "do": ("7.2", 1, 1),
    "codmn": ("4.1", 1, 12),
    "cod": ("14", 0, 12),
    "bod5": ("2.4", 1, 12),
    "nh3n": ("0.48", 2, 20),
    "tp": ("0.12", 2, 15),
    "cu": ("0.003", 3, 5),
    "zn": ("0.02", 2, 5),
    "f": ("0.42", 2, 10),
    "as": ("0.0012", 4, 5),
    "oil": ("0.02", 2, 5),
}
"""Usual value of each item in mg/L, its digits, and by how many percent a month may differ.

With the differences among sections and years all stay within class Ⅲ of GB 3838-2002.
"""

NOT_DETECTED = {
    "se": "0.0004L",
    "hg": "0.00004L",
    "cd": "0.0001L",
    "cr6": "0.004L",
    "pb": "0.001L",
    "cn": "0.002L",
    "phenol": "0.0003L",
    "las": "0.05L",
    "sulfide": "0.01L",
}
"""Items that are never found, written as their detection limit with an L."""


@dataclass(frozen=True)
class SectionMonth:
    """One section's values of one month, in the order of `WATER_ITEMS`."""

    section: str
    list_version: str
    month: int
    values: tuple[Decimal | str, ...]


def water(year: int) -> Answers:
    """Answers on surface water of one year."""
    total, none = number(len(SECTIONS)), number(0)
    return {
        "surface_sections": total,
        "surface_sections_class3": total,
        "surface_sections_class4": none,
        "surface_sections_class5": none,
        "surface_sections_inferior5": none,
        "surface_water_class3_share": share(total, total, 1),
        "surface_water_class5_share": share(none, total, 1),
        "surface_water_inferior5_share": share(none, total, 1),
    }


def section_months(year: int) -> Iterator[SectionMonth]:
    """Yield twelve months of each section."""
    for place, section in enumerate(SECTIONS):
        for month in range(1, 13):
            values = tuple(_value(item, place, month, year) for item in WATER_ITEMS)
            yield SectionMonth(section, LIST_VERSION, month, values)


def _value(item: str, place: int, month: int, year: int) -> Decimal | str:
    if item in NOT_DETECTED:
        return NOT_DETECTED[item]
    usual, digits, percent = USUAL[item]
    factor = wave(f"{item}-{place}-{month}", year, percent)
    if percent > 2:
        factor *= steady(year, "1.10", "0.95") * (90 + 2 * place) / 100
    return number(factor * Fraction(usual), digits)
