"""LMDI-I: how far activity, structure and intensity explain a change of use or of use per GDP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from .log_mean import Floats, effect, log_mean

__all__ = ["Decomposition", "intensity_decomposition", "use_decomposition"]


@dataclass(frozen=True)
class Decomposition:
    """Effects that add up to the change of an aggregate, by sector.

    Parameters
    ----------
    before, after : ndarray of float64, shape (...)
        The aggregate of both years.
    effects : mapping of str to ndarray of float64, shape (..., sectors)
        ``activity`` (规模), ``structure`` (结构), ``intensity`` (强度) and ``without_value`` (uses
        without value added, such as households), in the unit of the aggregate.
    """

    before: Floats
    after: Floats
    effects: Mapping[str, Floats]

    @property
    def change(self) -> Floats:
        """Change of the aggregate, after − before."""
        moved: Floats = self.after - self.before
        return moved

    @property
    def by_sector(self) -> Floats:
        """What each sector contributes to the change, all effects together."""
        return np.asarray(sum(self.effects.values()), dtype=np.float64)

    @property
    def totals(self) -> dict[str, Floats]:
        """Each effect over all sectors; they add up to `change`."""
        return {name: np.sum(parts, axis=-1) for name, parts in self.effects.items()}

    @property
    def residual(self) -> Floats:
        """What the effects leave unexplained: nothing but the rounding of floats."""
        left: Floats = self.change - np.sum(self.by_sector, axis=-1)
        return left

    @property
    def factors(self) -> dict[str, Floats]:
        """Multiplicative form: factors whose product is after / before.

        D = exp(effect / L(after, before)), Ang 2005 equation 4.

        Raises
        ------
        ValueError
            In Chinese, when the aggregate is 0 in one of the years.
        """
        if np.any(self.before <= 0) or np.any(self.after <= 0):
            raise ValueError("总量有一年为 0，乘法分解没有意义；请用加法分解")
        weight = log_mean(self.after, self.before)
        return {name: np.exp(total / weight) for name, total in self.totals.items()}


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
    structure = np.where(crossed & sector_crossed, jump, effect(weight, *shares))
    rate = np.where(crossed & ~sector_crossed, jump, effect(weight, *rates))
    return {
        "structure": structure,
        "intensity": rate,
        "without_value": np.where(outside, jump, 0.0),
    }


def use_decomposition(
    use_before: ArrayLike, use_after: ArrayLike, value_before: ArrayLike, value_after: ArrayLike
) -> Decomposition:
    """Decompose the change of energy or water use into activity, structure and intensity.

    E = Σ Q · (Qᵢ/Q) · (Eᵢ/Qᵢ); effect of factor x = Σ L(Eᵢ¹, Eᵢ⁰) · ln(xᵢ¹/xᵢ⁰).

    Parameters
    ----------
    use_before, use_after : array_like of float, shape (..., sectors)
        Use by sector, 0 or more, one unit; leading axes may be pairs of years or districts. The
        effects of consecutive pairs of years may be added up (chained decomposition).
    value_before, value_after : array_like of float, same shape
        Value added by sector at constant prices of one base; NaN in both years for a use that has
        none (households, environment).

    Returns
    -------
    Decomposition
        Of the total use.

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
    effects = _structure_and_intensity(before, after, (before, after), (value0, value1))
    weight = np.where(np.isnan(value0), 0.0, log_mean(after, before))
    total0 = np.nansum(value0, axis=-1, keepdims=True)
    total1 = np.nansum(value1, axis=-1, keepdims=True)
    activity = effect(weight, *np.broadcast_arrays(total0, total1, weight)[:2])
    return Decomposition(
        before=before.sum(axis=-1),
        after=after.sum(axis=-1),
        effects=MappingProxyType({"activity": activity, **effects}),
    )


def intensity_decomposition(
    use_before: ArrayLike, use_after: ArrayLike, value_before: ArrayLike, value_after: ArrayLike
) -> Decomposition:
    """Decompose the change of use per GDP into structure and intensity.

    E/Q = Σ (Qᵢ/Q) · (Eᵢ/Qᵢ). A use without value added (NaN) counts with its own use per GDP, as
    ``without_value``. Q is the sum of the values added.

    Parameters, errors and verification as for `use_decomposition`.

    Returns
    -------
    Decomposition
        Of use per value added, in unit of use per unit of value.
    """
    before, after, value0, value1 = _inputs(use_before, use_after, value_before, value_after)
    term0 = before / np.nansum(value0, axis=-1, keepdims=True)
    term1 = after / np.nansum(value1, axis=-1, keepdims=True)
    effects = _structure_and_intensity(term0, term1, (before, after), (value0, value1))
    return Decomposition(
        before=term0.sum(axis=-1), after=term1.sum(axis=-1), effects=MappingProxyType(effects)
    )
