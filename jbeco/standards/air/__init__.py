"""Ambient air: GB 3095, HJ 633 and HJ 663, each in the edition that holds for the datum."""

from .annual import (
    GoodDays,
    annual_statistics,
    composite_index,
    day_kinds,
    good_days,
    transition_note,
)
from .aqi import AqiLevel, aqi_levels, daily_aqi, hourly_aqi, iaqi_table
from .daily import DAILY_COLUMNS, daily_from_hourly, district_days
from .editions import Edition, edition_named, edition_on, editions, limit
from .iaqi import iaqi
from .pollutants import (
    NAMES,
    POLLUTANTS,
    Pollutant,
    pollutant_and_average,
    pollutant_named,
    pollutants,
)

__all__ = [
    "DAILY_COLUMNS",
    "NAMES",
    "POLLUTANTS",
    "AqiLevel",
    "Edition",
    "GoodDays",
    "Pollutant",
    "annual_statistics",
    "aqi_levels",
    "composite_index",
    "daily_aqi",
    "daily_from_hourly",
    "day_kinds",
    "district_days",
    "edition_named",
    "edition_on",
    "editions",
    "good_days",
    "hourly_aqi",
    "iaqi",
    "iaqi_table",
    "limit",
    "pollutant_and_average",
    "pollutant_named",
    "pollutants",
    "transition_note",
]
