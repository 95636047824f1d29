"""The items of GB 3838-2002 表1, their limits by class and the digits they are judged with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ..reference import read_table

__all__ = ["CLASSES", "INFERIOR", "Item", "class_words", "items"]

COLUMNS = (
    "item",
    "name",
    "unit",
    "sense",
    "class1",
    "class2",
    "class3",
    "class4",
    "class5",
    "upper",
    "decimals",
    "judged",
    "first",
    "source",
    "confidence",
)
WORD_COLUMNS = ("class", "roman", "quality", "color", "source", "confidence")
CLASSES = 5
INFERIOR = 6
"""What stands for 劣Ⅴ."""


@dataclass(frozen=True)
class Item:
    """One item: five limits, and whether more (``max``), less (``min``) or both are worse.

    ``judged`` says whether it is one of the 21 items of a section's class, ``first`` whether it is
    named before others among the main pollutants (cyanide and heavy metals).
    """

    id: str
    name: str
    unit: str
    sense: str
    limits: tuple[float, ...]
    upper: float | None
    decimals: int
    judged: bool
    first: bool


@cache
def items(lake: bool = False) -> Mapping[str, Item]:
    """Return the items by id; a lake has its own limits of total phosphorus."""
    found = {}
    for row in read_table("surface_water_limits.csv", COLUMNS):
        if row["item"] == ("tp" if lake else "tp_lake"):
            continue
        item = Item(
            id="tp" if row["item"] == "tp_lake" else row["item"],
            name=row["name"],
            unit=row["unit"],
            sense=row["sense"],
            limits=tuple(float(row[f"class{number}"]) for number in range(1, CLASSES + 1)),
            upper=float(row["upper"]) if row["upper"] else None,
            decimals=int(row["decimals"]),
            judged=row["judged"] == "yes",
            first=row["first"] == "yes",
        )
        found[item.id] = item
    return MappingProxyType(found)


@cache
def class_words() -> Mapping[int, tuple[str, str]]:
    """Return each class's roman number and quality word, such as ``("Ⅳ", "轻度污染")``."""
    rows = read_table("water_class_words.csv", WORD_COLUMNS)
    return MappingProxyType({int(row["class"]): (row["roman"], row["quality"]) for row in rows})
