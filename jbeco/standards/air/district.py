"""From stations to a district: concentrations are averaged first, the AQI comes after."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..rounding import round_array
from .daily import DAILY_COLUMNS
from .pollutants import DECIMALS
from .validity import least

__all__ = ["district_days"]

FEW_STATIONS = 4
"""Fewer stations than this may do with a smaller share of valid ones."""


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
