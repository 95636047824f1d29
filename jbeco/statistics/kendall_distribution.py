"""Null distribution of Kendall's S, exact with ties, and its normal approximation.

Arrangements of tied values are the permutations of a multiset. Their number by inversions is the
Gaussian multinomial coefficient [n]!/([t1]! [t2]! …) in q, where [k]! is the product of
(1 + q + … + q^(i−1)) for i up to k; an arrangement with d inversions among the U untied pairs has
S = U − 2d. So the exact distribution costs a few multiplications of polynomials, not n! steps.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from .series import check_alternative

__all__ = [
    "exact_p",
    "kendall_variance",
    "kendall_z",
    "normal_p",
    "smallest_significant",
    "tie_sizes",
]

Floats = NDArray[np.float64]


def tie_sizes(values: ArrayLike) -> tuple[int, ...]:
    """Return the sizes of the groups of equal values, two and more, in ascending order."""
    sizes = np.unique(np.asarray(values), return_counts=True)[1]
    return tuple(int(size) for size in np.sort(sizes[sizes > 1]))


def untied_pairs(n: int, ties: tuple[int, ...]) -> int:
    """Return the number of pairs of unequal values, which is the largest possible S."""
    return comb(n, 2) - sum(comb(size, 2) for size in ties)


def _times_bracket(counts: list[int], k: int) -> list[int]:
    """Multiply a polynomial by 1 + q + … + q^(k−1)."""
    result, window = [], 0
    for power in range(len(counts) + k - 1):
        window += counts[power] if power < len(counts) else 0
        window -= counts[power - k] if power >= k else 0
        result.append(window)
    return result


def _over_bracket(counts: list[int], k: int) -> list[int]:
    """Divide a polynomial by 1 + q + … + q^(k−1), of which it is a multiple."""
    result: list[int] = []
    for power in range(len(counts) - k + 1):
        step = counts[power] - (counts[power - 1] if power else 0)
        result.append(step + (result[power - k] if power >= k else 0))
    return result


@lru_cache(maxsize=1024)
def inversion_counts(n: int, ties: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Count the distinct arrangements of n values by their inversions.

    Parameters
    ----------
    n : int
        Number of values.
    ties : tuple of int
        Sizes of the groups of equal values.

    Returns
    -------
    tuple of int
        Entry d is the number of arrangements with d inversions, d = 0 … `untied_pairs`.
    """
    counts = [1]
    for k in range(2, n + 1):
        counts = _times_bracket(counts, k)
    for size in ties:
        for k in range(2, size + 1):
            counts = _over_bracket(counts, k)
    return tuple(counts)


@lru_cache(maxsize=1024)
def _upper_tail(n: int, ties: tuple[int, ...]) -> Floats:
    """Return P(S ≥ U − 2d) for d = 0 … U, each from exact integers."""
    counts = inversion_counts(n, ties)
    total, below, tail = sum(counts), 0, []
    for count in counts:
        below += count
        tail.append(below / total)
    return np.array(tail)


def exact_p(
    s: ArrayLike, n: int, ties: tuple[int, ...] = (), alternative: str = "two-sided"
) -> Floats:
    """Return the exact p-value of Kendall's S.

    Parameters
    ----------
    s : array_like of int
        Observed S, any shape.
    n : int
        Number of values.
    ties : tuple of int
        Sizes of the groups of equal values, in ascending order; times have none.
    alternative : {"two-sided", "increasing", "decreasing"}
        Two-sided is twice the smaller tail, at most 1: S is symmetric with and without ties.

    Returns
    -------
    ndarray of float64
        P(|S| ≥ |s|), P(S ≥ s) or P(S ≤ s), of the shape of ``s``.

    Raises
    ------
    ValueError
        An S that n values with these ties cannot give.
    """
    check_alternative(alternative)
    observed = np.asarray(s, dtype=np.int64)
    largest = untied_pairs(n, ties)
    if np.any(np.abs(observed) > largest) or np.any((observed - largest) % 2):
        raise ValueError(f"{n} 个值（并列组 {ties}）不可能得到这样的 S；请核对个数和并列")
    tail = _upper_tail(n, ties)
    if alternative == "increasing":
        return tail[(largest - observed) // 2]
    if alternative == "decreasing":
        return tail[(largest + observed) // 2]
    both: Floats = np.minimum(1.0, 2.0 * tail[(largest - np.abs(observed)) // 2])
    return both


@lru_cache(maxsize=1024)
def smallest_significant(n: int, ties: tuple[int, ...], one_tail: float) -> int | None:
    """Return the smallest S with P(S ≥ s) ≤ ``one_tail``; None where not even the largest has."""
    within = np.flatnonzero(_upper_tail(n, ties) <= one_tail)
    return untied_pairs(n, ties) - 2 * int(within[-1]) if within.size else None


def kendall_variance(n: int, ties: tuple[int, ...] = ()) -> float:
    """Return the variance of S under no trend: [n(n−1)(2n+5) − Σt(t−1)(2t+5)]/18."""
    tied = sum(t * (t - 1) * (2 * t + 5) for t in ties)
    return (n * (n - 1) * (2 * n + 5) - tied) / 18


def kendall_z(s: ArrayLike, variance: ArrayLike) -> Floats:
    """Return Z = (S − sign S)/√Var S, 0 where S or its variance is 0."""
    observed, spread = np.asarray(s, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    root = np.sqrt(np.where(spread > 0, spread, 1.0))
    return np.where(spread > 0, (observed - np.sign(observed)) / root, 0.0)


def normal_p(s: ArrayLike, variance: ArrayLike, alternative: str = "two-sided") -> Floats:
    """Return the p-value of S by the normal distribution with continuity correction.

    Two-sided it is twice Φ(−absolute Z). One-sided the correction goes towards the far tail,
    Φ(−(S − 1)/σ) and Φ((S + 1)/σ), because these approximate P(S ≥ s) and P(S ≤ s), the observed
    s included.
    """
    check_alternative(alternative)
    observed, spread = np.asarray(s, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    if alternative == "two-sided":
        both: Floats = np.minimum(1.0, 2.0 * ndtr(-np.abs(kendall_z(observed, spread))))
        return both
    towards = observed if alternative == "increasing" else -observed
    root = np.sqrt(np.where(spread > 0, spread, 1.0))
    return np.where(spread > 0, ndtr(-(towards - 1.0) / root), 1.0)
