"""Counts the example's days by GB 3095-2012 and HJ 633-2012, as far as the story needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

__all__ = ["GOOD", "CityDay", "DayOfStation", "city_day", "clear_of_limits"]

DayOfStation = dict[str, list[float | None]]
"""The 24 hours of one station by pollutant, µg/m³, CO in mg/m³."""

LIMITS = {
    "so2": (50, 150),
    "no2": (40, 80),
    "co": (2, 4),
    "o3": (100, 160),
    "pm10": (50, 150),
    "pm25": (35, 75),
}
"""Daily values up to which a day is 优 and 良; ozone is the largest mean of eight hours."""

GOOD = 2
"""Worst grade of a good day."""

CLEARANCE = 0.02
"""Share of a limit by which every daily value keeps away from it."""

HOURS_OF_DAY, HOURS_OF_WINDOW, WINDOWS_OF_DAY = 20, 6, 14
"""Hours that make a daily mean valid, hours of an 8-hour mean, such means of a day."""


@dataclass(frozen=True)
class CityDay:
    """Daily values of the district, and its grade: 1 优, 2 良, 3 or more exceeded."""

    means: Mapping[str, float]
    grade: int


def city_day(stations: Sequence[DayOfStation]) -> CityDay | None:
    """Average the stations that are valid; None when fewer than half of them are."""
    means = {}
    for item in LIMITS:
        daily = _largest_window if item == "o3" else _mean
        values = [value for day in stations if (value := daily(day[item])) is not None]
        if 2 * len(values) < len(stations):
            return None
        means[item] = fmean(values)
    return CityDay(means, max(_grade(item, value) for item, value in means.items()))


def clear_of_limits(day: CityDay) -> bool:
    """Whether no daily value lies so near a limit that rounding could decide."""
    return all(
        abs(value - limit) > CLEARANCE * limit
        for item, value in day.means.items()
        for limit in LIMITS[item]
    )


def _grade(item: str, value: float) -> int:
    return 1 + sum(value > limit for limit in LIMITS[item])


def _mean(hours: Sequence[float | None], least: int = HOURS_OF_DAY) -> float | None:
    values = [value for value in hours if value is not None]
    return fmean(values) if len(values) >= least else None


def _largest_window(hours: Sequence[float | None]) -> float | None:
    windows = [_mean(hours[end - 8 : end], HOURS_OF_WINDOW) for end in range(8, 25)]
    valid = [window for window in windows if window is not None]
    return max(valid) if len(valid) >= WINDOWS_OF_DAY else None
