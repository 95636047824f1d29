"""Rolling-origin back-test: what the outlook would have said of real series, and what came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from jbeco.plan.methods import OutlookMethods

from .real_series import YearlySeries, shipped_series
from .simulated import (
    HORIZONS,
    YEARS,
    Stated,
    brier_scores,
    coverage_shares,
    forecasts,
    reliability,
    shipped_methods,
)

__all__ = ["STATED_SERIES", "Backtest", "backtest"]

STEPS = (-1.5, -0.5, 0.5, 1.5)
"""Targets: the last value plus so many standard deviations of the window's yearly change, grown
with the root of the years ahead. They use nothing that was not known then."""

STATED_SERIES = (
    Stated(
        "cycle",
        "",
        ("very_unlikely", "unlikely", "likely", "very_likely"),
        "太阳黑子约 11 年一个周期，5～11 个年度值里看不出周期，"
        "直线与随机游走都会把升降一直延长下去；"
        "有周期的量不能用这里的前景判断",
    ),
    Stated(
        "economy",
        "",
        ("very_unlikely",),
        "失业率、利率有拐点：连续几年下降之后的回升，比“很难实现”说的常见",
    ),
    Stated(
        "firm",
        "",
        ("very_unlikely",),
        "1935—1954 年有萧条、战争与战后繁荣：投资下滑之后的反弹，比“很难实现”说的常见",
    ),
)
"""Kinds of real series whose words say more than happened; rivers, sea and air miss none."""


@dataclass(frozen=True)
class Backtest:
    """What a back-test measured.

    Parameters
    ----------
    reliability : DataFrame
        By kind of series and word: see `simulated.reliability`; windows
        overlap, so its standard error is too small.
    by_series : DataFrame
        For each series: kind, number of forecasts, Brier score of the mixture and of each model,
        share of futures inside the mixture's interval.
    """

    reliability: pd.DataFrame
    by_series: pd.DataFrame


def backtest(
    series: Iterable[YearlySeries] | None = None,
    methods: OutlookMethods | None = None,
    *,
    years: Sequence[int] = YEARS,
    horizons: Sequence[int] = HORIZONS,
) -> Backtest:
    """Judge every window of every series as if it were all that is known.

    Parameters
    ----------
    series : iterable of YearlySeries, optional
        What ``statsmodels`` ships, if not given.
    methods : OutlookMethods, optional
        The shipped profile's, if not given.
    years, horizons : sequence of int
        Lengths of the window and distances of the target year.
    """
    methods = methods or shipped_methods()
    series = shipped_series() if series is None else tuple(series)
    parts = [
        part.assign(kind=one.kind, series=one.name)
        for one in series
        for part in _windows(one, methods, years, horizons)
    ]
    if not parts:
        raise ValueError("没有一个序列长到可以回测，请给更长的序列或更短的窗口")
    found = pd.concat(parts, ignore_index=True)
    tables = [
        reliability(rows, methods).assign(kind=kind)
        for kind, rows in found.groupby("kind", sort=False)
    ]
    table = pd.concat(tables, ignore_index=True)
    stated = {(known.where, word) for known in STATED_SERIES for word in known.words}
    keys = zip(table["kind"], table["word"], strict=True)
    table["stated"] = [key in stated for key in keys]
    rows = [
        {
            "kind": mine["kind"].iloc[0],
            "series": name,
            "forecasts": len(mine),
            **brier_scores(mine),
            "coverage": coverage_shares(mine, methods)["mixture"],
        }
        for name, mine in found.groupby("series", sort=False)
    ]
    return Backtest(table[["kind", *table.columns.drop("kind")]], pd.DataFrame(rows))


def _windows(
    one: YearlySeries, methods: OutlookMethods, years: Sequence[int], horizons: Sequence[int]
) -> Iterator[pd.DataFrame]:
    for length in years:
        for ahead in horizons:
            count = one.values.size - length - ahead + 1
            if count < 1:
                continue
            windows = np.lib.stride_tricks.sliding_window_view(one.values, length)[:count]
            future = one.values[length - 1 + ahead :]
            spread = np.diff(windows, axis=1).std(axis=1, ddof=1) * np.sqrt(ahead)
            targets = [windows[:, -1] + step * spread for step in STEPS]
            again = len(STEPS)
            yield forecasts(
                np.tile(windows, (again, 1)),
                np.tile(future, again),
                np.concatenate(targets),
                ahead,
                methods,
            )
