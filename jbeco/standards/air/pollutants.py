"""The six pollutants of the air quality index: names, units, digits, and how people write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ..reference import read_table

__all__ = [
    "DECIMALS",
    "NAMES",
    "POLLUTANTS",
    "Pollutant",
    "pollutant_and_average",
    "pollutant_named",
    "pollutants",
]

COLUMNS = ("pollutant", "name", "chinese", "unit", "decimals", "source", "confidence")

SPELLINGS = {
    "so2": "so2 二氧化硫",
    "no2": "no2 二氧化氮",
    "co": "co 一氧化碳",
    "o3": "o3 臭氧",
    "pm10": "pm10 可吸入颗粒物 颗粒物pm10 可吸入颗粒物pm10",
    "pm25": "pm25 细颗粒物 颗粒物pm25 细颗粒物pm25",
}
"""How a pollutant is written once case, blanks, points, brackets and underlines are taken out."""

KEY_OF = {spelling: key for key, words in SPELLINGS.items() for spelling in words.split()}

AVERAGE = re.compile(r"(?<=[^0-9])(?P<hours>1|8|24)(?:h|hr|hour|小时)(?:平均|滑动|滑动平均|均值)?$")
LOST_IN_SPELLING = re.compile(r"[\s._()（）\[\]-]")


@dataclass(frozen=True)
class Pollutant:
    """One pollutant.

    ``key`` is how columns are called (``pm25``), ``name`` how reports print it (``PM2.5``);
    ``decimals`` are the digits that a concentration keeps before its index is computed.
    """

    key: str
    name: str
    chinese: str
    unit: str
    decimals: int


@cache
def pollutants() -> tuple[Pollutant, ...]:
    """Return the six in their fixed order: SO2, NO2, CO, O3, PM10, PM2.5."""
    return tuple(
        Pollutant(
            key=row["pollutant"],
            name=row["name"],
            chinese=row["chinese"],
            unit=row["unit"],
            decimals=int(row["decimals"]),
        )
        for row in read_table("air_pollutants.csv", COLUMNS)
    )


POLLUTANTS = tuple(pollutant.key for pollutant in pollutants())
"""The keys in their fixed order."""

NAMES = {pollutant.key: pollutant.name for pollutant in pollutants()}
"""How reports print each key."""

DECIMALS = {pollutant.key: pollutant.decimals for pollutant in pollutants()}
"""Digits of a concentration in µg/m³, CO in mg/m³."""


def pollutant_named(text: str) -> Pollutant:
    """Return the pollutant that a text names, whatever average it adds.

    Parameters
    ----------
    text : str
        ``PM2.5``, ``pm25``, ``PM₂.₅``, ``O3_8h``, ``臭氧8小时``, ``颗粒物(PM10)`` …

    Raises
    ------
    ValueError
        In Chinese, when the text names none of the six.
    """
    key, _ = pollutant_and_average(text)
    return next(pollutant for pollutant in pollutants() if pollutant.key == key)


def pollutant_and_average(text: str) -> tuple[str, str]:
    """Return the key and the averaging time that a text names.

    Returns
    -------
    tuple of str
        ``("o3", "8h")`` for ``O3_8h``; the second is empty where the text says no time.

    Raises
    ------
    ValueError
        In Chinese, when the text names none of the six.
    """
    plain = unicodedata.normalize("NFKC", str(text)).casefold().strip()
    timed = AVERAGE.search(plain)
    # The point of PM2.5 goes only after the time was cut off: "O3_8h" must not become "o38h".
    bare = plain[: timed.start()] if timed else plain
    key = KEY_OF.get(LOST_IN_SPELLING.sub("", bare))
    if key is None:
        known = "、".join(pollutant.name for pollutant in pollutants())
        raise ValueError(f"不认识的污染物：{text}；可写 {known}")
    return key, f"{timed['hours']}h" if timed else ""
