"""Class of a section by the worst item (单因子评价), and what holds it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table
from ..rounding import round_keeping_nonzero

__all__ = [
    "INFERIOR",
    "Item",
    "class_words",
    "deciding_items",
    "distance_to_next",
    "item_classes",
    "item_names",
    "items",
    "main_pollutants",
    "section_class",
]

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

GOOD_CLASS = 3
MAIN_POLLUTANTS = 3
SATURATION_CLASS1 = 90.0
"""Saturation of oxygen in percent that makes class I whatever the concentration (表1 注)."""


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
def item_names() -> Mapping[str, str]:
    """Return the Chinese name of each item by id."""
    return MappingProxyType({item.id: item.name for item in items().values()})


@cache
def class_words() -> Mapping[int, tuple[str, str]]:
    """Return each class's roman number and quality word, such as ``("Ⅳ", "轻度污染")``."""
    rows = read_table("water_class_words.csv", WORD_COLUMNS)
    return MappingProxyType({int(row["class"]): (row["roman"], row["quality"]) for row in rows})


def section_class(
    frame: pd.DataFrame,
    lake: bool = False,
    rounded: bool = True,
    do_saturation: pd.Series | None = None,
) -> pd.Series:
    """Give the class of each row by its worst item.

    Parameters
    ----------
    frame : DataFrame
        Columns among ``ph do codmn cod bod5 nh3n tp cu zn f se as hg cd cr6 pb cn phenol oil las
        sulfide``, mg/L apart from pH; NaN was not measured. Other columns are not judged: water
        temperature, total nitrogen and coliforms stay outside.
    lake : bool
        Whether the limits of total phosphorus are those of lakes and reservoirs.
    rounded : bool
        Whether values are rounded half to even to the item's digits first, as monthly and yearly
        means are; real-time classes are decided on unrounded values.
    do_saturation : Series, optional
        Saturation of oxygen in percent; from 90 on oxygen is class I.

    Returns
    -------
    Series of Int64
        1 to 5, 6 for 劣Ⅴ, missing where nothing was measured.

    Raises
    ------
    ValueError
        In Chinese: no column to judge, negative values.

    Notes
    -----
    GB 3838-2002 表1 (已核). The 21 items, ½ of the detection limit and the rounding are those of
    环办监测函〔2020〕82 号 and 环办〔2011〕22 号 (旁证). Where classes share a limit the better one
    is given. pH outside 6–9 is 劣Ⅴ.
    """
    classes = item_classes(frame, lake, rounded, do_saturation)
    return classes.max(axis=1).astype("Int64").rename("class")


def item_classes(
    frame: pd.DataFrame,
    lake: bool = False,
    rounded: bool = True,
    do_saturation: pd.Series | None = None,
) -> pd.DataFrame:
    """Give the class of every judged item, NaN where it was not measured.

    Parameters are those of `section_class`.
    """
    found = {}
    for item, values in _judged(frame, lake, rounded):
        worse = np.zeros(len(values))
        for limit in item.limits:
            worse += _is_worse(values, limit, item)
        classes = np.where(np.isnan(values), np.nan, worse + 1.0)
        if item.id == "do" and do_saturation is not None:
            saturated = do_saturation.reindex(frame.index).to_numpy() >= SATURATION_CLASS1
            classes = np.where(saturated & ~np.isnan(classes), 1.0, classes)
        found[item.id] = classes
    return pd.DataFrame(found, index=frame.index)


def deciding_items(classes: pd.DataFrame, names: bool = False, lake: bool = False) -> pd.Series:
    """Name the items that set each row's class, joined by 、; nothing decides class I.

    Parameters
    ----------
    classes : DataFrame
        As `item_classes` gives it.
    names : bool
        Whether to give Chinese names instead of ids.
    lake : bool
        Only for the names.
    """
    known = items(lake)
    worst = classes.max(axis=1)
    found = []
    for row, top in zip(classes.to_numpy(), worst.to_numpy(), strict=True):
        at_top = [c for c, value in zip(classes.columns, row, strict=True) if value == top > 1]
        found.append("、".join(known[c].name if names else c for c in at_top))
    return pd.Series(found, index=classes.index, name="deciding", dtype=object)


