from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from jbeco.intake.layout import AIR_POLLUTANTS
from scripts.example.air import STATIONS, air, hours

LIMITS = {"so2": 150, "no2": 80, "co": 4, "o3": 160, "pm10": 150, "pm25": 75}


def by_day() -> dict[date, dict[str, dict[str, list[float | None]]]]:
    """Regroup the hours by natural day, station and pollutant."""
    days: dict = defaultdict(lambda: {s: {p: [] for p in AIR_POLLUTANTS} for s in STATIONS})
    for hour in hours():
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
    return sum(known) / len(known) if len(known) >= 2 else None


def test_every_station_has_every_hour_of_the_year() -> None:
    labels = [(hour.station, hour.end) for hour in hours()]
    assert len(labels) == len(set(labels)) == 3 * 365 * 24
    assert min(end for _, end in labels) == datetime(2025, 1, 1, 1)
    assert max(end for _, end in labels) == datetime(2026, 1, 1, 0)


def test_reported_days_are_those_of_the_hours() -> None:
    good = valid = 0
    for stations in by_day().values():
        means = {item: city(stations, item) for item in AIR_POLLUTANTS}
        if any(mean is None for mean in means.values()):
            continue
        valid += 1
        good += all(means[item] <= LIMITS[item] for item in AIR_POLLUTANTS)
    told = air(2025)
    assert (told["air_days_good"], told["air_days_valid"]) == (good, valid)
    assert told["air_days_excluded"] == 365 - valid > 0
    assert told["air_days_exceeded"] == valid - good


def test_no_day_hangs_on_rounding() -> None:
    for stations in by_day().values():
        for item, limit in LIMITS.items():
            mean = city(stations, item)
            assert mean is None or abs(mean - limit) > 0.01 * limit


def test_annual_pm25_is_the_mean_of_the_days() -> None:
    means = [city(stations, "pm25") for stations in by_day().values()]
    known = [mean for mean in means if mean is not None]
    assert air(2025)["pm25"] == round(sum(known) / len(known))


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
