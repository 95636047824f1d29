"""Story of the economy: growth with falling intensities; energy misses its task in 2020 and 2030.

Constant prices are those of 2015 for 2020 and those of 2020 from 2021 on, as the statistics are.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .nature import LAND_UNKNOWN, NOT_SURVEYED, construction_land
from .shapes import Answers, Number, grown, number, part, steady

__all__ = ["economy", "urban_population"]

GROWTH = {
    2020: "5.4",
    2021: "6.4",
    2022: "5.8",
    2023: "6.2",
    2024: "6.0",
    2025: "5.8",
    2026: "5.6",
    2027: "5.5",
    2028: "5.4",
    2029: "5.3",
    2030: "5.2",
}
"""Real growth of the GDP, %."""

ENERGY_GROWTH = {
    2020: "2.2",
    2021: "2.6",
    2022: "2.1",
    2023: "2.2",
    2024: "2.1",
    2025: "2.0",
    2026: "2.0",
    2027: "1.9",
    2028: "1.8",
    2029: "1.8",
    2030: "2.6",
}
"""Growth of energy use, %."""

COAL_CUT = {
    2020: "1.20",
    2021: "1.10",
    2022: "1.15",
    2023: "1.05",
    2024: "1.10",
    2025: "1.02",
    2026: "1.08",
    2027: "1.05",
    2028: "1.10",
    2029: "1.04",
    2030: "1.06",
}
"""Cut of coal use, 万吨."""

PRICES = Fraction("1.6")
"""Yearly rise of prices, percentage points on top of the real growth."""


def economy(year: int) -> Answers:
    """Answers on 生态经济 of one year, apart from farming and waste."""
    return {**_output(year), **_energy(year), **_coal(year), **_water(year), **_land(year)}


def _chain(start: int, year: int, growth: dict[int, str], extra: Fraction = Fraction(0)) -> Decimal:
    value = Decimal(start)
    for step in range(2020, year + 1):
        value = number(Fraction(value) * (100 + Fraction(growth[step]) + extra) / 100)
    return value


def _gdp(year: int) -> Decimal:
    return _chain(6_500_000, year, GROWTH, PRICES)


def _gdp_constant(year: int) -> Decimal:
    if year <= 2020:
        return _chain(5_980_000, year, GROWTH)
    later = {step: rate if step > 2020 else "0" for step, rate in GROWTH.items()}
    return _chain(int(_gdp(2020)), year, later)


def _industry(year: int, gdp: Decimal) -> Decimal:
    return part(gdp, steady(year, 28, 27))


def _output(year: int) -> Answers:
    gdp, constant = _gdp(year), _gdp_constant(year)
    industry = _industry(year, gdp)
    return {
        "gdp_current": gdp,
        "gdp_current_development": gdp,
        "gdp_constant": constant,
        "gdp_index": 100 + Decimal(GROWTH[year]),
        "industrial_value_added": industry,
        "industrial_value_added_industry": industry,
        "industrial_value_added_constant": _industry(year, constant),
        "resident_population": number(grown(year, 478_000, "1.1")),
    }


def urban_population(year: int) -> Decimal:
    """Return who lives in the urban area at the end of a year."""
    return number(grown(year, 392_000, "1.2"))


def _energy_use(year: int) -> Decimal:
    return _chain(2_150_000, year, ENERGY_GROWTH)


def _counted_energy(year: int) -> Decimal:
    return _energy_use(year) - part(_energy_use(year), 2)


def _decline(now: Number, before: Number, year: int) -> Decimal:
    """Return by how much a quantity per constant GDP fell since last year, %, positive if so."""
    ratio = Fraction(now) / Fraction(before) / (1 + Fraction(GROWTH[year]) / 100)
    return number(100 * (1 - ratio), 2)


def _energy(year: int) -> Answers:
    total, counted = _energy_use(year), _counted_energy(year)
    return {
        "energy_consumption_total": total,
        "energy_consumption_total_development": total,
        "energy_consumption_previous": _energy_use(year - 1),
        "energy_excluded": total - counted,
        "energy_industry": part(total, 44),
        "energy_intensity": number(Fraction(counted) / Fraction(_gdp_constant(year)), 3),
        "energy_intensity_decline": _decline(counted, _counted_energy(year - 1), year),
    }


def _coal_use(year: int) -> Decimal:
    return Decimal("24.00") - sum((Decimal(COAL_CUT[y]) for y in range(2020, year + 1)), Decimal(0))


def _coal(year: int) -> Answers:
    return {
        "coal_consumption": _coal_use(year),
        "coal_consumption_previous": _coal_use(year - 1),
        "coal_reduction": Decimal(COAL_CUT[year]),
    }


def _hundreds(value: Number) -> Decimal:
    """Round to 100 m³, as figures kept to 0.01 万立方米 are."""
    return number(Fraction(value) / 100) * 100


def _water_use(year: int) -> Decimal:
    return _hundreds(grown(year, "14.7", "-3.4") * Fraction(_gdp(year)))


def _water(year: int) -> Answers:
    total, value_added = _water_use(year), _industry(year, _gdp(year))
    industry = _industry_water(year)
    agriculture, ecological = (_hundreds(part(total, percent)) for percent in (11, 3))
    return {
        "water_use_total": total,
        "water_use_industry": industry,
        "water_use_agriculture": agriculture,
        "water_use_ecological": ecological,
        "water_use_domestic": total - industry - agriculture - ecological,
        "water_per_gdp": number(Fraction(total) / Fraction(_gdp(year)), 1),
        "water_per_gdp_decline": _decline(total, _water_use(year - 1), year),
        "water_per_industrial_value_added": number(Fraction(industry) / Fraction(value_added), 1),
        "water_per_industrial_value_added_decline": _industry_water_decline(year),
    }


def _industry_water(year: int) -> Decimal:
    return _hundreds(grown(year, "8.4", "-3.8") * Fraction(_industry(year, _gdp(year))))


def _industry_water_decline(year: int) -> Decimal:
    """Return by how much the water per constant value added of industry fell, %."""
    water = Fraction(_industry_water(year)) / Fraction(_industry_water(year - 1))
    share_of_gdp = steady(year, 28, 27) / steady(year - 1, 28, 27)
    ratio = water / share_of_gdp / (1 + Fraction(GROWTH[year]) / 100)
    return number(100 * (1 - ratio), 2)


def _land(year: int) -> Answers:
    if year == LAND_UNKNOWN:
        return {"construction_land_per_gdp_decline": NOT_SURVEYED}
    decline = _decline(construction_land(year), construction_land(year - 1), year)
    return {"construction_land_per_gdp_decline": decline}
