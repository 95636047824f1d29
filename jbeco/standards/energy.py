"""Energy: tonnes of standard coal, energy per GDP and its decline, and what the figure covers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, reduce

from .exact import Number, exact, not_negative, quotient
from .reference import read_table

__all__ = [
    "EnergyDefinition",
    "annual_rate_for",
    "cumulative_decline",
    "decline",
    "definition_of",
    "intensity",
    "same_definition",
    "standard_coal",
]

COEFFICIENT_COLUMNS = ("energy", "carrier", "unit", "kgce_per_unit", "source", "confidence")
DEFINITION_COLUMNS = (
    "first_year",
    "last_year",
    "name",
    "deducted",
    "price_base",
    "source",
    "confidence",
)
KG_PER_TONNE = 1000
PERCENT = 100


@dataclass(frozen=True)
class EnergyDefinition:
    """What the energy figure of some years covers, and at which prices GDP stands under it."""

    first_year: int
    last_year: int
    name: str
    deducted: tuple[str, ...]
    price_base: int
    confidence: str


def standard_coal(amounts: Mapping[str, Number]) -> Fraction:
    """Convert amounts of energy to tonnes of standard coal (tce).

    Parameters
    ----------
    amounts : mapping of str to number
        By the names of ``energy_coefficients.csv``, in the table's units: kg, m3, kWh, MJ, and t of
        新水. Electricity and gas stand there by convention (电力(当量), 天然气(2020上限) …).

    Returns
    -------
    Fraction
        tce.

    Raises
    ------
    ValueError
        In Chinese: a name that the table does not know, a negative amount, or one carrier under
        two conventions at once.

    Notes
    -----
    Σ amount × coefficient / 1000, GB/T 2589: coefficients second-hand (旁证), 液化天然气 回忆.
    """
    rows = {
        row["energy"]: row for row in read_table("energy_coefficients.csv", COEFFICIENT_COLUMNS)
    }
    unknown = [name for name in amounts if name not in rows]
    if unknown:
        raise ValueError(f"没有这种能源：{'、'.join(unknown)}；可选 {'、'.join(rows)}")
    carriers = [rows[name]["carrier"] for name in amounts]
    twice = sorted({carrier for carrier in carriers if carriers.count(carrier) > 1})
    if twice:
        raise ValueError(f"{'、'.join(twice)}同时用了两种折标口径；请只用一种")
    kgce = sum(
        (
            not_negative(amount, name) * Fraction(rows[name]["kgce_per_unit"])
            for name, amount in amounts.items()
        ),
        Fraction(0),
    )
    return kgce / KG_PER_TONNE


def intensity(energy: Number, gdp: Number) -> Fraction:
    """Compute energy per GDP = energy / GDP.

    Parameters
    ----------
    energy : number
        tce (or 10⁴ tce).
    gdp : number
        10⁴ yuan (or 10⁸ yuan), at the constant prices of one base year; current prices give the
        figure that looks too good.

    Returns
    -------
    Fraction
        tce per 10⁴ yuan; statistics keep four decimals.

    Raises
    ------
    ValueError
        In Chinese, when GDP is 0.

    Notes
    -----
    旁证 (Chongqing's published 0.355 for 2020 is reproduced).
    """
    return quotient(not_negative(energy, "能源消费量"), gdp, "地区生产总值")


def decline(energy_before: Number, energy: Number, gdp_index: Number) -> Fraction:
    """Compute the decline of energy per GDP against the year before; positive when it falls.

    decline = (1 − (E1/E0) / (gdp_index/100)) × 100.

    Parameters
    ----------
    energy_before, energy : number
        Energy of both years under one definition, same unit.
    gdp_index : number
        Constant-price GDP of the year, the year before = 100.

    Returns
    -------
    Fraction
        Percent. Statistics publish it with the opposite sign.

    Raises
    ------
    ValueError
        In Chinese, when the earlier energy or the index is 0.

    Notes
    -----
    Hunan statistics 2016 gives [(E1/G1)/(E0/G0) − 1]·100 (旁证); the sign is this project's rule.
    """
    growth = quotient(energy, energy_before, "上年能源消费量")
    return (1 - quotient(growth * PERCENT, gdp_index, "生产总值指数")) * PERCENT


def cumulative_decline(yearly: Iterable[Number]) -> Fraction:
    """Compute the decline over several years = (1 − Π(1 − rᵢ/100)) × 100, not Σ rᵢ.

    Parameters
    ----------
    yearly : iterable of number
        Percent a year, positive when falling.

    Returns
    -------
    Fraction
        Percent.

    Notes
    -----
    旁证.
    """
    left = reduce(lambda left, rate: left * (1 - exact(rate) / PERCENT), yearly, Fraction(1))
    return (1 - left) * PERCENT


def annual_rate_for(cumulative: Number, years: int) -> float:
    """Return the equal yearly decline that adds up to a cumulative one.

    rate = (1 − (1 − cumulative/100)^(1/years)) × 100.

    Parameters
    ----------
    cumulative : number
        Percent over all years, below 100.
    years : int
        1 or more.

    Returns
    -------
    float
        Percent a year; a root, hence not exact: 2.97 for 14 % in five years.

    Raises
    ------
    ValueError
        In Chinese, for a decline of 100 % or more, or no year.

    Notes
    -----
    旁证 (the published pair 14 % and 2.97 % is reproduced).
    """
    left = 1 - exact(cumulative) / PERCENT
    if left <= 0 or years < 1:
        raise ValueError(f"无法折算年均降幅：累计 {cumulative}%、{years} 年；请核对")
    kept: float = float(left) ** (1 / years)
    return (1 - kept) * PERCENT


@cache
def _definitions() -> tuple[EnergyDefinition, ...]:
    return tuple(
        EnergyDefinition(
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
            name=row["name"],
            deducted=tuple(filter(None, row["deducted"].split("；"))),
            price_base=int(row["price_base"]),
            confidence=row["confidence"],
        )
        for row in read_table("energy_definitions.csv", DEFINITION_COLUMNS)
    )


def definition_of(year: int) -> EnergyDefinition:
    """Return what the official energy figure of a year covers.

    Raises
    ------
    ValueError
        In Chinese, for a year outside the table.

    Notes
    -----
    From 2021 on, energy used as raw material and non-fossil energy are deducted (旁证); price
    bases 2020 回忆, after 2025 推断.
    """
    for definition in _definitions():
        if definition.first_year <= year <= definition.last_year:
            return definition
    raise ValueError(f"没有 {year} 年的能耗统计口径；请在 energy_definitions.csv 中补充")


def same_definition(year: int, other: int) -> bool:
    """Say whether the official energy figures of two years cover the same (2020 and 2021 not)."""
    return definition_of(year).deducted == definition_of(other).deducted
