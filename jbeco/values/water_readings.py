"""What laboratories wrote of the water sections, as numbers; and what of them may set a class.

What was not detected never makes a class worse because the method was too coarse.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ..intake.readings import Reading, read_measurement
from ..standards import water

__all__ = ["SECTION", "ReadingFault", "Readings", "readings"]

SECTION = ["year", "section"]
MONTH = [*SECTION, "month"]


@dataclass(frozen=True)
class ReadingFault:
    """A reading that has no value though something was written, with its year and place."""

    year: int
    place: str
    what: str


@dataclass(frozen=True, eq=False)
class Readings:
    """Readings as numbers by year, section and month (or year and section: means of the year).

    Parameters
    ----------
    values : DataFrame
        Items as columns, mg/L apart from pH; half of the detection limit below it.
    lowest : DataFrame
        The same with zero below the detection limit.
    limits : DataFrame
        The detection limit where something was below it (in a year the highest), else NaN.
    faults : tuple of ReadingFault
        What has no value though something was written.
    """

    values: pd.DataFrame
    lowest: pd.DataFrame
    limits: pd.DataFrame
    faults: tuple[ReadingFault, ...] = ()

    @property
    def too_coarse(self) -> pd.DataFrame:
        """Where an item's class is worse only because the detection limit is above the limit.

        Half of the limit counts (环办监测函〔2020〕82 号，旁证) where the method can tell the class
        that the item would have without it from the next one; else it says nothing about the class.
        """
        if self.values.empty:
            return self.values.astype(bool)
        without = water.item_classes(self.lowest)
        worse = water.item_classes(self.values) > without
        allowed = without.apply(lambda column: column.map(_limits_of(str(column.name))))
        found: pd.DataFrame = worse & (self.limits[without.columns] > allowed)
        return found

    @property
    def decisive(self) -> pd.DataFrame:
        """The values that may set a class: of an item too coarse only what was detected counts."""
        judged = self.too_coarse.reindex(columns=self.values.columns, fill_value=False)
        detected = self.lowest.where(self.lowest > 0)
        found: pd.DataFrame = self.values.mask(judged, detected)
        return found

    def yearly(self) -> Readings:
        """Return the means of each section and year, in the order in which they were sent."""
        if self.values.empty:
            nothing = self.values.droplevel("month")
            return Readings(nothing, nothing, nothing)
        highest: Any = self.limits.groupby(level=SECTION, sort=False).max()
        return Readings(_yearly_means(self.values), _yearly_means(self.lowest), highest)


def _limits_of(item: str) -> dict[float, float]:
    """Return an item's limit by class; beyond the last there is none."""
    limits = water.items()[item].limits
    return {float(number): limit for number, limit in enumerate(limits, 1)}


def _yearly_means(months: pd.DataFrame) -> pd.DataFrame:
    years: Any = months.groupby(level="year", sort=False)
    parts = {int(year): water.annual_means(mine.droplevel("year")) for year, mine in years}
    means: pd.DataFrame = pd.concat(parts, names=SECTION)
    return means


def readings(monthly: pd.DataFrame) -> Readings:
    """Read the texts of the table ``water_monthly`` as numbers.

    Items that nobody measured are left out.
    """
    faults: list[ReadingFault] = []
    values: dict[str, list[float]] = {}
    limits: dict[str, list[float]] = {}
    for item, known in water.items().items():
        if item not in monthly:
            continue
        unit = "毫克/升" if known.unit else ""
        found = [_measured(text, unit) for text in monthly[item]]
        values[item] = [_float(reading.value) for reading in found]
        limits[item] = [_float(reading.limit) for reading in found]
        places = zip(monthly["year"], monthly["place"], found, strict=True)
        faults += [
            ReadingFault(int(year), place, f"{known.name}：{reading.why}")
            for year, place, reading in places
            if reading.why
        ]
    index = pd.MultiIndex.from_frame(monthly[MONTH].astype({"year": int, "month": int}))
    numbers = pd.DataFrame(values, index=index).dropna(axis=1, how="all")
    if numbers.empty:  # what has no item has no section either
        numbers = numbers.iloc[:0]
    below = pd.DataFrame(limits, index=index).loc[numbers.index, numbers.columns]
    return Readings(numbers, numbers.mask(below.notna(), 0.0), below, tuple(faults))


def _measured(text: str, unit: str) -> Reading:
    """Read one measurement of water; no laboratory finds just nothing, it tells its limit."""
    reading = read_measurement(text, unit)
    if reading.value == 0:
        return Reading(why="“0”不是监测值；未检出的写检出限（如 0.05L），未监测的写“/”")
    return reading


def _float(number: Fraction | None) -> float:
    return float("nan") if number is None else float(number)
