"""From a verdict down to the days and sections that stations measured."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..assessment import AssessedYear
from ..indicators.monitored import PLAN_EDITION, AirYear, WaterYear
from ..standards import air, water
from ..standards.rounding import shown

__all__ = ["measured_lines"]

AIR_INDICATORS = ("good_air_days", "pm25")
WATER_INDICATORS = (
    "surface_water_class3_share",
    "surface_water_inferior5_share",
    "surface_water_class5_share",
)


def measured_lines(assessment: AssessedYear, indicator: str) -> Iterator[str]:
    """Yield what the stations say about an indicator, down to single days or sections."""
    if indicator in AIR_INDICATORS and assessment.air is not None:
        yield from _air_lines(assessment.air, indicator)
    if indicator in WATER_INDICATORS and assessment.water is not None:
        yield from _water_lines(assessment.water)


def _air_lines(year: AirYear, indicator: str) -> Iterator[str]:
    yield f"监测数据 {year.file}：{'、'.join(year.stations)} 的小时值"
    if indicator == "pm25":
        yield from _pm25_lines(year)
        return
    in_force = air.edition_on(year.days.index.max().date())
    plan_edition = air.edition_named(PLAN_EDITION)
    yield f"  按当日施行的标准（{in_force.aqi_document}）：{_counted(year.good_days)}"
    if in_force.id != PLAN_EDITION:
        counted = _counted(year.pinned_good_days)
        yield f"  按规划制定时的标准（{plan_edition.aqi_document}）：{counted}"
    note = air.transition_note(year.days.index)
    if note:
        yield f"  {note}"
    report = year.report
    kinds = air.day_kinds(report)
    exceeded = report[kinds == "exceeded"]
    yield f"  超标日 {len(exceeded)} 天（AQI、级别、首要污染物）："
    for day, row in exceeded.iterrows():
        yield f"    {day:%Y-%m-%d}　{row['aqi']:.0f}　{row['level']}　{row['primary']}"
    invalid = report[kinds == "invalid"]
    yield f"  未计入评价的日子 {len(invalid)} 天：" + "、".join(
        f"{day:%Y-%m-%d}（{'、'.join(_absent(row))} 无效，{_stations(year, day)}）"
        for day, row in year.days.loc[invalid.index].iterrows()
    )


def _pm25_lines(year: AirYear) -> Iterator[str]:
    record = year.statistics.loc["pm25"]
    why = f"；{record['why']}" if record["why"] else "；有效性符合要求"
    yield f"  年均值 {record['mean']:.2f} 微克/立方米，有效日均值 {record['days']} 个{why}"
    means = year.days["pm25"].groupby(pd.DatetimeIndex(year.days.index).month).mean()
    yield "  月均值：" + "，".join(f"{month} 月 {value:.1f}" for month, value in means.items())
    worst = year.days["pm25"].nlargest(5)
    listed = "，".join(f"{day:%Y-%m-%d} {value:.0f}" for day, value in worst.items())
    yield f"  最高的 5 天：{listed}"


def _counted(days: air.GoodDays) -> str:
    share = "无有效日" if days.share is None else f"{shown(days.share, 2)}%"
    return (
        f"优良 {days.good} 天，超标 {days.exceeded} 天，未计入 {days.invalid} 天，优良比例 {share}"
    )


def _stations(year: AirYear, day: Any) -> str:
    """Say how many stations have all their values on a day."""
    whole = sum(
        day in frame.index and bool(frame.loc[day].notna().all())
        for frame in year.stations.values()
    )
    return f"六项齐全的站点 {whole}/{len(year.stations)}"


def _absent(row: pd.Series) -> list[str]:
    found = [name.partition("_")[0] for name in row.index[row.isna()]]
    return list(dict.fromkeys(air.NAMES[name] for name in found))


def _water_lines(year: WaterYear) -> Iterator[str]:
    words = water.class_words()
    shares = year.shares
    counts = "，".join(
        f"{words[number][0]}类 {count} 个"
        for number, count in enumerate(shares.counts, start=1)
        if count
    )
    yield f"监测数据 {year.file}!水质断面：{shares.sections} 个断面，按全年均值 {counts}"
    deciding = water.deciding_items(water.item_classes(year.means), names=True)
    for section, number, names in zip(year.classes.index, year.classes, deciding, strict=True):
        if pd.isna(number):
            yield f"    {section}　无法定类（有效月份不足）"
        else:
            held = f"　定类项目：{names}" if names else ""
            yield f"    {section}　{words[int(number)][0]}类{held}"
