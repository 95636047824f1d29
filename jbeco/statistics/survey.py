"""Uncertainty of survey scores and proportions: caveats beside a verdict, never the verdict.

The formal comparison of a survey result with its target or with the province stays on the point
value; `survey_comparison` says only whether the difference is larger than the sampling error.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite, sqrt

__all__ = ["Estimate", "proportion_estimate", "score_estimate", "wilson"]


@dataclass(frozen=True)
class Estimate:
    """A survey result with its sampling error.

    ``kind`` is ``score`` (points) or ``proportion`` (0 to 1); ``value``, ``se``, ``low`` and
    ``high`` are in that unit. ``n_effective`` is the sample after the design effect, ``level`` the
    confidence level and ``method`` the name of the interval, in Chinese.
    """

    kind: str
    value: float
    se: float
    low: float
    high: float
    n: int
    n_effective: float
    level: float
    method: str


def score_estimate(
    mean: float, sd: float, n: int, deff: float = 1.0, level: float = 0.95
) -> Estimate:
    """Return the mean of a score with its standard error and t interval.

    Parameters
    ----------
    mean : float
        Mean score, in points.
    sd : float
        Standard deviation of the single answers, in points, 0 or more.
    n : int
        Valid answers, 2 or more.
    deff : float
        Design effect: variance of this design over that of a simple random sample of the same
        size. The effective sample is ``n / deff``.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    Estimate
        ``se = sd / sqrt(n / deff)``; the interval uses t with ``n / deff - 1`` degrees of freedom.

    Raises
    ------
    ValueError
        In Chinese, for a number outside its range.

    Notes
    -----
    Textbook formula. That the design effect of the provincial survey is near 1 is not known.
    """
    from scipy.stats import t

    if not isfinite(mean):
        raise ValueError(f"平均得分不是有限的数：{mean}")
    if not (isfinite(sd) and sd >= 0):
        raise ValueError(f"标准差须为不小于 0 的数：{sd}；不知道标准差请用 score_range")
    effective = _effective(n, deff, level)
    if effective <= 1:
        raise ValueError(f"有效样本量 {effective:.4g} 不足 2，无法给出区间；请核对 n 与设计效应")
    se = sd / sqrt(effective)
    half = float(t.ppf((1 + level) / 2, effective - 1)) * se
    return Estimate("score", mean, se, mean - half, mean + half, n, effective, level, "t 区间")


def proportion_estimate(
    n: int,
    *,
    share: float | None = None,
    count: float | None = None,
    deff: float = 1.0,
    level: float = 0.95,
) -> Estimate:
    """Return a proportion with the Wilson interval on the effective sample.

    Parameters
    ----------
    n : int
        Valid answers.
    share : float, optional
        Observed proportion, 0 to 1 (0.8371, not 83.71).
    count : float, optional
        Answers that count, instead of ``share``; just one of the two.
    deff, level : float
        As for `score_estimate`.

    Returns
    -------
    Estimate
        All in 0 to 1.

    Raises
    ------
    ValueError
        In Chinese, for both or none of ``share`` and ``count``, or a number outside its range.

    Notes
    -----
    Wilson (1927) with ``n / deff`` in the place of ``n``; equal to
    ``statsmodels…proportion_confint(method="wilson")`` in the tests. Only for true proportions: a
    mean score out of 100 is none.
    """
    if (share is None) == (count is None):
        raise ValueError("比例（share）与人数（count）须且只须给出一个")
    effective = _effective(n, deff, level)
    p = float(share if share is not None else (count or 0) / n)
    if not 0 <= p <= 1:
        raise ValueError(f"比例须在 0 到 1 之间：{p:g}；百分数请先除以 100，人数不能多于 {n}")
    low, high = wilson(p, effective, level)
    se = sqrt(p * (1 - p) / effective)
    return Estimate("proportion", p, se, low, high, n, effective, level, "Wilson 区间")


def wilson(p: float, n: float, level: float) -> tuple[float, float]:
    """Return the Wilson interval of a proportion ``p`` on a sample of ``n``, whole or effective."""
    from scipy.stats import norm

    z = float(norm.ppf((1 + level) / 2))
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    # At p = 0 and 1 the bound is exactly 0 and 1; the float arithmetic may miss it by one digit.
    return (0.0 if p == 0 else centre - half, 1.0 if p == 1 else centre + half)


def _effective(n: int, deff: float, level: float) -> float:
    if n < 1:
        raise ValueError(f"样本量须为正整数：{n}")
    if not 0 < deff < inf:
        raise ValueError(f"设计效应须为正数：{deff}")
    if not 0 < level < 1:
        raise ValueError(f"置信水平须在 0 与 1 之间：{level}")
    return n / deff
