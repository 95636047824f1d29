"""Sen's slope: the median of the slopes between all pairs of points, with its interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from .kendall_distribution import exact_p, kendall_variance, smallest_significant, tie_sizes
from .series import Series, Values, joined, notes_on, read_series

__all__ = ["INTERVALS", "SenSlope", "sen_slope"]

Floats = NDArray[np.float64]

INTERVALS = ("auto", "exact", "normal", "normal-rounded")

EXACT_UP_TO = 10
"""Largest n whose interval ``auto`` takes from the exact distribution of S."""

MOST_POINTS = 10_000
"""Beyond it the slopes of all pairs would take gigabytes of memory."""


@dataclass(frozen=True)
class SenSlope:
    """Result of `sen_slope` and `seasonal_sen_slope`.

    Parameters
    ----------
    slope : float or None
        Units of x per unit of time; None where no two points differ in time.
    lower, upper : float or None
        Ends of the confidence interval; None where none of that confidence exists.
    confidence : float
        Confidence asked for, two-sided.
    coverage : float or None
        Exact confidence of the interval, at least ``confidence``; None for a normal interval.
    intercept : float or None
        Median of x − slope × median of t (Conover).
    relative : float or None
        Median over the pairs of slope / earlier value; None where a value is 0 or below.
    n : int
        Valid values.
    method : str
        How the interval was found: ``exact``, ``normal``, ``normal-rounded`` or ``none``.
    note : str
        In Chinese; empty when nothing.
    """

    slope: float | None
    lower: float | None
    upper: float | None
    confidence: float
    coverage: float | None
    intercept: float | None
    relative: float | None
    n: int
    method: str
    note: str


def sen_slope(
    x: Values, t: ArrayLike | None = None, confidence: float = 0.95, interval: str = "auto"
) -> SenSlope:
    """Estimate the slope of a series as Sen (1968) does.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values; None or NaN where missing.
    t : array_like of float, shape (n,), optional
        Times, such as years; by default 0, 1, 2 …. Gaps count with their length; pairs of equal
        time are left out.
    confidence : float
        Of the two-sided interval, between 0 and 1.
    interval : {"auto", "exact", "normal", "normal-rounded"}
        ``exact``: ranks from the exact distribution of S (Hollander and Wolfe). ``normal``: from
        its normal approximation, between two slopes in proportion (Gilbert 1987, as R EnvStats).
        ``normal-rounded``: ranks rounded to the nearest slope, as R trend. ``auto`` is exact up
        to n = 10, then normal.

    Returns
    -------
    SenSlope
        Slope, interval, intercept and what to note.

    Raises
    ------
    ValueError
        Faults of the series (see `read_series`), more than 10,000 values, ``confidence`` outside
        (0, 1), unknown ``interval``.

    Notes
    -----
    The exact interval assumes that residuals have no ties; it does not exist for four points at
    95 %. The printed results of R trend, wql and EnvStats are reproduced (已核).
    """
    if interval not in INTERVALS:
        raise ValueError(f"区间 interval 只能是 {'、'.join(INTERVALS)}，不能是 {interval!r}")
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"置信度 confidence 应在 0 与 1 之间，现在是 {confidence}")
    series = read_series(x, t)
    if series.n > MOST_POINTS:
        raise ValueError(f"序列有 {series.n} 个值，超过 {MOST_POINTS} 个；请先算成月均或年均")
    slopes, relative = _pair_slopes(series)
    if not slopes.size:
        note = joined(*notes_on(series), "没有两个时间不同的有效值，斜率无从计算")
        return SenSlope(None, None, None, confidence, None, None, None, series.n, "none", note)
    if interval == "auto":
        interval = "exact" if series.n <= EXACT_UP_TO else "normal"
    find = _exact_interval if interval == "exact" else _normal_interval
    lower, upper, coverage = find(slopes, series, confidence, interval)
    slope = float(np.median(slopes))
    missing = f"{series.n} 个值给不出 {confidence:.0%} 的区间" if lower is None else ""
    return SenSlope(
        slope=slope,
        lower=lower,
        upper=upper,
        confidence=confidence,
        coverage=coverage,
        intercept=float(np.median(series.values) - slope * np.median(series.positions)),
        relative=relative,
        n=series.n,
        method="none" if lower is None else interval,
        note=joined(*notes_on(series), missing),
    )


def _pair_slopes(series: Series) -> tuple[Floats, float | None]:
    """Return the sorted slopes of all pairs that differ in time, and the median relative slope."""
    order = np.argsort(series.positions, kind="stable")
    values, times = series.values[order], series.positions[order]
    first, second = np.triu_indices(values.size, 1)
    lasting = times[second] > times[first]
    first, second = first[lasting], second[lasting]
    slopes: Floats = (values[second] - values[first]) / (times[second] - times[first])
    positive = slopes.size > 0 and bool(np.all(values > 0))
    relative = float(np.median(slopes / values[first])) if positive else None
    return np.sort(slopes), relative


Interval = tuple[float | None, float | None, float | None]


def _exact_interval(slopes: Floats, series: Series, confidence: float, _: str) -> Interval:
    """Interval whose ranks come from the exact distribution of S, ties of the times included."""
    ties = tie_sizes(series.positions)
    # A rounding error in 1 − confidence must not decide whether a tail of just that size counts.
    one_tail = round((1.0 - confidence) / 2.0, 12)
    critical = smallest_significant(series.n, ties, one_tail)
    if critical is None or critical <= 0:
        return None, None, None
    rank = (slopes.size - (critical - 2)) // 2
    coverage = 1.0 - float(exact_p(critical, series.n, ties))
    return float(slopes[rank - 1]), float(slopes[slopes.size - rank]), coverage


def _normal_interval(slopes: Floats, series: Series, confidence: float, kind: str) -> Interval:
    """Interval whose ranks come from the normal approximation of S, ties included."""
    ties, time_ties = tie_sizes(series.values), tie_sizes(series.positions)
    deviation = kendall_variance(series.n, ties, time_ties) ** 0.5
    spread = float(ndtri(0.5 + confidence / 2.0)) * deviation
    low, high = (slopes.size - spread) / 2.0, (slopes.size + spread) / 2.0 + 1.0
    if kind == "normal-rounded":
        low, high = float(round(low)), float(round(high))
    if low < 1.0 or high > slopes.size:
        return None, None, None
    lower, upper = np.interp([low, high], np.arange(1, slopes.size + 1), slopes)
    return float(lower), float(upper), None
