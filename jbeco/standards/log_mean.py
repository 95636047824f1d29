"""Logarithmic mean and logarithm of a ratio, exact near equality and defined at zero."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Floats", "effect", "log_mean", "log_ratio"]

Floats = NDArray[np.float64]


def log_mean(a: ArrayLike, b: ArrayLike) -> Floats:
    """Logarithmic mean L(a, b) = (a − b) / (ln a − ln b), element by element.

    Parameters
    ----------
    a, b : array_like of float
        0 or more, any shapes that broadcast.

    Returns
    -------
    ndarray of float64
        L(a, a) = a; 0 where either is 0. L(a, b) and L(b, a) are the same float.
    """
    x, y = np.broadcast_arrays(np.asarray(a, np.float64), np.asarray(b, np.float64))
    low, high = np.minimum(x, y), np.maximum(x, y)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (high - low) / log_ratio(low, high)
    return np.where(low <= 0, 0.0, np.where(high == low, high, mean))


def log_ratio(before: Floats, after: Floats) -> Floats:
    """Return ln(after / before), just as exact when the two are nearly equal."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        # Nearly equal numbers lose their difference in a ratio; log1p keeps it.
        close = (after < 2 * before) & (before < 2 * after)
        ratio = after / before
        direct = np.where(close, np.log1p((after - before) / before), np.log(ratio))
        beyond = np.isinf(ratio) | (ratio < np.finfo(np.float64).tiny)
        return np.where(beyond, np.log(after) - np.log(before), direct)


def effect(weight: Floats, before: Floats, after: Floats) -> Floats:
    """Return weight × ln(after / before), 0 where the weight is 0 whatever the ratio is."""
    used = weight != 0
    safe_before, safe_after = np.where(used, before, 1.0), np.where(used, after, 1.0)
    return weight * log_ratio(safe_before, safe_after)
