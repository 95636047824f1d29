"""What every trend test does first: drop the missing values and say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "MIN_POINTS",
    "Series",
    "Values",
    "check_alternative",
    "joined",
    "notes_on",
    "read_series",
]

Floats = NDArray[np.float64]

Values = ArrayLike | Sequence[float | None]
"""A series as callers have it: an array, or numbers with None where one is missing."""

ALTERNATIVES = ("two-sided", "increasing", "decreasing")
"""Two-sided, or one-sided in the direction that the plan promises."""

MIN_POINTS = 5
"""Fewer valid values carry no statement on a trend: four can never be significant at 5 %."""

SMALL_BELOW = 8
"""With 5 to 7 values direction and size are told; the p-value stands beside a warning."""

NO_STATEMENT = f"有效值不足 {MIN_POINTS} 个，不作趋势判断"
SMALL_SAMPLE = f"样本量小（不足 {SMALL_BELOW} 个有效值），只说方向和大小"
ALL_EQUAL = "数值全部相同"


@dataclass(frozen=True)
class Series:
    """The valid values of a series in order of time, their times, and how many were dropped."""

    values: Floats
    times: Floats
    missing: int

    @property
    def n(self) -> int:
        """Number of valid values."""
        return self.values.size

    @property
    def constant(self) -> bool:
        """Whether there are values and all of them are equal."""
        return self.n > 0 and bool(np.all(self.values == self.values[0]))


def read_series(x: Values, t: ArrayLike | None = None) -> Series:
    """Return the valid values of a series with their times.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values in order of time; None or NaN where a value is missing.
    t : array_like of float, shape (n,), optional
        Ascending times; by default 0, 1, 2 …, which keeps the gaps of the missing values.

    Raises
    ------
    ValueError
        Not one-dimensional, no numbers, infinite values, or times that are missing, out of order,
        twice, or of another length.
    """
    try:
        values = np.asarray(cast(ArrayLike, x), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ValueError("序列里有不是数字的内容；请改为数字，缺测留空") from error
    if values.ndim != 1:
        raise ValueError(f"序列应是一维的，现在是 {values.ndim} 维；请一条一条地检验")
    if np.isinf(values).any():
        raise ValueError("序列里有无穷大；请改为数字，缺测留空")
    times = np.arange(values.size, dtype=np.float64) if t is None else np.asarray(t, np.float64)
    if times.shape != values.shape:
        raise ValueError(f"时间有 {times.size} 个，数值有 {values.size} 个；两者应一样多")
    if not np.isfinite(times).all():
        raise ValueError("时间里有空值或无穷大；每个数值都要有时间")
    if not (np.diff(times) > 0).all():
        raise ValueError("时间没有从早到晚排列，或有重复；请先排好")
    valid = ~np.isnan(values)
    return Series(values[valid], times[valid], int(values.size - valid.sum()))


def notes_on(series: Series) -> list[str]:
    """Return what a reader must know of a series before any result on it."""
    notes = [f"略去缺测 {series.missing} 个"] if series.missing else []
    if series.n < MIN_POINTS:
        notes.append(NO_STATEMENT)
    elif series.n < SMALL_BELOW:
        notes.append(SMALL_SAMPLE)
    if series.n > 1 and series.constant:
        notes.append(ALL_EQUAL)
    return notes


def joined(*notes: str) -> str:
    """Join the notes that are not empty into one Chinese sentence without its stop."""
    return "；".join(note for note in notes if note)


def check_alternative(alternative: str) -> None:
    """Refuse a word that names no alternative."""
    if alternative not in ALTERNATIVES:
        allowed = "、".join(ALTERNATIVES)
        raise ValueError(f"备择假设 alternative 只能是 {allowed}，不能是 {alternative!r}")
