"""Ambient air: GB 3095, HJ 633 and HJ 663, each in the edition that holds for the datum."""

from .annual import (
    GoodDays,
    annual_statistics,
    day_kinds,
    good_days,
    percentile,
    short_months,
    transition_note,
)
from .aqi import daily_aqi, hourly_aqi, iaqi_table
from .aqi_levels import AqiLevel, aqi_class, aqi_levels
from .composite import composite_index
from .daily import daily_from_hourly
from .district import district_days
from .editions import Edition, edition_named, edition_on, editions
from .iaqi import beyond_scale, iaqi
from .pollutants import (
    NAMES,
    POLLUTANTS,
    Pollutant,
    pollutant_and_average,
    pollutant_named,
    pollutants,
)
from .validity import limit

__all__ = [
    "NAMES",
    "POLLUTANTS",
    "AqiLevel",
    "Edition",
    "GoodDays",
    "Pollutant",
    "annual_statistics",
    "aqi_class",
    "aqi_levels",
    "beyond_scale",
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
    "percentile",
    "pollutant_and_average",
    "pollutant_named",
    "pollutants",
    "short_months",
    "transition_note",
]
