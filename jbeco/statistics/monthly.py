"""Monthly means taken apart: season, trend, remainder, with and without an odd year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd

__all__ = [
    "Decomposition",
    "WithAndWithout",
    "by_month",
    "classical",
    "stl",
    "with_and_without",
]

PERIOD = 12
LEAST_MONTHS = 24
"""Two whole years: with less, a season cannot be told from chance."""
COVID_YEAR = 2020
ROUNDING_ERROR = 1e-9
"""Share of the values below which a part is arithmetic noise and has no strength."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Decomposition:
    """Trend, season and remainder by month, and their strength.

    ``table`` has the columns ``observed, trend, seasonal, remainder`` in the unit of the series;
    the last three add up to the first. The strengths lie between 0 (none) and 1.
    """

    table: pd.DataFrame
    method: str
    trend_strength: float
    seasonal_strength: float


@dataclass(frozen=True)
class WithAndWithout(Generic[Result]):
    """A result with all the data and with one year left out; the sentence says which.

    ``without_year`` is None when the series does not hold that year.
    """

    with_year: Result
    without_year: Result | None
    year: int
    sentence: str


def by_month(series: pd.Series) -> pd.Series:
    """Return a monthly series in order of time, on a monthly PeriodIndex.

    Raises
    ------
    ValueError
        In Chinese, if the index is no date or period, or a month stands twice.
    """
    index = series.index
    if isinstance(index, pd.DatetimeIndex):
        index = index.tz_localize(None).to_period("M")
    elif isinstance(index, pd.PeriodIndex):
        index = index.asfreq("M")
    else:
        raise ValueError("月序列的索引须为日期或月份（DatetimeIndex、PeriodIndex）")
    found = pd.Series(series.to_numpy(dtype=np.float64), index=index).sort_index()
    twice = found.index[found.index.duplicated()]
    if len(twice):
        raise ValueError(f"同一月份有两个值：{twice[0]}；请先求月均值")
    return found


def stl(series: pd.Series) -> Decomposition:
    """Take a monthly series apart by STL with robust weights.

    Parameters
    ----------
    series : Series
        Monthly means without gaps, 24 or more, on dates or months.

    Returns
    -------
    Decomposition
        Strengths are ``max(0, 1 − Var(R) / Var(R + T))`` and the same with S (Hyndman).

    Raises
    ------
    ValueError
        In Chinese, for fewer months or a gap, naming the months that lack.

    Notes
    -----
    Cleveland et al. (1990) as statsmodels does it, period 12, its default windows (seasonal 7).
    Robust weights keep a single polluted month out of the season.
    """
    from statsmodels.tsa.seasonal import STL

    months = _complete(series)
    return _taken_apart(months, STL(months.to_numpy(), period=PERIOD, robust=True).fit(), "STL")


def classical(series: pd.Series) -> Decomposition:
    """Take a monthly series apart by the 2×12 moving average, season added.

    Parameters and errors are those of `stl`. The first and the last six months have no trend and no
    remainder (NaN), since the average needs half a year on each side.
    """
    from statsmodels.tsa.seasonal import seasonal_decompose

    months = _complete(series)
    parts = seasonal_decompose(months.to_numpy(), model="additive", period=PERIOD)
    return _taken_apart(months, parts, "移动平均分解")


def with_and_without(
    series: pd.Series, f: Callable[[pd.Series], Result], year: int = COVID_YEAR
) -> WithAndWithout[Result]:
    """Compute ``f`` on a series with and without one year.

    Parameters
    ----------
    series : Series
        On years (int), dates or periods.
    f : callable
        From a series to anything; it must read time from the index, which has a hole without the
        year.
    year : int
        The year to leave out; 2020 by default, whose emissions were those of an epidemic.

    Returns
    -------
    WithAndWithout
        Both are to be printed; neither is preferred.
    """
    index = series.index
    dated = isinstance(index, pd.DatetimeIndex | pd.PeriodIndex)
    years = np.array([each.year for each in index]) if dated else np.asarray(index)
    inside = years == year
    if not inside.any():
        return WithAndWithout(f(series), None, year, f"序列不含 {year} 年，无须另算")
    sentence = f"分列含 {year} 年与不含 {year} 年（去掉 {int(inside.sum())} 个值）的结果"
    return WithAndWithout(f(series), f(series[~inside]), year, sentence)


def _complete(series: pd.Series) -> pd.Series:
    months = by_month(series)
    if len(months) < LEAST_MONTHS:
        raise ValueError(f"只有 {len(months)} 个月，季节分解至少要 {LEAST_MONTHS} 个月")
    every = pd.period_range(months.index[0], months.index[-1], freq="M")
    there = set(months.dropna().index)
    lacking = [str(month) for month in every if month not in there]
    if lacking:
        raise ValueError(f"月份不连续，缺 {'、'.join(lacking)}；不作插补，请补报或缩短时段")
    return months


def _taken_apart(months: pd.Series, parts: Any, method: str) -> Decomposition:
    table = pd.DataFrame(
        {
            "observed": months,
            "trend": parts.trend,
            "seasonal": parts.seasonal,
            "remainder": parts.resid,
        },
        index=months.index,
    )
    rest, trend, season = table["remainder"], table["trend"], table["seasonal"]
    least = float((months.abs().max() * ROUNDING_ERROR) ** 2)
    return Decomposition(
        table, method, _strength(rest, trend, least), _strength(rest, season, least)
    )


def _strength(rest: pd.Series, part: pd.Series, least: float) -> float:
    whole = float((rest + part).var())
    return max(0.0, 1 - float(rest.var()) / whole) if whole > least else 0.0
