"""Predictive distribution of a yearly series in a later year: line and random walk, mixed.

A straight line is over-confident when the errors of neighbouring years are alike, a random walk is
under-confident when they are not, and eleven years cannot tell which. Their mixture is measured in
`jbeco.statistics.calibration`.

Both predictive distributions are textbook results (回忆); the line's is checked against
``statsmodels`` (``obs_ci``) in the tests. No standard prescribes any of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .scales import RAW, Scale

__all__ = [
    "Direction",
    "Projection",
    "prediction_interval",
    "probability_many",
    "probability_of_attaining",
    "project",
]

Direction = Literal["higher", "lower"]
Floats = NDArray[np.float64]

FEWEST_YEARS = 3
"""Two years leave nothing to judge the spread by. The house asks for more: see the methods."""

NO_SPREAD = 1e-9
"""Share of the largest value below which residuals are rounding errors of the arithmetic."""

BISECTIONS = 60
"""Halvings of the bracket, more than a float has bits."""


@dataclass(frozen=True)
class Projection:
    """What m series may be in one later year: two t distributions for each, mixed.

    Parameters
    ----------
    trend_centre, trend_scale : ndarray, shape (m,)
        Least-squares line: its point in the target year and the standard error of a new value
        there, leverage included. A scale of 0 is a series without spread.
    walk_centre, walk_scale : ndarray, shape (m,)
        Random walk with drift: last value plus drift, and the standard error of a new value.
    freedom : int
        Degrees of freedom of both, number of years less two.
    weight : float
        Weight of the line, 0 to 1.
    """

    trend_centre: Floats
    trend_scale: Floats
    walk_centre: Floats
    walk_scale: Floats
    freedom: int
    weight: float

    @property
    def has_spread(self) -> NDArray[np.bool_]:
        """Whether the years differ from a straight line at all, by series."""
        found: NDArray[np.bool_] = (self.trend_scale > 0) & (self.walk_scale > 0)
        return found

    def attaining(self, target: ArrayLike, direction: Direction) -> Floats:
        """Return the probability of a value at or beyond ``target``, shape (m,).

        Parameters
        ----------
        target, direction : array_like, str
            At least (``higher``) or at most (``lower``) that; one number, or one per series.

        Returns
        -------
        ndarray
            1 or 0 for a series without spread, as its line reaches the target or not.
        """
        line, walk = self.attaining_by_model(target, direction)
        return self.weight * line + (1.0 - self.weight) * walk

    def attaining_by_model(self, target: ArrayLike, direction: Direction) -> tuple[Floats, Floats]:
        """Return the probability by the line alone and by the random walk alone."""
        if direction not in ("higher", "lower"):
            raise ValueError(f"方向“{direction}”不认识，请用 higher 或 lower")
        sign = 1.0 if direction == "higher" else -1.0
        goal = sign * np.asarray(target, dtype=np.float64)
        line = _share(sign * self.trend_centre, goal, self.trend_scale, self.freedom)
        walk = _share(sign * self.walk_centre, goal, self.walk_scale, self.freedom)
        return line, walk

    def quantile(self, share: float) -> Floats:
        """Return the value that is not exceeded with probability ``share``, by bisection."""
        if not 0.0 < share < 1.0:
            raise ValueError(f"概率 {share} 应在 0 与 1 之间（不含两端）")
        from scipy.special import stdtrit

        t = stdtrit(self.freedom, share)
        ends = (self.trend_centre + t * self.trend_scale, self.walk_centre + t * self.walk_scale)
        # The mixture's quantile lies between those of its parts.
        low, high = np.minimum(*ends), np.maximum(*ends)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            below = self.attaining(middle, "lower") < share
            low, high = np.where(below, middle, low), np.where(below, high, middle)
        found: Floats = (low + high) / 2
        return found


def _share(centre: Floats, goal: Floats, scale: Floats, freedom: int) -> Floats:
    """Return the probability of at least ``goal``; a step at the centre where the scale is 0."""
    from scipy.special import stdtr

    gap, spread = centre - goal, scale > 0
    share = stdtr(freedom, gap / np.where(spread, scale, 1.0))
    reached = gap >= -NO_SPREAD * np.maximum(np.abs(centre), np.abs(goal))
    found: Floats = np.where(spread, share, reached.astype(np.float64))
    return found


def project(
    years: ArrayLike, values: ArrayLike, target_year: float, weight: float = 0.5
) -> Projection:
    """Project series of the same years to a later year.

    Parameters
    ----------
    years : array_like, shape (n,)
        Ascending, at least three; gaps are allowed.
    values : array_like, shape (m, n) or (n,)
        One row for each series.
    target_year, weight : float
        A year after the last, and the weight of the line in the mixture.

    Returns
    -------
    Projection
        For the line: variance s²(1 + 1/n + (T − t̄)²/Sxx). For the walk with drift, whose steps
        have the variance s² per year: s²(h + h²/(tₙ − t₁)), which is h·s²(1 + h/(n − 1)) without
        gaps. Both s² have n − 2 degrees of freedom.

    Raises
    ------
    ValueError
        Too few years or out of order, numbers not finite, a target year not in the future.
    """
    t, y = _checked(years, values, target_year, weight)
    n, horizon = t.size, target_year - t[-1]
    noise = NO_SPREAD * np.abs(y).max(axis=1)
    away, ahead = t - t.mean(), target_year - t.mean()
    mean, squares = y.mean(axis=1), float(away @ away)
    slope = y @ away / squares
    residuals = y - mean[:, None] - slope[:, None] * away
    spread = np.sqrt((residuals**2).sum(axis=1) / (n - 2))
    steps, gaps, span = np.diff(y, axis=1), np.diff(t), t[-1] - t[0]
    drift = (y[:, -1] - y[:, 0]) / span
    wander = np.sqrt((((steps - drift[:, None] * gaps) ** 2) / gaps).sum(axis=1) / (n - 2))
    return Projection(
        trend_centre=mean + slope * ahead,
        trend_scale=np.where(spread > noise, spread, 0.0) * np.sqrt(1 + 1 / n + ahead**2 / squares),
        walk_centre=y[:, -1] + drift * horizon,
        walk_scale=np.where(wander > noise, wander, 0.0) * np.sqrt(horizon + horizon**2 / span),
        freedom=n - 2,
        weight=weight,
    )


def _checked(
    years: ArrayLike, values: ArrayLike, target_year: float, weight: float
) -> tuple[Floats, Floats]:
    t = np.asarray(years, dtype=np.float64)
    y = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if t.ndim != 1 or y.ndim != 2 or y.shape[1] != t.size:
        raise ValueError(f"年份有 {t.size} 个，数值的形状是 {y.shape}，对不上")
    if t.size < FEWEST_YEARS:
        raise ValueError(f"只有 {t.size} 个年度值，预测至少要 {FEWEST_YEARS} 个")
    if not (np.isfinite(t).all() and np.isfinite(y).all()):
        raise ValueError("年份或数值里有空缺或无穷大，请先去掉缺数的年份")
    if not (np.diff(t) > 0).all():
        raise ValueError("年份没有从早到晚排列，或有重复，请先排好")
    if not target_year > t[-1]:
        raise ValueError(f"目标年 {target_year:g} 不晚于最后的数据年 {t[-1]:g}，没有可预测的")
    if not 0.0 <= weight <= 1.0:
        raise ValueError(f"权重 {weight} 应在 0 与 1 之间")
    return t, y


def probability_many(
    years: ArrayLike,
    values: ArrayLike,
    target_year: float,
    targets: ArrayLike,
    direction: Direction,
    weight: float = 0.5,
) -> Floats:
    """Return `probability_of_attaining` of many series of the same years, shape (m,)."""
    return project(years, values, target_year, weight).attaining(targets, direction)


def probability_of_attaining(
    years: ArrayLike,
    values: ArrayLike,
    target_year: float,
    target: float,
    direction: Direction,
    weight: float = 0.5,
    scale: Scale = RAW,
) -> float:
    """Return the probability that a series reaches a target in the target year.

    Parameters
    ----------
    years, values, target_year, weight
        As for `project`, of one series.
    target, direction : float, str
        At least (``higher``) or at most (``lower``) that; inside the limits of a logit ``scale``.
    scale : Scale
        Where the models are fitted; see `jbeco.statistics.scales.choose_scale`.

    Returns
    -------
    float
        0 to 1; exactly 0 or 1 where the series has no spread (see `Projection.has_spread`).
    """
    found = project(years, scale.forward(values), target_year, weight)
    return float(found.attaining(scale.forward(target), direction)[0])


def prediction_interval(
    years: ArrayLike,
    values: ArrayLike,
    target_year: float,
    level: float = 0.8,
    weight: float = 0.5,
    scale: Scale = RAW,
) -> tuple[float, float, float]:
    """Return low end, median and high end of the value in the target year.

    The ends leave (1 − ``level``)/2 on each side; nothing is cut off at natural limits.
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"区间概率 {level} 应在 0 与 1 之间（不含两端）")
    found = project(years, scale.forward(values), target_year, weight)
    shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
    low, median, high = (float(scale.back(found.quantile(share))[0]) for share in shares)
    return low, median, high
