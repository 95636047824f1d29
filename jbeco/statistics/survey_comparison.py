"""Whether two survey results differ by more than their sampling error, or nobody can tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from ..standards.reference import read_table
from .survey import Estimate, score_estimate

__all__ = [
    "DEPENDS",
    "OUTSIDE",
    "WITHIN",
    "AssumedSd",
    "Difference",
    "DifferenceRange",
    "assumed_sd",
    "difference",
    "difference_range",
    "score_range",
]

WITHIN = "差异在抽样误差内"
OUTSIDE = "差异超过抽样误差"
DEPENDS = "差异是否超过抽样误差取决于假设"

ASSUMPTION_COLUMNS = ("quantity", "lowest", "highest", "unit", "source", "confidence")


@dataclass(frozen=True)
class Difference:
    """First estimate minus second, with its interval, and the sentence for the reader."""

    value: float
    se: float
    low: float
    high: float
    level: float
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


def difference(first: Estimate, second: Estimate) -> Difference:
    """Compare two independent estimates.

    Returns
    -------
    Difference
        ``first - second``; the interval is put together from the two intervals by squares (MOVER,
        for proportions Newcombe's method 10), the sentence is `WITHIN` if it holds 0.

    Raises
    ------
    ValueError
        In Chinese, for a score against a proportion or for two confidence levels.

    Notes
    -----
    A county's sample is a part of its province's, about 1 in 90, which is neglected here; two years
    are independent when each drew its own sample.
    """
    if first.kind != second.kind:
        raise ValueError("一个是得分、一个是比例，不能相减；请换成同一口径")
    if first.level != second.level:
        raise ValueError(f"两个估计的置信水平不同：{first.level:g} 与 {second.level:g}")
    gap = first.value - second.value
    low = gap - sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    high = gap + sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    sentence = WITHIN if low <= 0 <= high else OUTSIDE
    return Difference(gap, sqrt(first.se**2 + second.se**2), low, high, first.level, sentence)


def score_range(
    mean: float,
    n: int,
    deff: float = 1.0,
    level: float = 0.95,
    assumption: AssumedSd | None = None,
) -> tuple[Estimate, Estimate]:
    """Return a score whose standard deviation is not known, under both ends of the assumption.

    Parameters are those of `score_estimate`; ``assumption`` is `assumed_sd` if left out.
    """
    taken = assumption or assumed_sd()
    return (
        score_estimate(mean, taken.lowest, n, deff, level),
        score_estimate(mean, taken.highest, n, deff, level),
    )


def difference_range(
    first: tuple[float, int],
    second: tuple[float, int],
    deff: float = 1.0,
    level: float = 0.95,
    assumption: AssumedSd | None = None,
) -> DifferenceRange:
    """Compare two scores, each ``(mean, n)``, whose standard deviations are not known.

    Returns
    -------
    DifferenceRange
        With `WITHIN` or `OUTSIDE` only if it holds over the whole assumed range, else `DEPENDS`.
    """
    taken = assumption or assumed_sd()
    one = score_range(*first, deff, level, taken)
    other = score_range(*second, deff, level, taken)
    narrow, wide = (difference(a, b) for a, b in zip(one, other, strict=True))
    sentence = narrow.sentence if narrow.sentence == wide.sentence else DEPENDS
    return DifferenceRange(narrow, wide, taken, sentence)
