"""GDP at constant prices across changes of the price base, and what energy figures imply of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .exact import Number, exact, quotient

__all__ = ["chain_constant_price", "deflator", "identity_gap", "implied_gdp_growth", "switch_base"]

PERCENT = 100


def chain_constant_price(
    base_year: int, base_gdp: Number, growth_indices: Mapping[int, Number]
) -> dict[int, Fraction]:
    """Chain GDP of all years at the prices of one year.

    G_t = G_{t−1} × index_t / 100 forwards from the base year, and the other way round backwards.

    Parameters
    ----------
    base_year : int
        Year whose prices count, such as 2020.
    base_gdp : number
        Its GDP at current prices.
    growth_indices : mapping of int to number
        Constant-price index by year, the year before = 100. A growth rate does not depend on the
        price base, so indices of several five-year plans may be chained.

    Returns
    -------
    dict of int to Fraction
        GDP by year in ascending order, unit of ``base_gdp``. The year before the first index is
        included.

    Raises
    ------
    ValueError
        In Chinese: a gap between the years, a base year outside them, an index of 0 or less.

    Notes
    -----
    Follows from the meaning of the index (推断); the published 33459.37 of Chongqing is reproduced.
    """
    years = sorted(growth_indices)
    if not years:
        return {base_year: exact(base_gdp, "基期生产总值")}
    wanted = range(years[0] - 1, years[-1] + 1)
    missing = [str(year) for year in wanted[1:] if year not in growth_indices]
    if missing:
        raise ValueError(f"缺少 {'、'.join(missing)} 年的生产总值指数，无法链接；请补齐")
    if base_year not in wanted:
        raise ValueError(f"价格基期 {base_year} 年不在指数的年份 {wanted[0]}–{wanted[-1]} 内")
    growth = {year: _growth(year, growth_indices[year]) for year in years}
    chained = {base_year: exact(base_gdp, "基期生产总值")}
    for year in range(base_year + 1, wanted[-1] + 1):
        chained[year] = chained[year - 1] * growth[year]
    for year in range(base_year - 1, wanted[0] - 1, -1):
        chained[year] = chained[year + 1] / growth[year + 1]
    return dict(sorted(chained.items()))


def _growth(year: int, index: Number) -> Fraction:
    value = exact(index, f"{year} 年生产总值指数")
    if value <= 0:
        raise ValueError(f"{year} 年生产总值指数应大于 0（上年 = 100）：{index}")
    return value / PERCENT


def switch_base(
    constant: Mapping[int, Number], new_base_year: int, new_base_gdp: Number
) -> dict[int, Fraction]:
    """Express a constant-price series at the prices of a later (or earlier) year.

    Every value is multiplied by GDP of the new base year at current prices over its GDP at the old
    prices, so that all growth rates stay as they are.

    Parameters
    ----------
    constant : mapping of int to number
        GDP by year at the old prices; must hold the new base year.
    new_base_year : int
        Such as 2020 for a series at 2015 prices.
    new_base_gdp : number
        GDP of that year at current prices.

    Raises
    ------
    ValueError
        In Chinese, when the series lacks the year or its value is 0.

    Notes
    -----
    推断.
    """
    if new_base_year not in constant:
        raise ValueError(f"序列里没有新的价格基期 {new_base_year} 年；请补上该年的可比价生产总值")
    factor = quotient(new_base_gdp, constant[new_base_year], f"{new_base_year} 年可比价生产总值")
    return {year: exact(value) * factor for year, value in constant.items()}


def deflator(current: Number, constant: Number) -> Fraction:
    """Compute the GDP deflator = GDP at current prices / at constant prices × 100.

    Raises
    ------
    ValueError
        In Chinese, when the constant-price GDP is 0.
    """
    return quotient(current, constant, "可比价生产总值") * PERCENT


def implied_gdp_growth(energy_growth: Number, intensity_change: Number) -> Fraction:
    """Compute the real GDP growth that energy growth and the change of intensity imply.

    growth = ((1 + e/100) / (1 + i/100) − 1) × 100.

    Parameters
    ----------
    energy_growth : number
        Percent, positive when energy use grew.
    intensity_change : number
        Percent, positive when energy per GDP ROSE (the sign of the statistics).

    Returns
    -------
    Fraction
        Percent: 8.9 and 0.9 imply 7.93.

    Notes
    -----
    Follows from E = (E/G)·G (推断).
    """
    energy = 1 + exact(energy_growth, "能源消费增速") / PERCENT
    per_gdp = 1 + exact(intensity_change, "单位能耗变化") / PERCENT
    return (quotient(energy, per_gdp, "单位能耗变化后的比值") - 1) * PERCENT


def identity_gap(energy_growth: Number, intensity_change: Number, gdp_growth: Number) -> Fraction:
    """Return by how many points the stated real GDP growth exceeds the implied one.

    All three in percent, signs as for `implied_gdp_growth`. Rounding of the reported figures
    explains about a tenth of a point; nominal growth or another definition explains more.
    """
    return exact(gdp_growth, "生产总值增速") - implied_gdp_growth(energy_growth, intensity_change)
