"""Reads monitoring data: hourly air, and monthly values of water sections, as tables.

A cell that is no number is a problem at its place and a gap in the table; so is a missing mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from .collector import Collector
from .layout import AIR, AIR_POLLUTANTS, WATER, WATER_ITEMS
from .sheet_lines import Line
from .textfile import read_text_rows

__all__ = ["AIR_FILE", "air_of_lines", "check_air", "read_air", "sections_of_lines"]

AIR_FILE = "air_hourly.csv"
SHOWN_ROWS = 5
MISSING_MARKS = ("", "—", "－", "-", "/", "NA", "N/A")
"""What a station writes for an hour that it did not measure; the template asks for the dash."""
MONTHS = range(1, 13)
HIGHEST_USUAL_CO = 50.0
"""Median of CO in mg/m³ above which it must be in µg/m³."""


def read_air(path: Path, name: str, into: Collector) -> pd.DataFrame | None:
    """Read hourly air data as a table of texts and numbers.

    Parameters
    ----------
    path : Path
        CSV with the header of `AIR`; µg/m³, CO in mg/m³.
    name : str
        Its path below the data folder, for messages.
    into : Collector
        Gets the problems.

    Returns
    -------
    DataFrame or None
        Columns 站点, 时间 (datetime of the hour's end), the pollutants and 备注; None when the file
        could not be read. Cells that are no number are NaN here and a problem in the collector.
    """
    rows, problems = read_text_rows(path, name, into.plan.methods.limits)
    into.problems += problems
    if not rows or list(rows[0]) != list(AIR.columns):
        if not problems:
            into.problem(name, "表头不符", f"表头应为：{','.join(AIR.columns)}")
        return None
    lines = range(2, len(rows) + 1)
    return _air_table(rows[1:], [f"{name}!{{}}{line}" for line in lines], into)


def air_of_lines(lines: Iterable[Line], into: Collector) -> pd.DataFrame | None:
    """Return the hours of a workbook's sheet 空气小时值, as `read_air` does; None when empty."""
    kept = list(lines)
    if not kept:
        return None
    places = [f"{line.file}!{line.sheet}!{{}}{line.number}" for line in kept]
    return _air_table([[line.text(c) for c in AIR.columns] for line in kept], places, into)


def check_air(frame: pd.DataFrame, name: str, year: int, into: Collector) -> None:
    """Note hours of another year, off the hour or reported twice, and CO in the wrong unit."""
    places = [f"{name}!{{}}{line}" for line in range(2, len(frame) + 2)]
    # The first hour of a year ends at 01:00 on 1 January, the last at 00:00 of the next year.
    hours = frame["时间"] - pd.Timedelta(hours=1)
    texts = frame["时间"].astype(str)
    other = frame.index[hours.notna() & (hours.dt.year != year)]
    _name_cells(places, "时间", other, texts, f"不在 {year} 年", into)
    early = frame.index[frame["时间"].notna() & (frame["时间"] != frame["时间"].dt.floor("h"))]
    _name_cells(places, "时间", early, texts, "不在整点", into)
    if frame["co"].median() > HIGHEST_USUAL_CO:
        what = f"co 列的中位数是 {frame['co'].median():g}，疑以微克/立方米填报"
        mend = "请换算成毫克/立方米（除以 1000）后重报"
        into.problem(places[0].format("E").rstrip("0123456789"), what, mend, code="good_air_days")
    twice = frame.index[frame.duplicated(["站点", "时间"]) & frame["时间"].notna()]
    _name_cells(places, "时间", twice, texts, "与前面的行重复", into)


def sections_of_lines(lines: Iterable[Line], into: Collector) -> pd.DataFrame | None:
    """Return the monthly values of water sections; None when the sheet is empty.

    Returns
    -------
    DataFrame or None
        Columns 断面, 名单版本, 月份 (1–12), 位置 (file, sheet and first cell of the row) and the
        items as texts, since ``0.05L`` means less than the detection limit.
    """
    records = []
    seen: set[tuple[str, str]] = set()
    for line in lines:
        section, month = line.text("断面"), line.text("月份")
        if month not in map(str, MONTHS) or not section:
            what = f"断面“{section}”、月份“{month}”不全或不对"
            into.problem(line.where("月份"), what, "请写断面名称与 1–12 的月份")
        elif (section, month) in seen:
            into.problem(line.where("月份"), f"断面“{section}” {month} 月重复", "请只留一行")
        else:
            seen.add((section, month))
            texts = {item: line.text(item) for item in WATER_ITEMS}
            version = line.text("名单版本")
            head = {"断面": section, "名单版本": version, "月份": int(month)}
            records.append({**head, "位置": line.where(WATER.columns[0]), **texts})
    return pd.DataFrame(records) if records else None


def _air_table(
    rows: Sequence[Sequence[str]], places: Sequence[str], into: Collector
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(AIR.columns))
    for pollutant in AIR_POLLUTANTS:
        texts = frame[pollutant].str.strip()
        numbers = pd.to_numeric(texts, errors="coerce")
        frame[pollutant] = numbers.where(numbers.abs() != float("inf"))
        unread = frame.index[frame[pollutant].isna() & ~texts.isin(MISSING_MARKS)]
        _name_cells(places, pollutant, unread, texts, "不是数", into)
        negative = frame.index[frame[pollutant] < 0]
        _name_cells(places, pollutant, negative, texts, "是负数", into)
    texts = frame["时间"].str.strip().str.replace(r"(\d\d:\d\d):00$", r"\1", regex=True)
    times = pd.to_datetime(texts, format="%Y-%m-%d %H:%M", errors="coerce")
    unread = frame.index[times.isna()]
    _name_cells(places, "时间", unread, frame["时间"], "不是“年-月-日 时:分”", into)
    frame["时间"] = times
    return frame


def _name_cells(
    places: Sequence[str],
    column: str,
    faulty: pd.Index,
    texts: pd.Series,
    what: str,
    into: Collector,
) -> None:
    """Note the first few faulty cells of a column and count the rest."""
    letter = chr(ord("A") + AIR.columns.index(column))
    code = {"pm25": "pm25"}.get(column, "good_air_days")
    for index in list(faulty)[:SHOWN_ROWS]:
        where = places[int(index)].format(letter)
        into.problem(where, f"“{texts[index]}”{what}", "请核对这一小时的数", code=code)
    if len(faulty) > SHOWN_ROWS:
        rest = len(faulty) - SHOWN_ROWS
        where = places[0].format(letter).rstrip("0123456789")
        into.problem(where, f"{column} 列另有 {rest} 格{what}", "请核对这一列", code=code)
