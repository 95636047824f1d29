"""The breakpoint tables of HJ 633, worked out once for every concentration that can be reported."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..reference import read_table
from .editions import Edition, edition_named
from .pollutants import pollutant_named

__all__ = ["MISSING", "Scale", "aqi_edition", "scale"]

COLUMNS = (
    "edition",
    "pollutant",
    "averaging",
    "unit",
    "iaqi",
    "concentration",
    "source",
    "confidence",
)

MISSING = -1
"""Entry of a table for no IAQI; below every IAQI, so that a maximum passes it over."""

HIGHEST = 500
"""IAQI at which a complete table ends and stays (HJ 633, 已核)."""

NONE_ABOVE = ("2012",)
"""Editions in which a table that ends below 500 gives no IAQI above its end: another average of
the pollutant is used instead. From 2026 on its last IAQI stays: 200 for SO2 1 h, 300 for O3 8 h
(已核)."""


@dataclass(frozen=True, eq=False)
class Scale:
    """The IAQI of every legal concentration of one pollutant, average and edition.

    ``steps`` legal concentrations make one unit (1, for CO 10), ``last`` is the number of the
    highest one. ``entries`` holds no value, the IAQI of 0 … ``last``, the IAQI above, no value.
    """

    pollutant: str
    averaging: str
    edition: str
    steps: int
    last: int
    entries: NDArray[np.int16]
    numbers: NDArray[np.float64]


def aqi_edition(edition: str | int) -> Edition:
    """Return the edition of a name; `ValueError` in Chinese when it has no AQI table."""
    held = edition_named(edition)
    if not held.aqi_document:
        raise ValueError(
            f"{held.name}（{held.valid_from:%Y-%m-%d} 起）还没有公布 AQI 分级表："
            "HJ 633-2026 的表只与过渡阶段限值配套；请指定 edition 为 2012 或 2026"
        )
    return held


@cache
def scale(pollutant: str, averaging: str, edition: str | int) -> Scale:
    """Return the table of one pollutant, average and edition, computed exactly.

    Raises
    ------
    ValueError
        In Chinese, when the standard has no such table.
    """
    found = pollutant_named(pollutant)
    held = aqi_edition(edition)
    points = _points(held.id, found.key, averaging)
    if not points:
        raise ValueError(
            f"{held.aqi_document} 没有 {found.name} 的 {averaging} 分级表；"
            f"可用 {'、'.join(_averages(held.id, found.key))}"
        )
    steps = 10**found.decimals
    last = int(points[-1][0] * steps)
    inside = [_exact(points, Fraction(step, steps)) for step in range(last + 1)]
    top = inside[-1]
    above = MISSING if top < HIGHEST and held.id in NONE_ABOVE else top
    entries = np.array([MISSING, *inside, above, MISSING], dtype=np.int16)
    numbers = np.where(entries == MISSING, np.nan, entries).astype(np.float64)
    return Scale(found.key, averaging, held.id, steps, last, entries, numbers)


def _points(edition: str, pollutant: str, averaging: str) -> list[tuple[Fraction, int]]:
    return [
        (Fraction(row["concentration"]), int(row["iaqi"]))
        for row in read_table("aqi_breakpoints.csv", COLUMNS)
        if (row["edition"], row["pollutant"], row["averaging"]) == (edition, pollutant, averaging)
    ]


def _averages(edition: str, pollutant: str) -> list[str]:
    rows = read_table("aqi_breakpoints.csv", COLUMNS)
    own = (row for row in rows if (row["edition"], row["pollutant"]) == (edition, pollutant))
    return list(dict.fromkeys(row["averaging"] for row in own))


def _exact(points: list[tuple[Fraction, int]], concentration: Fraction) -> int:
    """Return the linear IAQI between two points, rounded up."""
    for (low, at_low), (high, at_high) in pairwise(points):
        if concentration <= high:
            rise = (at_high - at_low) / (high - low) * (concentration - low)
            return at_low - (-rise.numerator // rise.denominator)
    raise ValueError(f"{concentration} 超出分级表")