def _exceedance_multiples(
    frame: pd.DataFrame, lake: bool = False, rounded: bool = True
) -> pd.DataFrame:
    """Give (C − S) ÷ S against class III by item; pH and oxygen have no multiple (旁证)."""
    found = {
        item.id: values / item.limits[GOOD_CLASS - 1] - 1.0
        for item, values in _judged(frame, lake, rounded)
        if item.sense == "max"
    }
    return pd.DataFrame(found, index=frame.index)


def main_pollutants(frame: pd.DataFrame, lake: bool = False, rounded: bool = True) -> pd.Series:
    """Name up to three main pollutants of each row that is worse than class III.

    Cyanide and heavy metals over class III come first, then the worst class, then the largest
    multiple; the names carry the multiple, as in ``氨氮(0.8)``.

    Notes
    -----
    环办〔2011〕22 号, second-hand text (旁证).
    """
    classes = item_classes(frame, lake, rounded)
    multiples = _exceedance_multiples(frame, lake, rounded)
    known = items(lake)
    texts = []
    for index in range(len(frame)):
        row = classes.iloc[index]
        over = [name for name in classes.columns if row[name] > GOOD_CLASS]
        multiple = {n: multiples[n].iloc[index] if n in multiples else 0.0 for n in over}
        over.sort(key=lambda n: (not known[n].first, -row[n], -multiple[n]))
        texts.append(
            "、".join(_with_multiple(known[n], multiple[n]) for n in over[:MAIN_POLLUTANTS])
        )
    return pd.Series(texts, index=frame.index, name="main_pollutants", dtype=object)


def distance_to_next(frame: pd.DataFrame, lake: bool = False, rounded: bool = True) -> pd.DataFrame:
    """Tell what keeps each row from the next better class and how far it is away.

    Returns
    -------
    DataFrame
        ``class``, ``next`` (missing for class I), ``item`` that is furthest from the limit of the
        next class, and ``distance``: the relative change that the item still needs, above 0. For pH
        it is the distance to the range in pH units.
    """
    classes = item_classes(frame, lake, rounded)
    values = {item.id: (item, given) for item, given in _judged(frame, lake, rounded)}
    records = [_gap(classes.iloc[index], index, values) for index in range(len(frame))]
    return pd.DataFrame(records, index=frame.index)


def _gap(
    row: pd.Series, index: int, values: Mapping[str, tuple[Item, NDArray[np.float64]]]
) -> dict[str, object]:
    if row.isna().all() or row.max() == 1:
        worst = None if row.isna().all() else 1
        return {"class": worst, "next": None, "item": "", "distance": float("nan")}
    worst = int(row.max())
    # The next better class is that of the second-best set of limits that differ.
    target = worst - 1
    gaps: dict[str, float] = {}
    for name in row.index[row > target]:
        item, given = values[name]
        gaps[name] = _needed(item, float(given[index]), item.limits[min(target, CLASSES) - 1])
    item_name = max(gaps, key=lambda name: gaps[name])
    return {"class": worst, "next": target, "item": item_name, "distance": gaps[item_name]}


def _needed(item: Item, value: float, limit: float) -> float:
    if item.upper is not None:
        return max(limit - value, value - item.upper)
    return abs(value - limit) / (value or limit)


def _with_multiple(item: Item, multiple: float) -> str:
    return item.name if item.sense != "max" else f"{item.name}({multiple:.1f})"


def _is_worse(values: NDArray[np.float64], limit: float, item: Item) -> NDArray[np.bool_]:
    if item.upper is not None:
        return (values < limit) | (values > item.upper)
    found: NDArray[np.bool_] = values < limit if item.sense == "min" else values > limit
    return found


def _judged(
    frame: pd.DataFrame, lake: bool, rounded: bool
) -> Sequence[tuple[Item, NDArray[np.float64]]]:
    """Return the judged items of a frame with their values, rounded as asked."""
    known = [item for item in items(lake).values() if item.judged and item.id in frame]
    if not known:
        names = "、".join(item.id for item in items(lake).values() if item.judged)
        raise ValueError(f"没有可评价的水质项目；列名应在 {names} 之中")
    found = []
    for item in known:
        values = frame[item.id].to_numpy(dtype=np.float64)
        if bool((values < 0).any()):
            place = frame.index[values < 0][0]
            raise ValueError(f"{item.name} 在 {place} 是负值；缺测请留空")
        found.append((item, round_keeping_nonzero(values, item.decimals) if rounded else values))
    return found
