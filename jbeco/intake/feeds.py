"""Hourly air as it is published: what each column is, the long form, and ozone columns exchanged.

The national feed comes as a row per station and hour, or as ``date,hour,type,<station>,…``; our own
form is one of the former. Columns are known by their names, in whatever order they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..problems import Level, Problem
from ..standards.air import hourly_aqi, pollutant_and_average
from ..tables import cell_name
from .layout import AIR, AIR_POLLUTANTS
from .textfile import TextRow

__all__ = ["MEASURED", "PUBLISHED", "HourTexts", "agreement_problem", "choose_o3", "hour_texts"]

WORDS = {
    "city": "city area 城市",
    "station": "station watchpoint positionname 站点 站名 监测点 监测站点 测点",
    "code": "stationcode",
    "date": "date 日期",
    "hour": "hour 小时",
    "time": "timepoint time 时间 监测时间",
    "aqi": "aqi",
    "type": "type",
}
ROLE_OF = {word: role for role, words in WORDS.items() for word in words.split()}
PUBLISHED = ("aqi", "o3_24h")
"""What is read of a feed beside the pollutants, only to see whether its columns are right."""

MEASURED = (*AIR_POLLUTANTS, *PUBLISHED)

ENOUGH = 0.95
"""Share of the published AQI below which the feed is not what it is taken for (推断)."""

FEWEST = 10
"""Rows on which two readings must differ before one is preferred (推断)."""


@dataclass(frozen=True, eq=False)
class HourTexts:
    """The texts of a table of hours, and where each stands.

    Parameters
    ----------
    columns : mapping
        By role, a text per station and hour: ``station``, ``time`` or ``date`` and ``hour``, the
        pollutants, and ``o3_24h`` and ``aqi`` where they are published.
    cell : callable
        Gives the name of the cell of a row (from 0) and a role, such as ``F12``.
    """

    columns: Mapping[str, Sequence[str]]
    cell: Callable[[int, str], str]


def hour_texts(header: Sequence[str], rows: Sequence[TextRow]) -> HourTexts | str:
    """Tell the columns of a table of hours by its header.

    Parameters
    ----------
    header : sequence of str
        Of our form, or of a feed.
    rows : sequence of TextRow
        What stands below it.

    Returns
    -------
    HourTexts or str
        What is wrong with the header, in Chinese, when it is neither.
    """
    roles = [_role(text) for text in header]
    is_long = "type" in roles
    places = {"station", "code"} & set(roles)
    lacking = [
        *([] if "time" in roles or {"date", "hour"} <= set(roles) else [AIR.columns[1]]),
        *([] if is_long or places else [AIR.columns[0]]),
        *([] if is_long else [item for item in AIR_POLLUTANTS if item not in roles]),
    ]
    known = [role for role in roles if role]
    twice = sorted({role for role in known if known.count(role) > 1})
    if lacking:
        return f"缺少列 {'、'.join(lacking)}"
    if twice:
        return f"有几列都是 {'、'.join(twice)}"
    if is_long:
        return _long(header, roles, rows)
    column_of = {role: column for column, role in enumerate(roles) if role}
    column_of.setdefault("station", column_of.get("code", 0))
    cities = {row.cells[column_of["city"]].strip() for row in rows} if "city" in column_of else {""}
    if len(cities) > 1:
        return f"有 {len(cities)} 个城市，只应留本地的站点"
    return HourTexts(
        {role: [row.cells[column] for row in rows] for role, column in column_of.items()},
        lambda row, role: cell_name(column_of[role] + 1, rows[row].line),
    )


def _role(text: str) -> str:
    """Return what a column is; empty when it is nothing that is read."""
    plain = text.strip().casefold()
    if plain in ROLE_OF:
        return ROLE_OF[plain]
    try:
        item, averaging = pollutant_and_average(plain)
    except ValueError:
        return ""
    role = item if averaging in ("", "1h") else f"{item}_{averaging}"
    return role if role in MEASURED else ""


def _long(header: Sequence[str], roles: Sequence[str], rows: Sequence[TextRow]) -> HourTexts | str:
    """Turn ``date,hour,type,<station>,…`` into a row per hour and station."""
    keys = {role: column for column, role in enumerate(roles) if role in ("date", "hour", "time")}
    kinds = roles.index("type")
    stations = {c: name for c, name in enumerate(header) if c != kinds and c not in keys.values()}
    found: dict[tuple[str, ...], dict[str, tuple[str, str]]] = {}
    for row in rows:
        role = _role(row.cells[kinds])
        if role not in MEASURED:
            continue
        when = {key: row.cells[column] for key, column in keys.items()}
        for column, station in stations.items():
            hour = found.setdefault((*when.values(), station), {})
            if role in hour:
                return f"第 {row.line} 行与前面的行是同一小时的同一项"
            hour[role] = (row.cells[column], cell_name(column + 1, row.line))
            for key, text in when.items():
                hour.setdefault(key, (text, cell_name(keys[key] + 1, row.line)))
            hour["station"] = (station, cell_name(column + 1, 1))
    hours = [h for h in found.values() if any(h[r][0].strip() for r in MEASURED if r in h)]
    published = [role for role in PUBLISHED if any(role in hour for hour in hours)]
    kept = (*keys, "station", *AIR_POLLUTANTS, *published)
    absent = ("", "A1")
    return HourTexts(
        {role: [hour.get(role, absent)[0] for hour in hours] for role in kept},
        lambda row, role: hours[row].get(role, absent)[1],
    )


def agreement_problem(hours: pd.DataFrame, name: str) -> Problem | None:
    """Return a warning when less than 95 % of the published AQI come out of the hours, else None.

    Parameters
    ----------
    hours : DataFrame
        ``aqi`` as published and the pollutants, by the end of the hour.
    name : str
        How the problem names the feed.
    """
    published = hours["aqi"].notna().to_numpy()
    if not published.any():
        return None
    share = float(_reproduced(hours)[published].mean())
    if share >= ENOUGH:
        return None
    what = f"公布的 AQI 只有 {share:.1%} 能由浓度复算（相差不超过 1），应不低于 {ENOUGH:.0%}"
    mend = "请核对列名、单位、时间（整点是小时的末尾）与 AQI 的来历（小时均值不是日报）"
    return Problem(name, what, mend, Level.WARNING)


def choose_o3(hours: pd.DataFrame, name: str) -> tuple[pd.DataFrame, Problem | None]:
    """Read ``o3`` and ``o3_24h`` the way round that reproduces more of the published AQI.

    Parameters
    ----------
    hours : DataFrame
        The pollutants, ``o3_24h`` (the highest hour of the day so far) and ``aqi`` as published,
        by the end of the hour.
    name : str
        How the problem names the feed.

    Returns
    -------
    tuple
        The hours, with the two columns exchanged when the feed has them exchanged, and a warning
        that says so with both counts; a note when too few rows tell the two apart and the columns
        were left as named; None when the names are right.

    Notes
    -----
    The national hourly feed has published them exchanged: 11,433 of 11,433 AQI come out when read
    that way, 45–87 % as named (旁证).
    """
    exchanged = hours.rename(columns={"o3": "o3_24h", "o3_24h": "o3"})[hours.columns]
    as_named, other_way = _reproduced(hours), _reproduced(exchanged)
    telling = int((as_named != other_way).sum())
    named, other = int(as_named.sum()), int(other_way.sum())
    counts = f"按列名复算出 {named} 个公布的 AQI，两列对调复算出 {other} 个"
    if telling < FEWEST:
        what = f"只有 {telling} 行能分辨 O3 与 O3_24h 是否对调（{counts}），已按列名读入"
        return hours, Problem(name, what, "请用更多小时的数据核对", Level.NOTE)
    if other <= named:
        return hours, None
    what = f"O3 与 O3_24h 两列看来是对调的：{counts}；已对调读入"
    return exchanged, Problem(name, what, "请核对来源", Level.WARNING)


def _reproduced(hours: pd.DataFrame) -> np.ndarray:
    """Tell for each hour whether its AQI comes out within 1; one that cannot does not."""
    computed = hourly_aqi(hours.rename(columns={"o3": "o3_1h"}))["aqi"].to_numpy()
    near: np.ndarray = np.abs(computed - hours["aqi"].to_numpy(dtype=float)) <= 1
    return near
