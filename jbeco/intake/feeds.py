"""Public hourly air feeds as our columns: names, times, and what stands where no value is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..plan import load_plan
from ..plan.methods import Limits
from ..problems import JbecoError, Level, Problem
from ..standards.air import hourly_aqi, pollutant_and_average, pollutant_named, pollutants
from .numbers import missing_reason
from .textfile import read_text_rows

__all__ = [
    "Feed",
    "agreement_problem",
    "choose_o3",
    "clean_numbers",
    "long_to_wide",
    "primary_names",
    "read_feed",
    "reproduced_share",
    "tidy_feed",
]

SENTINELS = (-1, -99, -999, -9999, -99999, 9999, 99999)
"""Numbers that feeds write where there is no value."""

CO_MICROGRAMS = 50.0
"""Median CO above which the column is taken to be in µg/m³ instead of mg/m³ (house rule)."""

NOT_MONITORED = "/"
"""Mark of HJ 633-2026 for a pollutant that is not monitored (已核)."""

SHOWN = 3
WARNING = Level.WARNING
WORDS = {
    "city": "city area 城市",
    "station": "watchpoint stationcode station 站点 监测点",
    "place": "positionname",
    "date": "date 日期",
    "hour": "hour 小时",
    "time": "timepoint time 时间",
    "aqi": "aqi",
    "level": "level quality 质量等级 空气质量等级",
    "primary": "primarypollution primarypollutant 首要污染物",
    "type": "type",
}
COLUMN_OF = {word: column for column, words in WORDS.items() for word in words.split()}
TEXTS = ("city", "station", "place", "level")
DIVIDERS = re.compile(r"[\s,，、;；]+")
DATE_SIGNS = re.compile(r"[年月/]")
TIMES = ("%Y%m%d", "%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True)
class Feed:
    """A feed as our columns.

    ``values`` has the end of each hour as its index; its columns are ``city station place aqi level
    primary`` as published and the concentrations: ``so2``, ``pm25``, ``o3_1h`` … of one hour,
    ``so2_24h``, ``o3_8h`` … as named. ``not_monitored`` says which concentrations carry the mark
    ``/``. ``problems`` names what was left out or read as missing.
    """

    values: pd.DataFrame
    not_monitored: pd.DataFrame
    problems: tuple[Problem, ...]


def read_feed(path: Path, limits: Limits | None = None) -> Feed:
    """Read a feed from a CSV file, UTF-8 or GB18030.

    Parameters
    ----------
    path : Path
        A row per station and hour, or the long form ``date,hour,type,<station>,…``.
    limits : Limits, optional
        What the file may be at most; by default as for the departments' files.

    Raises
    ------
    JbecoError
        When the file cannot be read as a table, or names no time, or a column twice.
    """
    rows, problems = read_text_rows(path, path.name, limits or load_plan().methods.limits)
    if not rows:
        raise JbecoError(problems or [Problem(path.name, "文件是空的", "请核对文件")])
    feed = tidy_feed(pd.DataFrame(rows[1:], columns=list(rows[0]), dtype=str), path.name)
    return Feed(feed.values, feed.not_monitored, (*problems, *feed.problems))


def tidy_feed(raw: pd.DataFrame, name: str) -> Feed:
    """Turn the texts of a feed into our columns; those that are not ours are left out.

    Parameters
    ----------
    raw : DataFrame of str
        As the feed writes them.
    name : str
        How problems name it.

    Notes
    -----
    ``O3`` is taken for the 1-h value and ``O3_24h`` for the highest hour of the day so far, as they
    are named; `feed_checks.choose_o3` tests that.
    """
    if "type" in {str(column).casefold() for column in raw.columns}:
        raw = long_to_wide(raw, name)
    raw = raw.set_axis([_our_name(column) for column in raw.columns], axis=1)
    raw = raw.loc[:, raw.columns != ""]
    _refuse(raw, name)
    times = _hours(raw)
    problems = list(_cells(name, "time", times.isna(), "的时间读不懂，已略去", raw.iloc[:, 0]))
    values, marks = {}, {}
    for column in raw.columns.difference(["date", "hour", "time"], sort=False):
        texts = raw[column].str.strip()
        if column in TEXTS:
            values[column] = texts.mask(texts.map(_says_nothing))
        elif column == "primary":
            values[column] = primary_names(texts)
        else:
            values[column], marks[column], more = clean_numbers(texts, name)
            problems += more
    frame = pd.DataFrame(values, index=raw.index)
    marked = pd.DataFrame(marks, index=raw.index).drop(columns="aqi", errors="ignore")
    problems += _empty_rows(frame, list(marked.columns), name)
    problems += _unit_trap(frame, name)
    index = pd.DatetimeIndex(times[times.notna()], name="time")
    frame, marked = (table[times.notna()].set_axis(index) for table in (frame, marked))
    return Feed(frame, marked, tuple(problems))


def long_to_wide(raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """Turn ``date,hour,type,<station>,…`` into a row per hour and station, a column per type."""
    keys = ["date", "hour", "type"]
    raw = raw.rename(columns={c: c.casefold() for c in raw.columns if c.casefold() in keys})
    if missing := [key for key in keys if key not in raw.columns]:
        raise JbecoError([Problem(name, f"长表缺少列 {'、'.join(missing)}", "请核对表头")])
    again = raw.duplicated(keys)
    if again.any():
        where = f"{name} 第 {int(np.flatnonzero(again)[0]) + 2} 行"
        raise JbecoError([Problem(where, "同一小时的同一项出现了两次", "请删去重复的行")])
    cells = raw.melt(keys, var_name="station", value_name="cell")
    wide = cells.pivot(index=["date", "hour", "station"], columns="type", values="cell")
    return wide.fillna("").rename_axis(columns=None).reset_index()


def _our_name(column: object) -> str:
    """Return our name of a column; empty when it is not one of ours."""
    plain = str(column).strip().casefold()
    if plain in COLUMN_OF:
        return COLUMN_OF[plain]
    of_day = plain.endswith("8h_24h")
    try:
        key, averaging = pollutant_and_average(plain.removesuffix("_24h") if of_day else plain)
    except ValueError:
        return ""
    if averaging in ("", "1h"):
        return "o3_1h" if key == "o3" else key
    return f"{key}_{averaging}{'_24h' if of_day else ''}"


def _refuse(raw: pd.DataFrame, name: str) -> None:
    if raw.columns.has_duplicates:
        twice = "、".join(sorted(set(raw.columns[raw.columns.duplicated()])))
        raise JbecoError([Problem(name, f"有几列都是 {twice}", "请只留一列")])
    if not {"time", "date"} & set(raw.columns):
        raise JbecoError([Problem(name, "没有时间列", "应有 date 与 hour，或 timepoint")])


def _hours(raw: pd.DataFrame) -> pd.Series:
    """Return the end of each hour: the time, or the date plus the hour's label (24 is midnight)."""
    texts = raw["time"] if "time" in raw.columns else raw["date"]
    plain = texts.str.strip().str.replace("日", "").str.replace(DATE_SIGNS, "-", regex=True)
    times = pd.Series(pd.NaT, index=raw.index, dtype="datetime64[ns]")
    for form in TIMES:
        times = times.fillna(pd.to_datetime(plain, format=form, errors="coerce"))
    if "time" in raw.columns or "hour" not in raw.columns:
        return times
    hours = pd.to_numeric(raw["hour"], errors="coerce")
    return times + pd.to_timedelta(hours.where(hours.isin(range(25))), unit="h")


