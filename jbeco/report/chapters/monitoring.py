"""Air and water as the stations measured them: the year day by day, the sections by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

import pandas as pd

from ...assessment import AssessedYear
from ...stage_tables import records_of
from ...standards.rounding import shown
from ..blocks import Block, Column, Figure, Heading, Paragraph, Strong, Table, cell
from ..measured import air_in_short
from ..monitoring_charts import calendar_chart, classes_chart, effects_of_years_chart

__all__ = ["monitoring"]

YEARLY = (
    ("", "good_share", "优良天数比例（%）", 1),
    ("", "good_days", "优良天数", 0),
    ("", "valid_days", "有效天数", 0),
    ("pm25", "annual_mean", "PM2.5 年均（微克/立方米）", 1),
    ("pm10", "annual_mean", "PM10 年均（微克/立方米）", 1),
    ("o3", "percentile_90", "臭氧第 90 百分位（微克/立方米）", 0),
    ("no2", "annual_mean", "NO₂ 年均（微克/立方米）", 1),
)
"""Pollutant, statistic, head and decimals of the table over the years."""

MONTHS = range(1, 13)

GASES = ("SO2", "NO2", "O3")
SUBSCRIPT = str.maketrans("23", "₂₃")
"""As the chapter writes gases elsewhere: ``NO₂``."""

BESIDE = {"只有月份": "除去季节的影响", "加天气": "再除去天气的影响"}
"""What was taken out, by the model."""


def monitoring(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; nothing where no station's data came in."""
    return (*_air(assessment), *_water(assessment))


def _air(assessment: AssessedYear) -> Iterator[Block]:
    days = assessment.tables["air_days"]
    days = days[days["year"] == assessment.year]
    short = air_in_short(assessment)
    if not len(days) or short is None:
        return
    yield Heading("环境空气", "air")
    yield Paragraph((f"{short[1]}。",))
    yield Figure(partial(calendar_chart, days), f"{assessment.year} 年逐日空气质量级别")
    yield from _primary(days)
    yield from _over_years(assessment)
    yield from _effects(assessment)


def _primary(days: pd.DataFrame) -> Iterator[Block]:
    """Yield how often each pollutant was a primary one, by month, on days worse than 优."""
    counts: dict[str, Counter[int]] = {}
    for date, primary in zip(days["date"], days["primary"], strict=True):
        # Several on one day are told together, as ``PM10,PM2.5``.
        for name in () if pd.isna(primary) or not primary else str(primary).split(","):
            counts.setdefault(name, Counter())[date.month] += 1
    if not counts:
        return
    columns = (
        Column("首要污染物", 16),
        *(Column(f"{month} 月", 6, number=True) for month in MONTHS),
        Column("全年", 8, number=True),
    )
    order = sorted(counts, key=lambda name: (-counts[name].total(), name))
    rows = tuple(
        (
            cell(name.translate(SUBSCRIPT) if name in GASES else name),
            *(cell(str(counts[name][month] or "")) for month in MONTHS),
            cell(str(counts[name].total())),
        )
        for name in order
    )
    caption = "各月首要污染物的天数（AQI 大于 50 的日子；一天有几种的各计一次）"
    yield Table(caption, columns, rows)


def _over_years(assessment: AssessedYear) -> Iterator[Block]:
    table = assessment.tables["air_year"]
    table = table[(table["basis"] == "in_force") & (table["year"] <= assessment.year)]
    years = sorted(set(table["year"]))
    if len(years) < 2:
        return
    known = {
        (year, pollutant or "", statistic): exact
        for year, pollutant, statistic, exact in zip(
            table["year"], table["pollutant"].fillna(""), table["statistic"], table["exact"],
            strict=True,
        )
    }  # fmt: skip
    columns = (Column("项目", 30), *(Column(f"{year} 年", 10, number=True) for year in years))
    rows = tuple(
        (
            cell(head),
            *(cell(_number(known.get((year, pollutant, statistic)), decimals)) for year in years),
        )
        for pollutant, statistic, head, decimals in YEARLY
    )
    yield Table("历年空气质量（按当年施行的标准版本）", columns, rows, sheet="历年空气")
    yield Paragraph(("年均值列一位小数；按 HJ 663 与限值比较的是修约到整数的年均值。",), "note")


def _effects(assessment: AssessedYear) -> Iterator[Block]:
    """Yield how much of the years' differences stays when the weather is taken out."""
    table = assessment.tables["air_effects"]
    now = table[table["year"] == assessment.year]
    if not len(now):
        return
    year, first = assessment.year, now["against"].iloc[0]
    told = "；".join(
        f"{BESIDE[model]}，{year} 年的 PM2.5 比 {first} 年{_by(change)}"
        f"（95% 区间{_between(low, high)}）"
        for model, change, low, high in zip(
            now["model"], now["change_pct"], now["low_pct"], now["high_pct"], strict=True
        )
    )
    yield Paragraph((Strong("PM2.5 的变化："), f"{told}。"))
    note = (
        "用回归模型按日均浓度算，除去的天气是风速、气温、湿度、降水；区域传输、边界层等没有算进去的，"
        "影响仍留在各年之差里。这是统计描述，不是因果判断，也不改变判定。"
    )
    yield Paragraph((note,), "note")
    records = list(records_of("air_effects", table))
    yield Figure(partial(effects_of_years_chart, records), f"各年 PM2.5 与 {first} 年之差")


def _by(percent: float) -> str:
    """Say by how much something is higher or lower: ``低 27.3%``."""
    return f"{'高' if percent > 0 else '低'} {abs(percent):.1f}%"


def _between(low: float, high: float) -> str:
    """Say between which two differences it lies, the smaller first: ``低 24.4%～30.2%``."""
    if low < 0 < high:
        return f"{_by(low)}～{_by(high)}"
    near, far = sorted((low, high), key=abs)
    return f"{_by(near)}～{abs(far):.1f}%"


def _water(assessment: AssessedYear) -> Iterator[Block]:
    classes = assessment.tables["water_classes"]
    classes = classes[classes["year"] == assessment.year]
    if not len(classes):
        return
    yield Heading("地表水", "water")
    yield Figure(partial(classes_chart, classes), f"{assessment.year} 年各断面逐月水质类别")
    year = classes[classes["month"].isna()]
    columns = (
        Column("断面", 20), Column("全年类别", 12), Column("定类项目", 30), Column("说明", 40),
    )  # fmt: skip
    rows = tuple(
        (
            cell(section),
            cell(f"{word}类" if isinstance(word, str) and word else "无法定类"),
            cell(str(deciding) if isinstance(deciding, str) and deciding else "—"),
            cell(str(why) if isinstance(why, str) and why else ""),
        )
        for section, word, deciding, why in zip(
            year["section"], year["word"], year["deciding"], year["why"], strict=True
        )
    )
    yield Table("各断面全年水质类别", columns, rows, sheet="断面")


def _number(exact: object, decimals: int) -> str:
    return "—" if pd.isna(exact) else shown(Fraction(str(exact)), decimals)  # type: ignore[call-overload]
