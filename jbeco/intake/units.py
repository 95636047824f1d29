"""Units as people type them into a cell, and exact conversion between units of one kind."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Unit", "measures_content", "plain_unit", "unit_of"]


@dataclass(frozen=True)
class Unit:
    """What a unit measures (above and below the slash) and how many base units it is."""

    kind: tuple[str, str]
    factor: Fraction
    scaled: bool
    """Whether the part above the slash already carries 万 or 亿."""


MULTIPLES = {"万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}

BASE_UNITS: dict[str, dict[str, Fraction]] = {
    "mass": {
        **dict.fromkeys(("吨", "t"), Fraction(1)),
        **dict.fromkeys(("千克", "公斤", "kg"), Fraction(1, 10**3)),
        "斤": Fraction(1, 2000),
        **dict.fromkeys(("克", "g"), Fraction(1, 10**6)),
        **dict.fromkeys(("毫克", "mg"), Fraction(1, 10**9)),
        **dict.fromkeys(("微克", "μg", "ug"), Fraction(1, 10**12)),
    },
    "standard coal": {
        **dict.fromkeys(("吨标准煤", "吨标煤", "tce"), Fraction(1)),
        **dict.fromkeys(("千克标准煤", "千克标煤", "公斤标准煤", "kgce"), Fraction(1, 10**3)),
    },
    "area": {
        **dict.fromkeys(("平方米", "m2"), Fraction(1)),
        "亩": Fraction(10000, 15),
        **dict.fromkeys(("公顷", "hm2", "ha"), Fraction(10**4)),
        **dict.fromkeys(("平方公里", "平方千米", "km2"), Fraction(10**6)),
    },
    "length": {
        **dict.fromkeys(("米", "m"), Fraction(1)),
        **dict.fromkeys(("公里", "千米", "km"), Fraction(10**3)),
    },
    "volume": {
        **dict.fromkeys(("立方米", "m3"), Fraction(1)),
        **dict.fromkeys(("升", "l"), Fraction(1, 10**3)),
        **dict.fromkeys(("毫升", "ml"), Fraction(1, 10**6)),
    },
    "energy": {
        **dict.fromkeys(("千瓦时", "度", "kwh"), Fraction(1)),
        **dict.fromkeys(("兆瓦时", "mwh"), Fraction(10**3)),
    },
    "money": {"元": Fraction(1)},
    "ratio": {"%": Fraction(1), "‰": Fraction(1, 10)},
    "people": dict.fromkeys(("人", "名"), Fraction(1)),
    "person-times": {"人次": Fraction(1)},
    "households": {"户": Fraction(1)},
    "things": dict.fromkeys("个 家 项 件 处 座 辆 种 条 所 块 份 只 株 台 套".split(), Fraction(1)),
    "times": {"次": Fraction(1)},
    "days": dict.fromkeys(("天", "日", "d"), Fraction(1)),
    "years": dict.fromkeys(("年", "a"), Fraction(1)),
    "points": {"分": Fraction(1)},
    "levels": {"级": Fraction(1)},
}
"""Words of each kind of unit, in base units of the kind: tonnes, square metres, yuan, …"""

KIND_AND_FACTOR = {
    word: (kind, factor) for kind, words in BASE_UNITS.items() for word, factor in words.items()
}


def plain_unit(text: str) -> str:
    """Return a unit's text with full-width signs, ``㎡`` and the like in plain form, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unit_of(text: str) -> Unit | None:
    """Understand a unit, simple (万吨) or with one slash (千克/公顷); None when it is unknown."""
    above, slash, below = plain_unit(text).partition("/")
    top = _simple(above)
    if top is None or not slash:
        return top
    bottom = _simple(below)
    if bottom is None:
        return None
    return Unit((top.kind[0], bottom.kind[0]), top.factor / bottom.factor, top.scaled)


def measures_content(text: str) -> bool:
    """Whether the unit is a content (mg/L, mg/kg, 个/升), for which a detection limit has sense."""
    unit = unit_of(text)
    return unit is not None and unit.kind[1] in ("volume", "mass")


def _simple(word: str) -> Unit | None:
    known = KIND_AND_FACTOR.get(word) or KIND_AND_FACTOR.get(_lower(word))
    if known:
        return Unit((known[0], ""), known[1], scaled=False)
    for prefix, multiple in MULTIPLES.items():
        inner = KIND_AND_FACTOR.get(word.removeprefix(prefix))
        if word.startswith(prefix) and inner:
            return Unit((inner[0], ""), inner[1] * multiple, scaled=True)
    return None


def _lower(word: str) -> str:
    """Lower the case where that is safe: ``MG`` and ``kWh``, but not ``Mg`` (a tonne) or ``M``."""
    safe = word in ("kWh", "MWh", "mL", "L", "T") or (len(word) > 1 and word.isupper())
    return word.lower() if safe else word
