"""The rows behind the air quality index: which columns count, their IAQI, the index they give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .iaqi import MISSING, above_last, as_concentrations, look_up, scale
from .pollutants import pollutants

__all__ = [
    "DAILY",
    "HOURLY",
    "HOURLY_WITH_8H",
    "NO_AQI",
    "Given",
    "Parts",
    "Rules",
    "columns_of",
    "index_of",
    "parts_of",
]

PRIMARY_ABOVE = 50
"""AQI above which there is a primary pollutant (HJ 633-2012 and -2026, 已核)."""

PUBLISHED_ABOVE = 100
"""AQI above which an incomplete row is published all the same (HJ 633-2026 5.3.1, 已核)."""

GAPS_HIDE = ("2026",)
"""Editions in which an incomplete row has no AQI up to `PUBLISHED_ABOVE`."""

NO_AQI = 64
"""Bit beside those of the six pollutants for a row that has no AQI."""

Rows = slice | NDArray[np.bool_]


class Use(NamedTuple):
    """A column and the table that gives its IAQI.

    One that is ``instead`` counts only where another average of the pollutant is above its table.
    """

    column: str
    pollutant: str
    averaging: str
    required: bool = True
    instead: bool = False


Rules = dict[str, tuple[Use, ...]]
"""The columns that count, by edition; an ``instead`` comes after the one that it stands in for."""

MEANS = tuple(Use(key, key, "24h") for key in ("so2", "no2", "co", "pm10", "pm25"))
O3_8H = Use("o3_8h", "o3", "8h")
O3_HIGHEST_HOUR = Use("o3_1h", "o3", "1h", required=False)
DAILY: Rules = {"2012": (*MEANS, O3_8H, O3_HIGHEST_HOUR), "2026": (*MEANS, O3_8H)}

HOURS = (
    *(Use(key, key, "1h") for key in ("so2", "no2", "co")),
    Use("o3_1h", "o3", "1h"),
    *(Use(key, key, "24h") for key in ("pm10", "pm25")),
)
SO2_24H = Use("so2_24h", "so2", "24h", required=False, instead=True)
O3_SLIDING = Use("o3_8h", "o3", "8h", required=False)
HOURLY: Rules = {"2012": (*HOURS, SO2_24H), "2026": HOURS}
HOURLY_WITH_8H: Rules = {"2012": (*HOURS, SO2_24H, O3_SLIDING), "2026": HOURS}


class Given(NamedTuple):
    """A column of a frame: what it is used for, its values, and whether a gap counts as one."""

    use: Use
    values: NDArray[np.float64]
    needed: bool


@dataclass(frozen=True)
class Parts:
    """What the AQI of rows is made of.

    ``iaqi`` holds a row per pollutant, `MISSING` where there is none. ``complete`` says that every
    required value is there, ``beyond`` that one is above its table, ``unknown`` that a pollutant
    got no IAQI for that and no other average stands in.
    """

    iaqi: NDArray[np.int16]
    complete: NDArray[np.bool_]
    beyond: NDArray[np.bool_]
    unknown: NDArray[np.bool_]


def columns_of(
    frame: pd.DataFrame, uses: tuple[Use, ...], rows: Rows, left_out: Collection[str]
) -> list[Given]:
    """Return what some rows of a frame give; ``left_out`` names pollutants not monitored."""
    found = []
    for use in uses:
        needed = use.required and use.pollutant not in left_out
        values = _column(frame, use, needed)
        if values is not None:
            found.append(Given(use, np.ascontiguousarray(values[rows]), needed))
    return found


def parts_of(columns: Sequence[Given], edition: str, first: int, count: int) -> Parts:
    """Return the IAQI of ``count`` rows from ``first`` on."""
    keys = [pollutant.key for pollutant in pollutants()]
    best = np.full((len(keys), count), MISSING, dtype=np.int16)
    complete = np.ones(count, dtype=bool)
    beyond: dict[int, NDArray[np.bool_]] = {}
    seen = set()
    for use, column, needed in columns:
        place = keys.index(use.pollutant)
        if use.instead and place not in beyond:
            continue
        table, values = scale(use.pollutant, use.averaging, edition), column[first : first + count]
        codes = np.empty(count, dtype=np.int16) if place in seen else best[place]
        above = above_last(values, table) if look_up(values, table, codes, first) else None
        if use.instead:
            codes[~beyond[place]] = MISSING
        if needed:
            complete &= codes != MISSING if above is None else (codes != MISSING) | above
        if above is not None and above.any():
            beyond[place] = above | beyond.get(place, False)
        if place in seen:
            np.maximum(best[place], codes, out=best[place])
        seen.add(place)
    off, lost = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for place, above in beyond.items():
        off |= above
        lost |= above & (best[place] == MISSING)
    return Parts(best, complete, off, lost)


def _column(frame: pd.DataFrame, use: Use, needed: bool) -> NDArray[np.float64] | None:
    if use.column not in frame.columns:
        if needed:
            raise ValueError(
                f"缺少列 {use.column}：没有数据请加一列空值（NaN），"
                f"未开展监测请写 not_monitored=['{use.pollutant}']"
            )
        return None
    column = frame[use.column]
    if isinstance(column, pd.DataFrame):
        raise ValueError(f"列 {use.column} 出现了 {column.shape[1]} 次")
    return as_concentrations(column, use.column)


def index_of(parts: Parts, edition: str) -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
    """Return the AQI of each row and its primary pollutants.

    Returns
    -------
    tuple
        The AQI, `MISSING` where there is none; and a bit for each primary pollutant in the order of
        `pollutants`, `NO_AQI` where there is none.
    """
    aqi = parts.iaqi.max(axis=0)
    primary = np.zeros(len(aqi), dtype=np.uint8)
    for place, codes in enumerate(parts.iaqi):
        primary |= (codes == aqi).view(np.uint8) << np.uint8(place)
    np.copyto(aqi, MISSING, where=parts.unknown)
    if edition in GAPS_HIDE:
        np.copyto(aqi, MISSING, where=~parts.complete & (aqi <= PUBLISHED_ABOVE))
    primary *= aqi > PRIMARY_ABOVE
    np.copyto(primary, NO_AQI, where=aqi == MISSING)
    return aqi, primary
