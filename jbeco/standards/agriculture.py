"""Farming: straw that can be collected and was used, fertiliser and pesticide per area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .exact import Number, exact, not_negative, quotient

__all__ = [
    "MU_PER_HECTARE",
    "StrawCrop",
    "fertiliser_intensity",
    "per_hectare",
    "per_mu",
    "pesticide_intensity",
    "straw_collectable",
    "straw_use_rate",
]

MU_PER_HECTARE = 15
"""Mu in a hectare, by the definition of the market mu."""
KG_PER_TONNE = 1000
PERCENT = 100


@dataclass(frozen=True)
class StrawCrop:
    """One crop: its yield in t, straw per grain (草谷比) and the share that can be collected.

    The two coefficients are those of the local straw ledger; no national default is assumed.
    """

    crop: str
    yield_tonnes: Number
    straw_per_grain: Number
    collectable_share: Number


def straw_collectable(crops: Iterable[StrawCrop]) -> Fraction:
    """Compute 秸秆可收集资源量 = Σ yield × 草谷比 × 收集系数, in t.

    Raises
    ------
    ValueError
        In Chinese, for a negative number or a 收集系数 above 1, naming the crop.

    Notes
    -----
    农办科〔2019〕3号, second-hand (旁证).
    """
    total = Fraction(0)
    for crop in crops:
        share = not_negative(crop.collectable_share, f"{crop.crop}收集系数")
        if share > 1:
            raise ValueError(f"{crop.crop}收集系数应在 0 与 1 之间：{crop.collectable_share}")
        straw = not_negative(crop.yield_tonnes, f"{crop.crop}产量") * not_negative(
            crop.straw_per_grain, f"{crop.crop}草谷比"
        )
        total += straw * share
    return total


def straw_use_rate(used: Number, collectable: Number) -> Fraction:
    """Compute 秸秆综合利用率 = 利用量 / 可收集量 × 100, percent, not clipped.

    Notes
    -----
    旁证; the denominator is what can be collected, not all straw.
    """
    return quotient(exact(used) * PERCENT, collectable, "秸秆可收集量")


def fertiliser_intensity(pure_tonnes: Number, sown_hectares: Number) -> Fraction:
    """Compute 化肥施用强度 = 折纯量 / 播种面积.

    Parameters
    ----------
    pure_tonnes : number
        t of fertiliser, 折纯.
    sown_hectares : number
        Sown area in ha, every crop of the year counted; arable area gives a higher figure.

    Returns
    -------
    Fraction
        kg per ha.

    Notes
    -----
    旁证: 23683.9 t on 96669 ha give the published 245.
    """
    kg = not_negative(pure_tonnes, "化肥折纯量") * KG_PER_TONNE
    return quotient(kg, sown_hectares, "农作物播种面积")


def pesticide_intensity(pure_kg: Number, area_mu: Number) -> Fraction:
    """Compute 农药施用强度（折百量） = kg / mu; both as reported (推断)."""
    return quotient(not_negative(pure_kg, "农药折百量"), area_mu, "面积（亩）")


def per_hectare(value_per_mu: Number) -> Fraction:
    """Convert an amount per mu to one per hectare (× 15)."""
    return exact(value_per_mu) * MU_PER_HECTARE


def per_mu(value_per_hectare: Number) -> Fraction:
    """Convert an amount per hectare to one per mu (÷ 15)."""
    return exact(value_per_hectare) / MU_PER_HECTARE
