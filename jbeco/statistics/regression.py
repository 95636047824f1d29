"""Straight-line trends: OLS for years; HAC and GLSAR standard errors for months and days only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from .least_squares import least_squares
from .series import MIN_POINTS, Series, Values, check_alternative, joined, notes_on, read_series

__all__ = ["MIN_LONG", "LineTrend", "glsar_trend", "hac_trend", "ols_trend"]

Floats = NDArray[np.float64]

MIN_LONG = 24
"""Fewest values for HAC and GLSAR: two years of months. With 6 to 11 values a nominal 5 % test by
HAC rejects a third to a fifth of trendless series; see `jbeco.statistics.sizes`."""


@dataclass(frozen=True)
class LineTrend:
    """A fitted straight line and the test of its slope.

    Parameters
    ----------
    slope, intercept : float or None
        Units of x per unit of time, and x at time 0; None below two distinct times.
    standard_error : float or None
        Of the slope; None without degrees of freedom.
    lower, upper : float or None
        Two-sided 95 % interval of the slope.
    t : float or None
        slope / standard_error; 0 for a constant series.
    p : float or None
        None with fewer than five valid values.
    df : int
        Degrees of freedom of t.
    n : int
        Valid values.
    method : str
        ``ols``, ``hac(lags)`` or ``glsar(order)``.
    alternative : str
        ``two-sided``, ``increasing`` or ``decreasing``.
    note : str
        In Chinese; empty when nothing.
    """

    slope: float | None
    intercept: float | None
    standard_error: float | None
    lower: float | None
    upper: float | None
    t: float | None
    p: float | None
    df: int
    n: int
    method: str
    alternative: str
    note: str


def ols_trend(x: Values, t: ArrayLike | None = None, alternative: str = "two-sided") -> LineTrend:
    """Fit a straight line by ordinary least squares and test its slope by Student's t.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values; None or NaN where missing.
    t : array_like of float, shape (n,), optional
        Times; by default 0, 1, 2 ….
    alternative : {"two-sided", "increasing", "decreasing"}
        Direction.

    Returns
    -------
    LineTrend
        Slope, its standard error, interval and p-value.

    Raises
    ------
    ValueError
        Faults of the series (see `read_series`), unknown ``alternative``.

    Notes
    -----
    A second opinion beside `mann_kendall`: it assumes normal independent errors. The certified
    values of the NIST StRD set Norris are reached to 1e-12 (已核).
    """
    check_alternative(alternative)
    series = read_series(x, t)
    if np.unique(series.positions).size < 2:
        note = joined(*notes_on(series), "没有两个时间不同的有效值，直线无从拟合")
        return LineTrend(*(None,) * 7, 0, series.n, "ols", alternative, note)
    centre = float(series.positions.mean())
    fit = least_squares(_design(series, centre), series.values)
    middle, slope = (float(value) for value in fit.coefficients)
    error = float(fit.standard_errors[1]) if fit.df else None
    if series.constant:  # no rounding error may pass for a slope
        middle, slope, error = float(series.values[0]), 0.0, 0.0 if fit.df else None
    return _line(series, slope, middle - slope * centre, error, fit.df, "ols", alternative)


def hac_trend(
    x: Values, lags: int, t: ArrayLike | None = None, alternative: str = "two-sided"
) -> LineTrend:
    """Fit a line to monthly or daily values, with standard errors that allow autocorrelation.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        At least `MIN_LONG` valid values, the season taken out; None or NaN where missing.
    lags : int
        Lags of the Newey–West weights, 1 or more.
    t : array_like of float, shape (n,), optional
        Times; by default 0, 1, 2 ….
    alternative : {"two-sided", "increasing", "decreasing"}
        Direction.

    Returns
    -------
    LineTrend
        With t and p by Student's distribution and statsmodels' small-sample correction.

    Raises
    ------
    ValueError
        Fewer than `MIN_LONG` values, a lag below 1 or too long, faults of the series.
    """
    check_alternative(alternative)
    series = _long_series(x, t, "HAC 标准误", lags)
    from statsmodels.regression.linear_model import OLS  # slow to import, and rarely needed

    kernel = {"maxlags": lags, "use_correction": True}
    centre = float(series.positions.mean())
    model = OLS(series.values, _design(series, centre))
    fit = model.fit(cov_type="HAC", cov_kwds=kernel, use_t=True)
    return _from_statsmodels(series, fit, centre, f"hac({lags})", alternative)


def glsar_trend(
    x: Values, order: int = 1, t: ArrayLike | None = None, alternative: str = "two-sided"
) -> LineTrend:
    """Fit a line to monthly or daily values whose errors are autoregressive.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        At least `MIN_LONG` valid values, the season taken out; None or NaN where missing.
    order : int
        Order of the autoregression, 1 or more.
    t : array_like of float, shape (n,), optional
        Times; by default 0, 1, 2 ….
    alternative : {"two-sided", "increasing", "decreasing"}
        Direction.

    Returns
    -------
    LineTrend
        By iterated feasible generalised least squares (statsmodels ``GLSAR``).

    Raises
    ------
    ValueError
        Fewer than `MIN_LONG` values, an order below 1 or too high, faults of the series.
    """
    check_alternative(alternative)
    series = _long_series(x, t, "GLSAR", order)
    from statsmodels.regression.linear_model import GLSAR  # slow to import, and rarely needed

    centre = float(series.positions.mean())
    fit = GLSAR(series.values, _design(series, centre), rho=order).iterative_fit(maxiter=50)
    return _from_statsmodels(series, fit, centre, f"glsar({order})", alternative)


def _design(series: Series, centre: float) -> Floats:
    """Return the columns 1 and t − centre; centred, years lose no digits."""
    return np.column_stack([np.ones(series.n), series.positions - centre])


def _long_series(x: Values, t: ArrayLike | None, what: str, lags: int) -> Series:
    series = read_series(x, t)
    if series.n < MIN_LONG:
        raise ValueError(
            f"{what}只用于月、日序列（至少 {MIN_LONG} 个有效值），现有 {series.n} 个；"
            "年度序列请用 mann_kendall 或 ols_trend"
        )
    if not 1 <= lags < series.n // 2:
        raise ValueError(f"{what}的滞后阶数应在 1 与 {series.n // 2 - 1} 之间，现在是 {lags}")
    if series.constant or np.unique(series.positions).size < 2:
        raise ValueError(f"{what}：数值全部相同或时间全部相同，直线无从检验")
    return series


def _from_statsmodels(
    series: Series, fit: object, centre: float, method: str, alternative: str
) -> LineTrend:
    """Turn a fit with columns 1 and t − centre into a `LineTrend`."""
    middle, slope = (float(value) for value in fit.params)  # type: ignore[attr-defined]
    error, df = float(fit.bse[1]), int(fit.df_resid)  # type: ignore[attr-defined]
    order = "缺测略去后滞后按余下数值的先后计" if series.missing else ""
    return _line(series, slope, middle - slope * centre, error, df, method, alternative, order)


def _line(
    series: Series,
    slope: float,
    intercept: float,
    error: float | None,
    df: int,
    method: str,
    alternative: str,
    note: str = "",
) -> LineTrend:
    """Return the record of a line, with t, p and the 95 % interval."""
    t = p = lower = upper = None
    if error is not None:
        # A constant series has no error and no slope: nothing speaks for a trend.
        flat = series.constant or slope == 0.0
        t = 0.0 if flat else float(np.divide(slope, error)) if error else np.inf * np.sign(slope)
        p = 1.0 if series.constant else _p(t, df, alternative)
        half = float(stdtrit(df, 0.975)) * error
        lower, upper = slope - half, slope + half
    return LineTrend(
        slope=slope,
        intercept=intercept,
        standard_error=error,
        lower=lower,
        upper=upper,
        t=t,
        p=p if series.n >= MIN_POINTS else None,
        df=df,
        n=series.n,
        method=method,
        alternative=alternative,
        note=joined(*notes_on(series), note),
    )


def _p(t: float, df: int, alternative: str) -> float:
    """Return the p-value of Student's t."""
    towards = {"two-sided": -abs(t), "increasing": -t, "decreasing": t}[alternative]
    p = float(stdtr(df, towards))
    return 2.0 * p if alternative == "two-sided" else p
