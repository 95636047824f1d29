"""Reads monitoring data: hourly air, and monthly values of water sections, as tables.

A cell that is no number is a problem at its place and a gap in the table; a missing mark is only a
gap. What can be read but can be no measurement (a wrong unit, six zeros) is found where the days
are worked out, in `jbeco.values`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd

from ..problems import Level, Problem
from ..standards.air import NAMES
from .collector import Collector
from .dates import SPACED, read_month
from .duties import criteria_on_stations
from .feeds import PUBLISHED, HourTexts, agreement_problem, choose_o3, hour_texts
from .files import Arrived
from .layout import AIR, AIR_POLLUTANTS, WATER, WATER_ITEMS
from .numbers import missing_reason
from .parquetfile import read_parquet_table
from .readings import read_measurement
from .sheet_lines import Line
from .textfile import TextRow, read_table, torn_rows

__all__ = [
    "AIR_FILE",
    "AIR_PARQUET",
    "FAULTS",
    "NAN",
    "read_concentration",
    "read_hours",
    "read_hours_file",
    "read_sections",
]

AIR_FILE = "air_hourly.csv"
AIR_PARQUET = re.compile(r"air_hourly(?:-.+)?\.parquet")
"""The same hours as Parquet: one file, or one for each station, each with its name."""

SHOWN_ROWS = 5
DUST = "air.pm25"
"""Figure that rests on one pollutant only."""

PLACEHOLDERS = ("-1", "-99", "-999", "-9999", "-99999")
"""What instruments and feeds write where there is no value; no concentration is negative."""

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
DAY = r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?"
COMPACT_DAY = r"(\d{4})(\d{2})(\d{2})"
CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
USUAL_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d", re.ASCII)
COMPACT_CLOCK = r"(\d{2})(\d{2})(\d{2})?"
TIMES = [
    re.compile(rf"{day}[ T]+{clock}", re.ASCII)
    for day in (DAY, COMPACT_DAY)
    for clock in (CLOCK, COMPACT_CLOCK)
]

STATION, TIME = AIR.columns[:2]
COLUMN_NAMES = {"station": "站点", "time": "时间", "date": "日期", **NAMES}


def read_hours_file(file: Arrived | Problem, year: int, into: Collector) -> None:
    """Read hourly air from a CSV or Parquet, our own form or a feed's; µg/m³, CO in mg/m³.

    Parameters
    ----------
    file : Arrived or Problem
        The file, or why it could not be read.
    year : int
        The year that the hours must be of.
    into : Collector
        Gets the hours and the problems.
    """
    blocks = criteria_on_stations(into.plan, "air")
    if isinstance(file, Problem):
        into.problems.append(_held_up(file, blocks))
        return
    read = read_parquet_table if file.name.endswith(".parquet") else read_table
    table, problems = read(file, into.plan.methods.limits)
    if table is not None and _add_hours(file.name, table.header, table.rows, year, into):
        problems = (*problems, *torn_rows(table, file.name))
    elif table is not None:
        problems = ()  # how a file was read says nothing where nothing of it was
    into.problems += [_held_up(problem, blocks) for problem in problems]


def read_hours(lines: Iterable[Line], year: int, into: Collector) -> None:
    """Read the hours of a workbook's sheet 空气小时值, as `read_hours_file` does."""
    kept = list(lines)
    if kept:
        rows = [TextRow(line.number, [line.text(c) for c in AIR.columns]) for line in kept]
        _add_hours(f"{kept[0].file}!{AIR.name}", AIR.columns, rows, year, into)


def _held_up(problem: Problem, blocks: Sequence[str]) -> Problem:
    return replace(problem, blocks=tuple(blocks)) if problem.level is Level.ERROR else problem


def _add_hours(
    place: str, header: Sequence[str], rows: Sequence[TextRow], year: int, into: Collector
) -> bool:
    """Add the hours of a table; False, and a problem, when its header is not one of hours."""
    found = hour_texts(header, rows)
    if isinstance(found, str):
        mend = f"表头应为：{','.join(AIR.columns)}；或保留全国实时发布的表头"
        blocks = criteria_on_stations(into.plan, "air")
        what = f"表头不符：{found}；{len(rows)} 行都没有读入"
        into.problem(f"{place}!A1", what, mend, blocks=blocks)
        return False
    hours = _Hours(place, found, year, into).read()
    into.hours.append((place, hours))
    return True


