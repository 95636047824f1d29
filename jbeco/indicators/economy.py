"""生态经济: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from fractions import Fraction

from .formula import Exact, Result, exact, intensity_decline, percent, quotient

__all__ = [
    "carbon_intensity",
    "clean_production_audit_rate",
    "coal_reduction",
    "construction_land_per_gdp_decline",
    "energy_dual_control",
    "energy_intensity",
    "fertilizer_per_sown_area",
    "film_recovery_rate",
    "industrial_solid_waste_use_rate",
    "manure_use_rate",
    "pesticide_per_mu",
    "straw_use_rate",
    "water_per_gdp",
    "water_per_industrial_value_added",
]


def energy_intensity(
    energy_consumption_total: Exact, gdp_constant: Exact, energy_excluded: Exact | None = None
) -> Result:
    """Energy used per unit of GDP at constant prices, tce per 万元.

    Formula: (energy_consumption_total − energy_excluded) ÷ gdp_constant.
    Unit: 吨标准煤/万元. Source: 国家统计局能耗公报口径 (旁证).
    Valid: From 2021 on raw-material use and non-fossil energy are deducted; the figure verified by
    the superior stands where it is given; price bases are not mixed.
    """
    return quotient(exact(energy_consumption_total) - exact(energy_excluded or 0), gdp_constant)


def energy_dual_control(energy_intensity_decline: Exact) -> Fraction:
    """Fall of the energy intensity since last year, %, as the superior verified it.

    Formula: as reported, positive when it falls; worked out by standards.energy.decline.
    Unit: %. Source: — (推断).
    Valid: Energy of both years on one definition (changed from 2021), GDP at constant prices.
    """
    return exact(energy_intensity_decline)


def coal_reduction(coal_consumption_previous: Exact, coal_consumption: Exact) -> Fraction:
    """Cut of coal use since last year, 万吨.

    Formula: coal_consumption_previous − coal_consumption.
    Unit: 万吨. Source: — (推断).
    Valid: Projects with equal substitution are left out on both sides.
    """
    return exact(coal_consumption_previous) - exact(coal_consumption)


def water_per_gdp(water_use_total: Exact, gdp_current: Exact) -> Result:
    """Water used per unit of GDP, m³ per 万元.

    Formula: water_use_total ÷ gdp_current.
    Unit: 立方米/万元. Source: 水资源公报编制规程 (旁证).
    Valid: Whether river replenishment counts is part of the basis.
    """
    return quotient(water_use_total, gdp_current)


def water_per_industrial_value_added(
    water_use_industry: Exact, industrial_value_added: Exact
) -> Result:
    """Industrial water per unit of industrial value added, m³ per 万元.

    Formula: water_use_industry ÷ industrial_value_added.
    Unit: 立方米/万元. Source: 水资源公报编制规程 (旁证).
    Valid: Numerator and denominator of the same scope of industry.
    """
    return quotient(water_use_industry, industrial_value_added)


def construction_land_per_gdp_decline(
    construction_land_area: Exact, construction_land_area_previous: Exact, gdp_index: Exact
) -> Result:
    """Fall of construction land per unit of GDP since last year, %.

    Formula: 100 × (1 − (construction_land_area ÷ construction_land_area_previous) ÷ (gdp_index
    ÷ 100)).
    Unit: %. Source: 国土变更调查 (回忆).
    Valid: Positive when it falls; both areas of one land survey, GDP at constant prices.
    """
    return intensity_decline(construction_land_area, construction_land_area_previous, gdp_index)


def carbon_intensity(co2_emissions: Exact, gdp_constant: Exact) -> Result:
    """CO2 per unit of GDP at constant prices, t per 万元.

    Formula: co2_emissions ÷ gdp_constant.
    Unit: 吨/万元. Source: — (推断).
    Valid: Not applicable in 江北区; table 2 prints 万吨/万元, to be settled before use.
    """
    return quotient(co2_emissions, gdp_constant)


def clean_production_audit_rate(
    clean_production_audits_passed: Exact, clean_production_audits_due: Exact
) -> Result:
    """Share of enterprises due for a cleaner-production audit that passed it.

    Formula: 100 × clean_production_audits_passed ÷ clean_production_audits_due.
    Unit: %. Source: 清洁生产审核办法 (推断).
    Valid: Not applicable in 江北区; none due is no 100 %.
    """
    return percent(clean_production_audits_passed, clean_production_audits_due)


def straw_use_rate(straw_used: Exact, straw_collectable: Exact) -> Result:
    """Share of collectable straw that is used.

    Formula: 100 × straw_used ÷ straw_collectable.
    Unit: %. Source: “无废城市”建设指标体系（2019） (旁证).
    Valid: Collectable, not theoretical, amount below; one batch counted once.
    """
    return percent(straw_used, straw_collectable)


def manure_use_rate(manure_used: Exact, manure_generated: Exact) -> Result:
    """Share of livestock manure that is used.

    Formula: 100 × manure_used ÷ manure_generated.
    Unit: %. Source: “无废城市”建设指标体系（2019） (旁证).
    Valid: Large farms only or all, the same way above and below.
    """
    return percent(manure_used, manure_generated)


def film_recovery_rate(film_recovered: Exact, film_used: Exact) -> Result:
    """Share of agricultural film that is recovered.

    Formula: 100 × film_recovered ÷ film_used.
    Unit: %. Source: “无废城市”建设指标体系（2019） (旁证).
    Valid: Mulch only or all film, the same way above and below.
    """
    return percent(film_recovered, film_used)


def fertilizer_per_sown_area(fertilizer_used: Exact, crop_sown_area: Exact) -> Result:
    """Fertilizer (pure nutrient) per sown area, kg/ha.

    Formula: fertilizer_used ÷ crop_sown_area.
    Unit: 千克/公顷. Source: — (推断).
    Valid: Sown, not arable, area; per hectare, not per mu.
    """
    return quotient(fertilizer_used, crop_sown_area)


def pesticide_per_mu(pesticide_used: Exact, pesticide_area: Exact) -> Result:
    """Pesticide (active ingredient) per area, kg/mu.

    Formula: pesticide_used ÷ pesticide_area.
    Unit: 千克/亩. Source: — (推断).
    Valid: Active ingredient, not product; 1 ha = 15 mu.
    """
    return quotient(pesticide_used, pesticide_area)


def industrial_solid_waste_use_rate(
    industrial_waste_used: Exact, industrial_waste_usable: Exact
) -> Result:
    """Share of industrial solid waste used, with earlier stock that was used below the line.

    Formula: 100 × industrial_waste_used ÷ industrial_waste_usable.
    Unit: %. Source: 环境统计报表制度 (旁证).
    Valid: Usable = generated + earlier stock used; the mass balance must close.
    """
    return percent(industrial_waste_used, industrial_waste_usable)
