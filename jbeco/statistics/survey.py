"""Sampling error of survey scores: a caveat beside a verdict, never the verdict.

The formal comparison of a score with its target or with the province stays on the point value;
this says only whether a difference is larger than the sampling error. The standard deviation of
single answers is not published, so everything is worked out under both ends of an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt

from ..standards.reference import read_table

__all__ = [
    "DEPENDS",
    "OUTSIDE",
    "WITHIN",
    "AssumedSd",
    "Difference",
    "DifferenceRange",
    "Estimate",
    "assumed_sd",
    "difference",
    "difference_range",
    "score_estimate",
    "score_range",
]

LEVEL = 0.95
"""Confidence level of every interval here."""

WITHIN = "差异在抽样误差内"
OUTSIDE = "差异超过抽样误差"
DEPENDS = "差异是否超过抽样误差取决于假设"

ASSUMPTION_COLUMNS = ("quantity", "lowest", "highest", "unit", "source", "confidence")


@dataclass(frozen=True)
class Estimate:
    """A mean score in points with its standard error and 95 % interval on ``n`` answers."""

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


@dataclass(frozen=True)
class DifferenceRange:
    """A difference under the smallest and the largest assumed standard deviation.

    ``sentence`` is definite only if both ends of the assumption say the same.
    """

    narrow: Difference
    wide: Difference
    assumption: AssumedSd
    sentence: str


def assumed_sd() -> AssumedSd:
    """Return the assumed standard deviation of a single answer on the 100-point scale (推断)."""
    rows = read_table("survey_assumptions.csv", ASSUMPTION_COLUMNS)
    row = next(row for row in rows if row["quantity"] == "score_sd")
    return AssumedSd(float(row["lowest"]), float(row["highest"]), row["source"], row["confidence"])


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
        raise ValueError(f"标准差须为不小于 0 的数：{sd}；不知道标准差请用 score_range")
    if n < 2:
        raise ValueError(f"样本量 {n} 不足 2，无法给出区间；请核对")
    se = sd / sqrt(n)
    half = float(t.ppf((1 + LEVEL) / 2, n - 1)) * se
    return Estimate(mean, se, mean - half, mean + half, n)


def score_range(
    mean: float, n: int, assumption: AssumedSd | None = None
) -> tuple[Estimate, Estimate]:
    """Return a score under the smallest and the largest assumed standard deviation.

    Parameters are those of `score_estimate`; ``assumption`` is `assumed_sd` if left out.
    """
    taken = assumption or assumed_sd()
    return score_estimate(mean, taken.lowest, n), score_estimate(mean, taken.highest, n)


def difference(first: Estimate, second: Estimate) -> Difference:
    """Compare two independent scores.

    Returns
    -------
    Difference
        ``first - second``; the interval is put together from the two intervals by squares (MOVER),
        the sentence is `WITHIN` if it holds 0.

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


def difference_range(
    first: tuple[float, int], second: tuple[float, int], assumption: AssumedSd | None = None
) -> DifferenceRange:
    """Compare two scores, each ``(mean, n)``, whose standard deviations are not known.

    Returns
    -------
    DifferenceRange
        With `WITHIN` or `OUTSIDE` only if it holds over the whole assumed range, else `DEPENDS`.
    """
    taken = assumption or assumed_sd()
    one, other = score_range(*first, taken), score_range(*second, taken)
    narrow, wide = (difference(a, b) for a, b in zip(one, other, strict=True))
    sentence = narrow.sentence if narrow.sentence == wide.sentence else DEPENDS
    return DifferenceRange(narrow, wide, taken, sentence)
