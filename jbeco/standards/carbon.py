"""CO2 from an energy mix, with the grid factor of the year, and CO2 per GDP."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .exact import Number, exact, not_negative, quotient
from .reference import read_table

__all__ = ["carbon_intensity", "co2_emissions", "grid_factor"]

GRID_COLUMNS = ("series", "year", "kgco2_per_kwh", "source", "confidence")
FUEL_COLUMNS = ("fuel", "tco2_per_tce", "source", "confidence")
KG_PER_TONNE = 1000


def grid_factor(year: int, series: str = "电力平均因子") -> Fraction:
    """Return the national grid's emission factor of a year.

    Parameters
    ----------
    year : int
        Data year of the factor.
    series : str
        ``电力平均因子`` (published for accounting regions) or ``企业报告电网因子`` (for companies'
        reports); the two differ by 0.03 for the same year and must not be mixed.

    Returns
    -------
    Fraction
        kg CO2 per kWh.

    Raises
    ------
    ValueError
        In Chinese, where the table has no factor: a neighbouring year is not taken in its place.

    Notes
    -----
    旁证 for 2022 and 2023, 回忆 for the others.
    """
    rows = [row for row in read_table("grid_factors.csv", GRID_COLUMNS) if row["series"] == series]
    for row in rows:
        if row["year"] == str(year):
            return Fraction(row["kgco2_per_kwh"])
    known = "、".join(row["year"] for row in rows) or "无"
    raise ValueError(f"没有 {year} 年的{series}（已有 {known}）；请查公布值后补入表中")


def co2_emissions(
    fuels: Mapping[str, Number], electricity_received: Number, grid: Number
) -> Fraction:
    """Compute CO2 of a district's energy use.

    Σ fuel × factor + electricity received × grid factor / 1000.

    Parameters
    ----------
    fuels : mapping of str to number
        tce of 煤炭, 石油 and 天然气 burnt in the district, power plants included, raw material not.
    electricity_received : number
        Net kWh received from outside; negative when the district delivers.
    grid : number
        kg CO2 per kWh, from `grid_factor`.

    Returns
    -------
    Fraction
        t CO2.

    Raises
    ------
    ValueError
        In Chinese, for an unknown fuel or a negative amount.

    Notes
    -----
    Factors per tce as used for the provinces' carbon targets (回忆).
    """
    rows = read_table("co2_factors.csv", FUEL_COLUMNS)
    factors = {row["fuel"]: Fraction(row["tco2_per_tce"]) for row in rows}
    unknown = [name for name in fuels if name not in factors]
    if unknown:
        raise ValueError(f"没有这种燃料：{'、'.join(unknown)}；可选 {'、'.join(factors)}")
    burnt = sum(
        (not_negative(amount, name) * factors[name] for name, amount in fuels.items()), Fraction(0)
    )
    received = exact(electricity_received, "净调入电量") * exact(grid, "电网排放因子")
    return burnt + received / KG_PER_TONNE


def carbon_intensity(co2: Number, gdp: Number) -> Fraction:
    """Compute 碳排放强度 = CO2 / GDP, t per 10⁴ yuan.

    Notes
    -----
    The provincial table prints 万吨/万元 as its unit, 10⁴ times too large (推断).
    """
    return quotient(co2, gdp, "地区生产总值")
