"""What presses on the targets: the measured numbers beside their limits, by hand."""

from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Block
from jbeco.report.chapters.pressure import LONGEST, pressures
from tests.report.chapters.reading import Put, texts_of


def air(year: int, value: str, **changes: Any) -> dict[str, Any]:
    row = {
        "year": year, "file": "某表.csv", "pollutant": "pm25", "statistic": "annual_mean",
        "basis": "in_force", "edition": "2012", "value": value, "limit": 35.0, "complies": None,
        "valid": True, "why": "",
    }  # fmt: skip
    return row | changes


def month(number: int | None, kind: int | None, section: str = "甲断面") -> dict[str, Any]:
    return {
        "year": 2024, "section": section, "list_version": "", "month": number, "class": kind,
        "word": None, "deciding": (), "pollutants": (), "next_item": None, "distance": None,
        "items": 21, "why": "",
    }  # fmt: skip


def said(assessed: AssessedYear) -> list[str]:
    blocks: list[Block] = list(pressures(assessed))
    return texts_of(blocks)


def test_nothing_measured_nothing_said(county: AssessedYear) -> None:
    assert said(county) == []


@pytest.mark.parametrize(
    ("value", "shown", "against"),
    [
        ("36", "36", "超过"),
        ("35", "35", "没有超过"),
        ("35.4", "35", "没有超过"),  # HJ 663 compares the rounded number
        ("35.6", "36", "超过"),
    ],
)
def test_the_years_stand_beside_the_limit(
    county: AssessedYear, put: Put, value: str, shown: str, against: str
) -> None:
    told = put(county, air_year=[air(2023, "38"), air(2024, value)])
    head, line = said(told)
    assert head == "监测数据的近况："
    assert line == (
        f"PM2.5（年均值）：2023 年 38、2024 年 {shown} 微克/立方米；"
        f"二级限值 35，2024 年按年评价{against}（2023 年超过）。"
    )


def test_days_above_the_limit_are_of_the_year(county: AssessedYear, put: Put) -> None:
    days = {"statistic": "exceeded_days", "limit": None}
    rows = [air(2024, "36"), air(2023, "9", **days), air(2024, "13", **days)]
    assert said(put(county, air_year=rows))[1].endswith(
        "2024 年按年评价超过；2024 年按日评价超标 13 天。"
    )


def test_another_edition_and_later_years_are_left_out(county: AssessedYear, put: Put) -> None:
    rows = [air(2024, "36"), air(2024, "40", basis="plan"), air(2025, "50")]
    assert said(put(county, air_year=rows))[1].startswith("PM2.5（年均值）：2024 年 36 微克")


def test_an_old_number_is_no_pressure_of_this_year(county: AssessedYear, put: Put) -> None:
    assert said(put(county, air_year=[air(2023, "38")])) == []


def test_a_long_row_of_years_is_cut(county: AssessedYear, put: Put) -> None:
    rows = [air(year, "38") for year in range(2024 - LONGEST, 2025)]
    line = said(put(county, air_year=rows))[1]
    assert line.count("年 38") == LONGEST
    assert f"{2024 - LONGEST} 年" not in line


def test_months_worse_than_class_three_are_counted_by_section(
    county: AssessedYear, put: Put
) -> None:
    rows = [
        *(month(number, 3) for number in (1, 2)),
        *(month(number, 4) for number in (3, 4)),
        month(5, None),
        month(None, 5),  # the year as a whole is no month
        month(1, 6, "乙断面"),
        month(2, 2, "乙断面"),
    ]
    assert said(put(county, water_classes=rows))[1] == (
        "地表水断面：2 个断面 6 个月值，劣于Ⅲ类的 3 个：甲断面 2 个月、乙断面 1 个月。"
    )


def test_clean_sections_are_told_too(county: AssessedYear, put: Put) -> None:
    told = put(county, water_classes=[month(1, 3), month(2, 1)])
    assert said(told)[1] == "地表水断面：1 个断面 2 个月值，劣于Ⅲ类的 0 个。"
