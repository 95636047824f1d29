from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from statistics import median

import pytest

from jbeco.intake.layout import AIR_POLLUTANTS
from scripts.example.air import air, hours, stations, stillness

LIMITS = {"so2": 150, "no2": 80, "co": 4, "o3": 160, "pm10": 150, "pm25": 75}


YEARS = range(2020, 2026)


@cache
def by_day(year: int = 2025) -> dict[date, dict[str, dict[str, list[float | None]]]]:
    """Regroup the hours by natural day, station and pollutant."""
    names = stations(year)
    days: dict = defaultdict(lambda: {s: {p: [] for p in AIR_POLLUTANTS} for s in names})
    for hour in hours(year):
        day = (hour.end - timedelta(hours=1)).date()
        for item, value in zip(AIR_POLLUTANTS, hour.values, strict=True):
            days[day][hour.station][item].append(value)
    return days


def daily(item: str, values: list[float | None]) -> float | None:
    if item != "o3":
        known = [v for v in values if v is not None]
        return sum(known) / len(known) if len(known) >= 20 else None
    means = []
    for end in range(8, 25):
        window = [v for v in values[end - 8 : end] if v is not None]
        if len(window) >= 6:
            means.append(sum(window) / len(window))
    return max(means) if len(means) >= 14 else None


def city(stations: dict[str, dict[str, list[float | None]]], item: str) -> float | None:
    known = [v for s in stations.values() if (v := daily(item, s[item])) is not None]
    return sum(known) / len(known) if 2 * len(known) >= len(stations) else None


def test_every_station_has_every_hour_of_the_year() -> None:
    labels = [(hour.station, hour.end) for hour in hours()]
    assert len(labels) == len(set(labels)) == 3 * 365 * 24
    assert min(end for _, end in labels) == datetime(2025, 1, 1, 1)
    assert max(end for _, end in labels) == datetime(2026, 1, 1, 0)


@pytest.mark.parametrize("year", YEARS)
def test_reported_days_are_those_of_the_hours(year: int) -> None:
    good = valid = 0
    for day in by_day(year).values():
        means = {item: city(day, item) for item in AIR_POLLUTANTS}
        if any(mean is None for mean in means.values()):
            continue
        valid += 1
        good += all(means[item] <= LIMITS[item] for item in AIR_POLLUTANTS)
    told = air(year)
    assert (told["air_days_good"], told["air_days_valid"]) == (good, valid)
    assert told["air_days_excluded"] == len(by_day(year)) - valid > 0
    assert told["air_days_exceeded"] == valid - good


@pytest.mark.parametrize("year", YEARS)
def test_no_day_hangs_on_rounding(year: int) -> None:
    for day in by_day(year).values():
        for item, limit in LIMITS.items():
            mean = city(day, item)
            assert mean is None or abs(mean - limit) > 0.01 * limit


@pytest.mark.parametrize("year", YEARS)
def test_annual_pm25_is_the_mean_of_the_days(year: int) -> None:
    means = [city(day, "pm25") for day in by_day(year).values()]
    known = [mean for mean in means if mean is not None]
    assert air(year)["pm25"] == round(sum(known) / len(known))
    assert abs(sum(known) / len(known) - float(air(year)["pm25"])) < 0.35


def test_still_days_have_more_fine_dust() -> None:
    still = stillness(2023)
    winter = [day for day in by_day(2023) if day.month in (1, 2)]
    winter.sort(key=still.__getitem__)
    means = [city(by_day(2023)[day], "pm25") for day in winter]
    assert median(means[:20]) < median(means[-20:])


def test_fine_dust_is_part_of_dust() -> None:
    fine, dust = AIR_POLLUTANTS.index("pm25"), AIR_POLLUTANTS.index("pm10")
    for hour in hours():
        if hour.values[fine] is not None:
            assert hour.values[fine] <= hour.values[dust]
        else:
            assert set(hour.values) == {None}


def test_days_of_the_other_years_fill_the_year() -> None:
    for year, days in ((2020, 366), (2023, 365), (2024, 366)):
        told = air(year)
        assert told["air_days_valid"] + told["air_days_excluded"] == Decimal(days)
