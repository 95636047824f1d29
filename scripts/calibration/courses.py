"""Yearly series of which it is known whether they improve: what definitions of 持续 are tried on.

Lengths are in standard deviations of the year's noise, which real series have in different sizes
against their ε (``public_series.csv``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .sizes import ar1_noise

__all__ = ["COURSES", "NOISES", "PHIS", "YEARS", "Course", "Noise", "draw", "public_noise"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

YEARS = range(4, 13)
"""Yearly values from the base on: 2019–2022 have four, 2019–2030 twelve."""

PHIS = (0.0, 0.4)
"""Independent years, and years as correlated as environmental ones may be."""

PUBLIC = Path(__file__).with_name("public_series.csv")


@dataclass(frozen=True)
class Noise:
    """ε and the step of the printed digits, as parts of the year's standard deviation."""

    name: str
    epsilon: float
    step: float


NOISES = (
    Noise("σ=100ε（满意度、断面）", 0.01, 0.02),
    Noise("σ=5ε（PM2.5）", 0.2, 0.4),
    Noise("σ=0.7ε（EI，推断）", 1.4, 0.02),
)
"""ε is half a printed digit; that of EI is HJ 192's 1, a hundred times its last digit."""


@dataclass(frozen=True)
class Course:
    """A true course: its kind, and its means for n years, n counted from the base year.

    ``limit`` is a natural limit that the values cannot pass; a value at it is met by every
    definition.
    """

    name: str
    kind: str
    means: Callable[[Floats], Floats]
    limit: float | None = None


def _line(slope: float) -> Callable[[Floats], Floats]:
    return lambda t: slope * t


def _one_bad(back: int) -> Callable[[Floats], Floats]:
    return lambda t: t - np.where(t == t[-1] - back, 1.5, 0.0)


def _turning(top: float, end: float) -> Callable[[Floats], Floats]:
    return lambda t: np.interp(t / t[-1], [0.0, 0.5, 1.0], [0.0, top, end])


COURSES = (
    *(Course(f"每年 {slope:g}σ", "提高", _line(slope)) for slope in (0.3, 0.5, 1.0, 2.0)),
    Course("先快后慢", "提高", lambda t: 4 * (1 - np.exp(-t / 2))),
    Course("当年异常差", "提高", _one_bad(0)),
    Course("上年异常差", "提高", _one_bad(1)),
    Course("趋近上限", "饱和", lambda t: -2 * np.exp(-t / 2), limit=0.0),
    Course("持平", "持平", _line(0.0)),
    *(Course(f"每年 −{slope:g}σ", "下降", _line(-slope)) for slope in (0.3, 0.5, 1.0)),
    Course("升 2 回 1", "先升后降", _turning(2.0, 1.0)),
    Course("升 5 回 3", "先升后降", _turning(5.0, 2.0)),
    Course("一跳后年年降", "先升后降", lambda t: np.where(t > 0, 4.0 - 0.5 * (t - 1), 0.0)),
    Course("一跳后持平", "一跳后持平", lambda t: np.where(t > 0, 3.0, 0.0)),
)
"""The plan's words do not say whether one jump is 持续; it is shown and not counted."""


def draw(
    rng: np.random.Generator, course: Course, n: int, phi: float, noise: Noise, count: int
) -> tuple[Floats, Bools]:
    """Draw series of n years, printed with their digits, and which end at the natural limit."""
    means = course.means(np.arange(n, dtype=np.float64))
    values = means + ar1_noise(rng.standard_normal((count, n)), phi)
    if course.limit is not None:
        values = np.minimum(values, course.limit)
    printed = np.round(values / noise.step) * noise.step
    at_limit = np.zeros(count, dtype=bool) if course.limit is None else printed[:, -1] == 0.0
    return printed, at_limit


def public_noise() -> pd.DataFrame:
    """Measure public yearly series: their slope towards better and their spread about a line."""
    rows = []
    for (name, unit, epsilon, better), part in pd.read_csv(PUBLIC).groupby(
        ["series", "unit", "epsilon", "better"], sort=False
    ):
        years, values = part["year"].to_numpy(float), part["value"].to_numpy(float)
        slope, level = np.polyfit(years, values, 1)
        spread = np.sqrt(((values - level - slope * years) ** 2).sum() / (years.size - 2))
        slope = slope if better == "higher" else -slope
        rows.append(
            {
                "series": name,
                "unit": unit,
                "years": years.size,
                "slope": slope,
                "spread": spread,
                "slope_in_spreads": slope / spread,
                "spread_in_epsilons": spread / epsilon,
            }
        )
    return pd.DataFrame(rows)
