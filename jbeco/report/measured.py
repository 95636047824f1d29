"""From a verdict down to the days and sections that stations measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ..assessment import AssessedYear, Finding, Verdict
from ..assessment.evidence import finding_leaves
from ..plan.rules import Bound
from ..standards import air, water
from ..standards.rounding import shown
from .wording import BOUNDS, exact_quantity, quantity

__all__ = ["air_in_short", "measured_lines"]

BASES = {"in_force": "当日施行的标准", "plan": "规划制定时的标准"}
WORST_DAYS = 5


def measured_lines(assessed: AssessedYear, indicator: str) -> Iterator[str]:
    """Yield what the stations say about an indicator, down to single days or sections."""
    kind, _, figure = assessed.plan.indicators[indicator].monitored.partition(".")
    if kind == "air":
        figures, days = (_of_year(assessed, name) for name in ("air_year", "air_days"))
        if len(figures):
            yield f"监测数据 {figures['file'].iloc[0]} 的监测值"
            lines = _pm25_lines if figure == "pm25" else _good_day_lines
            yield from lines(figures, days)
    if kind == "water":
        classes = _of_year(assessed, "water_classes")
        if len(classes):
            yield from _water_lines(classes)


def air_in_short(assessed: AssessedYear) -> tuple[str, str] | None:
    """Return where the year's air was measured, and how it stands to the numbers of the targets.

    None where no station sent anything. It is said whether or not the verdicts could be given,
    which ask for more than these numbers.
    """
    figures = _of_year(assessed, "air_year")
    if not len(figures):
        return None
    whole = figures[(figures["pollutant"] == "") & (figures["basis"] == "in_force")]
    counted = whole.set_index("statistic")["exact"].to_dict()
    known = assessed.plan.indicators
    of_target: dict[str, list[str]] = {}
    tells_share = False
    for verdict in assessed.verdicts:
        if verdict.target and known[verdict.criterion.indicator].monitored.startswith("air."):
            for leaf in finding_leaves(verdict.target):
                known_so_far = leaf.truth is not None or leaf.reason == "bounds_across"
                if isinstance(leaf.node, Bound) and known_so_far:
                    told = _against_target(assessed, verdict, leaf, leaf.node)
                    of_target.setdefault(told, []).append(verdict.criterion.id)
                    tells_share |= known[verdict.criterion.indicator].of_days
    said = [_days(counted) if tells_share else _counted(counted)]
    said += [f"{told}（{'、'.join(ids)}）" for told, ids in of_target.items()]
    return str(figures["file"].iloc[0]), "；".join(said)


def _against_target(assessed: AssessedYear, verdict: Verdict, leaf: Finding, bound: Bound) -> str:
    """Say a value beside the number of its target; an open one with the limits that are known."""
    criterion = verdict.criterion
    name = assessed.plan.indicators[criterion.indicator].name
    if leaf.truth is None or leaf.value is None:
        return f"{name}：{leaf.says}"
    due = assessed.plan.target_year(assessed.year)
    value = quantity(Fraction(leaf.value), criterion.decimals or 0, criterion.unit)
    limit = exact_quantity(bound.number, criterion.unit)
    meets = "达到" if leaf.truth else "未达到" if assessed.is_due else "尚未达到"
    _, _, condition = leaf.says.partition("（")  # such as days without data on which it turns
    aim = f"{BOUNDS[True][bound.operator]} {limit}"
    aim += "" if assessed.is_due else f"，{due} 年到期"
    aim += f"；{condition.removesuffix('）')}" if condition else ""
    return f"{name} {value}，{meets} {due} 年目标（{aim}）"


def _of_year(assessed: AssessedYear, name: str) -> pd.DataFrame:
    table = assessed.tables[name]
    return table[table["year"] == assessed.year]


def _good_day_lines(figures: pd.DataFrame, days: pd.DataFrame) -> Iterator[str]:
    whole = figures[figures["pollutant"] == ""]
    last = days["edition"].iloc[-1]
    for basis, word in BASES.items():
        mine = whole[whole["basis"] == basis].set_index("statistic")
        edition = str(mine["edition"].iloc[0])
        if basis == "plan" and edition == last:
            continue
        document = air.edition_named(edition).aqi_document
        yield f"  按{word}（{document}）：{_counted(mine['exact'].to_dict())}"
        if mine["why"].iloc[0]:
            yield f"  {mine['why'].iloc[0]}"
    exceeded = days[days["kind"] == "exceeded"]
    yield f"  超标日 {len(exceeded)} 天（AQI、级别、首要污染物）："
    for day, aqi, level, primary in _cells(exceeded, "date", "aqi", "level", "primary"):
        yield f"    {day:%Y-%m-%d}　{aqi}　{level}　{primary}"
    invalid = days[days["kind"] == "invalid"]
    yield f"  未计入评价的日子 {len(invalid)} 天：" + "、".join(
        f"{row['date']:%Y-%m-%d}（{'、'.join(_absent(row))} 无效，"
        f"六项齐全的站点 {row['whole_stations']}/{row['stations']}）"
        for _, row in invalid.iterrows()
    )


def _pm25_lines(figures: pd.DataFrame, days: pd.DataFrame) -> Iterator[str]:
    mine = figures[figures["pollutant"] == "pm25"].set_index("statistic")
    mean, count = (mine.loc[name] for name in ("annual_mean", "valid_days"))
    why = f"；{mean['why']}" if mean["why"] else "；有效性符合要求"
    yield f"  年均值 {_text(mean['exact'], 2)} 微克/立方米，有效日均值 {count['exact']} 个{why}"
    means = days["pm25"].groupby(days["date"].dt.month).mean()
    yield "  月均值：" + "，".join(f"{month} 月 {value:.1f}" for month, value in means.items())
    worst = days.nlargest(WORST_DAYS, "pm25")
    listed = "，".join(f"{d:%Y-%m-%d} {value:.0f}" for d, value in _cells(worst, "date", "pm25"))
    yield f"  最高的 {WORST_DAYS} 天：{listed}"


def _days(exact: Mapping[Any, Any]) -> str:
    good, exceeded, invalid = (exact[f"{n}_days"] for n in ("good", "exceeded", "invalid"))
    return f"优良 {good} 天，超标 {exceeded} 天，未计入 {invalid} 天"


def _counted(exact: Mapping[Any, Any]) -> str:
    share = _text(exact["good_share"], 2)
    share = f"{share}%" if share else "无有效日"
    return f"{_days(exact)}，优良比例 {share}"


def _text(exact: Any, digits: int) -> str:
    return "" if pd.isna(exact) else shown(Fraction(str(exact)), digits)


def _absent(row: pd.Series) -> list[str]:
    found = [name.partition("_")[0] for name in air.DAILY_COLUMNS if pd.isna(row[name])]
    return list(dict.fromkeys(air.NAMES[name] for name in found))


def _water_lines(classes: pd.DataFrame) -> Iterator[str]:
    year = classes[classes["month"].isna()]
    words = [word for word, _ in water.class_words().values()]
    counts = "，".join(f"{w}类 {n} 个" for w in words if (n := int((year["word"] == w).sum())))
    yield f"监测数据：水质断面的月值，{len(year)} 个断面，按全年均值 {counts}"
    for section, word, deciding, why in _cells(year, "section", "word", "deciding", "why"):
        if pd.isna(word):
            yield f"    {section}　无法定类（{why}）"
        else:
            held = f"　定类项目：{deciding}" if deciding else ""
            less = f"（{why}）" if why else ""
            yield f"    {section}　{word}类{held}{less}"


def _cells(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[column] for column in columns), strict=True)
