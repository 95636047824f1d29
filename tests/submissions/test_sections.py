"""The two monitoring sheets of a workbook: sections by month, and hours of air."""

import pandas as pd
import pytest

from jbeco.submissions.collector import Collector
from jbeco.submissions.layout import AIR, WATER
from jbeco.submissions.monitoring import air_of_lines, sections_of_lines
from jbeco.submissions.sheet_lines import sheet_lines
from jbeco.submissions.workbook import CellText, SheetRows

FILE = "2025/2025-ecology.xlsx"


def lines(sheet, rows, into):
    """Return the lines of a sheet that holds these rows under the right header."""
    table = [list(sheet.columns), *rows]
    cells = tuple(
        tuple(CellText(value, "General", f"A{n}", False) for value in row)
        for n, row in enumerate(table, start=1)
    )
    return sheet_lines(
        FILE, "0" * 64, sheet, SheetRows(sheet.name, False, cells, (), (), False), into
    )


def section(name: str, month: object, **items: object) -> list[object]:
    return [name, "名单2025", month, *(items.get(c, "") for c in WATER.columns[3:-1]), "示例"]


def hour(station: str, time: str, **items: object) -> list[object]:
    return [station, time, *(items.get(c, 10) for c in AIR.columns[2:-1]), "示例"]


@pytest.fixture
def into(real_plan) -> Collector:
    return Collector(real_plan)


def test_sections_are_kept_as_texts_with_their_place(into) -> None:
    found = sections_of_lines(lines(WATER, [section("甲", 1, hg="0.00004L", do=7.5)], into), into)
    assert into.problems == []
    assert found.loc[0, ["断面", "月份", "hg", "do"]].tolist() == ["甲", 1, "0.00004L", "7.5"]
    assert found.loc[0, "位置"] == f"{FILE}!水质断面!A2"


@pytest.mark.parametrize("month", [0, 13, "一月", ""])
def test_a_month_is_one_of_twelve(into, month) -> None:
    assert sections_of_lines(lines(WATER, [section("甲", month, do=7)], into), into) is None
    (problem,) = into.problems
    assert "不全或不对" in problem.what


def test_a_section_has_one_row_a_month(into) -> None:
    rows = [section("甲", 1, do=7), section("甲", 1, do=8), section("乙", 1, do=8)]
    found = sections_of_lines(lines(WATER, rows, into), into)
    assert len(found) == 2
    assert "甲” 1 月重复" in into.problems[0].what


def test_an_empty_sheet_is_nothing(into) -> None:
    assert sections_of_lines(lines(WATER, [], into), into) is None
    assert air_of_lines(lines(AIR, [], into), into) is None


def test_hours_of_a_sheet_are_read_like_the_file(into) -> None:
    rows = [hour("甲", "2025-01-01 01:00:00"), hour("甲", "2025-01-01 02:00", o3="—")]
    found = air_of_lines(lines(AIR, rows, into), into)
    assert into.problems == []
    assert list(found["时间"]) == [pd.Timestamp(2025, 1, 1, 1), pd.Timestamp(2025, 1, 1, 2)]
    assert found["o3"].isna().tolist() == [False, True]


def test_a_bad_hour_is_named_at_its_cell(into) -> None:
    air_of_lines(lines(AIR, [hour("甲", "2025-01-01 01:00", co="高")], into), into)
    assert into.problems[0].where == f"{FILE}!空气小时值!E2"
