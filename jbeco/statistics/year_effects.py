"""How PM2.5 differs from year to year, with the weather and without: description, no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["year_effects"]

MONTHS_ONLY = "只有月份"
WITH_WEATHER = "加天气"
MONTHS = "np.log(pm25) ~ C(year) + C(month)"
WEATHER = f"{MONTHS} + np.log(wind_ms + 0.1) + temperature_c + humidity_pct + wet"
HAC = {"cov_type": "HAC", "cov_kwds": {"maxlags": 14, "use_correction": True}, "use_t": True}
FEWEST_DAYS = 300
"""Days with weather that the second model needs."""
WET_MM = 0.1
DECIMALS = 2
"""Of the percentages that are kept: other processors add up in another order."""


def year_effects(days: pd.DataFrame, weather: pd.DataFrame, year: int) -> Iterator[dict[str, Any]]:
    """Yield by how much each year's PM2.5 differs from the first year's, in percent.

    Parameters
    ----------
    days : DataFrame
        ``air_days``: the daily means of PM2.5 in µg/m³.
    weather : DataFrame
        ``weather_daily``; where it has too few days only the months are taken out.
    year : int
        The assessed year; later years are left out.

    Yields
    ------
    dict
        A record of the table ``air_effects``.

    Notes
    -----
    Least squares of the logarithm on year and month, and on wind, temperature, humidity and
    whether it rained; standard errors are Newey–West over 14 days, for a day is like the one
    before (small-sample correction, t distribution). What no model holds, such as transport from
    afar, stays in the years. The choice of terms is the house's own (未核).
    """
    daily = _daily(days, weather, year)
    years = sorted(set(daily["year"]))
    if len(years) < 2:
        return
    yield from _effects(MONTHS_ONLY, MONTHS, daily, years)
    known = daily.dropna(subset=["wind_ms", "temperature_c", "humidity_pct", "wet"])
    if len(known) > FEWEST_DAYS and sorted(set(known["year"])) == years:
        yield from _effects(WITH_WEATHER, WEATHER, known, years)


def _daily(days: pd.DataFrame, weather: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the days with a mean, each with its weather where that is known."""
    daily = days.loc[days["year"] <= year, ["year", "date", "pm25"]]
    daily = daily.merge(weather, on=["year", "date"], how="left").sort_values("date")
    daily = daily[daily["pm25"] > 0]
    return daily.assign(
        pm25=daily["pm25"].astype(float),
        year=daily["year"].astype(int),
        month=daily["date"].dt.month,
        wet=(daily["rain_mm"] > WET_MM).astype(float).where(daily["rain_mm"].notna()),
    )


def _effects(
    model: str, formula: str, daily: pd.DataFrame, years: list[int]
) -> Iterator[dict[str, Any]]:
    import statsmodels.formula.api as smf  # takes a second: who has no air does without

    fit = smf.ols(formula, daily).fit(**HAC)
    limits = fit.conf_int()
    for year in years[1:]:
        name = f"C(year)[T.{year}]"
        low, high = limits.loc[name]
        change, low, high = (_percent(part) for part in (fit.params[name], low, high))
        yield {
            "model": model,
            "year": year,
            "against": years[0],
            "change_pct": change,
            "low_pct": low,
            "high_pct": high,
            "days": int(fit.nobs),
            "r_squared": round(float(fit.rsquared), DECIMALS),
        }


def _percent(logarithm: float) -> float:
    return round(float(100 * np.expm1(logarithm)), DECIMALS)
