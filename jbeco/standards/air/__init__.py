"""Ambient air: GB 3095, HJ 633 and HJ 663, each in the edition that holds for the datum."""

from .annual import GoodDays, annual_statistics, good_days, percentile, short_months
from .aqi import LEVELS, aqi_level, daily_aqi, hourly_aqi, iaqi_table
from .composite import composite_index
from .daily import daily_from_hourly
from .district import district_days
from .editions import Edition, edition_named, edition_on, editions
from .iaqi import beyond_scale, iaqi
from .pollutants import NAMES, POLLUTANTS, pollutant_named
from .validity import limit

__all__ = [
    "LEVELS",
    "NAMES",
    "POLLUTANTS",
    "Edition",
    "GoodDays",
    "annual_statistics",
    "aqi_level",
    "beyond_scale",
    "composite_index",
    "daily_aqi",
    "daily_from_hourly",
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
    "pollutant_named",
    "short_months",
]
