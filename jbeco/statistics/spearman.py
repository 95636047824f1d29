"""秩相关系数法: Spearman's rank correlation with time, held against exact critical values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..standards.reference import read_table
from ..standards.rounding import round_array
from .series import MIN_POINTS, Series, Values, joined, notes_on, read_series

__all__ = ["Critical", "SpearmanTrend", "critical_value", "spearman_trend"]

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
    n : int
        Valid values.
    critical : Critical or None
        Row of the table; None where it has none for n.
    verdict : str
        By the table at .05: 显著上升, 显著下降, 无显著变化 or 不作判断. It speaks of the
        value's direction, not of better or worse.
    note : str
        In Chinese.
    """

    rs: float | None
    n: int
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
    """Return the critical values for n values; None where the table has no such row.

    Notes
    -----
    One-sided. The rows up to n = 20 count all orders (已核): the least rs that at most the share
    of them reaches. Those from 22 on are simulated (旁证). The table that 环办〔2011〕22 号 prints
    was not seen; older ones rest on an approximation and differ by up to 0.03 from n = 10 on.
    """
    return _critical_table().get(n)


def spearman_trend(x: Values) -> SpearmanTrend:
    """Judge a trend by 秩相关系数法.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values of the periods in order of time; None or NaN where missing, which is left out and
        noted.

    Returns
    -------
    SpearmanTrend
        rs, the verdict by the table and what to note. No p-value: `mann_kendall` gives the exact
        one, and SciPy's of rs is far too small for eight values or fewer.

    Raises
    ------
    ValueError
        Faults of the series.

    Notes
    -----
    rs = 1 − 6Σd²/(N³ − N), with ties the correlation of mid-ranks; a trend is significant when
    the absolute rs reaches Wp, from five periods on (环办〔2011〕22 号, second-hand, 旁证). rs is
    rounded to the three digits of the table before the comparison, since the exact .82857 is what
    the table prints as .829 for N = 6 (推断).
    """
    series = read_series(x)
    rs, critical = _rank_correlation(series), critical_value(series.n)
    return SpearmanTrend(
        rs=rs,
        n=series.n,
        critical=critical,
        verdict=_verdict(rs, series.n, critical),
        note=joined(*notes_on(series), _table_note(series.n, critical)),
    )


def _rank_correlation(series: Series) -> float | None:
    if series.n < 2 or series.constant:
        return None
    from scipy.stats import spearmanr

    return float(spearmanr(series.times, series.values).statistic)


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
    unverified = f"N={n} 的临界值由模拟得出（{critical.confidence}）"
    return joined(ONE_SIDED, "" if critical.confidence == "已核" else unverified)