def clean_numbers(texts: pd.Series, name: str) -> tuple[pd.Series, pd.Series, list[Problem]]:
    """Read the numbers of a column.

    Returns
    -------
    tuple
        The numbers (NaN where missing), where the mark ``/`` stands, and the problems: sentinels
        such as -999 (a note), negative numbers and texts that are no number (warnings).
    """
    plain = texts.str.normalize("NFKC").str.strip()
    numbers = pd.to_numeric(plain, errors="coerce").replace([np.inf, -np.inf], np.nan)
    sentinel = numbers.isin(SENTINELS)
    negative = (numbers < 0) & ~sentinel
    unread = numbers.isna() & ~plain.map(_says_nothing)
    column = str(texts.name)
    problems = [
        *_cells(name, column, sentinel, "是占位数，按缺测", plain, Level.NOTE),
        *_cells(name, column, negative, "是负数，按缺测", plain),
        *_cells(name, column, unread, "不是数，按缺测", plain),
    ]
    return numbers.mask(sentinel | negative), plain == NOT_MONITORED, problems


def primary_names(texts: pd.Series) -> pd.Series:
    """Return the primary pollutants as `daily_aqi` writes them: names in fixed order by commas.

    A word that names no pollutant stays as it is, behind the others; no pollutant is ``""``.
    """
    return texts.map({text: _primary(text) for text in texts.unique()})


def _primary(text: str) -> str:
    order = [pollutant.name for pollutant in pollutants()]
    found, others = set(), []
    for word in DIVIDERS.split(text.strip()):
        if _says_nothing(word):
            continue
        try:
            found.add(pollutant_named(word).name)
        except ValueError:
            others.append(word)
    return ",".join([*sorted(found, key=order.index), *others])


def _says_nothing(text: str) -> bool:
    return missing_reason(text) is not None


