"""Story of the air: more good days every year after a dip in 2020, hour by hour.

The hours are drawn day by day around a wanted daily value; every daily value stays clear of the
limits, so that the days count the same whichever way concentrations are rounded. Until 2024 one
station measures, in 2025 three; of the years after there are annual figures only. Days with more
wind have less fine dust, which `weather` tells.
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
from .shapes import MIDTERM, SEED, Answers, dip, number, share

__all__ = ["HOURS_UNTIL", "STATIONS", "AirHour", "air", "hours", "stillness"]

HOURS_UNTIL = MIDTERM
"""Last year with hours: those of all eleven years would fill the repository."""

STATIONS = ("示例一站", "示例二站", "示例三站")
LEVELS = (("0.97", "1.04"), ("0.94", "0.98"), ("1.03", "1.00"))
"""Factors of each station, for ozone and for the other pollutants."""

PM25_BY_MONTH = (37, 32, 28, 25, 21, 16, 13, 14, 17, 21, 26, 34)
OZONE_BY_MONTH = (74, 82, 98, 112, 122, 112, 104, 110, 114, 100, 84, 70)
PM25_EXCEEDED = (3, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2)
OZONE_EXCEEDED = (0, 0, 0, 3, 6, 4, 3, 4, 5, 2, 0, 0)
"""Usual concentrations, and days over the limit, of each month of 2025."""

CLEANER = {2027: 1, 2028: 1, 2029: 2, 2030: 2}
"""By how much the annual mean of fine dust lies below that of 2025, µg/m³."""

PM25_SHARE = 0.25
"""Of the days over a limit in the years before: by fine dust, the others by ozone."""

NEAR = 0.2
"""How near the annual mean of a year's hours comes to the told one, µg/m³."""

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

OUTAGES = {
    date(2025, 3, 11): (2,),
    date(2025, 3, 12): (2,),
    date(2025, 7, 8): (0, 1),
    **{date(year, 7, 8): (0,) for year in range(2020, MIDTERM)},
}
"""Stations without data from 08:00 to 15:00; most of a day's stations make it invalid."""


@dataclass(frozen=True)
class AirHour:
    """One station's hour: the label is the hour's end; None where nothing was measured."""

    station: str
    end: datetime
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class YearOfAir:
    """One year: the days of its stations, the district's days, and how still the air was."""

    stations: tuple[Sequence[DayOfStation], ...]
    city: tuple[CityDay | None, ...]
    stillness: tuple[float, ...]


def air(year: int) -> Answers:
    """Answers on the air of one year; those of 2025 are counted from the hours."""
    good, valid = _counted(_drawn(MIDTERM)) if year == MIDTERM else _told(year)
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
    """Return good and valid days of a year whose hours are drawn to fit."""
    valid = 365 if calendar.isleap(year) else 364
    return int(number(dip(year, "79.5", "78.4", "90.4", "92.6") * valid / 100)), valid


def _pm25(year: int) -> int:
    if year < MIDTERM:
        return 36 - 2 * (year - 2019)
    return round(_annual_pm25(_drawn(MIDTERM))) - CLEANER.get(year, 0)


def _counted(year: YearOfAir) -> tuple[int, int]:
    """Return good and valid days."""
    days = [day for day in year.city if day is not None]
    return sum(day.grade <= GOOD for day in days), len(days)


def _annual_pm25(year: YearOfAir) -> float:
    days = [day.means["pm25"] for day in year.city if day is not None]
    return sum(days) / len(days)


def stations(year: int) -> tuple[str, ...]:
    """Return the stations that measured in a year."""
    return STATIONS if year == MIDTERM else STATIONS[:1]


def hours(year: int = MIDTERM) -> Iterator[AirHour]:
    """Yield the hours of a year, station by station within each hour."""
    for day, drawn in zip(_days(year), _drawn(year).stations, strict=True):
        for hour in range(24):
            end = datetime(day.year, day.month, day.day) + timedelta(hours=hour + 1)
            for name, station in zip(stations(year), drawn, strict=True):
                yield AirHour(name, end, tuple(station[item][hour] for item in AIR_POLLUTANTS))


def stillness(year: int) -> dict[date, float]:
    """Return how still the air was each day: about 1, more where fine dust gathered."""
    return dict(zip(_days(year), _drawn(year).stillness, strict=True))


def _days(year: int) -> list[date]:
    count = 366 if calendar.isleap(year) else 365
    return [date(year, 1, 1) + timedelta(days=day) for day in range(count)]


@cache
def _drawn(year: int) -> YearOfAir:
    """Return a year's days; before 2025 such that their mean and good days are the told ones."""
    if year == MIDTERM:
        return _year_of(year, 1.0, sum(PM25_EXCEEDED), sum(OZONE_EXCEEDED))
    good, valid = _told(year)
    fine = round(PM25_SHARE * (valid - good))
    level = _pm25(year) / _pm25(MIDTERM)
    while True:
        made = _year_of(year, level, fine, valid - good - fine)
        gap = _annual_pm25(made) - _pm25(year)
        if abs(gap) <= NEAR:
            return made
        level -= gap / _pm25(year)


def _year_of(year: int, level: float, fine: int, ozone: int) -> YearOfAir:
    """Draw a year with so many days over the limits; ``level`` scales the usual fine dust."""
    draw = random.Random(f"{SEED}-air-{year}")
    exceeded = {
        "pm25": _exceeded_days(year, PM25_EXCEEDED, fine, draw),
        "o3": _exceeded_days(year, OZONE_EXCEEDED, ozone, draw),
    }
    made, still = [], []
    weather = 1.0
    for day in _days(year):
        weather = 0.6 * weather + 0.4 * draw.uniform(0.55, 1.45)
        wanted = _wanted(day, level * weather, draw)
        for item, limit in (("pm25", 75), ("o3", 160)):
            if day in exceeded[item]:
                wanted[item] = limit * draw.uniform(1.10, 1.35)
        made.append(_drawn_day(day, wanted, draw))
        still.append(weather)
    parts, city = zip(*made, strict=True)
    return YearOfAir(parts, city, tuple(still))


def _exceeded_days(year: int, usual: Sequence[int], total: int, draw: random.Random) -> set[date]:
    """Choose days over a limit, spread over the months as in 2025."""
    chosen: set[date] = set()
    for month, count in enumerate(_spread(usual, total), start=1):
        days = [day for day in _days(year) if day.month == month and day not in OUTAGES]
        chosen.update(draw.sample(days, count))
    return chosen


def _spread(usual: Sequence[int], total: int) -> list[int]:
    """Spread a total in proportion, whole numbers, the largest remainders first."""
    shares = [total * count / sum(usual) for count in usual]
    counts = [int(part) for part in shares]
    order = sorted(range(len(shares)), key=lambda place: counts[place] - shares[place])
    for place in order[: total - sum(counts)]:
        counts[place] += 1
    return counts


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
        drawn = [_station_day(index, wanted, draw) for index in range(len(stations(day.year)))]
        for index in OUTAGES.get(day, ()):
            for values in drawn[index].values():
                values[7:15] = [None] * 8
        city = city_day(drawn)
        if city is None or clear_of_limits(city):
            return drawn, city
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
