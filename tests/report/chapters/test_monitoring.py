"""Air and water: the tables are those of the stations' days; nothing where none was measured."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure, Heading
from jbeco.report.chapters.monitoring import monitoring
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

Example = Callable[[int], AssessedYear]

PRIMARY = "各月首要污染物的天数（AQI 大于 50 的日子；一天有几种的各计一次）"


@pytest.fixture(scope="module")
def assessed(example_year: Example) -> AssessedYear:
    return example_year(2023)


def test_nothing_is_told_where_nothing_was_measured(
    county: AssessedYear, base_year: AssessedYear
) -> None:
    assert monitoring(county) == ()
    assert monitoring(base_year) == ()


def test_air_and_water_each_have_their_chart(assessed: AssessedYear) -> None:
    blocks = monitoring(assessed)
    assert [block.anchor for block in blocks if isinstance(block, Heading)] == ["air", "water"]
    captions = [block.caption for block in blocks if isinstance(block, Figure)]
    assert captions == [
        "2023 年逐日空气质量级别", "各年 PM2.5 与 2020 年之差", "2023 年各断面逐月水质类别",
    ]  # fmt: skip


def test_each_of_several_primary_pollutants_of_a_day_is_counted(assessed: AssessedYear) -> None:
    days = assessed.tables["air_days"]
    days = days[days["year"] == 2023]
    assert days["primary"].str.contains(",").any()
    found = {row[0]: row[1:] for row in rows_of(table_of(monitoring(assessed), PRIMARY))}
    for name, (*months, whole) in found.items():
        code = name.replace("₂", "2").replace("₃", "3")
        mine = days[[code in told for told in days["primary"].fillna("").str.split(",")]]
        assert int(whole) == len(mine) == sum(int(month or 0) for month in months)
        assert int(months[0] or 0) == sum(mine["date"].map(lambda date: date.month) == 1)
    assert found.keys() <= {"SO₂", "NO₂", "CO", "O₃", "PM10", "PM2.5"}


def test_the_years_are_counted_by_the_standard_in_force(assessed: AssessedYear) -> None:
    table = table_of(monitoring(assessed), "历年空气质量（按当年施行的标准版本）")
    heads = [column.head for column in table.columns]
    rows = {row[0]: row for row in rows_of(table)}
    days = assessed.tables["air_days"]
    for year in (2020, 2023):
        good = ((days["year"] == year) & (days["kind"] == "good")).sum()
        assert rows["优良天数"][heads.index(f"{year} 年")] == str(good)
    assert rows["PM2.5 年均（微克/立方米）"][heads.index("2023 年")] == "28.1"  # 10217/364


def test_each_section_has_its_class_or_the_reason_why_not(assessed: AssessedYear) -> None:
    classes = assessed.tables["water_classes"]
    year = classes[(classes["year"] == 2023) & classes["month"].isna()]
    lost = classes.copy()
    first = year.index[0]
    lost.loc[first, ["word", "class", "deciding", "why"]] = [None, pd.NA, "", "缺月份"]
    told = replace(assessed, tables={**assessed.tables, "water_classes": lost})
    rows = rows_of(table_of(monitoring(told), "各断面全年水质类别"))
    assert [row[0] for row in rows] == list(year["section"])
    assert rows[0][1:] == ["无法定类", "—", "缺月份"]
    assert all(row[1].endswith("类") for row in rows[1:])


def effect(model: str, year: int, change: float) -> dict[str, Any]:
    return {
        "model": model, "year": year, "against": 2022, "change_pct": change,
        "low_pct": change - 2, "high_pct": change + 2, "days": 900, "r_squared": 0.8,
    }  # fmt: skip


def test_the_years_differ_with_the_weather_and_without(
    example_year: Callable[[int], AssessedYear], put: Put
) -> None:
    rows = [effect("只有月份", 2025, -12.25), effect("加天气", 2025, 0.5)]
    told = put(example_year(2025), air_effects=rows)
    said = [text for text in texts_of(monitoring(told)) if "PM2.5 的变化：" in text]
    assert said == [
        "PM2.5 的变化：除去季节的影响，2025 年的 PM2.5 比 2022 年低 12.2%"
        "（95% 区间低 10.2%～14.2%）；再除去天气的影响，2025 年的 PM2.5 比 2022 年高 0.5%"
        "（95% 区间低 1.5%～高 2.5%）。"
    ]
    captions = [block.caption for block in monitoring(told) if isinstance(block, Figure)]
    assert "各年 PM2.5 与 2022 年之差" in captions
    early = put(told, air_effects=[effect("只有月份", 2023, -5.0)])
    assert not [text for text in texts_of(monitoring(early)) if "PM2.5 的变化：" in text]
