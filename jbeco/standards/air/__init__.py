"""Ambient air: GB 3095, HJ 633 and HJ 663, each in the edition that holds for the datum."""

from .aqi import daily_aqi, hourly_aqi, iaqi_table
from .aqi_levels import AqiLevel, aqi_class, aqi_levels
from .editions import Edition, edition_named, edition_on, editions
from .iaqi import beyond_scale, iaqi
from .pollutants import Pollutant, pollutant_and_average, pollutant_named, pollutants

__all__ = [
    "AqiLevel",
    "Edition",
    "Pollutant",
    "aqi_class",
    "aqi_levels",
    "beyond_scale",
    "daily_aqi",
    "edition_named",
    "edition_on",
    "editions",
    "hourly_aqi",
    "iaqi",
    "iaqi_table",
    "pollutant_and_average",
    "pollutant_named",
    "pollutants",
]
