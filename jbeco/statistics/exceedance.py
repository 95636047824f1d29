"""Days over the limit by month, and which pollutant was the primary one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import product

import pandas as pd

__all__ = ["UNNAMED", "ExceedanceCount", "exceedance_by_primary"]

GOOD_AQI = 100
"""HJ 633: days with an AQI up to 100 are 优 or 良; above, the day exceeds."""

UNNAMED = "未注明"
NONE_WORDS = ("", "无", "-", "--", "—", "/", "nan", "None")
SEPARATORS = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True)
class ExceedanceCount:
    """Exceeding days by month and primary pollutant.

    ``by_pollutant`` has months as rows and pollutants as columns; ``days`` has months as rows and
    the columns ``exceeding, valid, missing, co_listed``. ``statement`` says in Chinese how days
    with several primary pollutants were counted.
    """

    by_pollutant: pd.DataFrame
    days: pd.DataFrame
    statement: str


def exceedance_by_primary(frame: pd.DataFrame, limit: float = GOOD_AQI) -> ExceedanceCount:
    """Count the days over the limit by month and primary pollutant.

    Parameters
    ----------
    frame : DataFrame
        One row per day on a DatetimeIndex; columns ``aqi`` (NaN where the day is not valid) and
        ``primary`` (首要污染物, several of them with ``,``, ``、``, ``;`` or line breaks between).
    limit : float
        AQI above which a day exceeds.

    Returns
    -------
    ExceedanceCount
        A day with several primary pollutants counts one for each, so the pollutants may add up to
        more than the days. A day without a named one stands under `UNNAMED`. A day without an AQI
        is missing, never a day within the limit.

    Raises
    ------
    ValueError
        In Chinese, for missing columns, an AQI that is no number, no dates or a day that stands
        twice.

    Notes
    -----
    That all pollutants with the largest IAQI are primary ones: HJ 633-2012 (旁证).
    """
    days = _days(frame)
    month = pd.DatetimeIndex(days.index).to_period("M")
    over = days["aqi"] > limit
    named = [
        _pollutants(text) if bad else [] for text, bad in zip(days["primary"], over, strict=True)
    ]
    counted = Counter(
        pair for when, names in zip(month, named, strict=True) for pair in product([when], names)
    )
    months = pd.period_range(month.min(), month.max(), freq="M") if len(days) else month
    pollutants = sorted({name for _, name in counted})
    by_pollutant = pd.DataFrame(
        [[counted[when, name] for name in pollutants] for when in months],
        index=months.rename("month"),
        columns=pd.Index(pollutants, name="primary", dtype=object),
    )
    facts = pd.DataFrame(
        {
            "exceeding": over,
            "valid": days["aqi"].notna(),
            "missing": days["aqi"].isna(),
            "co_listed": [len(names) > 1 for names in named],
        }
    )
    table = facts.groupby(month).sum().reindex(months, fill_value=0).astype(int)
    table.index.name = "month"
    return ExceedanceCount(by_pollutant, table, _statement(table))


def _statement(table: pd.DataFrame) -> str:
    total, shared = int(table["exceeding"].sum()), int(table["co_listed"].sum())
    if not shared:
        return f"超标 {total} 天，没有并列首要污染物"
    return f"超标 {total} 天，{shared} 天并列的首要污染物各计 1 天，各污染物之和大于超标天数"


def _pollutants(text: object) -> list[str]:
    words = SEPARATORS.split(str(text).strip()) if isinstance(text, str) else []
    found = [word for word in dict.fromkeys(words) if word not in NONE_WORDS]
    return found or [UNNAMED]


def _days(frame: pd.DataFrame) -> pd.DataFrame:
    lacking = [name for name in ("aqi", "primary") if name not in frame.columns]
    if lacking:
        raise ValueError(f"日报表缺少列：{'、'.join(lacking)}")
    if not isinstance(frame.index, pd.DatetimeIndex):
        raise ValueError("日报表的行索引须为日期（DatetimeIndex）")
    day = frame.index.normalize()
    if day.has_duplicates:
        raise ValueError(f"同一天有两行：{day[day.duplicated()][0]:%Y-%m-%d}")
    if not pd.api.types.is_numeric_dtype(frame["aqi"]):
        raise ValueError("aqi 列里有不是数字的内容，请更正或留空")
    if (frame["aqi"] <= 0).any():
        first = day[(frame["aqi"] <= 0).to_numpy()][0]
        raise ValueError(f"{first:%Y-%m-%d} 的 AQI 不大于 0，是缺测的记号，请留空")
    return frame.set_axis(day)[["aqi", "primary"]].sort_index()
