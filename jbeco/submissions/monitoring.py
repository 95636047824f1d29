"""Checks the hourly air file of a year: stations, hours and values that can be what they say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .collector import Collector
from .layout import AIR, AIR_POLLUTANTS
from .textfile import read_text_rows

__all__ = ["AIR_FILE", "check_air_file", "read_air"]

AIR_FILE = "air_hourly.csv"
SHOWN_ROWS = 5


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
        Columns 站点, 时间 (datetime of the hour's end) and the pollutants; None when the file could
        not be read. Cells that are no number are NaN here and a problem in the collector.
    """
    rows, problems = read_text_rows(path, name, into.plan.methods.limits)
    into.problems += problems
    if not rows or list(rows[0]) != list(AIR.columns):
        if not problems:
            into.problem(name, "表头不符", f"表头应为：{','.join(AIR.columns)}")
        return None
    frame = pd.DataFrame(rows[1:], columns=list(AIR.columns))
    for pollutant in AIR_POLLUTANTS:
        texts = frame[pollutant].str.strip()
        numbers = pd.to_numeric(texts, errors="coerce")
        frame[pollutant] = numbers.where(numbers.abs() != float("inf"))
        unread = frame.index[frame[pollutant].isna() & (texts != "")]
        _name_cells(name, pollutant, unread, texts, "不是数", into)
        negative = frame.index[frame[pollutant] < 0]
        _name_cells(name, pollutant, negative, texts, "是负数", into)
    times = pd.to_datetime(frame["时间"], format="%Y-%m-%d %H:%M", errors="coerce")
    _name_cells(
        name, "时间", frame.index[times.isna()], frame["时间"], "不是“年-月-日 时:分”", into
    )
    frame["时间"] = times
    return frame


def check_air_file(path: Path, name: str, year: int, into: Collector) -> None:
    """Check the hourly air file of a year and note what is wrong in it."""
    frame = read_air(path, name, into)
    if frame is None:
        return
    # The first hour of a year ends at 01:00 on 1 January, the last at 00:00 of the next year.
    hours = frame["时间"] - pd.Timedelta(hours=1)
    other = frame.index[hours.notna() & (hours.dt.year != year)]
    _name_cells(name, "时间", other, frame["时间"].astype(str), f"不在 {year} 年", into)
    twice = frame.index[frame.duplicated(["站点", "时间"]) & frame["时间"].notna()]
    _name_cells(name, "时间", twice, frame["时间"].astype(str), "与前面的行重复", into)


def _name_cells(
    name: str, column: str, places: pd.Index, texts: pd.Series, what: str, into: Collector
) -> None:
    """Note the first few faulty cells of a column and count the rest."""
    letter = chr(ord("A") + AIR.columns.index(column))
    code = {"pm25": "pm25"}.get(column, "good_air_days")
    for place in list(places)[:SHOWN_ROWS]:
        where = f"{name}!{letter}{int(place) + 2}"
        into.problem(where, f"“{texts[place]}”{what}", "请核对这一小时的数", code=code)
    if len(places) > SHOWN_ROWS:
        rest = len(places) - SHOWN_ROWS
        what = f"{column} 列另有 {rest} 格{what}"
        into.problem(f"{name}!{letter}", what, "请核对这一列", code=code)
