"""From a verdict down to days and sections: each line against the tables that it comes from."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.measured import air_in_short, measured_lines
from jbeco.report.why import why_text

Example = Callable[[int], AssessedYear]


def lines(year: AssessedYear, indicator: str) -> list[str]:
    return list(measured_lines(year, indicator))


def with_tables(year: AssessedYear, **changed: pd.DataFrame) -> AssessedYear:
    return replace(year, tables={**year.tables, **changed})


def test_good_days_are_counted_and_each_other_day_is_named(example_year: Example) -> None:
    told = lines(example_year(2025), "good_air_days")
    assert told[0] == "监测数据 2025/air_hourly.csv 的监测值"
    counted = (
        "  按当日施行的标准（HJ 633-2012）：优良 329 天，超标 35 天，未计入 1 天，优良比例 90.38%"
    )
    assert told[1] == counted  # 329 of 364
    days = example_year(2025).tables["air_days"].query("year == 2025 and kind == 'exceeded'")
    named = [line for line in told if re.match(r"    2025-\d\d-\d\d　\d+　", line)]
    assert len(named) == len(days) == 35
    assert named[0] == "    2025-01-04　120　轻度污染　PM2.5"
    assert told[-1].startswith(
        "  未计入评价的日子 1 天：2025-07-08（SO2、NO2、CO、O3、PM10、PM2.5 无效"
    )


def test_the_days_named_are_those_of_the_edition_in_force(example_year: Example) -> None:
    year = example_year(2025)
    days = year.tables["air_days"].copy()
    days["plan_kind"] = "good"
    assert lines(with_tables(year, air_days=days), "good_air_days") == lines(year, "good_air_days")


def test_the_first_page_says_what_the_station_measured() -> None:
    public = Path(__file__).parents[2] / "data" / "public"
    assert air_in_short(assess_year(2022, public)) == (
        "2022/air_daily.csv",
        "优良 318 天，超标 43 天，未计入 4 天；"
        "优良天数比例 88.1%，达到 2025 年目标（不低于 88%，2025 年到期；按有效天数算，"
        "全年有 4 天没有有效数据，全按不优良计 87.12%，全按优良计 88.22%，"
        "结论取决于这 4 天）（N07-1、P08-1）；"
        "PM2.5 年均浓度 23 微克/立方米，达到 2025 年目标（不高于 25 微克/立方米，2025 年到期）"
        "（N07-2、P08-2）",
    )
    assert air_in_short(assess_year(2023, public)) is None


def test_pm25_by_year_month_and_worst_day(example_year: Example) -> None:
    days = example_year(2025).tables["air_days"].query("year == 2025")
    mean = days["pm25"].mean()
    told = lines(example_year(2025), "pm25")
    assert told[1].startswith(f"  年均值 {mean:.2f} 微克/立方米，有效日均值 364 个")
    january = days.loc[days["date"].dt.month == 1, "pm25"].mean()
    assert told[2].startswith(f"  月均值：1 月 {january:.1f}，2 月")
    assert f"{days['pm25'].max():.0f}" in told[3].split("，")[0]


def test_sections_one_by_one(example_year: Example) -> None:
    told = lines(example_year(2025), "surface_water_class3_share")
    assert told[0] == "监测数据：水质断面的月值，10 个断面，按全年均值 Ⅲ类 10 个"
    assert told[1] == "    示例断面一　Ⅲ类　定类项目：总磷"
    assert len(told) == 11


def test_a_section_without_a_class_says_why(example_year: Example) -> None:
    year = example_year(2025)
    classes = year.tables["water_classes"].copy()
    row = classes.index[classes["month"].isna() & (classes["year"] == 2025)][0]
    classes.loc[row, ["class", "word"]] = [pd.NA, None]
    classes.loc[row, "why"] = "缺 3 月"
    told = lines(with_tables(year, water_classes=classes), "surface_water_class3_share")
    assert told[0].endswith("按全年均值 Ⅲ类 9 个")
    assert told[1] == "    示例断面一　无法定类（缺 3 月）"


@pytest.mark.parametrize("indicator", ["good_air_days", "pm25", "surface_water_class3_share"])
def test_a_year_without_measurements_says_nothing(base_year: AssessedYear, indicator: str) -> None:
    assert lines(base_year, indicator) == []


def test_other_indicators_have_no_stations(example_year: Example) -> None:
    assert lines(example_year(2025), "sewage_treatment_rate") == []


def test_why_ends_with_what_was_measured(example_year: Example) -> None:
    year: Any = example_year(2025)
    told = [f"  {line}" for line in lines(year, "good_air_days")]
    assert why_text(year, "P08-1").splitlines()[-len(told) :] == told
