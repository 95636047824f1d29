"""Story of daily life: water reaches all; sewage treatment lags until 2025, parks to the end."""

from __future__ import annotations

from fractions import Fraction

from .economy import urban_population
from .shapes import Answers, grown, lagging, number, part, reaching, share, steady, wave

__all__ = ["living"]


def living(year: int) -> Answers:
    """Answers on 生态生活 of one year."""
    return {
        "black_odorous_water": "全面消除",
        "black_odorous_listed": number(9),
        "black_odorous_eliminated": number(9),
        "drinking_sources": number(2),
        "drinking_sources_good": number(2),
        "drinking_source_good_share": number(100, 2),
        **_drinking_water(year),
        **_sewage(year),
        **_waste(year),
        **_park(year),
        **_toilets(year),
        **_buildings(year),
        **_procurement(year),
    }


def _drinking_water(year: int) -> Answers:
    people = number(grown(year, 41_600, "-1.2"))
    safe = part(people, reaching(year, 94, 100, 2023))
    samples = number(420 * wave("samples", year, 4))
    supplied = number(grown(year, 43_500, "-0.8"))
    qualified = part(supplied, reaching(year, 94, 100, 2022))
    return {
        "rural_resident_population": people,
        "rural_resident_population_water": people,
        "rural_population_safe_water": safe,
        "village_water_hygiene_rate": share(safe, people, 1),
        "rural_water_samples": samples,
        "rural_water_samples_qualified": part(samples, reaching(year, 94, 100, 2023)),
        "rural_supply_population": supplied,
        "rural_supply_population_qualified": qualified,
        "rural_water_coverage": share(qualified, supplied, 1),
    }


def _sewage(year: int) -> Answers:
    discharged = number(grown(year, 6_100, 2) * wave("sewage", year, 1), 2)
    treated = part(discharged, lagging(year, "96.29", 97, "0.45", "98.10"), 2)
    facilities = number(236 - 4 * (year - 2019))
    return {
        "sewage_discharged": discharged,
        "sewage_treated": treated,
        "sewage_treatment_rate": share(treated, discharged, 2),
        "rural_sewage_facilities": facilities,
        "rural_sewage_facilities_standard": facilities,
        "rural_sewage_facilities_retired": number(4),
        "rural_sewage_operation_rate": share(facilities, facilities, 2),
    }


def _waste(year: int) -> Answers:
    generated = number(grown(year, 245_000, "-0.5") * wave("waste", year, 1), 2)
    incinerated = part(generated, 78, 2)
    villages = number(80)
    sorted_villages = part(villages, steady(year, "97.5", 100, 100))
    return {
        "household_waste_generated": generated,
        "household_waste_treated": generated,
        "household_waste_incinerated": incinerated,
        "household_waste_landfilled": number(0),
        "household_waste_composted": generated - incinerated,
        "household_waste_treatment_rate": share(generated, generated, 2),
        "waste_sorting_campaign": "实施",
        "rural_waste_collection": "实施",
        "villages": villages,
        "villages_waste_collected": villages,
        "villages_waste_sorted": sorted_villages,
        "rural_waste_sorting_coverage": share(sorted_villages, villages, 1),
    }


def _park(year: int) -> Answers:
    people = urban_population(year)
    area = number(lagging(year, "11.61", 13, "0.88", "12.94") * Fraction(people))
    return {
        "urban_resident_population": people,
        "park_green_area": area,
        "park_green_per_capita": share(area, 100 * people, 2),
    }


def _toilets(year: int) -> Answers:
    households = number(grown(year, 21_400, "-0.5"))
    return {
        "rural_households": households,
        "households_sanitary_toilet": households,
        "sanitary_toilet_rate": share(households, households, 2),
    }


def _buildings(year: int) -> Answers:
    built = number(1_180_000 * wave("built", year, 8))
    green = part(built, steady(year, "86.5", "97.0", "99.2"))
    bound = part(built, 92)
    return {
        "new_building_area": built,
        "green_building_area": green,
        "green_building_share": share(green, built, 1),
        "new_building_area_mandatory": bound,
        "green_building_mandatory_area": bound,
        "green_building_mandatory_share": share(bound, bound, 1),
    }


def _procurement(year: int) -> Answers:
    comparable = number(5_200 * wave("comparable", year, 6), 2)
    green = part(comparable, steady(year, 90, "93.6"), 2)
    return {
        "procurement_amount": number(61_000 * wave("procurement", year, 6), 2),
        "comparable_procurement_amount": comparable,
        "green_procurement_amount": green,
        "green_procurement_share": share(green, comparable, 1),
    }
