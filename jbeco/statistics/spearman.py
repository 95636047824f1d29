"""秩相关系数法: Spearman's rank correlation with time, its exact p-value and the Chinese table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import stdtr

from ..standards.reference import read_table
from ..standards.rounding import round_array
from .series import (
    MIN_POINTS,
    Series,
    Values,
    check_alternative,
    joined,
    mid_ranks,
    notes_on,
    read_series,
)
from .spearman_distribution import exact_spearman_p

__all__ = ["Critical", "SpearmanTrend", "critical_value", "spearman_trend"]

EXACT_UP_TO = 12
"""Largest n with an exact p-value: all years of the plan, 2019 to 2030.

There the t distribution, which takes over, is off by .008 at most, by two fifths near .001.
"""

TABLE_DECIMALS = 3
"""Digits of the printed critical values; rs is rounded to them before it is compared."""

ONE_SIDED = "临界值表是单侧 5%：不先定方向就说显著，名义水平是 10%"


@dataclass(frozen=True)
class Critical:
    """A row of the table of critical values: n, Wp at .05 and .01, and where they come from."""

    n: int
    wp_05: float
    wp_01: float | None
    source: str
    confidence: str


@dataclass(frozen=True)
class SpearmanTrend:
    """Result of `spearman_trend`.

    Parameters
    ----------
    rs : float or None
        Rank correlation with time; None below two values or when all are equal.
    p : float or None
        None with fewer than five valid values.
    n : int
        Valid values.
    method : str
        How p was found: ``exact`` or ``t``.
    alternative : str
        Sidedness of p: ``two-sided``, ``increasing`` or ``decreasing``.
    critical : Critical or None
        Row of the printed table; None where it has none for n.
    verdict : str
        By the printed table at .05: 显著上升, 显著下降, 无显著变化 or 不作判断. It speaks of the
        value's direction, not of better or worse.
    note : str
        In Chinese.
    """

    rs: float | None
    p: float | None
    n: int
    method: str
    alternative: str
    critical: Critical | None
    verdict: str
    note: str


@cache
def _critical_table() -> dict[int, Critical]:
    rows = read_table("spearman_critical.csv", ("n", "wp_05", "wp_01", "source", "confidence"))
    return {
        int(row["n"]): Critical(
            n=int(row["n"]),
            wp_05=float(row["wp_05"]),
            wp_01=float(row["wp_01"]) if row["wp_01"] else None,
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in rows
    }


def critical_value(n: int) -> Critical | None:
    """Return the printed critical values for n values; None where the table has no such row.

    Notes
    -----
    The rows up to n = 9 equal full enumeration, one-sided (已核); those from 10 on are remembered
    (回忆), and a modern exact value differs from the row of 12.
    """
    return _critical_table().get(n)


def spearman_trend(x: Values, alternative: str = "two-sided") -> SpearmanTrend:
    """Judge a trend by 秩相关系数法 and give the exact p-value beside it.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values of the periods in order of time; None or NaN where missing, which is left out and
        noted.
    alternative : {"two-sided", "increasing", "decreasing"}
        Sidedness of p; the table is one-sided whatever is asked.

    Returns
    -------
    SpearmanTrend
        rs, p, the verdict by the table and what to note.

    Raises
    ------
    ValueError
        Faults of the series, unknown ``alternative``.

    Notes
    -----
    rs = 1 − 6Σd²/(N³ − N), with ties the correlation of mid-ranks; a trend is significant when
    the absolute rs reaches Wp, from five periods on (环办〔2011〕22 号, second-hand, 旁证). rs is
    rounded to the three digits of the table before the comparison, since the exact .82857 is what
    the table prints as .829 for N = 6 (推断). p is exact up to n = 12; then by the t distribution.
    """
    check_alternative(alternative)
    series = read_series(x)
    rs = _rank_correlation(series)
    exact = series.n <= EXACT_UP_TO
    if rs is None:
        p = 1.0
    elif exact:
        p = exact_spearman_p(mid_ranks(series.values), alternative)
    else:
        p = _t_p(rs, series.n, alternative)
    critical = critical_value(series.n)
    return SpearmanTrend(
        rs=rs,
        p=p if series.n >= MIN_POINTS else None,
        n=series.n,
        method="exact" if exact else "t",
        alternative=alternative,
        critical=critical,
        verdict=_verdict(rs, series.n, critical),
        note=joined(*notes_on(series), _table_note(series.n, critical)),
    )


def _rank_correlation(series: Series) -> float | None:
    """Return Pearson's correlation of the mid-ranks with time."""
    if series.n < 2 or series.constant:
        return None
    middle = (series.n + 1) / 2.0
    ranks, times = mid_ranks(series.values) - middle, np.arange(1, series.n + 1) - middle
    return float(ranks @ times / np.sqrt((ranks @ ranks) * (times @ times)))


def _t_p(rs: float, n: int, alternative: str) -> float:
    """Return the p-value of rs by the t distribution."""
    rest = 1.0 - rs**2
    t = rs * float(np.sqrt((n - 2) / rest)) if rest > 0.0 else np.inf * np.sign(rs)
    towards = {"two-sided": -abs(t), "increasing": -t, "decreasing": t}[alternative]
    p = float(stdtr(n - 2, towards))
    return 2.0 * p if alternative == "two-sided" else p


def _verdict(rs: float | None, n: int, critical: Critical | None) -> str:
    """Return the word of the printed table at .05."""
    if n < MIN_POINTS or critical is None:
        return "不作判断"
    shown = 0.0 if rs is None else float(round_array(rs, TABLE_DECIMALS))
    if abs(shown) < critical.wp_05:
        return "无显著变化"
    return "显著上升" if shown > 0 else "显著下降"


def _table_note(n: int, critical: Critical | None) -> str:
    if n < MIN_POINTS:
        return ""
    if critical is None:
        return f"临界值表没有 N={n} 这一行，请看 p 值"
    unverified = f"N={n} 的临界值{critical.confidence}，未核对原表"
    return joined(ONE_SIDED, "" if critical.confidence == "已核" else unverified)
