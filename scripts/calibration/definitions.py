"""Candidate definitions of 持续提高 and of 保持稳定, each on many series at once.

A definition takes values of shape (series, years), the base year first, and ε, and says of each
series whether the last year meets it. 持续下降 is the mirror of 持续提高.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from jbeco.statistics.kendall_distribution import exact_p

__all__ = ["ADOPTED_KEPT", "ADOPTED_RISING", "KEPT", "RISING", "Definition"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Definition = Callable[[Floats, float], Bools]

SLACK = 1e-9
"""Printed numbers are floats here; the package compares exact fractions."""


def above_base(values: Floats, epsilon: float) -> Bools:
    """Better than the base by more than ε."""
    return values[:, -1] - values[:, 0] > epsilon + SLACK


def not_below_base(values: Floats, epsilon: float) -> Bools:
    """Not worse than the base by more than ε."""
    return values[:, -1] - values[:, 0] >= -epsilon - SLACK


def not_below_last(values: Floats, epsilon: float) -> Bools:
    """Not worse than last year by more than ε."""
    return values[:, -1] - values[:, -2] >= -epsilon - SLACK


def kept(share: float) -> Definition:
    """No more than ε, or than the rest of the best gain so far, was given back."""

    def judged(values: Floats, epsilon: float) -> Bools:
        best = values.max(axis=1)
        allowed = np.maximum(epsilon, (1 - share) * (best - values[:, 0]))
        met: Bools = np.less_equal(best - values[:, -1], allowed + SLACK)
        return met

    return judged


def no_run_of_falls(length: int) -> Definition:
    """Not so many years in a row worse than the last, by more than ε in all."""

    def judged(values: Floats, epsilon: float) -> Bools:
        falling = np.diff(values, axis=1)[:, ::-1] < -SLACK
        run = np.where(falling.all(axis=1), falling.shape[1], np.argmin(falling, axis=1))
        start = np.take_along_axis(values, values.shape[1] - 1 - run[:, None], axis=1)[:, 0]
        met: Bools = np.less(run, length) | np.less_equal(start - values[:, -1], epsilon + SLACK)
        return met

    return judged


def three_year_mean_rises(strictly: bool) -> Definition:
    """The mean of three years is above last year's mean of three, which is x(t) > x(t−3)."""

    def judged(values: Floats, epsilon: float) -> Bools:
        change = values[:, -1] - values[:, -4]
        return change > SLACK if strictly else change >= -SLACK

    return judged


def means_apart(length: int | None, at_least: float) -> Definition:
    """Mean of the last years minus that of the first exceeds ``at_least`` × ε; no year twice."""

    def judged(values: Floats, epsilon: float) -> Bools:
        half = values.shape[1] // 2
        size = half if length is None else min(length, half)
        change = values[:, -size:].mean(axis=1) - values[:, :size].mean(axis=1)
        met: Bools = np.greater(change, at_least * epsilon + SLACK)
        return met

    return judged


def recent_mean_not_below_base(length: int) -> Definition:
    """The mean of the last years is not below the base by more than ε."""
    return lambda values, epsilon: (
        values[:, -length:].mean(axis=1) - values[:, 0] >= -epsilon - SLACK
    )


def kendall(alternative: str, above: float = 0.0, up_to: float = 1.0) -> Definition:
    """The exact one-sided p of Mann–Kendall, ties counted, lies in (above, up_to]."""

    def judged(values: Floats, epsilon: float) -> Bools:
        p = kendall_p(values, alternative)
        return (p > above) & (p <= up_to)

    return judged


def kendall_p(values: Floats, alternative: str) -> Floats:
    """Return the exact p of each row; rows with the same pattern of ties share a distribution."""
    n = values.shape[1]
    first, second = np.triu_indices(n, 1)
    gaps = values[:, second] - values[:, first]
    s = np.where(np.abs(gaps) < SLACK, 0.0, np.sign(gaps)).sum(axis=1).astype(np.int64)
    tied = np.diff(np.sort(values, axis=1), axis=1) < SLACK
    p = np.ones(values.shape[0])
    for pattern in np.unique(tied, axis=0):
        rows = (tied == pattern).all(axis=1)
        ends = np.flatnonzero(~np.append(pattern, False)) + 1
        groups = np.diff(ends, prepend=0)
        ties = tuple(sorted(int(size) for size in groups if size > 1))
        if ties != (n,):
            p[rows] = exact_p(s[rows], n, ties, alternative)
    return p


