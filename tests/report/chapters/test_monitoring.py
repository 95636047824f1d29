"""Air and water: the tables are those of the stations' days; nothing where none was measured."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure, Heading
from jbeco.report.chapters.monitoring import monitoring
from tests.report.chapters.reading import rows_of, table_of

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
    assert sum(isinstance(block, Figure) for block in blocks) == 2


def test_each_of_several_primary_pollutants_of_a_day_is_counted(assessed: AssessedYear) -> None:
    days = assessed.tables["air_days"]
    days = days[days["year"] == 2023]
    assert days["primary"].str.contains(",").any()
    found = {row[0]: row[1:] for row in rows_of(table_of(monitoring(assessed), PRIMARY))}
    for name, (*months, whole) in found.items():
        mine = days[[name in told for told in days["primary"].fillna("").str.split(",")]]
        assert int(whole) == len(mine) == sum(int(month or 0) for month in months)
        assert int(months[0] or 0) == sum(mine["date"].map(lambda date: date.month) == 1)
    assert found.keys() <= {"SO2", "NO2", "CO", "O3", "PM10", "PM2.5"}


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
