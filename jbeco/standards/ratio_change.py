"""What numerator and denominator explain of a ratio's change, and how shares of a total moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .log_mean import Floats, effect, log_mean

__all__ = ["RatioChange", "ratio_change", "share_change"]

PERCENT = 100.0


@dataclass(frozen=True)
class RatioChange:
    """Change of a ratio, and the parts of it that numerator and denominator explain."""

    change: Floats
    numerator: Floats
    denominator: Floats


def ratio_change(
    numerator_before: ArrayLike,
    numerator_after: ArrayLike,
    denominator_before: ArrayLike,
    denominator_after: ArrayLike,
) -> RatioChange:
    """Split the change of N/D into what N and what D explain.

    L(r¹, r⁰)·ln(N¹/N⁰) and −L(r¹, r⁰)·ln(D¹/D⁰) with r = N/D; they add up to r¹ − r⁰.

    Parameters
    ----------
    numerator_before, numerator_after : array_like of float
        0 or more.
    denominator_before, denominator_after : array_like of float
        Above 0.

    Returns
    -------
    RatioChange
        In the unit of the ratio. Where N goes through zero, all of the change is the numerator's.

    Raises
    ------
    ValueError
        In Chinese, for a missing or negative number or a denominator of 0.

    Notes
    -----
    LMDI-I with two factors (推断 from Ang 2005).
    """
    given = (numerator_before, numerator_after, denominator_before, denominator_after)
    n0, n1, d0, d1 = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in given))
    if not all(np.all(np.isfinite(x)) and np.all(x >= 0) for x in (n0, n1, d0, d1)):
        raise ValueError("比值的分子或分母有缺失或负数，无法分解；请补齐")
    if np.any(d0 == 0) or np.any(d1 == 0):
        raise ValueError("比值的分母为 0，无法分解；请核对分母")
    r0, r1 = n0 / d0, n1 / d1
    weight = log_mean(r1, r0)
    crossed = (r0 == 0) != (r1 == 0)
    return RatioChange(
        change=r1 - r0,
        numerator=np.where(crossed, r1 - r0, effect(weight, n0, n1)),
        denominator=-effect(weight, d0, d1),
    )


def share_change(before: ArrayLike, after: ArrayLike) -> Floats:
    """Return by how many percentage points each part's share of the total moved.

    Parameters
    ----------
    before, after : array_like of float, shape (..., parts)
        Amounts, such as agricultural, industrial, domestic and ecological water use.

    Returns
    -------
    ndarray of float64, shape (..., parts)
        Adds up to 0.

    Raises
    ------
    ValueError
        In Chinese, when a total is 0 or missing.
    """
    shares = []
    for amounts in (np.asarray(before, np.float64), np.asarray(after, np.float64)):
        total = amounts.sum(axis=-1, keepdims=True)
        if not np.all(total > 0):
            raise ValueError("各部分合计为 0 或有缺失，没有占比；请核对")
        shares.append(amounts / total)
    moved: Floats = (shares[1] - shares[0]) * PERCENT
    return moved