class _Hours:
    """Reads the texts of a table of hours; names the faulty cells, and leaves them out."""

    def __init__(self, place: str, texts: HourTexts, year: int, into: Collector) -> None:
        self.place = place
        self.texts = texts
        self.year = year
        self.into = into

    def read(self) -> pd.DataFrame:
        """Return a row per station and hour: 站点, 时间 (the hour's end), pollutants."""
        columns = {item: self._numbers(item) for item in AIR_POLLUTANTS}
        hours = pd.DataFrame({STATION: self._stations(), TIME: self._times(), **columns})
        published = {role: self._unnamed(role) for role in PUBLISHED if role in self.texts.columns}
        hours = hours.assign(**published)
        hours = hours[hours[STATION].ne("") & hours[TIME].notna()]
        return self._as_published(self._once(hours))

    def _stations(self) -> list[str]:
        stations = [text.strip() for text in self.texts.columns["station"]]
        blank = {station for station in set(stations) if missing_reason(station) is not None}
        self._name("station", _rows(stations, blank), "不是站点", "请写站点名称")
        return ["" if station in blank else station for station in stations]

    def _times(self) -> pd.DatetimeIndex:
        role, texts = self._time_texts()
        known = {text: _time(text) for text in set(texts)}
        self._name(
            role, _rows(texts, {t for t in known if known[t] is None}), "不是“年-月-日 时:分”"
        )
        good = {text: time for text, time in known.items() if time is not None}
        other = {t for t, time in good.items() if (time - timedelta(hours=1)).year != self.year}
        early = {t for t, time in good.items() if time.minute or time.second} - other
        self._name(role, _rows(texts, other), f"不在 {self.year} 年")
        self._name(role, _rows(texts, early), "不在整点")
        kept = {text: time for text, time in good.items() if text not in other | early}
        return pd.DatetimeIndex([kept.get(text) for text in texts], dtype="datetime64[s]")

    def _time_texts(self) -> tuple[str, list[str]]:
        columns = self.texts.columns
        if "time" in columns:
            return "time", [text.strip() for text in columns["time"]]
        pairs = zip(columns["date"], columns["hour"], strict=True)
        return "date", [f"{date.strip()} {hour.strip()}:00" for date, hour in pairs]

    def _numbers(self, item: str) -> list[float]:
        texts = self.texts.columns[item]
        unit = "毫克/立方米" if item == "co" else "微克/立方米"
        known = {text: read_concentration(text, unit) for text in set(texts)}
        for what, level in FAULTS.items():
            faulty = {text for text, found in known.items() if found == what}
            self._name(item, _rows(texts, faulty), what, "请核对这一小时的数", level)
        numbers = {t: found if isinstance(found, float) else NAN for t, found in known.items()}
        return [numbers[text] for text in texts]

    def _unnamed(self, role: str) -> list[float]:
        """Return the numbers of a column that is only looked at; what is no number is a gap."""
        found = [read_concentration(text, "") for text in self.texts.columns[role]]
        return [number if isinstance(number, float) else NAN for number in found]

    def _as_published(self, hours: pd.DataFrame) -> pd.DataFrame:
        """Exchange the ozone columns where the published AQI shows that they are exchanged."""
        if "aqi" in hours:
            by_time, exchanged = hours.set_index(TIME), None
            if "o3_24h" in hours:
                by_time, exchanged = choose_o3(by_time, self.place)
            doubt = agreement_problem(by_time, self.place)
            self.into.problems += [p for p in (exchanged, doubt) if p is not None]
            hours = by_time.reset_index()
        return hours[[STATION, TIME, *AIR_POLLUTANTS]].reset_index(drop=True)

    def _once(self, hours: pd.DataFrame) -> pd.DataFrame:
        """Leave out hours that stand there twice; which of two different ones is right is open."""
        again = hours.duplicated([STATION, TIME])
        different = hours.duplicated([STATION, TIME], keep=False) & ~hours.duplicated(keep=False)
        role = self._time_texts()[0]
        same = [int(row) for row in hours.index[again & ~different]]
        self._name(role, same, "与前面的行重复，内容一样", "请删去一行", Level.WARNING)
        differing = [int(row) for row in hours.index[again & different]]
        self._name(role, differing, "与前面的行重复，内容不同，都没有采用", "请只留对的一行")
        return hours[~again & ~different]

    def _name(
        self, role: str, rows: Sequence[int], what: str, mend: str = "", level: Level = Level.ERROR
    ) -> None:
        """Note the first few faulty cells of a column and count the rest.

        They are left out of the days; what a department reported is not at fault because of them.
        """
        mend = mend or f"请写成 {self.year}-01-01 01:00（小时末），或改正后重报"
        texts = self._time_texts()[1] if role == "date" else self.texts.columns[role]
        without = DUST if role in AIR_POLLUTANTS and f"air.{role}" != DUST else ""
        blocks = criteria_on_stations(self.into.plan, "air", without)
        for row in rows[:SHOWN_ROWS]:
            where = f"{self.place}!{self.texts.cell(row, role)}"
            said = f"“{texts[row].strip()}”{what}"
            self.into.problem(where, said, mend, level, blocks=blocks, about="")
        rest = rows[SHOWN_ROWS:]
        if rest:
            where = f"{self.place}!{self.texts.cell(rest[0], role)}"
            said = f"{COLUMN_NAMES[role]}列自这一格起另有 {len(rest)} 格{what}"
            self.into.problem(where, said, mend, level, blocks=blocks, about="")