def _empty_rows(frame: pd.DataFrame, concentrations: list[str], name: str) -> Iterator[Problem]:
    """Make missing, in place, the rows that write 0 for the AQI and for everything else."""
    if "aqi" in frame.columns and concentrations:
        rows = frame["aqi"].eq(0) & frame[concentrations].fillna(0).eq(0).all(axis=1)
        yield from _cells(name, "aqi", rows, "与各浓度全是 0，按缺测", frame["aqi"], Level.NOTE)
        frame.loc[rows, ["aqi", *concentrations]] = np.nan


def _unit_trap(frame: pd.DataFrame, name: str) -> Iterator[Problem]:
    for column in frame.columns.intersection(["co", "co_24h"]):
        if frame[column].median() > CO_MICROGRAMS:
            what = f"{column} 列的中位数是 {frame[column].median():g}，像是 µg/m³"
            yield Problem(name, what, "CO 应以 mg/m³ 填报，请核对单位")


def _cells(
    name: str, column: str, found: pd.Series, what: str, texts: pd.Series, level: Level = WARNING
) -> Iterator[Problem]:
    """Name the first few cells and how many there are, in one problem."""
    if count := int(found.sum()):
        shown = "、".join(f"“{text}”" for text in texts[found].astype(str).unique()[:SHOWN])
        yield Problem(name, f"{column} 列有 {count} 格（{shown}）{what}", "请核对来源", level)


ENOUGH = 0.95
"""Share of the published AQI below which the feed is not what it is taken for (house rule)."""

FEWEST = 10
"""Rows on which two readings must differ before one is preferred (house rule)."""

NEEDED = ("so2", "no2", "co", "o3_1h", "pm10", "pm25")

Formula = Callable[[pd.DataFrame], pd.DataFrame]


def reproduced_share(values: pd.DataFrame, formula: Formula = hourly_aqi) -> float:
    """Return the share of published AQI that the formula reproduces within 1.

    Parameters
    ----------
    values : DataFrame
        ``aqi`` as published and the concentrations, by time (`Feed.values`).
    formula : callable
        `hourly_aqi` for hours, `daily_aqi` for days.

    Returns
    -------
    float
        0 to 1; NaN when no AQI is published. A published AQI that cannot be computed counts as not
        reproduced.
    """
    published = values["aqi"].notna().to_numpy()
    return (
        float(_reproduced(values, formula)[published].mean()) if published.any() else float("nan")
    )


def _reproduced(values: pd.DataFrame, formula: Formula = hourly_aqi) -> np.ndarray:
    absent = {column: np.nan for column in NEEDED if column not in values.columns}
    computed = formula(values.assign(**absent))["aqi"].to_numpy()
    near: np.ndarray = np.abs(computed - values["aqi"].to_numpy(dtype=float)) <= 1
    return near


def agreement_problem(
    values: pd.DataFrame, name: str, formula: Formula = hourly_aqi
) -> Problem | None:
    """Return a warning when less than 95 % of the published AQI come out, else None."""
    share = reproduced_share(values, formula)
    if np.isnan(share) or share >= ENOUGH:
        return None
    what = f"公布的 AQI 只有 {share:.1%} 能由浓度复算（相差不超过 1），应不低于 {ENOUGH:.0%}"
    mend = "请核对列名、单位、时间（整点是小时的末尾）与 AQI 的来历（小时均值不是日报）"
    return Problem(name, what, mend, Level.WARNING)


def choose_o3(values: pd.DataFrame, name: str) -> tuple[pd.DataFrame, Problem | None]:
    """Read ``o3_1h`` and ``o3_24h`` the way round that reproduces more of the published AQI.

    Parameters
    ----------
    values : DataFrame
        `Feed.values`.
    name : str
        How the problem names the feed.

    Returns
    -------
    tuple
        The values, with the two columns exchanged when the feed has them exchanged, and a warning
        that says so with both counts; a note when too few rows tell the two apart and the columns
        were left as named; None when the names are right or there is only one of them.

    Notes
    -----
    The national hourly feed has published them exchanged: 11,433 of 11,433 AQI come out when read
    that way, 45–87 % as named (旁证).
    """
    if not {"o3_1h", "o3_24h", "aqi"} <= set(values.columns):
        return values, None
    exchanged = values.rename(columns={"o3_1h": "o3_24h", "o3_24h": "o3_1h"})
    as_named, other_way = _reproduced(values), _reproduced(exchanged)
    telling = as_named != other_way
    count, named, other = int(telling.sum()), int(as_named.sum()), int(other_way.sum())
    counts = f"按列名复算出 {named} 个公布的 AQI，两列对调复算出 {other} 个"
    if count < FEWEST:
        what = f"只有 {count} 行能分辨 O3 与 O3_24h 是否对调（{counts}），已按列名读入"
        return values, Problem(name, what, "请用更多小时的数据核对", Level.NOTE)
    if other <= named:
        return values, None
    what = f"O3 与 O3_24h 两列看来是对调的：{counts}；已对调读入"
    return exchanged[values.columns], Problem(name, what, "请核对来源", Level.WARNING)
