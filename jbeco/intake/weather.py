"""Reads the weather that a consultant adds: daily means, for the year effects of the air."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd

from ..problems import Level, Problem
from ..tables import Row
from .collector import Collector
from .consultant_rows import whole_rows
from .files import Arrived

__all__ = ["COLUMNS", "NUMBERS", "WEATHER_FILE", "read_weather"]

WEATHER_FILE = "weather_daily.csv"

NUMBERS = {
    "temperature_c": (-60.0, 60.0),
    "wind_ms": (0.0, 60.0),
    "humidity_pct": (0.0, 100.0),
    "rain_mm": (0.0, 1000.0),
}
"""The numbers of a day, and between what they must lie."""

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
COLUMNS = ("date", *NUMBERS, "note")


def read_weather(file: Arrived | Problem, year: int, into: Collector) -> None:
    """Read the daily weather of one year into the collector.

    Parameters
    ----------
    file : Arrived or Problem
        CSV with the header of `COLUMNS`, one row per day, an empty cell where nothing is known; or
        why it could not be read.
    year : int
        The year of its folder.
    into : Collector
        Gets a table with the columns ``date`` and the numbers, and the problems, cell by cell.
        Weather judges nothing: a faulty cell is a gap.
    """
    rows, lost = whole_rows(file, COLUMNS, (), into)
    if not rows and lost:
        return
    found: dict[date, list[float]] = {}
    for row in rows:
        day = _day(row, year, into)
        if day is not None and day in found:
            _doubt(row, "date", "与前面的行重复", "请只留一行", into)
        elif day is not None:
            found[day] = [_number(row, column, into) for column in NUMBERS]
    table = pd.DataFrame.from_dict(found, orient="index", columns=list(NUMBERS))
    table.index = pd.DatetimeIndex(table.index, name="date")
    weather = table.reset_index()
    into.monitoring = replace(into.monitoring, weather=weather)


def _day(row: Row, year: int, into: Collector) -> date | None:
    """Return a row's day; None, and a warning, where none of the year stands."""
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        day = None
    if day is None or day.year != year:
        what = "不是“年-月-日”" if day is None else f"不在 {year} 年"
        _doubt(row, "date", what, f"请写如 {year}-01-31；别年的放进那一年的文件夹", into)
        return None
    return day


def _number(row: Row, column: str, into: Collector) -> float:
    """Return a number; NaN where nothing, no number, or an impossible one stands."""
    if row[column] == "":
        return float("nan")
    low, high = NUMBERS[column]
    number = float(row[column]) if NUMBER.fullmatch(row[column]) else float("nan")
    if not low <= number <= high:
        what = f"不是 {low:g} 与 {high:g} 之间的数"
        _doubt(row, column, what, "请核对单位；不知道的留空", into)
        return float("nan")
    return number


def _doubt(row: Row, column: str, what: str, mend: str, into: Collector) -> None:
    where, text = row.where(column), row[column]
    into.problem(where, f"“{text}”{what}，这一格不用", mend, Level.WARNING)
