"""What the stations of a year measured, worked out to days, sections and annual figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd

from ..intake.layout import WATER_ITEMS
from ..intake.monitoring import HIGHEST_USUAL_CO
from ..intake.records import Monitoring
from ..standards import air, water

__all__ = ["PLAN_EDITION", "AirYear", "WaterYear", "air_year", "water_year"]

PLAN_EDITION = "2012"
"""Edition of the air standards that held when the plan was adopted."""


@dataclass(frozen=True, eq=False)
class AirYear:
    """One year of hourly air: stations, district days, and the AQI on both editions.

    ``edition`` is that in force on each day; ``pinned`` holds every day against the edition under
    which the plan set its targets, so that years stay comparable.
    """

    year: int
    file: str
    stations: Mapping[str, pd.DataFrame]
    hours: Mapping[str, pd.DataFrame]

    @cached_property
    def days(self) -> pd.DataFrame:
        """Daily values of the district, published digits."""
        return air.district_days(self.stations)

    @cached_property
    def report(self) -> pd.DataFrame:
        """AQI of each day by the edition in force on it."""
        return air.daily_aqi(self.days)

    @cached_property
    def pinned(self) -> pd.DataFrame:
        """AQI of each day by the plan's edition."""
        return air.daily_aqi(self.days, PLAN_EDITION)

    @property
    def good_days(self) -> air.GoodDays:
        """Days of the year by the edition in force."""
        return air.good_days(self.report)

    @property
    def pinned_good_days(self) -> air.GoodDays:
        """Days of the year by the plan's edition."""
        return air.good_days(self.pinned)

    @cached_property
    def statistics(self) -> pd.DataFrame:
        """Annual statistics by the edition in force at the end of the year."""
        return air.annual_statistics(self.days)

    @property
    def pm25(self) -> float:
        """Annual mean of PM2.5, µg/m³, unrounded."""
        return float(self.statistics["mean"].to_dict()["pm25"])


@dataclass(frozen=True, eq=False)
class WaterYear:
    """One year of monthly section values: classes by month and for the year.

    ``faults`` names readings that have no value, with their place.
    """

    year: int
    file: str
    months: pd.DataFrame
    faults: tuple[tuple[str, str], ...]

    @cached_property
    def monthly_classes(self) -> pd.Series:
        """Class of each section and month."""
        return water.section_class(self.months)

    @cached_property
    def means(self) -> pd.DataFrame:
        """Yearly means by section."""
        return water.annual_means(self.months)

    @cached_property
    def classes(self) -> pd.Series:
        """Class of each section for the year."""
        return water.section_class(self.means)

    @property
    def shares(self) -> water.Shares:
        """Sections by class."""
        return water.class_shares(self.classes)

    @property
    def good(self) -> Fraction | None:
        """Share of class Ⅲ or better in percent."""
        return self.shares.good


def air_year(monitoring: Mapping[int, Monitoring], year: int) -> AirYear | None:
    """Work out the air of a year; None when no usable hours were sent.

    What cannot be a measurement was named while reading, each an error that stops a run: hours
    without a time, of another year, off the hour or twice, and negative values are gaps here, and
    with CO in the wrong unit nothing is worked out.
    """
    sent = monitoring.get(year, Monitoring())
    if sent.air is None or sent.air["co"].median() > HIGHEST_USUAL_CO:
        return None
    times = sent.air["时间"]
    kept = (times == times.dt.floor("h")) & ((times - pd.Timedelta(hours=1)).dt.year == year)
    table = sent.air[kept].drop_duplicates(["站点", "时间"])
    pollutants = list(air.POLLUTANTS)
    hours = {
        str(name): rows.set_index("时间")[pollutants].where(lambda values: values >= 0)
        for name, rows in table.groupby("站点", sort=False)
    }
    if not hours:
        return None
    stations = {name: air.daily_from_hourly(rows) for name, rows in hours.items()}
    return AirYear(year, sent.air_file, stations, hours)


def water_year(monitoring: Mapping[int, Monitoring], year: int) -> WaterYear | None:
    """Work out the sections of a year; None when none were sent."""
    sent = monitoring.get(year, Monitoring())
    if sent.sections is None:
        return None
    faults: list[tuple[str, str]] = []
    columns: dict[str, list[float]] = {}
    for item in WATER_ITEMS:
        readings = [water.parse_reading(text) for text in sent.sections[item]]
        columns[item] = [float("nan") if r.value is None else float(r.value) for r in readings]
        for place, reading in zip(sent.sections["位置"], readings, strict=True):
            if reading.value is None and "“" in reading.why:
                faults.append((place, f"{item} {reading.why}"))
    index = pd.MultiIndex.from_frame(sent.sections[["断面", "月份"]])
    months = pd.DataFrame(columns, index=index).dropna(axis=1, how="all")
    return WaterYear(year, sent.sections_file, months, tuple(faults))
