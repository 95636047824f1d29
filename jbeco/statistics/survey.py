"""Sampling error of survey figures: a caveat beside a verdict, never the verdict.

The formal comparison of a score with its target or with the province stays on the point value;
this says only whether a difference is larger than the sampling error. The standard deviation of
single answers is not published, so a score is worked out under both ends of an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

from ..standards.reference import read_table
from ..tables import Row

__all__ = [
    "OUTSIDE",
    "WITHIN",
    "AssumedSd",
    "Difference",
    "Estimate",
    "assumed_counties",
    "assumed_sd",
    "difference",
    "if_share",
    "score_estimate",
]

LEVEL = 0.95
"""Confidence level of every interval here."""

WITHIN = "差异在抽样误差内"
OUTSIDE = "差异超过抽样误差"

ASSUMPTION_COLUMNS = ("quantity", "lowest", "highest", "unit", "source", "confidence")


@dataclass(frozen=True)
class Estimate:
    """A score in points, or a share in percent, with standard error and 95 % interval."""

    value: float
    se: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Difference:
    """First estimate minus second, with its interval, and the sentence for the reader."""

    value: float
    se: float
    low: float
    high: float
    sentence: str


@dataclass(frozen=True)
class AssumedSd:
    """The range that the unknown standard deviation of a score is taken from, and on what ground.

    ``lowest`` and ``highest`` are in points of the score; ``confidence`` is one of the four words.
    """

    lowest: float
    highest: float
    source: str
    confidence: str


def assumed_sd() -> AssumedSd:
    """Return the assumed standard deviation of a single answer on the 100-point scale (推断)."""
    row = _assumption("score_sd")
    return AssumedSd(float(row["lowest"]), float(row["highest"]), row["source"], row["confidence"])


def assumed_counties() -> int:
    """Return in how many counties the province asks about as many people as here (旁证)."""
    return int(_assumption("counties")["lowest"])


def _assumption(quantity: str) -> Row:
    rows = read_table("survey_assumptions.csv", ASSUMPTION_COLUMNS)
    return next(row for row in rows if row["quantity"] == quantity)


def score_estimate(mean: float, sd: float, n: int) -> Estimate:
    """Return the mean of a score with its standard error and t interval.

    Parameters
    ----------
    mean, sd : float
        Mean score and standard deviation of the single answers, in points.
    n : int
        Valid answers, 2 or more.

    Returns
    -------
    Estimate
        ``se = sd / sqrt(n)``; the interval uses t with n − 1 degrees of freedom.

    Raises
    ------
    ValueError
        In Chinese, for a number outside its range.

    Notes
    -----
    Textbook formula for a simple random sample; that the provincial survey is nearly one is not
    known (推断).
    """
    from scipy.stats import t

    if not isfinite(mean):
        raise ValueError(f"平均得分不是有限的数：{mean}")
    if not (isfinite(sd) and sd >= 0):
        raise ValueError(f"标准差须为不小于 0 的数：{sd}；不知道标准差请按假设的两端各算一次")
    if n < 2:
        raise ValueError(f"样本量 {n} 不足 2，无法给出区间；请核对")
    se = sd / sqrt(n)
    half = float(t.ppf((1 + LEVEL) / 2, n - 1)) * se
    return Estimate(mean, se, mean - half, mean + half, n)


def if_share(percent: float, n: int) -> Estimate:
    """Return a figure as if it were a share of people: the Wilson interval of statsmodels.

    Parameters
    ----------
    percent : float
        0 to 100; what share of the ``n`` people it would be.
    n : int
        Valid answers.

    Notes
    -----
    Wilson (1927). The plan writes the unit % where the survey publishes scores; a share of 400
    people is known less well than their mean score.
    """
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(percent / 100 * n, n, 1 - LEVEL, method="wilson")
    share = percent / 100
    return Estimate(percent, 100 * sqrt(share * (1 - share) / n), 100 * low, 100 * high, n)


def difference(first: Estimate, second: Estimate) -> Difference:
    """Compare two independent estimates of one kind.

    Returns
    -------
    Difference
        ``first - second``; the interval is put together from the two intervals by squares (MOVER),
        for shares Newcombe's method 10), the sentence is `WITHIN` if it holds 0.

    Notes
    -----
    A county's sample is a part of its province's, about 1 in 90, which is neglected here; two years
    are independent when each drew its own sample.
    """
    gap = first.value - second.value
    low = gap - sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    high = gap + sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    sentence = WITHIN if low <= 0 <= high else OUTSIDE
    return Difference(gap, sqrt(first.se**2 + second.se**2), low, high, sentence)
