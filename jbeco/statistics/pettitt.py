"""Pettitt's test for one change point at an unknown time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .series import MIN_POINTS, Values, joined, mid_ranks, notes_on, read_series

__all__ = ["Pettitt", "pettitt"]

APPROXIMATE_BELOW = 20
"""With fewer values the p-value of the limit formula is clearly too large."""


@dataclass(frozen=True)
class Pettitt:
    """Result of `pettitt`.

    Parameters
    ----------
    u : float
        Largest |U_k|.
    p : float or None
        Two-sided, approximate; None with fewer than five valid values.
    k : int or None
        The change is after the k-th of the valid values, counted from 1; None if there is none.
    n : int
        Valid values.
    method : str
        ``approximate``.
    alternative : str
        ``two-sided``.
    note : str
        In Chinese; empty when nothing.
    """

    u: float
    p: float | None
    k: int | None
    n: int
    method: str
    alternative: str
    note: str


def pettitt(x: Values) -> Pettitt:
    """Test a series for one shift of its level.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values in order of time; None or NaN where missing, which is left out and noted.

    Returns
    -------
    Pettitt
        U_k = 2 Σ_{i≤k} r_i − k(n+1) on mid-ranks, p = 2 exp(−6U²/(n³ + n²)), at most 1.

    Raises
    ------
    ValueError
        Not one-dimensional, or infinite values.

    Notes
    -----
    A steady trend also makes the test significant: it tells no step from a slope. The p-value is a
    limit formula of Pettitt (1979), second-hand (旁证); the printed example of R trend is
    reproduced (已核).
    """
    series = read_series(x)
    n = series.n
    if n < 2:
        note = joined(*notes_on(series))
        return Pettitt(0.0, None, None, n, "approximate", "two-sided", note)
    ranks = mid_ranks(series.values)
    steps = np.abs(2.0 * np.cumsum(ranks)[:-1] - np.arange(1, n) * (n + 1.0))
    u, places = float(steps.max()), np.flatnonzero(steps == steps.max())
    several = f"有 {places.size} 处同样大，取最早一处" if u > 0 and places.size > 1 else ""
    rough = f"不足 {APPROXIMATE_BELOW} 个值，近似 p 值偏大" if n < APPROXIMATE_BELOW else ""
    p = min(1.0, 2.0 * float(np.exp(-6.0 * u**2 / (n**3 + n**2))))
    return Pettitt(
        u=u,
        p=p if n >= MIN_POINTS else None,
        k=int(places[0]) + 1 if u > 0 else None,
        n=n,
        method="approximate",
        alternative="two-sided",
        note=joined(*notes_on(series), several, rough),
    )
