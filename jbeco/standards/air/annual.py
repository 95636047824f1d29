"""A year of days: validity, mean, percentile, compliance with GB 3095, share of good days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..rounding import round_array, round_half_even
from .editions import (
    Edition,
    edition_named,
    edition_on,
    editions_of_days,
    least,
    limit,
    percentiles,
)
from .pollutants import DECIMALS, NAMES

__all__ = [
    "GoodDays",
    "annual_statistics",
    "composite_index",
    "day_kinds",
    "good_days",
    "transition_note",
]

GOOD = 100
FEBRUARY = 2
KINDS = ("good", "exceeded", "invalid")
COMPOSITE_DIGITS = 2


@dataclass(frozen=True)
class GoodDays:
    """The days of a year by their AQI: up to 100, above, and without a valid AQI."""

    good: int
    exceeded: int
    invalid: int

    @classmethod
    def of(cls, kinds: pd.Series) -> GoodDays:
        """Count days by their kinds, as `day_kinds` gives them."""
        counts = kinds.value_counts()
        return cls(*(int(counts.get(kind, 0)) for kind in KINDS))

    @property
    def valid(self) -> int:
        """Days with a valid AQI."""
        return self.good + self.exceeded

    @property
    def share(self) -> Fraction | None:
        """优良天数比例 in percent, exact; None without a valid day."""
        return Fraction(100 * self.good, self.valid) if self.valid else None


def good_days(report: pd.DataFrame) -> GoodDays:
    """Count the days of a report as `daily_aqi` gives it.

    The share divides by valid days, not by 365 (“两山指数” 指标解释 1, 已核). Days with sand and
    dust count as they were, as in the published share; a superior's target may be held against the
    share without them (85.5 and 86.8 % in 2023), which only the superior can say.
    """
    return GoodDays.of(day_kinds(report))


def day_kinds(report: pd.DataFrame) -> pd.Series:
    """Tell the kind of each day of a report: ``good``, ``exceeded`` or ``invalid``.

    A day is good when its AQI is up to 100 and no pollutant is missing: a missing one must not make
    a day good. It is exceeded when its AQI is above 100, or a concentration lies beyond its scale,
    whatever else is missing (推断: the standard for annual evaluation was not read).
    """
    exceeded = (report["aqi"] > GOOD) | report["beyond_scale"]
    good = (report["aqi"] <= GOOD) & report["complete"] & ~exceeded
    kinds = np.select([good, exceeded], KINDS[:2], default=KINDS[2])
    return pd.Series(kinds, index=report.index, name="kind", dtype=object)


def _percentile(values: ArrayLike, share: float) -> float:
    """Give the percentile of daily values by HJ 663 附录 (旁证); NaN values do not count.

    With the n values sorted, k = 1 + (n − 1)·share, and between the two neighbours linearly.
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    return float(np.quantile(kept, share, method="linear")) if kept.size else float("nan")


def _short_months(values: pd.Series) -> list[int]:
    """Return the months with too few daily values: fewer than 27, in February than 25."""
    counts = values.notna().groupby(pd.DatetimeIndex(values.index).month).sum()
    return [
        month
        for month in range(1, 13)
        if counts.get(month, 0)
        < least("days_of_february" if month == FEBRUARY else "days_of_month")
    ]


def annual_statistics(frame: pd.DataFrame, edition: str | int | None = None) -> pd.DataFrame:
    """Evaluate one year of daily values by HJ 663 and GB 3095, grade 2.

    Parameters
    ----------
    frame : DataFrame
        Daily values with a DatetimeIndex within one year; columns ``so2 no2 co o3_8h pm10 pm25``.
    edition : str or int, optional
        By default the edition in force on the last day of the year.

    Returns
    -------
    DataFrame
        One row per pollutant: ``days`` (valid daily values), ``valid``, ``why`` (Chinese, empty
        when valid), ``mean`` and ``percentile`` (unrounded), ``share`` of the percentile,
        ``mean_limit`` and ``percentile_limit``, ``complies`` (None when not valid) and
        ``exceeded_days``.

    Raises
    ------
    ValueError
        In Chinese, when the days are not those of one year.

    Notes
    -----
    SO2, NO2, PM10 and PM2.5 comply when mean and percentile do, CO and O3 by the percentile
    (HJ 663, 旁证). Values are rounded as they are published before they are held against the limit
    (回忆). How January and February 2026 are bridged was not found (未核): the edition in force at
    the end of the year is used for the whole year, and ``edition`` says another. The mean is that
    of the one year with all its days: published concentrations leave sand and dust out, and HJ
    663-2026 adds a mean sliding over three years and exceptional events, whose text was not seen.
    """
    _check_year(frame)
    used = edition_on(frame.index.max().date()) if edition is None else edition_named(edition)
    records = {}
    for pollutant, column, share, by_mean in percentiles():
        if column in frame:
            values = frame[column]
            limits = (
                limit(pollutant, "year", used.id) if by_mean else None,
                _daily(pollutant, used),
            )
            records[pollutant] = _record(pollutant, values, share, limits)
    return pd.DataFrame.from_dict(records, orient="index").rename_axis("pollutant")


