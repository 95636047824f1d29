"""Seasonal Mann–Kendall and Sen: trends of monthly values, month by month of the year."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from .kendall_distribution import kendall_variance, kendall_z, normal_p, tie_sizes
from .sen import SenSlope
from .series import MIN_POINTS, Series, Values, joined, notes_on, read_series
from .trend import kendall_s

__all__ = ["SeasonalMannKendall", "seasonal_mann_kendall", "seasonal_sen_slope"]

Floats = NDArray[np.float64]

CYCLES_FOR_CORRELATION = 10
"""With fewer years the covariances between the seasons are too uncertain (Hirsch and Slack)."""


@dataclass(frozen=True)
class SeasonalMannKendall:
    """Result of `seasonal_mann_kendall`.

    Parameters
    ----------
    s : int
        Sum of the seasons' S.
    var : float
        Variance of ``s`` under no trend, with the seasons' covariances where they were asked for.
    z : float
        (S − sign S)/√var, or S/√var with correlated seasons.
    p : float or None
        Two-sided; None where no season has five valid values.
    tau : float or None
        S over the number of pairs within seasons.
    n : int
        Valid values, all seasons together.
    method : str
        ``normal`` or ``normal, correlated seasons``.
    note : str
        In Chinese; empty when nothing.
    """

    s: int
    var: float
    z: float
    p: float | None
    tau: float | None
    n: int
    method: str
    note: str


def seasonal_mann_kendall(x: Values, period: int, correlated: bool = False) -> SeasonalMannKendall:
    """Test a seasonal series for a trend that all seasons share.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values at equal steps; None or NaN where missing, which keeps its place.
    period : int
        Steps in a cycle: 12 for months, 4 for quarters.
    correlated : bool
        Allow for correlation between the seasons (Hirsch and Slack 1984), which months of one year
        have; needs about ten cycles.

    Returns
    -------
    SeasonalMannKendall
        Statistic, two-sided p-value and what to note.

    Raises
    ------
    ValueError
        Faults of the series, a period below 2.

    Notes
    -----
    Reproduces the printed results of smk.test and csmk.test of R trend (已核); as there, only the
    independent form has a continuity correction.
    """
    table, series = _table(x, period)
    columns = [column[~np.isnan(column)] for column in table.T]
    s = sum(kendall_s(column) for column in columns)
    pairs = sum(column.size * (column.size - 1) // 2 for column in columns)
    notes = _notes(series, table)
    if correlated:
        var = max(0.0, _covariance_sum(table))
        z = s / var**0.5 if var > 0.0 else 0.0
        p = 2.0 * float(ndtr(-abs(z)))
        if table.shape[0] < CYCLES_FOR_CORRELATION:
            notes.append(f"不足 {CYCLES_FOR_CORRELATION} 个周期，季节间协方差估计不稳")
    else:
        var = sum(kendall_variance(column.size, tie_sizes(column)) for column in columns)
        z, p = float(kendall_z(s, var)), float(normal_p(s, var))
    return SeasonalMannKendall(
        s=s,
        var=var,
        z=z,
        p=p if _longest(table) >= MIN_POINTS else None,
        tau=s / pairs if pairs else None,
        n=series.n,
        method="normal, correlated seasons" if correlated else "normal",
        note=joined(*notes),
    )


def seasonal_sen_slope(x: Values, period: int) -> SenSlope:
    """Estimate the slope per cycle as the median of all slopes within seasons.

    Parameters
    ----------
    x, period
        As for `seasonal_mann_kendall`.

    Returns
    -------
    SenSlope
        Slope in units of x per cycle (per year for months), without interval: the usual one takes
        the seasons for independent, which months of one year are not.

    Raises
    ------
    ValueError
        Faults of the series, a period below 2.

    Notes
    -----
    Hirsch, Slack and Smith (1982), second-hand (旁证); sea.sens.slope of R trend is reproduced
    (已核).
    """
    table, series = _table(x, period)
    first, second = np.triu_indices(table.shape[0], 1)
    slopes = (table[second] - table[first]) / (second - first)[:, np.newaxis]
    known = slopes[~np.isnan(slopes)].tolist()
    note = joined(*_notes(series, table), "季节斜率不给区间")
    return SenSlope(median(known) if known else None, None, None, None, series.n, "none", note)


def _table(x: Values, period: int) -> tuple[Floats, Series]:
    """Return the values as cycles × seasons, NaN in the rest of the last cycle, and the series."""
    if period < 2:
        raise ValueError(f"周期 period 应不小于 2（月值 12，季值 4），现在是 {period}")
    series = read_series(x)
    values = np.asarray(cast(ArrayLike, x), dtype=np.float64)
    table = np.full((-(-values.size // period), period), np.nan)
    table.flat[: values.size] = values
    return table, series


def _notes(series: Series, table: Floats) -> list[str]:
    """Return the notes of a seasonal result; what counts is the longest season."""
    notes = notes_on(series)
    if series.n >= MIN_POINTS and _longest(table) < MIN_POINTS:
        notes.append(f"没有一个季节有 {MIN_POINTS} 个有效值，不作趋势判断")
    return notes


def _longest(table: Floats) -> int:
    """Return the number of valid values of the season that has most."""
    return int((~np.isnan(table)).sum(axis=0).max(initial=0))


def _covariance_sum(table: Floats) -> float:
    """Return Var ΣS with correlated seasons: the sum of Dietz and Killeen's covariance matrix.

    Cov(S_g, S_h) = [K_gh + 4 Σ_j R_jg R_jh − n(n_g+1)(n_h+1)]/3 with the mid-rank (n_g+1)/2 for a
    missing value; K_gh sums sign(x_jg − x_ig)·sign(x_jh − x_ih) over the pairs i < j.
    """
    from scipy.stats import rankdata

    ends = (~np.isnan(table)).sum(axis=0) + 1.0
    ranks = np.where(np.isnan(table), ends / 2.0, rankdata(table, axis=0, nan_policy="omit"))
    first, second = np.triu_indices(table.shape[0], 1)
    signs = np.nan_to_num(np.sign(table[second] - table[first]))
    total = (signs.sum(axis=1) ** 2).sum() + 4.0 * (ranks.sum(axis=1) ** 2).sum()
    return float(total - table.shape[0] * ends.sum() ** 2) / 3.0
