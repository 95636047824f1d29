"""HJ 633 空气质量指数 (AQI) of days and hours, its class and its primary pollutant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table
from .aqi_rows import (
    DAILY,
    HOURLY,
    HOURLY_WITH_8H,
    NO_AQI,
    Given,
    Rules,
    columns_of,
    index_of,
    parts_of,
)
from .editions import Edition, edition_on, editions
from .iaqi import BLOCK, MISSING, aqi_edition
from .pollutants import pollutant_named, pollutants

__all__ = ["AqiLevel", "aqi_levels", "daily_aqi", "hourly_aqi", "iaqi_table"]

COLUMNS = (
    "level",
    "name",
    "aqi_from",
    "aqi_to",
    "red",
    "green",
    "blue",
    "source",
    "confidence",
)

Rows = slice | NDArray[np.bool_]


@dataclass(frozen=True)
class AqiLevel:
    """One class: its name, the AQI from and to which it reaches, its colour (0–255 each)."""

    number: int
    name: str
    first: int
    last: int
    rgb: tuple[int, int, int]


@cache
def aqi_levels() -> tuple[AqiLevel, ...]:
    """Return the classes, best first: 优 良 轻度污染 中度污染 重度污染 严重污染 (表2, 已核)."""
    return tuple(
        AqiLevel(
            number=int(row["level"]),
            name=row["name"],
            first=int(row["aqi_from"]),
            last=int(row["aqi_to"]),
            rgb=(int(row["red"]), int(row["green"]), int(row["blue"])),
        )
        for row in read_table("aqi_levels.csv", COLUMNS)
    )


@cache
def _level_dtype() -> pd.CategoricalDtype:
    """Return the ordered dtype of level columns, so that ``level <= "良"`` means a good day."""
    return pd.CategoricalDtype([level.name for level in aqi_levels()], ordered=True)


@cache
def _level_places() -> NDArray[np.int8]:
    """Return the place of the class of every AQI from 0 on, and -1 (no class) at the end."""
    places = [place for place, level in enumerate(aqi_levels()) for _ in _span(level)]
    return np.array([*places, -1], dtype=np.int8)


def _span(level: AqiLevel) -> range:
    return range(level.first, level.last + 1)


def daily_aqi(
    frame: pd.DataFrame,
    edition: str | int | None = None,
    *,
    not_monitored: Collection[str] = (),
) -> pd.DataFrame:
    """Return the AQI of days.

    Parameters
    ----------
    frame : DataFrame, shape (days, ...)
        Columns ``so2 no2 co pm10 pm25`` (24-h means) and ``o3_8h`` (the day's highest 8-h mean), in
        2012 also ``o3_1h`` (the day's highest hour) where there is one; µg/m³, CO mg/m³, NaN where
        missing. Other columns are not looked at.
    edition : str or int, optional
        ``2012`` or ``2026``; by default the one in force on each day of the index.
    not_monitored : collection of str
        Pollutants that the monitoring plan leaves out and that may be left out (HJ 633-2026 5.3.2):
        their gaps make no day incomplete, their columns may be absent.

    Returns
    -------
    DataFrame
        With the index of ``frame``: ``aqi`` (float, NaN where there is none), ``level`` (ordered
        categorical), ``primary`` (such as ``O3`` or ``PM10,PM2.5``, in the fixed order SO2, NO2,
        CO, O3, PM10, PM2.5; empty up to AQI 50, missing without an AQI), ``complete`` (whether all
        six have an IAQI) and ``beyond_scale`` (whether a concentration is above its table).

    Raises
    ------
    ValueError
        In Chinese: a column is missing, a value is negative or no number, there is no date to
        choose the edition by, or no table for it (from 2031 on).

    Notes
    -----
    2012: the AQI is the highest IAQI that there is, as the published figures are; whether an
    incomplete day counts is for the annual evaluation to say, from ``complete``. Above the end of
    the 8-h table O3 counts by its 1-h value; without one the row has no AQI, since the pollutants
    that are left would hide it, but ``beyond_scale`` holds. 2026: an incomplete day has an AQI only
    when it is above 100 (5.3.1), so that a gap never improves a day. Zero concentrations give 0 in
    both editions, although the range is printed as 1–500 in 2026 (推断).
    HJ 633-2012 and HJ 633-2026: 已核.
    """
    return _aqi(frame, edition, DAILY, _days(frame, edition, 0), not_monitored)


def hourly_aqi(
    frame: pd.DataFrame,
    edition: str | int | None = None,
    *,
    not_monitored: Collection[str] = (),
    with_o3_8h: bool = False,
) -> pd.DataFrame:
    """Return the real-time AQI of hours.

    Parameters
    ----------
    frame : DataFrame, shape (hours, ...)
        1-h values ``so2 no2 co o3_1h pm10 pm25``; in 2012 also ``so2_24h``, used where SO2 is above
        800. The index names the end of each hour: 00:00 belongs to the day before.
    edition, not_monitored
        As in `daily_aqi`.
    with_o3_8h : bool
        Whether the sliding mean ``o3_8h`` counts too in 2012. The text has it among the items of
        the real-time report; the AQI that the national feed publishes does not use it (旁证).

    Returns
    -------
    DataFrame
        As `daily_aqi`.

    Raises
    ------
    ValueError
        As `daily_aqi`.

    Notes
    -----
    PM10 and PM2.5 of one hour are read in the 24-h table (HJ 633-2026: 已核; 2012: as published,
    旁证). HJ 633-2026 uses six 1-h values.
    """
    rules = HOURLY_WITH_8H if with_o3_8h else HOURLY
    return _aqi(frame, edition, rules, _days(frame, edition, 1), not_monitored)


def iaqi_table(frame: pd.DataFrame, edition: str | int | None = None) -> pd.DataFrame:
    """Return the IAQI of each pollutant on days; O3 is the higher of its averages.

    Parameters
    ----------
    frame, edition
        As in `daily_aqi`; an absent column counts as missing.

    Returns
    -------
    DataFrame
        Columns ``so2 no2 co o3 pm10 pm25``, NaN where there is none, with the index of ``frame``.
    """
    keys = [pollutant.key for pollutant in pollutants()]
    found = np.empty((len(keys), len(frame)))
    for held, rows in _split(len(frame), edition, _days(frame, edition, 0)):
        count = len(frame) if isinstance(rows, slice) else int(rows.sum())
        codes = parts_of(columns_of(frame, DAILY[held], rows, keys), held, 0, count).iaqi
        found[:, rows] = np.where(codes == MISSING, np.nan, codes)
    return pd.DataFrame(found.T, index=frame.index, columns=keys)


def _aqi(
    frame: pd.DataFrame,
    edition: str | int | None,
    rules: Rules,
    days: NDArray[np.datetime64] | None,
    not_monitored: Collection[str],
) -> pd.DataFrame:
    left_out = {pollutant_named(name).key for name in not_monitored}
    found = Index.of(len(frame))
    for held, rows in _split(len(frame), edition, days):
        given = columns_of(frame, rules[held], rows, left_out)
        if isinstance(rows, slice):
            _fill(found, given, held)
        else:
            part = Index.of(int(rows.sum()))
            _fill(part, given, held)
            for whole, own in zip(found, part, strict=True):
                whole[rows] = own
    columns = {
        "aqi": found.aqi,
        "level": pd.Categorical.from_codes(found.level, dtype=_level_dtype(), validate=False),
        "primary": _primary_names(found.primary),
        "complete": found.complete,
        "beyond_scale": found.beyond,
    }
    return pd.DataFrame(columns, index=frame.index, copy=False)


class Index(NamedTuple):
    """The AQI of rows, the place of its level, a bit for each primary pollutant, and the rest."""

    aqi: NDArray[Any]
    level: NDArray[Any]
    primary: NDArray[Any]
    complete: NDArray[Any]
    beyond: NDArray[Any]

    @classmethod
    def of(cls, count: int) -> Index:
        """Return room for that many rows."""
        kinds = (np.float64, np.int8, np.uint8, np.bool_, np.bool_)
        return cls(*(np.empty(count, dtype=kind) for kind in kinds))


def _fill(found: Index, given: Sequence[Given], edition: str) -> None:
    """Work out rows, some at a time: what lies between stays in the processor's cache."""
    for first in range(0, len(found.aqi), BLOCK):
        out = Index(*(whole[first : first + BLOCK] for whole in found))
        parts = parts_of(given, edition, first, len(out.aqi))
        aqi, out.primary[:] = index_of(parts, edition)
        _numbers().take(aqi, out=out.aqi, mode="wrap")
        _level_places().take(aqi, out=out.level, mode="wrap")
        out.complete[:], out.beyond[:] = parts.complete, parts.beyond


@cache
def _numbers() -> NDArray[np.float64]:
    """Return every AQI as a float; `MISSING` (-1) reaches the NaN at the end."""
    return np.array([*range(aqi_levels()[-1].last + 1), np.nan])


@cache
def _names(sets: tuple[int, ...]) -> pd.CategoricalDtype:
    """Return the dtype of the names behind sets of bits, joined by commas."""
    names = [pollutant.name for pollutant in pollutants()]
    return pd.CategoricalDtype(
        [",".join(n for place, n in enumerate(names) if bits >> place & 1) for bits in sets]
    )


def _primary_names(bits: NDArray[np.uint8]) -> pd.Categorical:
    """Return the names as a categorical of those that occur."""
    used = np.flatnonzero(np.bincount(bits, minlength=NO_AQI)[:NO_AQI])
    place = np.full(NO_AQI + 1, MISSING, dtype=np.int8)
    place[used] = np.arange(len(used))
    return pd.Categorical.from_codes(place.take(bits), dtype=_names(tuple(used.tolist())))


def _days(
    frame: pd.DataFrame, edition: str | int | None, hours_back: int
) -> NDArray[np.datetime64] | None:
    """Return the day of each row, which is asked for only when no edition is given."""
    if edition is not None:
        return None
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise ValueError(
            "没有日期，无法选择标准版本：请以日期为索引，或指定 edition 为 2012 或 2026"
        )
    if frame.index.tz is not None:
        raise ValueError("日期索引带时区；请改为不带时区的北京时间")
    days = frame.index.to_numpy()
    return days - np.timedelta64(hours_back, "h") if hours_back else days


def _split(
    count: int, edition: str | int | None, days: NDArray[np.datetime64] | None
) -> Iterator[tuple[str, Rows]]:
    """Yield the id of each edition that holds for some row, and those rows."""
    if edition is not None:
        yield aqi_edition(edition).id, slice(None)
    elif days is not None and count:
        first, last = days.min(), days.max()
        if np.isnat(first):
            raise ValueError("日期索引里有空值；请先补上日期或删去这些行")
        among = _editions_between(pd.Timestamp(first).date(), pd.Timestamp(last).date())
        if len(among) == 1:
            yield aqi_edition(among[0].id).id, slice(None)
            return
        begins = np.array([held.valid_from for held in among], dtype=days.dtype)
        places = begins.searchsorted(days, side="right") - 1
        for place, held in enumerate(among):
            if (rows := places == place).any():
                yield aqi_edition(held.id).id, rows


def _editions_between(first: date, last: date) -> list[Edition]:
    ends = edition_on(first).valid_from, edition_on(last).valid_from
    return [held for held in editions() if ends[0] <= held.valid_from <= ends[1]]