def composite_index(
    values: Mapping[str, Any],
    edition: str | int = "2012",
) -> Decimal:
    """Give the composite index of a year or month.

    Parameters
    ----------
    values : mapping
        ``so2 no2 pm10 pm25``: means in µg/m³; ``co``: 95th percentile in mg/m³; ``o3``: 90th
        percentile of the daily largest 8-hour means in µg/m³.
    edition : str or int
        Whose limits divide; those of 2012 keep the plan's years comparable.

    Returns
    -------
    Decimal
        Sum of value ÷ limit, each rounded half to even to two digits first.

    Raises
    ------
    ValueError
        In Chinese, when a pollutant is missing: a sum of five is no index.

    Notes
    -----
    城市环境空气质量排名技术规定 环办〔2014〕64 号 (旁证); weights that one public project gives for
    HJ 663-2026 are unverified (未核) and not used. The rounding order was found by trying:
    three of four published indices are reproduced, the fourth (4.48) comes out as 4.50.
    """
    name = edition_named(edition).id
    missing = [p for p, *_ in percentiles() if p not in values or values[p] != values[p]]
    if missing:
        raise ValueError(f"综合指数须六项齐全，缺 {'、'.join(missing)}")
    total = Decimal(0)
    for pollutant, _, _, by_mean in percentiles():
        averaging = "year" if by_mean else ("8h" if pollutant == "o3" else "24h")
        bound = limit(pollutant, averaging, name)
        if bound is None:
            raise ValueError(f"{name} 版没有 {pollutant} 的限值")
        ratio = Fraction(str(values[pollutant])) / Fraction(str(bound))
        total += round_half_even(ratio, COMPOSITE_DIGITS)
    return total


def transition_note(days: pd.Index) -> str:
    """Say in Chinese what is open when the standards changed within the days; empty otherwise."""
    names = list(dict.fromkeys(editions_of_days(pd.DatetimeIndex(days))))
    if len(names) < 2:
        return ""
    first, last = (edition_named(name).limits_document for name in (names[0], names[-1]))
    return (
        f"标准在年内由 {first} 换为 {last}："
        "优良天数按当日施行的版本逐日计，年均值与百分位按年末的版本评价；"
        "上级年度评价怎样衔接未见文件（未核），请与上级口径核对。"
    )


def _daily(pollutant: str, edition: Edition) -> float | None:
    return limit(pollutant, "8h" if pollutant == "o3" else "24h", edition.id)


def _record(
    pollutant: str, values: pd.Series, share: float, limits: tuple[float | None, float | None]
) -> dict[str, Any]:
    days = int(values.notna().sum())
    mean, high = float(values.mean()), _percentile(values, share)
    digits = DECIMALS[pollutant]
    ratios = [
        float(round_array(value, digits)) / bound
        for value, bound in zip((mean, high), limits, strict=True)
        if bound is not None and days
    ]
    why = _why_not_valid(pollutant, values, days)
    return {
        "days": days,
        "valid": not why,
        "why": why,
        "mean": mean,
        "percentile": high,
        "share": share,
        "mean_limit": limits[0],
        "percentile_limit": limits[1],
        "complies": None if why else max(ratios) <= 1.0,
        "exceeded_days": int((values > (limits[1] or np.inf)).sum()),
    }


def _why_not_valid(pollutant: str, values: pd.Series, days: int) -> str:
    reasons = []
    if days < least("days_of_year"):
        reasons.append(f"有效日均值 {days} 个，少于 {least('days_of_year')} 个")
    short = _short_months(values)
    if short:
        reasons.append(f"{'、'.join(f'{month} 月' for month in short)}的有效日均值不足")
    return f"{NAMES[pollutant]} {'；'.join(reasons)}" if reasons else ""


def _check_year(frame: pd.DataFrame) -> None:
    if not isinstance(frame.index, pd.DatetimeIndex) or not len(frame):
        raise ValueError("日均值须以日期作索引，且不能为空")
    years = sorted(set(frame.index.year))
    if len(years) != 1:
        raise ValueError(f"日均值跨了 {'、'.join(map(str, years))} 年，请一年一年地评价")
    if frame.index.has_duplicates:
        first = frame.index[frame.index.duplicated()][0]
        raise ValueError(f"{first:%Y-%m-%d} 的日均值重复")
