"""Air quality index (AQI) of hours and days by HJ 633: index, level and primary pollutants."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table
from .editions import edition_named, editions_of_days
from .iaqi import beyond_scale, iaqi
from .pollutants import NAMES, POLLUTANTS

__all__ = ["DAILY", "HOURLY", "LEVELS", "aqi_level", "daily_aqi", "hourly_aqi", "iaqi_table"]

Columns = Mapping[str, tuple[str, str]]

DAILY: Mapping[str, Columns] = {
    "2012": {
        "so2": ("so2", "24h"),
        "no2": ("no2", "24h"),
        "co": ("co", "24h"),
        "o3_1h": ("o3", "1h"),
        "o3_8h": ("o3", "8h"),
        "pm10": ("pm10", "24h"),
        "pm25": ("pm25", "24h"),
    },
    "2026": {
        "so2": ("so2", "24h"),
        "no2": ("no2", "24h"),
        "co": ("co", "24h"),
        "o3_8h": ("o3", "8h"),
        "pm10": ("pm10", "24h"),
        "pm25": ("pm25", "24h"),
    },
}
"""Pollutant and average behind each column of a daily report (HJ 633-2012 表2, HJ 633-2026 5.1)."""

HOURLY: Columns = {
    "so2": ("so2", "1h"),
    "no2": ("no2", "1h"),
    "co": ("co", "1h"),
    "o3_1h": ("o3", "1h"),
    "pm10": ("pm10", "24h"),
    "pm25": ("pm25", "24h"),
}
"""The same of a real-time report: PM of one hour is held against the table of 24 hours."""

LEVEL_COLUMNS = ("aqi_from", "aqi_to", "level", "meaning", "source", "confidence")


def _levels() -> tuple[tuple[int, str], ...]:
    rows = read_table("aqi_levels.csv", LEVEL_COLUMNS)
    return tuple((int(row["aqi_to"]), row["level"]) for row in rows)


LEVELS = tuple(word for _, word in _levels())
"""优, 良, 轻度污染, 中度污染, 重度污染, 严重污染."""
TOPS = np.array([top for top, _ in _levels()][:-1], dtype=np.float64)
EXCELLENT = _levels()[0][0]
GOOD = _levels()[1][0]


def aqi_level(aqi: Any) -> pd.Categorical[str]:
    """Give the level of AQI values; NaN has none.

    Notes
    -----
    HJ 633-2012 表2, the same in HJ 633-2026 (已核).
    """
    values = np.atleast_1d(np.asarray(aqi, dtype=np.float64))
    codes = np.where(np.isnan(values), -1, np.searchsorted(TOPS, values))
    return pd.Categorical.from_codes(codes.astype(np.int8), categories=pd.Index(LEVELS))


def daily_aqi(
    frame: pd.DataFrame, edition: str | int | None = None, not_monitored: Collection[str] = ()
) -> pd.DataFrame:
    """Give the AQI of days.

    Parameters
    ----------
    frame : DataFrame
        Daily values in the columns ``so2 no2 co o3_1h o3_8h pm10 pm25`` (those of the edition),
        µg/m³, CO in mg/m³; NaN is missing. Other columns are ignored.
    edition : str or int, optional
        By default the edition in force on each day, by the frame's DatetimeIndex.
    not_monitored : collection of str
        Columns that the monitoring plan leaves out, which do not block an AQI (HJ 633-2026 5.3.2).

    Returns
    -------
    DataFrame
        On the frame's index: ``aqi`` (NaN where none may be given), ``level`` and ``primary``
        (pollutants with the highest IAQI above 50, joined by a comma; empty otherwise), both
        categorical, ``complete`` (no pollutant is missing) and ``beyond_scale``.

    Raises
    ------
    ValueError
        In Chinese: no column of the edition, or no edition and no dates.

    Notes
    -----
    HJ 633-2012 4.2–4.4 and HJ 633-2026 4.3, 5.1, 5.3 (已核). With a pollutant missing, HJ 633-2012
    gives the item no index and the AQI comes from the others; HJ 633-2026 5.3.1 allows that only
    above 100. `complete` lets an annual evaluation be stricter.
    """
    return _by_edition(frame, edition, DAILY, not_monitored)


def hourly_aqi(
    frame: pd.DataFrame, edition: str | int | None = None, not_monitored: Collection[str] = ()
) -> pd.DataFrame:
    """Give the real-time AQI of hours.

    Parameters
    ----------
    frame : DataFrame
        Hourly values in the columns ``so2 no2 co o3_1h pm10 pm25``; ``o3`` stands for ``o3_1h``.
        A DatetimeIndex names each hour by its end.
    edition, not_monitored
        As in `daily_aqi`.

    Returns
    -------
    DataFrame
        As `daily_aqi` gives it.

    Notes
    -----
    HJ 633-2012 5.2 and HJ 633-2026 5.2 (已核): one-hour gases, PM of the hour in the 24-hour table.
    """
    if "o3_1h" not in frame and "o3" in frame:
        frame = frame.rename(columns={"o3": "o3_1h"})
    return _by_edition(frame, edition, dict.fromkeys(DAILY, HOURLY), not_monitored, end=True)


def iaqi_table(frame: pd.DataFrame, edition: str | int) -> pd.DataFrame:
    """Give the IAQI of every column of a daily frame, ozone by its larger average.

    Returns
    -------
    DataFrame
        Columns ``so2 no2 co o3 pm10 pm25`` on the frame's index.
    """
    found = _indices(frame, DAILY[edition_named(edition).id])
    return pd.DataFrame(dict(zip(POLLUTANTS, found, strict=True)), index=frame.index)


def _by_edition(
    frame: pd.DataFrame,
    edition: str | int | None,
    columns: Mapping[str, Columns],
    not_monitored: Collection[str],
    end: bool = False,
) -> pd.DataFrame:
    if edition is not None:
        return _report(frame, edition_named(edition).id, columns, not_monitored)
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise ValueError("没有指明标准版本，表的索引也不是日期：请给 edition，或用日期作索引")
    # The hour that ends at 00:00 belongs to the day before.
    days = frame.index - pd.Timedelta(minutes=1) if end else frame.index
    in_force = editions_of_days(days)
    names = list(dict.fromkeys(in_force))
    parts = [_report(frame[in_force == n], n, columns, not_monitored) for n in names]
    if len(parts) == 1:
        return parts[0]
    places = np.concatenate([np.flatnonzero(in_force == name) for name in names])
    return pd.concat(parts).iloc[np.argsort(places)]


def _report(
    frame: pd.DataFrame,
    edition: str,
    columns: Mapping[str, Columns],
    not_monitored: Collection[str],
) -> pd.DataFrame:
    asked = columns.get(edition, DAILY["2026"])
    indices = _indices(frame, asked, edition)
    aqi = _largest(indices)
    missing = [np.isnan(index) for index in indices]
    excused = {asked[name][0] for name in not_monitored if name in asked}
    lacking = [m for name, m in zip(POLLUTANTS, missing, strict=True) if name not in excused]
    incomplete = np.logical_or.reduce(lacking)
    if edition != "2012":
        aqi = np.where(incomplete & ~(aqi > GOOD), np.nan, aqi)
    return pd.DataFrame(
        {
            "aqi": aqi,
            "level": aqi_level(aqi),
            "primary": _primary(indices, aqi),
            "complete": ~incomplete,
            "beyond_scale": _beyond(frame, asked, edition),
        },
        index=frame.index,
    )


def _indices(
    frame: pd.DataFrame, columns: Columns, edition: str | None = None
) -> list[NDArray[np.float64]]:
    """Return the IAQI by pollutant; the larger one where a pollutant has two averages."""
    edition = edition or next(name for name, known in DAILY.items() if known is columns)
    if not any(name in frame for name in columns):
        raise ValueError(f"表里没有可用的列；应有 {'、'.join(columns)}")
    found: dict[str, NDArray[np.float64]] = {}
    for name, (pollutant, averaging) in columns.items():
        if name in frame:
            index = iaqi(frame[name].to_numpy(dtype=np.float64), pollutant, averaging, edition)
            found[pollutant] = np.fmax(found[pollutant], index) if pollutant in found else index
    none = np.full(len(frame), np.nan)
    return [found.get(pollutant, none) for pollutant in POLLUTANTS]


def _largest(indices: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    largest = indices[0]
    for index in indices[1:]:
        largest = np.fmax(largest, index)
    return largest


TIES = [
    ",".join(NAMES[name] for bit, name in enumerate(POLLUTANTS) if mask >> bit & 1)
    for mask in range(2 ** len(POLLUTANTS))
]
"""Text of every set of pollutants that share the highest index."""


def _primary(
    indices: Sequence[NDArray[np.float64]], aqi: NDArray[np.float64]
) -> pd.Categorical[str]:
    masks = np.zeros(len(aqi), dtype=np.int8)
    for bit, index in enumerate(indices):
        masks |= (index == aqi).astype(np.int8) << bit
    masks[~(aqi > EXCELLENT)] = 0
    return pd.Categorical.from_codes(masks, categories=pd.Index(TIES))


def _beyond(frame: pd.DataFrame, columns: Columns, edition: str) -> NDArray[np.bool_]:
    found = np.zeros(len(frame), dtype=np.bool_)
    for name, (pollutant, averaging) in columns.items():
        if name in frame:
            values = frame[name].to_numpy(dtype=np.float64)
            found |= beyond_scale(values, pollutant, averaging, edition)
    return found