NAN = float("nan")
FAULTS = {"不是数": Level.ERROR, "是负数": Level.ERROR, "是占位数，按缺测": Level.WARNING}


def read_concentration(text: str, unit: str) -> float | str | None:
    """Read a concentration; None when the text says that there is none, else what is wrong.

    What stands in nearly every cell is read at once; any other spelling as everywhere else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if missing_reason(plain) is not None:
        return None
    if plain in PLACEHOLDERS:
        return "是占位数，按缺测"
    if NUMBER.fullmatch(plain):
        return "是负数" if plain.startswith("-") else float(plain)
    value = read_measurement(text, unit).value
    return "不是数" if value is None else float(value)


def _time(text: str) -> datetime | None:
    """Read the end of an hour; 24:00 is the midnight that ends the day. None when it is no time."""
    if USUAL_TIME.fullmatch(text):
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    plain = unicodedata.normalize("NFKC", text).replace("T", " ")
    plain = SPACED.sub("", plain)
    found = next((match for form in TIMES if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        midnight = datetime(year, month, day)
    except ValueError:
        return None
    if minute > 59 or second > 59 or (hour, minute, second) > (24, 0, 0):
        return None
    return midnight + timedelta(hours=hour, minutes=minute, seconds=second)


def _rows(texts: Sequence[str], wanted: set[str]) -> list[int]:
    return [row for row, text in enumerate(texts) if text in wanted] if wanted else []


def read_sections(lines: Iterable[Line], year: int, into: Collector) -> None:
    """Read the monthly values of water sections from a workbook's sheet 水质断面.

    The collector gets a table with the columns 断面, 名单版本, 月份 (1–12), 位置 (file, sheet and
    first cell of the row) and the items as texts, since ``0.05L`` means less than the detection
    limit.
    """
    records: dict[tuple[str, int | None], dict[str, object]] = {}
    torn: set[tuple[str, int | None]] = set()
    file = ""
    for line in lines:
        number = read_month(line.cells["月份"].value, year)
        file, month = line.file, (line.text("断面"), number)
        texts = {item: line.text(item) for item in WATER_ITEMS}
        if number is None or missing_reason(month[0]) is not None:
            what = f"断面“{month[0]}”、月份“{line.text('月份')}”不全或不对，这一行没有读入"
            _name_row(line, what, f"请写断面名称与 {year} 年 1–12 的月份", into)
        elif month in records and all(records[month][item] == texts[item] for item in texts):
            _name_row(line, f"断面“{month[0]}” {month[1]} 月重复，内容一样", "请只留一行", into)
        elif month in records:
            torn.add(month)
            what = f"断面“{month[0]}” {month[1]} 月重复，内容不同，都没有采用"
            _name_row(line, what, "请只留对的一行", into)
        else:
            head = {"断面": month[0], "名单版本": line.text("名单版本"), "月份": number}
            records[month] = {**head, "位置": line.where(WATER.columns[0]), **texts}
    kept = [record for month, record in records.items() if month not in torn]
    if kept:
        into.sections.append((file, pd.DataFrame(kept)))


def _name_row(line: Line, what: str, mend: str, into: Collector) -> None:
    blocks = criteria_on_stations(into.plan, "water")
    into.problem(line.where("月份"), what, mend, blocks=blocks, about="")
