"""The invented weather: whole years, possible numbers, and the same every time."""

import pytest

from jbeco.intake.weather import NUMBERS
from scripts.example.air import stillness
from scripts.example.weather import weather


@pytest.mark.parametrize(("year", "days"), [(2020, 366), (2025, 365)])
def test_a_whole_year_of_possible_numbers(year: int, days: int) -> None:
    found = list(weather(year))
    assert len({day.day for day in found}) == len(found) == days
    for name, (low, high) in NUMBERS.items():
        values = [getattr(day, name) for day in found]
        assert low <= min(values) < max(values) <= high
    assert found == list(weather(year))


def test_wind_blows_where_the_air_is_not_still() -> None:
    by_wind = sorted(weather(2024), key=lambda day: day.wind_ms)
    still = stillness(2024)
    calm, windy = ([still[day.day] for day in part] for part in (by_wind[:50], by_wind[-50:]))
    assert min(calm) > max(windy)


def test_summer_is_warm() -> None:
    by_month: dict[int, list[float]] = {}
    for day in weather(2022):
        by_month.setdefault(day.day.month, []).append(day.temperature_c)
    means = {month: sum(values) / len(values) for month, values in by_month.items()}
    assert max(means, key=means.__getitem__) in (7, 8)
    assert min(means, key=means.__getitem__) in (1, 2)
