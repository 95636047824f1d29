"""A structural break at a known date: Chow's F test, and the size of step and bend.

Only with twelve points on each side: annual series of a plan are too short, and are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .monthly import PERIOD, by_month

__all__ = ["LEAST_POINTS", "Chow", "StepSlope", "chow", "step_and_slope"]

LEAST_POINTS = 12
"""On each side: one whole year of months. With fewer the test sees noise (推断)."""

KNOWN_DATE = "断点日期须在看数据之前定下（如政策实施日）；按数据挑出的断点不能用本检验的 p 值"
CORRELATED = "残差滞后一期自相关 {r:.2f}，超过 {limit:.2f}：F 检验的 p 值偏小，只作参考"

Model = Literal["line", "level"]


@dataclass(frozen=True)
class Chow:
    """Chow's test: F with its degrees of freedom and p, and the points on each side.

    ``residual_autocorrelation`` is that of lag 1 in the model with the break.
    """

    f: float
    df_model: int
    df_residual: int
    p: float
    n_before: int
    n_after: int
    residual_autocorrelation: float
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class StepSlope:
    """Step and bend at the break with HAC standard errors and two-sided p.

    ``step`` is in the unit of the series; slopes are per unit of time (a month, or a year where the
    index is years). ``slope_before + bend`` is the slope after the break.
    """

    step: float
    step_se: float
    step_p: float
    slope_before: float
    bend: float
    bend_se: float
    bend_p: float
    n_before: int
    n_after: int
    lags: int
    warnings: tuple[str, ...]


def chow(series: pd.Series, at: str | int, model: Model = "line", seasonal: bool = False) -> Chow:
    """Test whether a series follows one line, or two that part at a known date.

    Parameters
    ----------
    series : Series
        Monthly, on dates or months, or yearly, on whole years; NaN are left out.
    at : str or int
        First month (``"2020-02"``) or year after the break.
    model : {"line", "level"}
        Whether level and slope may change, or the level only, without any slope.
    seasonal : bool
        Add a term for each calendar month, the same on both sides. Monthly series only.

    Returns
    -------
    Chow
        ``F = ((RSS₁ − RSS₂) / k) / (RSS₂ / (n − p))`` with k = 2 (line) or 1 (level).

    Raises
    ------
    ValueError
        In Chinese, for fewer than 12 points on a side, or an index that is no time.

    Notes
    -----
    Chow (1960), written as the F test of step and bend in one regression, which is the same. For
    Nile at 1899 with ``level`` it gives the 75.93 of R's strucchange (回忆).
    """
    from scipy.stats import f as f_distribution

    y, time, after = _sides(series, at)
    base = _base(series, time, model, seasonal)
    full = np.column_stack([base, *_break_terms(time, after, model)])
    rss_one, _ = _least_squares(base, y)
    rss_two, residuals = _least_squares(full, y)
    changed, free = full.shape[1] - base.shape[1], len(y) - full.shape[1]
    f = (rss_one - rss_two) / changed / (rss_two / free)
    r = _lag_one(residuals)
    return Chow(
        f=float(f),
        df_model=changed,
        df_residual=free,
        p=float(f_distribution.sf(f, changed, free)),
        n_before=int((~after).sum()),
        n_after=int(after.sum()),
        residual_autocorrelation=r,
        warnings=_warnings(r, len(y)),
    )


def step_and_slope(series: pd.Series, at: str | int, seasonal: bool = False) -> StepSlope:
    """Estimate the step and the bend of a line at a known date (interrupted time series).

    Parameters
    ----------
    series, at, seasonal
        As for `chow`.

    Returns
    -------
    StepSlope
        Least squares on constant, time, step and time since the break; Newey-West standard errors
        with ``floor(4 (n/100)^(2/9))`` lags, small-sample correction and t.

    Raises
    ------
    ValueError
        As `chow`.

    Notes
    -----
    With 24 points even corrected HAC errors are somewhat too small; see the warning.
    """
    from statsmodels.regression.linear_model import OLS

    y, time, after = _sides(series, at)
    base = _base(series, time, "line", seasonal)
    design = np.column_stack([base, *_break_terms(time, after, "line")])
    lags = int(4 * (len(y) / 100) ** (2 / 9))
    settings = {"maxlags": lags, "use_correction": True}
    fit: Any = OLS(y, design).fit(cov_type="HAC", cov_kwds=settings, use_t=True)
    return StepSlope(
        step=float(fit.params[-2]),
        step_se=float(fit.bse[-2]),
        step_p=float(fit.pvalues[-2]),
        slope_before=float(fit.params[1]),
        bend=float(fit.params[-1]),
        bend_se=float(fit.bse[-1]),
        bend_p=float(fit.pvalues[-1]),
        n_before=int((~after).sum()),
        n_after=int(after.sum()),
        lags=lags,
        warnings=_warnings(_lag_one(np.asarray(fit.resid)), len(y)),
    )


def _sides(
    series: pd.Series, at: str | int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return the values, their time counted from the break, and which stand after it."""
    dated = _ordered(series).dropna()
    if isinstance(dated.index, pd.PeriodIndex):
        start = pd.Period(str(at), freq="M").ordinal
        time = np.array([month.ordinal for month in dated.index]) - start
    else:
        time = dated.index.to_numpy() - int(at)
    after = time >= 0
    before_count, after_count = int((~after).sum()), int(after.sum())
    if min(before_count, after_count) < LEAST_POINTS:
        raise ValueError(
            f"断点 {at} 之前有 {before_count} 个值、之后有 {after_count} 个值，"
            f"各须至少 {LEAST_POINTS} 个，不作断点检验；年度数据请改用月度数据"
        )
    return dated.to_numpy(dtype=np.float64), time.astype(np.float64), after


def _ordered(series: pd.Series) -> pd.Series:
    if not pd.api.types.is_integer_dtype(series.index.dtype):
        return by_month(series)
    if series.index.has_duplicates:
        raise ValueError(f"同一年有两个值：{series.index[series.index.duplicated()][0]}")
    return series.sort_index()


def _base(
    series: pd.Series, time: NDArray[np.float64], model: Model, seasonal: bool
) -> NDArray[np.float64]:
    """Constant, time and the months: all that does not change at the break."""
    if model not in ("line", "level"):
        raise ValueError(f"model 只能是 line 或 level：{model}")
    columns = [np.ones_like(time)] + ([time] if model == "line" else [])
    if seasonal:
        if pd.api.types.is_integer_dtype(series.index.dtype):
            raise ValueError("年度序列没有季节项，请把 seasonal 设为 False")
        columns += [np.mod(time, PERIOD) == month for month in range(1, PERIOD)]
    return np.column_stack(columns).astype(np.float64)


def _break_terms(
    time: NDArray[np.float64], after: NDArray[np.bool_], model: Model
) -> list[NDArray[np.float64]]:
    step = after.astype(np.float64)
    return [step, step * time] if model == "line" else [step]


def _least_squares(
    design: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    found, _, rank, _ = np.linalg.lstsq(design, y, rcond=None)
    if rank < design.shape[1]:
        raise ValueError("有的月份没有数据，季节项无法估计；请去掉 seasonal 或补齐月份")
    residuals = y - design @ found
    return float(residuals @ residuals), residuals


def _lag_one(residuals: NDArray[np.float64]) -> float:
    whole = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / whole if whole > 0 else 0.0


def _warnings(r: float, n: int) -> tuple[str, ...]:
    limit = 2 / np.sqrt(n)
    correlated = (CORRELATED.format(r=r, limit=limit),) if abs(r) > limit else ()
    return (KNOWN_DATE, *correlated)
