"""Story of the weather: invented daily means, windy where there is less fine dust."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import cos, pi

from .air import stillness
from .shapes import SEED

__all__ = ["WeatherDay", "weather"]

WARMEST = 205
"""Day of the year about which it is warmest."""

RAINY_DAYS = (0.30, 0.34, 0.42, 0.42, 0.42, 0.50, 0.42, 0.45, 0.40, 0.26, 0.28, 0.26)
"""Share of days with rain by month."""


@dataclass(frozen=True)
class WeatherDay:
    """One day: mean temperature in °C, wind in m/s, relative humidity in %, rain in mm."""

    day: date
    temperature_c: float
    wind_ms: float
    humidity_pct: int
    rain_mm: float


def weather(year: int) -> Iterator[WeatherDay]:
    """Yield the days of a year; the stiller the air, the less wind and rain."""
    draw = random.Random(f"{SEED}-weather-{year}")
    for day, still in stillness(year).items():
        season = cos(2 * pi * (day.timetuple().tm_yday - WARMEST) / 365)
        wet = draw.random() < RAINY_DAYS[day.month - 1] * (1.6 - 0.6 * still)
        rain = round(draw.expovariate(1 / 9), 1) if wet else 0.0
        yield WeatherDay(
            day=day,
            temperature_c=round(17.5 + 12 * season + draw.gauss(0, 2.5), 1),
            wind_ms=round(2.4 * still**-1.5 * draw.uniform(0.85, 1.15), 1),
            humidity_pct=min(98, round(70 + 6 * season + (14 if wet else 0) + draw.gauss(0, 6))),
            rain_mm=rain,
        )
