"""Mann–Kendall test for a monotone trend, exact for the short series of a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .kendall_distribution import (
    exact_p,
    kendall_variance,
    kendall_z,
    normal_p,
    tie_sizes,
)
from .series import MIN_POINTS, Values, check_alternative, joined, notes_on, read_series

__all__ = ["EXACT_UP_TO", "MannKendall", "kendall_s", "mann_kendall"]

METHODS = ("auto", "exact", "normal")

EXACT_UP_TO = 30
"""Largest n for which ``auto`` is exact.

The exact distribution takes under 1 ms there. The normal approximation at n = 30 is off by .003
at most, but by a third of itself where p is near .001; at n = 10 by .01 and nine tenths.
"""


@dataclass(frozen=True)
class MannKendall:
    """Result of `mann_kendall`.

    Parameters
    ----------
    s : int
        ΣΣ sign(x_j − x_i) over i < j; positive when rising.
    var : float
        Variance of S under no trend, corrected for ties.
    z : float
        (S − sign S)/√var, given whichever way p was found.
    p : float or None
        None with fewer than five valid values.
    tau : float or None
        S/(n(n−1)/2); None below two values.
    n : int
        Valid values.
    method : str
        How p was found: ``exact`` or ``normal``.
    alternative : str
        ``two-sided``, ``increasing`` or ``decreasing``.
    note : str
        In Chinese, what to know before reading p; empty when nothing.
    """

    s: int
    var: float
    z: float
    p: float | None
    tau: float | None
    n: int
    method: str
    alternative: str
    note: str


def _check_method(method: str) -> None:
    """Refuse a word that names no method."""
    if method not in METHODS:
        raise ValueError(f"方法 method 只能是 {'、'.join(METHODS)}，不能是 {method!r}")


def kendall_s(values: NDArray[np.float64]) -> int:
    """Return S of values in order of time, in memory proportional to their number."""
    s = 0
    for i in range(values.size - 1):
        later = values[i + 1 :]
        s += int(np.count_nonzero(later > values[i]) - np.count_nonzero(later < values[i]))
    return s


def mann_kendall(x: Values, alternative: str = "two-sided", method: str = "auto") -> MannKendall:
    """Test a series for a monotone trend.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Values in order of time, in any unit; None or NaN where missing. Only the order counts, so
        missing years are left out and noted.
    alternative : {"two-sided", "increasing", "decreasing"}
        One-sided only where the direction was fixed before the data were seen, as by a plan.
    method : {"auto", "exact", "normal"}
        ``auto`` is exact up to n = `EXACT_UP_TO`, then normal; ``normal`` gives the figures of
        programs that know nothing else.

    Returns
    -------
    MannKendall
        Statistic, p-value and what to note.

    Raises
    ------
    ValueError
        Not one-dimensional, infinite values, unknown ``alternative`` or ``method``.

    Notes
    -----
    Assumes independent values: eleven are too few to estimate an autocorrelation, and corrections
    that do so find trends in noise (``docs/calibration``). The formulas are those of Mann
    (1945), Kendall (1975) and Gilbert (1987) as second-hand texts give them (旁证); the exact
    distribution equals full enumeration for n ≤ 8 and S, Var S, Z, p the printed results of the R
    packages trend, wql and EnvStats (已核). No Chinese standard prescribes the test; the water and
    air rules prescribe rank correlation, see `spearman_trend`.
    """
    check_alternative(alternative)
    _check_method(method)
    series = read_series(x)
    n, ties = series.n, tie_sizes(series.values)
    s, var = kendall_s(series.values), kendall_variance(n, ties)
    exact = method == "exact" or (method == "auto" and n <= EXACT_UP_TO)
    found = exact_p(s, n, ties, alternative) if exact else normal_p(s, var, alternative)
    pairs = n * (n - 1) // 2
    return MannKendall(
        s=s,
        var=var,
        z=float(kendall_z(s, var)),
        p=float(found) if n >= MIN_POINTS else None,
        tau=s / pairs if pairs else None,
        n=n,
        method="exact" if exact else "normal",
        alternative=alternative,
        note=joined(*notes_on(series)),
    )
