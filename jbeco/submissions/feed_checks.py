"""Whether a feed is what it is taken for: its published AQI must come out of its concentrations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ..problems import Level, Problem
from ..standards.air import hourly_aqi

__all__ = ["agreement_problem", "choose_o3", "reproduced_share"]

ENOUGH = 0.95
"""Share of the published AQI below which the feed is not what it is taken for (house rule)."""

FEWEST = 10
"""Rows on which two readings must differ before one is preferred (house rule)."""

NEEDED = ("so2", "no2", "co", "o3_1h", "pm10", "pm25")

Formula = Callable[[pd.DataFrame], pd.DataFrame]


def reproduced_share(values: pd.DataFrame, formula: Formula = hourly_aqi) -> float:
    """Return the share of published AQI that the formula reproduces within 1.

    Parameters
    ----------
    values : DataFrame
        ``aqi`` as published and the concentrations, by time (`Feed.values`).
    formula : callable
        `hourly_aqi` for hours, `daily_aqi` for days.

    Returns
    -------
    float
        0 to 1; NaN when no AQI is published. A published AQI that cannot be computed counts as not
        reproduced.
    """
    published = values["aqi"].notna().to_numpy()
    return (
        float(_reproduced(values, formula)[published].mean()) if published.any() else float("nan")
    )


def _reproduced(values: pd.DataFrame, formula: Formula = hourly_aqi) -> np.ndarray:
    absent = {column: np.nan for column in NEEDED if column not in values.columns}
    computed = formula(values.assign(**absent))["aqi"].to_numpy()
    near: np.ndarray = np.abs(computed - values["aqi"].to_numpy(dtype=float)) <= 1
    return near


def agreement_problem(
    values: pd.DataFrame, name: str, formula: Formula = hourly_aqi
) -> Problem | None:
    """Return a warning when less than 95 % of the published AQI come out, else None."""
    share = reproduced_share(values, formula)
    if np.isnan(share) or share >= ENOUGH:
        return None
    what = f"公布的 AQI 只有 {share:.1%} 能由浓度复算（相差不超过 1），应不低于 {ENOUGH:.0%}"
    mend = "请核对列名、单位、时间（整点是小时的末尾）与 AQI 的来历（小时均值不是日报）"
    return Problem(name, what, mend, Level.WARNING)


def choose_o3(values: pd.DataFrame, name: str) -> tuple[pd.DataFrame, Problem | None]:
    """Read ``o3_1h`` and ``o3_24h`` the way round that reproduces more of the published AQI.

    Parameters
    ----------
    values : DataFrame
        `Feed.values`.
    name : str
        How the problem names the feed.

    Returns
    -------
    tuple
        The values, with the two columns exchanged when the feed has them exchanged, and a warning
        that says so with both counts; a note when too few rows tell the two apart and the columns
        were left as named; None when the names are right or there is only one of them.

    Notes
    -----
    The national hourly feed has published them exchanged: 11,433 of 11,433 AQI come out when read
    that way, 45–87 % as named (旁证).
    """
    if not {"o3_1h", "o3_24h", "aqi"} <= set(values.columns):
        return values, None
    exchanged = values.rename(columns={"o3_1h": "o3_24h", "o3_24h": "o3_1h"})
    as_named, other_way = _reproduced(values), _reproduced(exchanged)
    telling = as_named != other_way
    count, named, other = int(telling.sum()), int(as_named.sum()), int(other_way.sum())
    counts = f"按列名复算出 {named} 个公布的 AQI，两列对调复算出 {other} 个"
    if count < FEWEST:
        what = f"只有 {count} 行能分辨 O3 与 O3_24h 是否对调（{counts}），已按列名读入"
        return values, Problem(name, what, "请用更多小时的数据核对", Level.NOTE)
    if other <= named:
        return values, None
    what = f"O3 与 O3_24h 两列看来是对调的：{counts}；已对调读入"
    return exchanged[values.columns], Problem(name, what, "请核对来源", Level.WARNING)
