"""Story of the air: more good days every year after a dip in 2020, hour by hour for 2025.

The hours of 2025 are drawn day by day around a wanted daily value; every daily value stays clear of
the limits, so that the days count the same whichever way concentrations are rounded.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from jbeco.intake.layout import AIR_POLLUTANTS

from .air_days import GOOD, CityDay, DayOfStation, city_day, clear_of_limits
from .shapes import LAST, SEED, Answers, dip, number, share

__all__ = ["STATIONS", "AirHour", "air", "hours"]

STATIONS = ("示例一站", "示例二站", "示例三站")
LEVELS = (("0.97", "1.04"), ("0.94", "0.98"), ("1.03", "1.00"))
"""Factors of each station, for ozone and for the other pollutants."""

PM25_BY_MONTH = (37, 32, 28, 25, 21, 16, 13, 14, 17, 21, 26, 34)
OZONE_BY_MONTH = (74, 82, 98, 112, 122, 112, 104, 110, 114, 100, 84, 70)
PM25_EXCEEDED = (3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2)
OZONE_EXCEEDED = (0, 0, 0, 3, 6, 4, 3, 4, 5, 2, 0, 0)
"""Usual concentrations, and days over the limit, of each month of 2025."""

OZONE_BY_HOUR = (
    *(28, 25, 23, 22, 21, 22, 27, 38, 53, 68, 82, 93),
    *(100, 104, 106, 105, 101, 94, 83, 70, 58, 48, 40, 33),
)
"""Shape of an ozone day, label 01 to 24; the best eight hours mean 98."""

OTHER_BY_HOUR = (
    *(98, 95, 93, 92, 94, 99, 108, 116, 114, 107, 100, 94),
    *(91, 89, 88, 90, 95, 102, 108, 110, 108, 105, 103, 101),
)
"""Shape of a day of the other pollutants; the mean is 100."""

OUTAGES = {date(2025, 3, 11): (2,), date(2025, 3, 12): (2,), date(2025, 7, 8): (0, 1)}
"""Stations without data from 08:00 to 15:00; two of three make a day invalid."""


@dataclass(frozen=True)
class AirHour:
    """One station's hour: the label is the hour's end; None where nothing was measured."""

    station: str
    end: datetime
    values: tuple[float | None, ...]


def air(year: int) -> Answers:
    """Answers on the air of one year; those of 2025 are counted from the hours."""
    good, valid = _counted() if year == LAST else _told(year)
    pm25, before = _pm25(year), _pm25(year - 1)
    days = 366 if calendar.isleap(year) else 365
    return {
        "air_days_good": number(good),
        "air_days_exceeded": number(valid - good),
        "air_days_valid": number(valid),
        "air_days_excluded": number(days - valid),
        "good_air_days": share(good, valid, 1),
        "pm25": number(pm25),
        "pm25_decline": share(before - pm25, before, 1),
    }


def _told(year: int) -> tuple[int, int]:
    """Return good and valid days of a year that has no hours."""
    valid = 365 if calendar.isleap(year) else 364
    return int(number(dip(year, "79.5", "78.4", "90.4") * valid / 100)), valid


def _pm25(year: int) -> int:
    return _annual_pm25() if year == LAST else 36 - 2 * (year - 2019)


def _counted() -> tuple[int, int]:
    """Return good and valid days of 2025, counted from its hours."""
    days = [day for _, day in _year() if day is not None]
    return sum(day.grade <= GOOD for day in days), len(days)


def _annual_pm25() -> int:
    days = [day.means["pm25"] for _, day in _year() if day is not None]
    return round(sum(days) / len(days))


def hours() -> Iterator[AirHour]:
    """Yield the hours of 2025, station by station within each hour."""
    for day, (stations, _) in zip(_days(), _year(), strict=True):
        for hour in range(24):
            end = datetime(day.year, day.month, day.day) + timedelta(hours=hour + 1)
            for name, station in zip(STATIONS, stations, strict=True):
                yield AirHour(name, end, tuple(station[item][hour] for item in AIR_POLLUTANTS))


def _days() -> list[date]:
    return [date(LAST, 1, 1) + timedelta(days=day) for day in range(365)]


@cache
def _year() -> tuple[tuple[Sequence[DayOfStation], CityDay | None], ...]:
    draw = random.Random(f"{SEED}-air-{LAST}")
    exceeded = {item: _exceeded_days(item, draw) for item in ("pm25", "o3")}
    made = []
    weather = 1.0
    for day in _days():
        weather = 0.6 * weather + 0.4 * draw.uniform(0.55, 1.45)
        wanted = _wanted(day, weather, draw)
        for item, limit in (("pm25", 75), ("o3", 160)):
            if day in exceeded[item]:
                wanted[item] = limit * draw.uniform(1.10, 1.35)
        made.append(_drawn_day(day, wanted, draw))
    return tuple(made)


def _exceeded_days(item: str, draw: random.Random) -> set[date]:
    chosen: set[date] = set()
    for month, count in enumerate(PM25_EXCEEDED if item == "pm25" else OZONE_EXCEEDED, start=1):
        days = [day for day in _days() if day.month == month and day not in OUTAGES]
        chosen.update(draw.sample(days, count))
    return chosen


def _wanted(day: date, weather: float, draw: random.Random) -> dict[str, float]:
    pm25 = min(PM25_BY_MONTH[day.month - 1] * weather, 66.0)
    ozone = OZONE_BY_MONTH[day.month - 1] * draw.uniform(0.7, 1.25)
    return {
        "so2": 7 * draw.uniform(0.8, 1.2),
        "no2": min(14 + 0.6 * pm25 * draw.uniform(0.8, 1.2), 66.0),
        "co": 0.5 + 0.008 * pm25,
        "o3": min(ozone, 146.0),
        "pm25": pm25,
    }


def _drawn_day(
    day: date, wanted: dict[str, float], draw: random.Random
) -> tuple[Sequence[DayOfStation], CityDay | None]:
    while True:
        stations = [_station_day(index, wanted, draw) for index in range(len(STATIONS))]
        for index in OUTAGES.get(day, ()):
            for values in stations[index].values():
                values[7:15] = [None] * 8
        city = city_day(stations)
        if city is None or clear_of_limits(city):
            return stations, city
        wanted = {item: value * 1.03 for item, value in wanted.items()}


def _station_day(index: int, wanted: dict[str, float], draw: random.Random) -> DayOfStation:
    ozone, other = (float(level) for level in LEVELS[index])
    made: DayOfStation = {}
    for item, value in wanted.items():
        shape = OZONE_BY_HOUR if item == "o3" else OTHER_BY_HOUR
        level = value * (ozone / 98 if item == "o3" else other / 100)
        digits = 1 if item == "co" else None
        made[item] = [round(level * part * draw.uniform(0.92, 1.08), digits) for part in shape]
    made["pm10"] = [round(fine * draw.uniform(1.35, 1.65)) for fine in made["pm25"] if fine]
    return made
