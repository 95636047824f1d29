"""LMDI-I: what structure and intensity, or numerator and denominator, explain of a change.

Every part is a logarithmic mean times the logarithm of a ratio, so the parts add up exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Decomposition",
    "RatioChange",
    "intensity_decomposition",
    "ratio_change",
]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Decomposition:
    """Effects that add up to the change of an aggregate, by sector.

    Parameters
    ----------
    before, after : ndarray of float64, shape (...)
        The aggregate of both years.
    effects : mapping of str to ndarray of float64, shape (..., sectors)
        ``structure`` (结构), ``intensity`` (强度) and ``without_value`` (uses without value added,
        such as households), in the unit of the aggregate; together they add up to `change`.
    """

    before: Floats
    after: Floats
    effects: Mapping[str, Floats]

    @property
    def change(self) -> Floats:
        """Change of the aggregate, after − before."""
        moved: Floats = self.after - self.before
        return moved


def _inputs(*given: ArrayLike) -> tuple[Floats, ...]:
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in given))
    if arrays[0].ndim == 0:
        raise ValueError("分解需要分行业的数据；请给出每个行业一格的数组")
    before, after, value_before, value_after = arrays
    for use in (before, after):
        if not np.all(np.isfinite(use)) or np.any(use < 0):
            raise ValueError("用量有缺失或负数，无法分解；请补齐或去掉该行业")
    if np.any(np.isinf(value_before)) or np.any(np.isinf(value_after)):
        raise ValueError("增加值为无穷大，无法分解；请核对增加值")
    if np.any(value_before < 0) or np.any(value_after < 0):
        raise ValueError("增加值为负，无法作对数分解；请把该行业并入相近行业")
    if np.any(np.isnan(value_before) != np.isnan(value_after)):
        raise ValueError("同一行业只有一年有增加值；请补齐，或两年都留空（如居民生活）")
    for use, value in ((before, value_before), (after, value_after)):
        if np.any((use > 0) & (value == 0)):
            raise ValueError("有行业有用量而增加值为 0；没有增加值的用途（如居民生活）请留空")
    if np.any(np.nansum(value_before, -1) <= 0) or np.any(np.nansum(value_after, -1) <= 0):
        raise ValueError("增加值合计为 0，无法分解；请核对增加值")
    return before, after, value_before, value_after


def _structure_and_intensity(
    before: Floats, after: Floats, uses: tuple[Floats, Floats], values: tuple[Floats, Floats]
) -> dict[str, Floats]:
    """Split the change of sector terms ``before`` → ``after`` into structure, intensity, the rest.

    A term that appears or vanishes is one jump (Ang and Liu 2007, limits for zero values): of the
    structure where the sector itself appears or vanishes, else of its intensity.
    """
    jump = after - before
    weight = log_mean(after, before)
    outside = np.isnan(values[0])
    shares = [value / np.nansum(value, axis=-1, keepdims=True) for value in values]
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = [use / value for use, value in zip(uses, values, strict=True)]
    crossed = ((before == 0) != (after == 0)) & ~outside
    sector_crossed = (values[0] == 0) != (values[1] == 0)
    weight = np.where(outside, 0.0, weight)
    structure = np.where(crossed & sector_crossed, jump, _effect(weight, *shares))
    rate = np.where(crossed & ~sector_crossed, jump, _effect(weight, *rates))
    return {
        "structure": structure,
        "intensity": rate,
        "without_value": np.where(outside, jump, 0.0),
    }


def intensity_decomposition(
    use_before: ArrayLike, use_after: ArrayLike, value_before: ArrayLike, value_after: ArrayLike
) -> Decomposition:
    """Decompose the change of use per GDP into structure and intensity.

    E/Q = Σ (Qᵢ/Q) · (Eᵢ/Qᵢ). A use without value added (NaN) counts with its own use per GDP, as
    ``without_value``. Q is the sum of the values added.

    Parameters
    ----------
    use_before, use_after : array_like of float, shape (..., sectors)
        Use by sector, 0 or more, one unit; leading axes may be pairs of years or districts.
    value_before, value_after : array_like of float, same shape
        Value added by sector at constant prices of one base; NaN in both years for a use that has
        none (households, environment).

    Returns
    -------
    Decomposition
        Of use per value added, in unit of use per unit of value.

    Raises
    ------
    ValueError
        In Chinese: missing or negative use, negative value added, use in a sector of value 0, a
        value in one year only, no value added at all.

    Notes
    -----
    Ang 2005, LMDI-I additive (旁证: equations read in a reprint); zero values by their analytical
    limits after Ang and Liu 2007 (回忆).
    """
    before, after, value0, value1 = _inputs(use_before, use_after, value_before, value_after)
    term0 = before / np.nansum(value0, axis=-1, keepdims=True)
    term1 = after / np.nansum(value1, axis=-1, keepdims=True)
    effects = _structure_and_intensity(term0, term1, (before, after), (value0, value1))
    return Decomposition(
        before=term0.sum(axis=-1), after=term1.sum(axis=-1), effects=MappingProxyType(effects)
    )


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
        numerator=np.where(crossed, r1 - r0, _effect(weight, n0, n1)),
        denominator=-_effect(weight, d0, d1),
    )


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
        mean = (high - low) / _log_ratio(low, high)
    return np.where(low <= 0, 0.0, np.where(high == low, high, mean))


def _log_ratio(before: Floats, after: Floats) -> Floats:
    """Return ln(after / before), just as exact when the two are nearly equal."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        # Nearly equal numbers lose their difference in a ratio; log1p keeps it.
        close = (after < 2 * before) & (before < 2 * after)
        ratio = after / before
        direct = np.where(close, np.log1p((after - before) / before), np.log(ratio))
        beyond = np.isinf(ratio) | (ratio < np.finfo(np.float64).tiny)
        return np.where(beyond, np.log(after) - np.log(before), direct)


def _effect(weight: Floats, before: Floats, after: Floats) -> Floats:
    """Return weight × ln(after / before), 0 where the weight is 0 whatever the ratio is."""
    used = weight != 0
    safe_before, safe_after = np.where(used, before, 1.0), np.where(used, after, 1.0)
    return weight * _log_ratio(safe_before, safe_after)
