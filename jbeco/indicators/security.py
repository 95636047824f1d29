"""生态安全: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from fractions import Fraction

from .formula import Exact, Gap, Result, above, below, exact, percent, refuted_by

__all__ = [
    "aquatic_species_kept",
    "aquatic_species_protected",
    "black_odorous_water",
    "coastal_water_share_12",
    "coastal_water_share_123",
    "coastal_wetland_restored",
    "contaminated_farmland_safe_use",
    "contaminated_site_safe_use",
    "ecological_index",
    "emergency_mechanism",
    "forest_cover",
    "forest_grass_cover",
    "good_air_days",
    "hazardous_waste_disposal_rate",
    "invasive_species",
    "natural_shore_restored",
    "pm25",
    "protected_species_rate",
    "radioactive_disposal_rate",
    "soil_risk_register",
    "surface_water_class3_share",
    "surface_water_class5_share",
    "surface_water_inferior5_share",
    "tree_stock_increment",
]


def good_air_days(air_days_good: Exact, air_days_valid: Exact) -> Result:
    """Share of days with an AQI up to 100 among the days with a valid AQI.

    Formula: 100 × air_days_good ÷ air_days_valid.
    Unit: %. Source: GB 3095—2012、HJ 633—2012 (旁证).
    Valid: Divided by valid days, not by 365; editions of HJ 633 are not compared.
    """
    return percent(air_days_good, air_days_valid)


def pm25(pm25: Exact) -> Fraction:
    """Mean PM2.5 concentration of the year, µg/m³: mean over the stations.

    Formula: as reported.
    Unit: 微克/立方米. Source: GB 3095—2012、HJ 663—2013 (回忆).
    Valid: At least 324 daily means and 27 a month (February 25); worked out from hours in
    standards.air.
    """
    return exact(pm25)


def surface_water_class3_share(surface_sections_class3: Exact, surface_sections: Exact) -> Result:
    """Share of river and lake sections of class III or better.

    Formula: 100 × surface_sections_class3 ÷ surface_sections.
    Unit: %. Source: GB 3838—2002、地表水环境质量评价办法 (回忆).
    Valid: Sections without a class in the year are not counted; one list of sections.
    """
    return percent(surface_sections_class3, surface_sections)


def surface_water_inferior5_share(
    surface_sections_inferior5: Exact, surface_sections: Exact
) -> Result:
    """Share of sections worse than class V.

    Formula: 100 × surface_sections_inferior5 ÷ surface_sections.
    Unit: %. Source: GB 3838—2002 (回忆).
    Valid: The same sections as in the share of class III or better.
    """
    return percent(surface_sections_inferior5, surface_sections)


def surface_water_class5_share(surface_sections_class5: Exact, surface_sections: Exact) -> Result:
    """Share of sections of class V, as table 2 says to the letter.

    Formula: 100 × surface_sections_class5 ÷ surface_sections.
    Unit: %. Source: GB 3838—2002 (推断).
    Valid: Used only when the ruling reads the provincial table literally.
    """
    return percent(surface_sections_class5, surface_sections)


def black_odorous_water(
    black_odorous_water: str,
    black_odorous_eliminated: Exact | None = None,
    black_odorous_listed: Exact | None = None,
) -> str | Gap:
    """State of the elimination of black and odorous waters.

    Formula: the reported rung, refuted when black_odorous_eliminated < black_odorous_listed.
    Unit: none. Source: 城市黑臭水体整治工作指南 (回忆).
    Valid: ``全面消除`` is refuted by a listed water that is not eliminated; the list never shrinks.
    """
    return refuted_by(
        black_odorous_water, "全面消除", below(black_odorous_eliminated, black_odorous_listed)
    )


def coastal_water_share_12(coastal_area_class12: Exact, coastal_area: Exact) -> Result:
    """Share of coastal waters of class I or II by area.

    Formula: 100 × coastal_area_class12 ÷ coastal_area.
    Unit: %. Source: GB 3097 (回忆).
    Valid: Not applicable in 江北区, which has no coast.
    """
    return percent(coastal_area_class12, coastal_area)


def coastal_water_share_123(coastal_area_class123: Exact, coastal_area: Exact) -> Result:
    """Share of coastal waters of class I to III by area.

    Formula: 100 × coastal_area_class123 ÷ coastal_area.
    Unit: %. Source: GB 3097 (推断).
    Valid: Not applicable in 江北区, which has no coast.
    """
    return percent(coastal_area_class123, coastal_area)


def ecological_index(ecological_index: Exact) -> Fraction:
    """Ecological index EI that the monitoring agency published, without a unit.

    Formula: as reported.
    Unit: none. Source: HJ 192—2015 (旁证).
    Valid: Never replaced by or compared with EQI; worked out from its parts in
    standards.ecology.
    """
    return exact(ecological_index)


def forest_grass_cover(forest_grass_area: Exact, land_area: Exact) -> Result:
    """Share of forest and grassland in the land area.

    Formula: 100 × forest_grass_area ÷ land_area.
    Unit: %. Source: 森林资源管理一张图、国土变更调查 (回忆).
    Valid: Areas of one land survey; not to be copied from the forest cover.
    """
    return percent(forest_grass_area, land_area)


def forest_cover(forest_area: Exact, land_area: Exact) -> Result:
    """Share of forest in the land area.

    Formula: 100 × forest_area ÷ land_area.
    Unit: %. Source: 森林法实施条例 (旁证).
    Valid: Whether shrubs count is part of the basis.
    """
    return percent(forest_area, land_area)


def tree_stock_increment(
    tree_stock_per_hectare: Exact, tree_stock_per_hectare_previous: Exact
) -> Fraction:
    """Yearly increment of the arbor stock per hectare, m³/ha.

    Formula: tree_stock_per_hectare − tree_stock_per_hectare_previous.
    Unit: 立方米/公顷. Source: 森林资源监测 (推断).
    Valid: Both years on the same basis.
    """
    return exact(tree_stock_per_hectare) - exact(tree_stock_per_hectare_previous)


def protected_species_rate(species_protected: Exact, species_due: Exact) -> Result:
    """Share of nationally protected species present that are under protection.

    Formula: 100 × species_protected ÷ species_due.
    Unit: %. Source: 国家重点保护野生动物、植物名录 (回忆).
    Valid: Editions of the national list change the denominator.
    """
    return percent(species_protected, species_due)


def invasive_species(invasive_species: str) -> str:
    """Finding of the year's survey of invasive species.

    Formula: the reported rung of the ladder.
    Unit: none. Source: 外来入侵物种管理办法 (回忆).
    Valid: Needs a finding of the year itself.
    """
    return invasive_species


def aquatic_species_kept(aquatic_species_kept: str) -> str:
    """Whether endemic or indicator aquatic species declined since the base year (table 1).

    Formula: the reported rung of the ladder.
    Unit: none. Source: — (回忆).
    Valid: No such species is a statement, not a success.
    """
    return aquatic_species_kept


def aquatic_species_protected(aquatic_species_protected: str) -> str:
    """Whether endemic or indicator aquatic species declined since the base year (table 2).

    Formula: the reported rung of the ladder.
    Unit: none. Source: — (推断).
    Valid: No such species is a statement, not a success.
    """
    return aquatic_species_protected


def natural_shore_restored(natural_shore_restored: Exact) -> Fraction:
    """Length of natural shore restored in the year, km.

    Formula: as reported.
    Unit: 公里. Source: — (推断).
    Valid: Not applicable in 江北区, which has no coast.
    """
    return exact(natural_shore_restored)


def coastal_wetland_restored(coastal_wetland_restored: Exact) -> Fraction:
    """Area of coastal wetland restored in the year, ha.

    Formula: as reported.
    Unit: 公顷. Source: — (推断).
    Valid: Not applicable in 江北区, which has no coast.
    """
    return exact(coastal_wetland_restored)


def hazardous_waste_disposal_rate(hazardous_used_disposed: Exact, hazardous_due: Exact) -> Result:
    """Share of hazardous waste due that was used or disposed of.

    Formula: 100 × hazardous_used_disposed ÷ hazardous_due.
    Unit: %. Source: 国家危险废物名录、固体废物污染环境防治法 (回忆).
    Valid: Due = generated + earlier stock treated − this year's compliant stock; mass balance
    must close.
    """
    return percent(hazardous_used_disposed, hazardous_due)


def radioactive_disposal_rate(radioactive_disposed: Exact, radioactive_due: Exact) -> Result:
    """Share of radioactive waste and disused sources due that was safely disposed of.

    Formula: 100 × radioactive_disposed ÷ radioactive_due.
    Unit: %. Source: 放射性污染防治法 (推断).
    Valid: None due is no 100 %.
    """
    return percent(radioactive_disposed, radioactive_due)


def soil_risk_register(
    soil_risk_register: str,
    soil_register_sites_misused: Exact | None = None,
    use_change_sites_surveyed: Exact | None = None,
    use_change_sites_due: Exact | None = None,
) -> str | Gap:
    """State of the register of construction land with soil pollution.

    Formula: the reported rung, refuted when soil_register_sites_misused > 0 or
    use_change_sites_surveyed < use_change_sites_due.
    Unit: none. Source: 土壤污染防治法、GB 36600 (回忆).
    Valid: ``严格执行`` is refuted by a misused listed site or by an unsurveyed change of use.
    """
    return refuted_by(
        soil_risk_register,
        "严格执行",
        above(soil_register_sites_misused, 0),
        below(use_change_sites_surveyed, use_change_sites_due),
    )


def contaminated_farmland_safe_use(
    contaminated_farmland_safe: Exact, contaminated_farmland: Exact
) -> Result:
    """Share of contaminated farmland in safe use: A = (B + C + D) ÷ E.

    Formula: 100 × contaminated_farmland_safe ÷ contaminated_farmland.
    Unit: %. Source: 受污染耕地安全利用率核算方法（试行） (旁证).
    Valid: No plot counted twice; E from one edition of the survey.
    """
    return percent(contaminated_farmland_safe, contaminated_farmland)


def contaminated_site_safe_use(
    contaminated_sites_safe: Exact, contaminated_sites_reused: Exact
) -> Result:
    """Share, by area, of redeveloped contaminated sites fit for their use.

    Formula: 100 × contaminated_sites_safe ÷ contaminated_sites_reused.
    Unit: %. Source: 土壤污染防治行动计划考核规定 (回忆).
    Valid: No redeveloped site is no 100 %.
    """
    return percent(contaminated_sites_safe, contaminated_sites_reused)


def emergency_mechanism(
    emergency_mechanism: str,
    emergency_drills: Exact | None = None,
    emergency_events_major: Exact | None = None,
) -> str | Gap:
    """State of the emergency mechanism.

    Formula: the reported rung, refuted when emergency_drills < 1 or emergency_events_major > 0.
    Unit: none. Source: 突发环境事件应急管理办法 (回忆).
    Valid: ``严格执行`` is refuted by a year without a drill or with a major event.
    """
    return refuted_by(
        emergency_mechanism,
        "严格执行",
        below(emergency_drills, 1),
        above(emergency_events_major, 0),
    )