def line_rises(values: Floats, epsilon: float) -> Bools:
    """The least-squares line rises by more than ε over the whole time."""
    t = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    met: Bools = np.greater(values @ t / (t @ t) * (values.shape[1] - 1), epsilon + SLACK)
    return met


def sen_rises(values: Floats, epsilon: float) -> Bools:
    """Sen's slope is more than ε over the whole time."""
    n = values.shape[1]
    first, second = np.triu_indices(n, 1)
    slopes = (values[:, second] - values[:, first]) / (second - first)
    met: Bools = np.greater(np.median(slopes, axis=1) * (n - 1), epsilon + SLACK)
    return met


def every_year(values: Floats, epsilon: float) -> Bools:
    """Each year better than the last by more than ε."""
    met: Bools = np.all(np.diff(values, axis=1) > epsilon + SLACK, axis=1)
    return met


def all_hold(*parts: Definition) -> Definition:
    """All of some definitions."""
    return lambda values, epsilon: np.logical_and.reduce([p(values, epsilon) for p in parts])


def one_holds(*parts: Definition) -> Definition:
    """One of some definitions."""
    return lambda values, epsilon: np.logical_or.reduce([p(values, epsilon) for p in parts])


RECENT = one_holds(not_below_last, three_year_mean_rises(strictly=True))
RECENT_LEVEL = one_holds(not_below_last, three_year_mean_rises(strictly=False))

RISING: dict[str, Definition] = {
    "原定义：优于基准，且不比上年退步或三年均值改善": all_hold(above_base, RECENT),
    "优于基准": above_base,
    "优于基准，与历年最好相差不过 ε": all_hold(above_base, kept(1.0)),
    "优于基准，守住最好进步的九成": all_hold(above_base, kept(0.9)),
    "优于基准，守住最好进步的七成": all_hold(above_base, kept(0.7)),
    "优于基准，守住最好进步的五成": all_hold(above_base, kept(0.5)),
    "优于基准，没有连退三年": all_hold(above_base, no_run_of_falls(3)),
    "优于基准，没有连退两年": all_hold(above_base, no_run_of_falls(2)),
    "优于基准，守住七成，没有连退三年": all_hold(above_base, kept(0.7), no_run_of_falls(3)),
    "后半段均值优于前半段": means_apart(None, 1.0),
    "末三年均值优于首三年": means_apart(3, 1.0),
    "优于基准，末三年均值优于首三年": all_hold(above_base, means_apart(3, 1.0)),
    "优于基准，守住七成，末三年均值优于首三年": all_hold(
        above_base, kept(0.7), means_apart(3, 1.0)
    ),
    "优于基准，MK 不显著下降（p>0.1）": all_hold(above_base, kendall("decreasing", above=0.1)),
    "MK 显著提高（p≤0.1）": kendall("increasing", up_to=0.1),
    "MK 显著提高（p≤0.2）": kendall("increasing", up_to=0.2),
    "最小二乘直线上升超过 ε": line_rises,
    "Sen 斜率上升超过 ε": sen_rises,
    "优于基准，守住七成，Sen 斜率上升": all_hold(above_base, kept(0.7), sen_rises),
    "逐年：每年都优于上年": every_year,
}
"""What 持续提高 may mean, by the name that METHODS prints."""

ADOPTED_RISING = "优于基准，守住七成，没有连退三年"

KEPT: dict[str, Definition] = {
    "原定义：不劣于基准，且不比上年退步或三年均值不变差": all_hold(not_below_base, RECENT_LEVEL),
    "不劣于基准": not_below_base,
    "不劣于基准，没有连退三年": all_hold(not_below_base, no_run_of_falls(3)),
    "不劣于基准，没有连退两年": all_hold(not_below_base, no_run_of_falls(2)),
    "不劣于基准，守住最好进步的七成": all_hold(not_below_base, kept(0.7)),
    "近两年均值不劣于基准": recent_mean_not_below_base(2),
    "近三年均值不劣于基准": recent_mean_not_below_base(3),
    "末三年均值不劣于首三年": means_apart(3, -1.0),
    "MK 不显著下降（p>0.1）": kendall("decreasing", above=0.1),
    "不劣于基准，MK 不显著下降（p>0.2）": all_hold(
        not_below_base, kendall("decreasing", above=0.2)
    ),
}
"""What 保持稳定或持续改善 may mean."""

ADOPTED_KEPT = "不劣于基准，没有连退三年"
