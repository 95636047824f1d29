"""Where pressure shows in what was measured: ozone, fine particles, the water sections."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pandas as pd

from ...assessment import AssessedYear
from ...standards.rounding import shown
from ..blocks import Block, Bullets, Line, Paragraph, Strong

__all__ = ["pressures"]

WATCHED = (
    ("o3", "percentile_90", "臭氧（日最大 8 小时第 90 百分位）"),
    ("pm25", "annual_mean", "PM2.5（年均值）"),
)
LONGEST = 6
"""Years that a sentence lists."""


def pressures(assessment: AssessedYear) -> Iterator[Block]:
    """Yield what presses on the targets; nothing where nothing was measured."""
    lines = [*_air(assessment), *_water(assessment)]
    if lines:
        yield Paragraph((Strong("监测数据的近况："),))
        yield Bullets(tuple(lines))


def _air(assessment: AssessedYear) -> Iterator[Line]:
    table = assessment.tables["air_year"]
    table = table[(table["basis"] == "in_force") & (table["year"] <= assessment.year)]
    for pollutant, statistic, name in WATCHED:
        mine = table[(table["pollutant"] == pollutant) & (table["statistic"] == statistic)]
        mine = mine[mine["exact"].notna()].sort_values("year").tail(LONGEST)
        if not len(mine) or mine["year"].iloc[-1] != assessment.year:
            continue
        told = "、".join(
            f"{y} 年 {_number(exact)}" for y, exact in zip(mine["year"], mine["exact"], strict=True)
        )
        yield (
            Strong(f"{name}："),
            f"{told} 微克/立方米{_over(mine)}{_exceeded(table, pollutant, assessment.year)}。",
        )


def _over(mine: pd.DataFrame) -> str:
    """Say which of the listed years exceed the limit of their time, the last one apart."""
    limits = list(zip(mine["year"], mine["exact"], mine["limit"], strict=True))
    if any(pd.isna(limit) for _, _, limit in limits):
        return ""
    # HJ 663 compares the rounded concentration, which is also the one that is shown.
    over = [year for year, exact, limit in limits if Fraction(_number(exact)) > limit]
    last, _, limit = limits[-1]
    told = "、".join(str(year) for year in over if year != last)
    said = f"；二级限值 {limit:g}，{last} 年按年评价{'' if last in over else '没有'}超过"
    return f"{said}（{told} 年超过）" if told else said


def _exceeded(table: pd.DataFrame, pollutant: str, year: int) -> str:
    mine = table[
        (table["pollutant"] == pollutant)
        & (table["statistic"] == "exceeded_days")
        & (table["year"] == year)
    ]
    return f"；{year} 年按日评价超标 {mine['exact'].iloc[0]} 天" if len(mine) else ""


def _water(assessment: AssessedYear) -> Iterator[Line]:
    classes = assessment.tables["water_classes"]
    mine = classes[(classes["year"] == assessment.year) & classes["month"].notna()]
    poor = mine[mine["class"].notna() & (mine["class"] > 3)]
    if not len(mine):
        return
    judged = int(mine["class"].notna().sum())
    said = f"{mine['section'].nunique()} 个断面 {judged} 个月值，劣于Ⅲ类的 {len(poor)} 个"
    counts = poor["section"].value_counts(sort=False)
    named = "、".join(f"{section} {count} 个月" for section, count in counts.items())
    yield Strong("地表水断面："), f"{said}{f'：{named}' if named else ''}。"


def _number(exact: str) -> str:
    return shown(Fraction(str(exact)), 0)
