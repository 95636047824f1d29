"""Ecological index (EI, HJ 192-2015): its value, class and change; EQI is only classified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Literal

from .exact import Number, exact, not_negative
from .reference import read_table

__all__ = [
    "EcologicalIndex",
    "Index",
    "difference",
    "ecological_index",
    "ei_change",
    "ei_class",
    "ei_coefficients",
    "eqi_change",
    "eqi_class",
    "restricted",
]

Kind = Literal["EI", "EQI"]
FULL = Fraction(100)
INVERTED = ("土地胁迫", "污染负荷")
"""Sub-indices of which a high value is bad: 100 − x enters the index."""

COEFFICIENT_COLUMNS = ("group", "key", "value", "unit", "source", "confidence")
LEVEL_COLUMNS = ("index", "what", "lower", "word", "source", "confidence")
RESTRICTION_COLUMNS = ("restriction", "when", "class", "highest", "source", "confidence")


@dataclass(frozen=True)
class Index:
    """A published or computed index of one year; ``kind`` says on which scale it stands."""

    kind: Kind
    value: Fraction
    year: int


@dataclass(frozen=True)
class EcologicalIndex:
    """An EI with the sub-indices that entered it.

    Parameters
    ----------
    value : Fraction
        EI, unrounded.
    parts : mapping of str to Fraction
        Sub-indices as they entered, that is after the cap of 100.
    capped : tuple of str
        Names of the sub-indices that were above 100.
    """

    value: Fraction
    parts: Mapping[str, Fraction]
    capped: tuple[str, ...]


@cache
def ei_coefficients(group: str) -> Mapping[str, Fraction]:
    """Return the numbers of one group of ``ei_coefficients.csv`` by name.

    Notes
    -----
    HJ 192-2015; the column ``confidence`` of the table says how far each was checked (旁证, 回忆).
    """
    rows = read_table("ei_coefficients.csv", COEFFICIENT_COLUMNS)
    return MappingProxyType(
        {row["key"]: Fraction(row["value"]) for row in rows if row["group"] == group}
    )


def ecological_index(
    biological: Number,
    vegetation: Number,
    water_network: Number,
    land_stress: Number,
    pollution: Number,
    restriction: Number = 0,
) -> EcologicalIndex:
    """Compute EI of a county or district.

    EI = 0.35·生物丰度 + 0.25·植被覆盖 + 0.15·水网密度 + 0.15·(100 − 土地胁迫) +
    0.10·(100 − 污染负荷) + 环境限制.

    Parameters
    ----------
    biological, vegetation, water_network, land_stress, pollution : number
        Sub-indices, without unit, 0 or more, unrounded; above 100 they enter as 100.
    restriction : number
        环境限制指数, added as it is; a restriction that caps the class is `restricted`.

    Returns
    -------
    EcologicalIndex
        Unrounded; the standard's own figures are shown with two decimals.

    Raises
    ------
    ValueError
        In Chinese, for a negative sub-index.

    Notes
    -----
    HJ 192-2015: weights 旁证 (reproduces the published 67.97 of Nantong 2017); cap of 100 回忆.
    """
    given = {
        "生物丰度": not_negative(biological, "生物丰度指数"),
        "植被覆盖": not_negative(vegetation, "植被覆盖指数"),
        "水网密度": not_negative(water_network, "水网密度指数"),
        "土地胁迫": not_negative(land_stress, "土地胁迫指数"),
        "污染负荷": not_negative(pollution, "污染负荷指数"),
    }
    parts = {name: min(value, FULL) for name, value in given.items()}
    weights = ei_coefficients("EI_weight")
    value = sum(
        (weights[name] * (FULL - x if name in INVERTED else x) for name, x in parts.items()),
        exact(restriction, "环境限制指数"),
    )
    capped = tuple(name for name, x in given.items() if x > FULL)
    return EcologicalIndex(value=value, parts=MappingProxyType(parts), capped=capped)


def restricted(value: Number, restriction: str) -> Fraction:
    """Apply an environmental restriction that lowers the class of an EI.

    Parameters
    ----------
    value : number
        EI before the restriction.
    restriction : str
        ``降一级`` or ``不得为优良且降一级``.

    Returns
    -------
    Fraction
        The highest value of the class below, such as 74.9; the class 差 is left as it is.

    Raises
    ------
    ValueError
        In Chinese, for an unknown restriction.

    Notes
    -----
    HJ 192-2015 环境限制指数: caps from public code (旁证), when they apply 回忆.
    """
    rows = read_table("ei_restrictions.csv", RESTRICTION_COLUMNS)
    known = tuple(dict.fromkeys(row["restriction"] for row in rows))
    if restriction not in known:
        raise ValueError(f"没有这种环境限制：{restriction}；可选 {'、'.join(known)}")
    index = exact(value, "EI")
    word = ei_class(index)
    for row in rows:
        if (row["restriction"], row["class"]) == (restriction, word):
            return Fraction(row["highest"])
    return index


@cache
def _levels(kind: Kind, what: str) -> tuple[tuple[Fraction, str], ...]:
    rows = read_table("index_levels.csv", LEVEL_COLUMNS)
    return tuple(
        (Fraction(row["lower"]), row["word"])
        for row in rows
        if (row["index"], row["what"]) == (kind, what)
    )


def _class(kind: Kind, value: Number) -> str:
    number = exact(value, kind)
    for lower, word in _levels(kind, "class"):
        if number >= lower:
            return word
    raise ValueError(f"{kind} 不能为负：{value}；请核对公布值")


def _change(kind: Kind, before: Number, after: Number) -> str:
    moved = exact(after, kind) - exact(before, kind)
    levels = _levels(kind, "change")
    word = next(word for lower, word in levels if abs(moved) >= lower)
    if word == levels[-1][1]:
        return word
    return f"{word}变好" if moved > 0 else f"{word}变差"


def ei_class(value: Number) -> str:
    """Return 优, 良, 一般, 较差 or 差 by the unrounded EI.

    Notes
    -----
    HJ 192-2015: ≥ 75, ≥ 55, ≥ 35, ≥ 20, below (旁证).
    """
    return _class("EI", value)


def ei_change(before: Number, after: Number) -> str:
    """Return 无明显变化, or 略微, 明显, 显著 with 变好 or 变差.

    Notes
    -----
    HJ 192-2015: |ΔEI| < 1, < 3, < 8, above (旁证).
    """
    return _change("EI", before, after)


def eqi_class(value: Number) -> str:
    """Return 一类 … 五类 of a published EQI.

    Notes
    -----
    环监测〔2021〕99号: ≥ 70, ≥ 55, ≥ 40, ≥ 30, below (回忆; agrees with published values).
    """
    return _class("EQI", value)


def eqi_change(before: Number, after: Number) -> str:
    """Return 基本稳定, or 轻微, 一般, 明显 with 变好 or 变差.

    Notes
    -----
    环监测〔2021〕99号: |ΔEQI| < 1, < 2, < 4, above (回忆).
    """
    return _change("EQI", before, after)


def difference(before: Index, after: Index) -> Fraction:
    """Return ``after − before`` of two indices of the same kind.

    Raises
    ------
    ValueError
        In Chinese, for an EI and an EQI: they stand on different scales.
    """
    if before.kind != after.kind:
        raise ValueError(
            f"{before.year} 年的 {before.kind} 与 {after.year} 年的 {after.kind} 不是同一指数，"
            f"不能相减；请用同一指数的历年值"
        )
    return after.value - before.value
