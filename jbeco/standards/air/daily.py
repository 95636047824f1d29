"""From hours to days and from stations to the district: means first, the AQI comes after."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..rounding import round_array
from .editions import least, limit
from .pollutants import DECIMALS, POLLUTANTS

__all__ = [
    "DAILY_COLUMNS",
    "daily_from_hourly",
    "district_days",
]

DAILY_COLUMNS = ("so2", "no2", "co", "o3_1h", "o3_8h", "pm10", "pm25")
HOURS = 24
WINDOW = 8
HIGHEST_USUAL_CO = 50.0
"""Median of CO above which it must be in µg/m³, not mg/m³."""

FEW_STATIONS = 4
"""Fewer stations than this may do with a smaller share of valid ones."""

Array = NDArray[np.float64]


def daily_from_hourly(frame: pd.DataFrame, rounded: bool = True) -> pd.DataFrame:
    """Work out the daily values of one station from its hours.

    Parameters
    ----------
    frame : DataFrame
        Columns among ``so2 no2 co o3 pm10 pm25``, µg/m³, CO in mg/m³, NaN where nothing was
        measured; a DatetimeIndex that names each hour by its end, in any order. A day is the
        labels 01:00 to 24:00, so 00:00 belongs to the day before.
    rounded : bool
        Whether to round half to even to whole µg/m³ and one digit of CO, as they are published.

    Returns
    -------
    DataFrame
        One row per day from the first to the last, columns ``so2 no2 co o3_1h o3_8h pm10 pm25``
        for what was given; NaN where too few hours are valid.

    Raises
    ------
    ValueError
        In Chinese: no dates, labels off the hour, an hour twice, negative values, CO in µg/m³.

    Notes
    -----
    GB 3095-2012 and -2026 表4 (已核): 20 hours for a mean of 24 hours, 6 for one of 8 hours. HJ 663
    (旁证): the 17 windows that end at 08:00 to 24:00 lie within the day; 14 of them must be valid,
    fewer will do when the largest exceeds the limit. The largest hour needs 20 hours too (推断).
    """
    _check(frame)
    days, grid = _day_grid(frame)
    found = {}
    for name in POLLUTANTS:
        if name not in grid:
            continue
        digits = DECIMALS[name]
        if name == "o3":
            by_column = {"o3_1h": _largest_hour(grid[name]), "o3_8h": largest_window(grid[name])}
        else:
            by_column = {name: mean_of_day(grid[name])}
        for column, values in by_column.items():
            found[column] = round_array(values, digits) if rounded else values
    return pd.DataFrame(found, index=days)[[c for c in DAILY_COLUMNS if c in found]]


def district_days(stations: Mapping[str, pd.DataFrame], rounded: bool = True) -> pd.DataFrame:
    """Average the daily values of a district's stations.

    Parameters
    ----------
    stations : mapping of str to DataFrame
        By station, daily values as `daily_from_hourly` gives them.
    rounded : bool
        Whether to round the means as concentrations are published.

    Returns
    -------
    DataFrame
        One row per day, the stations' columns; NaN where too few stations are valid: three in
        four, or every second one of fewer than four stations.

    Raises
    ------
    ValueError
        In Chinese, when no station is given.

    Notes
    -----
    Arithmetic mean over valid stations by HJ 663 (旁证); the least share of valid stations is
    remembered (回忆) and stands in ``air_validity.csv``.
    """
    if not stations:
        raise ValueError("没有站点，无法计算全区的日均值")
    days = pd.DatetimeIndex(sorted(set().union(*(frame.index for frame in stations.values()))))
    needed = least("stations_percent_few" if len(stations) < FEW_STATIONS else "stations_percent")
    found = {}
    for column in DAILY_COLUMNS:
        given = [frame[column].reindex(days) for frame in stations.values() if column in frame]
        if not given:
            continue
        values = np.column_stack(given)
        counts = (~np.isnan(values)).sum(axis=1)
        enough = 100 * counts >= needed * len(stations)
        sums = np.where(np.isnan(values), 0.0, values).sum(axis=1)
        means = np.where(enough, sums / np.maximum(counts, 1), np.nan)
        digits = DECIMALS[column.partition("_")[0]]
        found[column] = round_array(means, digits) if rounded else means
    return pd.DataFrame(found, index=days.rename("日期"))


def _day_grid(frame: pd.DataFrame) -> tuple[pd.DatetimeIndex, dict[str, Array]]:
    """Lay hours out as days × 24, hour 01 first; hours that are not there are NaN."""
    starts = pd.DatetimeIndex(frame.index) - pd.Timedelta(hours=1)
    dates = starts.normalize()
    days = pd.date_range(dates.min(), dates.max(), freq="D", name="日期")
    place = (dates - days[0]).days.to_numpy() * HOURS + starts.hour.to_numpy()
    grids = {}
    for name in POLLUTANTS:
        if name in frame:
            flat = np.full(len(days) * HOURS, np.nan)
            flat[place] = frame[name].to_numpy(dtype=np.float64)
            grids[name] = flat.reshape(len(days), HOURS)
    return days, grids


def mean_of_day(hours: Array) -> Array:
    """Return the mean of each row of 24 hours; NaN where fewer than 20 are valid."""
    sums, counts = _sums(hours, np.ones((HOURS, 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(counts >= least("hours_of_day"), sums / counts, np.nan)
    return means[..., 0]


def largest_window(hours: Array) -> Array:
    """Return the largest 8-hour mean of each row of 24 hours (MDA8), NaN where it does not count.

    Parameters
    ----------
    hours : ndarray, shape (..., 24)
        Ozone, hour 01 first, µg/m³.
    """
    sums, counts = _sums(hours, _windows())
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.where(counts >= least("hours_of_window"), sums / counts, -np.inf)
    largest: Array = means.max(axis=-1)
    enough = np.isfinite(means).sum(axis=-1) >= least("windows_of_day")
    exceeded = largest > (limit("o3", "8h", "2012") or np.inf)
    return np.where(enough | exceeded, largest, np.nan)


def _sums(hours: Array, windows: Array) -> tuple[Array, Array]:
    """Sum the valid hours of each window, and count them.

    A product of matrices does both fast, in the precision of the hours: whole numbers stay exact
    in either.
    """
    there = hours == hours  # NaN differs from itself
    kind = hours.dtype
    sums = np.where(there, hours, kind.type(0)) @ windows.astype(kind)
    counts = there.astype(kind) @ windows.astype(kind)
    return sums.astype(np.float64), counts


@cache
def _windows() -> Array:
    """Return the 24 × 17 matrix that sums the windows ending at 08:00 to 24:00."""
    hours, ends = np.ogrid[1 : HOURS + 1, WINDOW : HOURS + 1]
    return ((hours <= ends) & (hours > ends - WINDOW)).astype(np.float64)


def _largest_hour(hours: Array) -> Array:
    counts = (~np.isnan(hours)).sum(axis=-1)
    largest = np.where(np.isnan(hours), -np.inf, hours).max(axis=-1)
    return np.where(counts >= least("hours_of_day"), largest, np.nan)


def _check(frame: pd.DataFrame) -> None:
    if not isinstance(frame.index, pd.DatetimeIndex) or not len(frame):
        raise ValueError("小时值须以时间（小时末）作索引，且不能为空")
    if frame.index.hasnans or (frame.index != frame.index.floor("h")).any():
        raise ValueError("小时值的时间有空缺，或不在整点")
    if frame.index.has_duplicates:
        first = frame.index[frame.index.duplicated()][0]
        raise ValueError(f"{first:%Y-%m-%d %H:%M} 的小时值重复；一次只算一个站点")
    for name in POLLUTANTS:
        if name in frame and bool((frame[name] < 0).any()):
            first = frame.index[frame[name] < 0][0]
            raise ValueError(f"{name} 在 {first:%Y-%m-%d %H:%M} 是负值，请先核对数据")
    if "co" in frame and frame["co"].median() > HIGHEST_USUAL_CO:
        median = frame["co"].median()
        raise ValueError(f"CO 的中位数是 {median:g}，单位疑为微克/立方米；请先换算成毫克/立方米")
