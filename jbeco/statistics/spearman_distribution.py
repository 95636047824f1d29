"""Exact null distribution of the rank correlation with time, by counting over sets of ranks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .series import check_alternative

__all__ = ["exact_spearman_p", "rank_sum_tail"]


@lru_cache(maxsize=256)
def rank_sum_tail(doubled: tuple[int, ...]) -> NDArray[np.float64]:
    """Return P(W ≥ w) of W = Σ i·2R_i over all orders of the ranks, for w = 0, 1, 2 ….

    Parameters
    ----------
    doubled : tuple of int
        Twice the mid-ranks, ascending.

    Returns
    -------
    ndarray of float64
        Entry w is P(W ≥ w); the last entry is for the largest W.

    Notes
    -----
    A state is the set of ranks that the first i times have taken; equal ranks are taken in order,
    so that each distinct order counts once. 2^n states at most: 0.1 s for n = 12, then cached.
    """
    n, largest = len(doubled), sum((i + 1) * rank for i, rank in enumerate(doubled))
    layer = {0: np.zeros(largest + 1, dtype=np.int64)}
    layer[0][0] = 1
    for time in range(1, n + 1):
        following: dict[int, NDArray[np.int64]] = {}
        for taken, counts in layer.items():
            for item, rank in enumerate(doubled):
                equal_before = item > 0 and doubled[item - 1] == rank
                if taken >> item & 1 or (equal_before and not taken >> (item - 1) & 1):
                    continue
                state, step = taken | 1 << item, time * rank
                if state not in following:
                    following[state] = np.zeros(largest + 1, dtype=np.int64)
                following[state][step:] += counts[: largest + 1 - step]
        layer = following
    counts = layer[(1 << n) - 1]
    tail: NDArray[np.float64] = np.cumsum(counts[::-1])[::-1] / counts.sum()
    return tail


def exact_spearman_p(ranks: NDArray[np.float64], alternative: str = "two-sided") -> float:
    """Return the exact p-value of the rank correlation of mid-ranks with their order.

    Parameters
    ----------
    ranks : ndarray of float64, shape (n,)
        Mid-ranks in order of time.
    alternative : {"two-sided", "increasing", "decreasing"}
        Two-sided is twice the smaller tail, at most 1: reversing the time turns the sign, so the
        distribution is symmetric with and without ties.

    Returns
    -------
    float
        Probability of a correlation at least as far out as the observed one.
    """
    check_alternative(alternative)
    n, doubled = ranks.size, np.rint(2.0 * ranks).astype(np.int64)
    observed = int(doubled @ np.arange(1, n + 1))
    reversed_ = int(doubled.sum()) * (n + 1) - observed
    tail = rank_sum_tail(tuple(sorted(doubled.tolist())))
    if alternative == "increasing":
        return float(tail[observed])
    if alternative == "decreasing":
        return float(tail[reversed_])
    return float(min(1.0, 2.0 * tail[max(observed, reversed_)]))
