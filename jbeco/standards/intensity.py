"""Water, land and anything else per GDP, and how much it changed."""

from __future__ import annotations

from fractions import Fraction

from .exact import Number, not_negative, quotient

__all__ = [
    "change_percent",
    "decline_percent",
    "land_decline",
    "water_per_gdp",
    "water_per_industrial_value",
]

PERCENT = 100


def change_percent(before: Number, after: Number) -> Fraction:
    """Compute (after / before − 1) × 100; positive when it rises.

    Raises
    ------
    ValueError
        In Chinese, when the earlier value is 0.

    Notes
    -----
    Huize's published −7.72 % (65.67 to 60.6) and −10.57 % (20.35 to 18.2) are reproduced (旁证).
    """
    return (quotient(after, before, "上年（基期）值") - 1) * PERCENT


def decline_percent(before: Number, after: Number) -> Fraction:
    """Compute (1 − after / before) × 100; positive when it falls, as every 下降率 of the plan."""
    return -change_percent(before, after)


def water_per_gdp(water: Number, gdp: Number) -> Fraction:
    """Compute 万元GDP用水量 = total water use / GDP.

    Parameters
    ----------
    water : number
        m³ of agriculture, industry, households and environment together; say whether river
        replenishment is in it.
    gdp : number
        10⁴ yuan; current prices for the level, constant prices for the decline.

    Returns
    -------
    Fraction
        m³ per 10⁴ yuan.

    Notes
    -----
    旁证.
    """
    return quotient(not_negative(water, "用水总量"), gdp, "地区生产总值")


def water_per_industrial_value(water: Number, value_added: Number) -> Fraction:
    """Compute 万元工业增加值用水量 = industrial water / industrial value added.

    m³ over 10⁴ yuan gives m³ per 10⁴ yuan (旁证).
    """
    return quotient(not_negative(water, "工业用水量"), value_added, "工业增加值")


def land_decline(area_before: Number, gdp_before: Number, area: Number, gdp: Number) -> Fraction:
    """Compute 单位GDP建设用地使用面积下降率; positive when construction land per GDP falls.

    (1 − (area/GDP)_t / (area/GDP)_{t−1}) × 100.

    Parameters
    ----------
    area_before, area : number
        Construction land of both years, one unit, one land survey.
    gdp_before, gdp : number
        GDP of both years at the constant prices of one base.

    Returns
    -------
    Fraction
        Percent.

    Raises
    ------
    ValueError
        In Chinese, when an earlier area or a GDP is 0.

    Notes
    -----
    回忆.
    """
    before = quotient(area_before, gdp_before, "上年生产总值")
    return decline_percent(before, quotient(area, gdp, "生产总值"))
