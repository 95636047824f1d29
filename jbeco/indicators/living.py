"""生态生活: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from .formula import Exact, Result, percent, quotient

__all__ = [
    "disposable_goods_per_capita",
    "drinking_source_good_share",
    "efficient_appliance_share",
    "green_building_mandatory_share",
    "green_building_share",
    "green_procurement_share",
    "household_waste_treatment_rate",
    "park_green_per_capita",
    "public_transport_share",
    "rural_sewage_operation_rate",
    "rural_waste_collection",
    "rural_waste_sorting_coverage",
    "rural_water_coverage",
    "sanitary_toilet_rate",
    "sewage_treatment_rate",
    "village_water_hygiene_rate",
    "waste_sorting_campaign",
    "water_saving_fixture_share",
]


def drinking_source_good_share(drinking_sources_good: Exact, drinking_sources: Exact) -> Result:
    """Share of drinking-water sources of class III or better, by number.

    Formula: 100 × drinking_sources_good ÷ drinking_sources.
    Unit: %. Source: GB 3838—2002、GB/T 14848—2017 (旁证).
    Valid: By number, not by volume; one list of sources.
    """
    return percent(drinking_sources_good, drinking_sources)


def village_water_hygiene_rate(
    rural_population_safe_water: Exact, rural_resident_population: Exact
) -> Result:
    """Share of rural residents with qualified drinking water.

    Formula: 100 × rural_population_safe_water ÷ rural_resident_population.
    Unit: %. Source: GB 5749 (旁证).
    Valid: GB 5749-2022 replaces the 2006 edition from 2023-04-01.
    """
    return percent(rural_population_safe_water, rural_resident_population)


def rural_water_coverage(
    rural_supply_population_qualified: Exact, rural_supply_population: Exact
) -> Result:
    """Share of the supplied rural population whose water meets all four demands.

    Formula: 100 × rural_supply_population_qualified ÷ rural_supply_population.
    Unit: %. Source: 浙江农村饮用水达标提标行动计划 (旁证).
    Valid: Amount, quality, convenience and reliability together.
    """
    return percent(rural_supply_population_qualified, rural_supply_population)


def sewage_treatment_rate(sewage_treated: Exact, sewage_discharged: Exact) -> Result:
    """Share of urban sewage treated to standard.

    Formula: 100 × sewage_treated ÷ sewage_discharged.
    Unit: %. Source: 城市（县城）和村镇建设统计 (回忆).
    Valid: Above 100 % rain or seepage is in the inflow: reported, not clipped.
    """
    return percent(sewage_treated, sewage_discharged)


def rural_sewage_operation_rate(
    rural_sewage_facilities_standard: Exact, rural_sewage_facilities: Exact
) -> Result:
    """Share of rural sewage facilities run to standard.

    Formula: 100 × rural_sewage_facilities_standard ÷ rural_sewage_facilities.
    Unit: %. Source: 浙江省农村生活污水处理设施管理条例 (推断).
    Valid: Facilities connected to a plant leave the denominator, with a trace.
    """
    return percent(rural_sewage_facilities_standard, rural_sewage_facilities)


def household_waste_treatment_rate(
    household_waste_treated: Exact, household_waste_generated: Exact
) -> Result:
    """Share of urban household waste treated harmlessly.

    Formula: 100 × household_waste_treated ÷ household_waste_generated.
    Unit: %. Source: GB 16889、GB 18485 (回忆).
    Valid: Recycled waste in both numbers or in neither.
    """
    return percent(household_waste_treated, household_waste_generated)


def park_green_per_capita(park_green_area: Exact, urban_resident_population: Exact) -> Result:
    """Park area per urban resident, m².

    Formula: park_green_area ÷ urban_resident_population.
    Unit: 平方米/人. Source: CJJ/T 85 (推断).
    Valid: One urban area above and below; a census breaks the series.
    """
    return quotient(park_green_area, urban_resident_population)


def sanitary_toilet_rate(households_sanitary_toilet: Exact, rural_households: Exact) -> Result:
    """Share of rural households with a sanitary toilet.

    Formula: 100 × households_sanitary_toilet ÷ rural_households.
    Unit: %. Source: GB 19379 (回忆).
    Valid: Resettled households in both numbers or in neither.
    """
    return percent(households_sanitary_toilet, rural_households)


def green_building_share(green_building_area: Exact, new_building_area: Exact) -> Result:
    """Share of green buildings in new urban building area, national basis.

    Formula: 100 × green_building_area ÷ new_building_area.
    Unit: %. Source: GB/T 50378 (回忆).
    Valid: Completion or design stage, the same way every year.
    """
    return percent(green_building_area, new_building_area)


def green_building_mandatory_share(
    green_building_mandatory_area: Exact, new_building_area_mandatory: Exact
) -> Result:
    """Share of new urban building area under the provincial mandatory standard.

    Formula: 100 × green_building_mandatory_area ÷ new_building_area_mandatory.
    Unit: %. Source: 浙江省绿色建筑条例 (推断).
    Valid: Not the national basis; the two are never interchanged.
    """
    return percent(green_building_mandatory_area, new_building_area_mandatory)


def public_transport_share(public_transport_trips: Exact, motorized_trips: Exact) -> Result:
    """Share of public transport in motorised trips.

    Formula: 100 × public_transport_trips ÷ motorized_trips.
    Unit: %. Source: — (推断).
    Valid: Not applicable in 江北区.
    """
    return percent(public_transport_trips, motorized_trips)


def waste_sorting_campaign(waste_sorting_campaign: str) -> str:
    """Whether urban household waste is sorted and reduced.

    Formula: the reported rung of the ladder.
    Unit: none. Source: — (回忆).
    Valid: Needs the scheme and the year's evidence.
    """
    return waste_sorting_campaign


def rural_waste_collection(rural_waste_collection: str) -> str:
    """Whether rural household waste is collected and transported centrally.

    Formula: the reported rung of the ladder.
    Unit: none. Source: — (回忆).
    Valid: Needs the year's evidence.
    """
    return rural_waste_collection


def rural_waste_sorting_coverage(villages_waste_sorted: Exact, villages: Exact) -> Result:
    """Share of villages that sort household waste.

    Formula: 100 × villages_waste_sorted ÷ villages.
    Unit: %. Source: — (推断).
    Valid: Villages turned into urban communities leave both numbers.
    """
    return percent(villages_waste_sorted, villages)


def efficient_appliance_share(efficient_appliances_sold: Exact, appliances_sold: Exact) -> Result:
    """Market share of energy-efficient appliances.

    Formula: 100 × efficient_appliances_sold ÷ appliances_sold.
    Unit: %. Source: — (推断).
    Valid: Not applicable in 江北区.
    """
    return percent(efficient_appliances_sold, appliances_sold)


def water_saving_fixture_share(water_saving_fixtures: Exact, water_fixtures: Exact) -> Result:
    """Share of water-saving fixtures among those on sale.

    Formula: 100 × water_saving_fixtures ÷ water_fixtures.
    Unit: %. Source: — (推断).
    Valid: Not applicable in 江北区.
    """
    return percent(water_saving_fixtures, water_fixtures)


def disposable_goods_per_capita(disposable_goods_used: Exact, resident_population: Exact) -> Result:
    """Disposable goods used per resident, kg.

    Formula: disposable_goods_used ÷ resident_population.
    Unit: 千克. Source: — (推断).
    Valid: Not applicable in 江北区.
    """
    return quotient(disposable_goods_used, resident_population)


def green_procurement_share(
    green_procurement_amount: Exact, comparable_procurement_amount: Exact
) -> Result:
    """Share of green products in the procurement of the same kinds of product.

    Formula: 100 × green_procurement_amount ÷ comparable_procurement_amount.
    Unit: %. Source: 节能产品、环境标志产品政府采购品目清单 (回忆).
    Valid: The same kinds of product below, not all procurement.
    """
    return percent(green_procurement_amount, comparable_procurement_amount)
