"""Reads daily air values of stations, the second form of air beside hourly ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from ..problems import Level, Problem
from ..tables import Row
from .collector import Collector
from .consultant_rows import whole_rows
from .dates import read_date
from .duties import criteria_on_stations
from .files import Arrived
from .monitoring import FAULTS, NAN, read_concentration
from .numbers import missing_reason
from .textfile import SHOWN_ROWS

__all__ = ["AIR_DAILY_FILE", "DAILY_ITEMS", "read_days_file"]

AIR_DAILY_FILE = "air_daily.csv"

DAILY_ITEMS = ("so2", "no2", "co", "o3_8h", "pm10", "pm25")
"""Daily means, and the daily maximum of 8 h of ozone; µg/m³, CO in mg/m³."""

STATION, DATE, NOTE = "站点", "日期", "备注"
COLUMNS = (STATION, DATE, *DAILY_ITEMS, NOTE)


def read_days_file(file: Arrived | Problem, year: int, into: Collector) -> None:
    """Read the daily air of one year into the collector.

    Parameters
    ----------
    file : Arrived or Problem
        CSV with the header of `COLUMNS`, one row per station and day, an empty cell or a word for
        missing where nothing was measured; or why it could not be read.
    year : int
        The year that the days must be of.
    into : Collector
        Gets a table ``file station date`` and the items, and the problems, cell by cell: a faulty
        cell is a gap, a faulty day is left out.
    """
    blocks = criteria_on_stations(into.plan, "air")
    rows, lost = whole_rows(file, COLUMNS, blocks, into)
    if not rows and lost:
        return
    assert isinstance(file, Arrived)
    before = len(into.problems)
    found: dict[tuple[str, date], list[float]] = {}
    torn: set[tuple[str, date]] = set()
    for row in rows:
        day = _day(row, year, into)
        if day is None:
            continue
        values = [_value(row, item, into) for item in DAILY_ITEMS]
        if str(values) == str(found.setdefault(day, values)):  # a gap equals a gap
            if found[day] is not values:
                said, mend = "与前面的行重复，内容一样", "请删去一行"
                _fault(row, DATE, said, mend, into, Level.WARNING)
            continue
        _fault(row, DATE, "与前面的行重复，内容不同，都没有采用", "请只留对的一行", into)
        torn.add(day)
    into.problems[before:] = _counted(into.problems[before:])
    records = [
        (file.name, station, pd.Timestamp(day), *values)
        for (station, day), values in sorted(found.items())
        if (station, day) not in torn
    ]
    days = pd.DataFrame.from_records(records, columns=["file", "station", "date", *DAILY_ITEMS])
    into.monitoring = replace(into.monitoring, days=days)


def _day(row: Row, year: int, into: Collector) -> tuple[str, date] | None:
    """Return a row's station and day; None, and an error, where it names none of the year."""
    if missing_reason(row[STATION]) is not None:
        _fault(row, STATION, "不是站点", "请写站点名称", into)
        return None
    day = read_date(row[DATE])
    if not isinstance(day, date):
        _fault(row, DATE, "不是“年-月-日”", f"请写如 {year}-01-31", into)
        return None
    if day.year != year:
        _fault(row, DATE, f"不在 {year} 年", "请放进那一年的文件夹", into)
        return None
    return row[STATION], day


def _value(row: Row, item: str, into: Collector) -> float:
    """Return a concentration; NaN where nothing was measured, or where it is none."""
    unit = "毫克/立方米" if item == "co" else "微克/立方米"
    found = read_concentration(row[item], unit)
    if isinstance(found, str):
        _fault(row, item, found, "请核对这一天的数", into, FAULTS[found])
    return found if isinstance(found, float) else NAN


def _counted(problems: Sequence[Problem]) -> list[Problem]:
    """Return the first few problems of each kind and column, and one that counts the rest."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        kind = re.sub("^“.*?”", "", problem.what)
        groups.setdefault((re.sub(r"\d+（", "（", problem.where), kind), []).append(problem)
    found: list[Problem] = []
    for (_, kind), mine in groups.items():
        found += mine[:SHOWN_ROWS]
        rest = mine[SHOWN_ROWS:]
        if rest:
            found.append(replace(rest[0], what=f"自这一格起另有 {len(rest)} 格{kind}"))
    return found


def _fault(
    row: Row, column: str, what: str, mend: str, into: Collector, level: Level = Level.ERROR
) -> None:
    blocks = criteria_on_stations(into.plan, "air")
    said = f"“{row[column]}”{what}"
    into.problem(row.where(column), said, mend, level, blocks=blocks, about="")
