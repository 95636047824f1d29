"""Sen's slope: the median of the slopes between all pairs of points, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import median
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .kendall_distribution import exact_p, kendall_variance, smallest_significant, tie_sizes
from .series import Series, Values, joined, notes_on, read_series

__all__ = ["SenSlope", "pair_slopes", "sen_slope"]

EXACT_UP_TO = 10
"""Largest n whose interval is taken from the exact distribution of S."""

Number = TypeVar("Number", float, Fraction)


@dataclass(frozen=True)
class SenSlope:
    """Result of `sen_slope` and `seasonal_sen_slope`.

    Parameters
    ----------
    slope : float or None
        Units of x per unit of time; None with fewer than two values.
    lower, upper : float or None
        Ends of the confidence interval; None where none of that confidence exists.
    coverage : float or None
        Exact confidence of the interval, at least the one asked for; None for a normal interval.
    n : int
        Valid values.
    method : str
        How the interval was found: ``exact``, ``normal`` or ``none``.
    note : str
        In Chinese; empty when nothing.
    """

    slope: float | None
    lower: float | None
    upper: float | None
    coverage: float | None
    n: int
    method: str
    note: str


def pair_slopes(numbers: Sequence[Number], times: Sequence[int | float]) -> list[Number]:
    """Return the slopes between all pairs of points, ascending; exact for exact numbers.

    Parameters
    ----------
    numbers, times : sequence
        As many of the one as of the other, times ascending.
    """
    points = list(zip(times, numbers, strict=True))
    pairs = combinations(points, 2)
    slopes: list[Any] = [(b - a) / (later - earlier) for (earlier, a), (later, b) in pairs]
    return sorted(slopes)


def sen_slope(x: Values, t: ArrayLike | None = None, confidence: float = 0.95) -> SenSlope:
    """Estimate the slope of a series as Sen (1968) does.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values; None or NaN where missing.
    t : array_like of float, shape (n,), optional
        Times, such as years; by default 0, 1, 2 …. Gaps count with their length.
    confidence : float
        Of the two-sided interval, between 0 and 1.

    Returns
    -------
    SenSlope
        Up to n = 10 the ends are slopes whose ranks come from the exact distribution of S
        (Hollander and Wolfe), then from its normal approximation, in proportion between two
        slopes (Gilbert 1987, as R EnvStats).

    Raises
    ------
    ValueError
        Faults of the series (see `read_series`), ``confidence`` outside (0, 1).

    Notes
    -----
    The exact interval assumes that residuals have no ties; it does not exist for four points at
    95 %. The printed results of R trend, wql and EnvStats are reproduced (已核).
    """
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"置信度 confidence 应在 0 与 1 之间，现在是 {confidence}")
    series = read_series(x, t)
    slopes = pair_slopes(series.values.tolist(), series.times.tolist())
    if not slopes:
        note = joined(*notes_on(series), "有效值不足两个，斜率无从计算")
        return SenSlope(None, None, None, None, series.n, "none", note)
    exact = series.n <= EXACT_UP_TO
    find = _exact_interval if exact else _normal_interval
    lower, upper, coverage = find(slopes, series, confidence)
    missing = f"{series.n} 个值给不出 {confidence:.0%} 的区间" if lower is None else ""
    return SenSlope(
        slope=median(slopes),
        lower=lower,
        upper=upper,
        coverage=coverage,
        n=series.n,
        method="none" if lower is None else ("exact" if exact else "normal"),
        note=joined(*notes_on(series), missing),
    )


Interval = tuple[float | None, float | None, float | None]


def _exact_interval(slopes: list[float], series: Series, confidence: float) -> Interval:
    """Interval whose ranks come from the exact distribution of S."""
    # A rounding error in 1 − confidence must not decide whether a tail of just that size counts.
    one_tail = round((1.0 - confidence) / 2.0, 12)
    critical = smallest_significant(series.n, (), one_tail)
    if critical is None or critical <= 0:
        return None, None, None
    rank = (len(slopes) - (critical - 2)) // 2
    coverage = 1.0 - float(exact_p(critical, series.n))
    return slopes[rank - 1], slopes[-rank], coverage


def _normal_interval(slopes: list[float], series: Series, confidence: float) -> Interval:
    """Interval whose ranks come from the normal approximation of S, ties included."""
    deviation = kendall_variance(series.n, tie_sizes(series.values)) ** 0.5
    spread = float(ndtri(0.5 + confidence / 2.0)) * deviation
    low, high = (len(slopes) - spread) / 2.0, (len(slopes) + spread) / 2.0 + 1.0
    if low < 1.0 or high > len(slopes):
        return None, None, None
    lower, upper = np.interp([low, high], np.arange(1, len(slopes) + 1), slopes)
    return float(lower), float(upper), None
