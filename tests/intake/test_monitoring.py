"""The hourly air file: every hour that cannot be what it says is named at its cell."""

from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.layout import AIR, WATER
from jbeco.intake.monitoring import (
    AIR_FILE,
    SHOWN_ROWS,
    air_of_lines,
    check_air,
    read_air,
    sections_of_lines,
)
from jbeco.intake.sheet_lines import sheet_lines
from jbeco.intake.workbook import CellText, SheetRows
from jbeco.problems import Level

NAME = "2025/air_hourly.csv"
HEADER = ",".join(AIR.columns)
GOOD = "甲站,2025-01-01 01:00,5,40,0.9,60,70,35,示例"


@pytest.fixture
def air(tmp_path: Path, real_plan):
    path = tmp_path / AIR_FILE

    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Collector:
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        into = Collector(real_plan)
        frame = read_air(path, NAME, into)
        if frame is not None:
            check_air(frame, NAME, 2025, into)
        return into

    write.path = path
    return write


def said(into: Collector) -> list[tuple[str, str]]:
    return [(problem.where.partition("!")[2], problem.what) for problem in into.problems]


def test_a_good_file_has_no_problem(air) -> None:
    rows = [GOOD, GOOD.replace("甲站", "乙站"), GOOD.replace("01:00", "02:00")]
    assert said(air(*rows)) == []


def test_numbers_times_and_gaps_are_read(air, real_plan) -> None:
    air(GOOD, "甲站,2025-01-01 02:00,0, 41 ,,60,70,35.5,")
    into = Collector(real_plan)
    frame = read_air(air.path, NAME, into)
    assert into.problems == []
    assert list(frame.columns) == list(AIR.columns)
    assert list(frame["时间"]) == [pd.Timestamp(2025, 1, 1, 1), pd.Timestamp(2025, 1, 1, 2)]
    assert list(frame["no2"]) == [40, 41]
    assert list(frame["so2"]) == [5, 0]
    assert list(frame["co"].isna()) == [False, True]
    assert frame["pm25"].sum() == 70.5


def test_the_year_begins_at_one_and_ends_at_midnight(air) -> None:
    first, last = GOOD, GOOD.replace("2025-01-01 01:00", "2026-01-01 00:00")
    assert said(air(first, last)) == []


@pytest.mark.parametrize(
    ("old", "new", "cell", "what"),
    [
        ("2025-01-01 01:00", "2025-01-01 00:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2026-01-01 01:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2024-06-01 01:00", "B2", "不在 2025 年"),
        ("2025-01-01 01:00", "2025-01-01 24:00", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "2025/1/1 1:00", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "45658", "B2", "不是“年-月-日 时:分”"),
        ("2025-01-01 01:00", "", "B2", "不是“年-月-日 时:分”"),
        (",5,", ",五,", "C2", "“五”不是数"),
        (",40,", ",４０,", "D2", "“４０”不是数"),
        (",0.9,", ",<0.9,", "E2", "“<0.9”不是数"),
        (",60,", ",缺,", "F2", "“缺”不是数"),
        (",70,", ",nan,", "G2", "“nan”不是数"),
        (",35,", ",-1,", "H2", "“-1”是负数"),
        (",35,", ",-999,", "H2", "“-999”是负数"),
        (",35,", ",inf,", "H2", "“inf”不是数"),
        (",35,", ",1e999,", "H2", "“1e999”不是数"),
        (",35,", ",-inf,", "H2", "“-inf”"),
    ],
)
def test_a_bad_cell_is_named(air, old: str, new: str, cell: str, what: str) -> None:
    into = air(GOOD.replace(old, new), GOOD.replace("甲站", "乙站"))
    assert [where for where, _ in said(into)] == [cell]
    assert what in said(into)[0][1]
    assert [problem.level for problem in into.problems] == [Level.ERROR]


def test_the_criteria_that_are_held_up(air, real_plan) -> None:
    (dust,) = air(GOOD.replace(",35,", ",x,")).problems
    (ozone,) = air(GOOD.replace(",60,", ",x,")).problems
    of = {c.id: c.indicator for c in real_plan.criteria if c.applicable}
    assert dust.blocks == tuple(i for i, indicator in of.items() if indicator == "pm25")
    assert ozone.blocks == tuple(i for i, indicator in of.items() if indicator == "good_air_days")
    assert dust.blocks
    assert ozone.blocks


def test_an_hour_that_stands_twice(air) -> None:
    into = air(GOOD, GOOD.replace("甲站", "乙站"), GOOD.replace(",35,", ",36,"))
    assert [where for where, _ in said(into)] == ["B4"]
    assert "与前面的行重复" in said(into)[0][1]


def test_a_blank_row_between_does_not_shift_the_cells(air) -> None:
    into = air(GOOD, "", GOOD.replace(",35,", ",x,").replace("01:00", "02:00"))
    assert "H4" in [where for where, _ in said(into)]


def test_the_first_faulty_cells_are_named_and_the_rest_counted(air) -> None:
    rows = [f"甲站,2025-01-{day:02} 01:00,5,40,0.9,60,70,x," for day in range(1, 13)]
    into = air(*rows)
    assert [where for where, _ in said(into)] == ["H2", "H3", "H4", "H5", "H6", "H"]
    assert f"pm25 列另有 {12 - SHOWN_ROWS} 格不是数" in said(into)[-1][1]


@pytest.mark.parametrize(
    "header", [HEADER.replace("pm25", "PM2.5"), HEADER.removesuffix(",备注"), "甲,乙", ""]
)
def test_another_header_is_refused_and_the_right_one_named(air, header: str) -> None:
    into = air(GOOD, header=header)
    errors = [problem for problem in into.problems if problem.level is Level.ERROR]
    assert errors
    assert all(problem.where.startswith(NAME) for problem in errors)


def test_the_right_header_is_named(air) -> None:
    (problem,) = air(header="a,b").problems
    assert HEADER in problem.mend


def test_columns_in_another_order_are_not_taken_for_each_other(air) -> None:
    swapped = HEADER.replace("so2,no2", "no2,so2")
    assert [what for _, what in said(air(GOOD, header=swapped))] == ["表头不符"]


def test_gbk_is_read_with_a_note(air) -> None:
    into = air(GOOD, encoding="gbk")
    assert [problem.level for problem in into.problems] == [Level.NOTE]


def test_a_file_in_a_years_folder_is_checked_and_hashed(clerk) -> None:
    (clerk.folder / AIR_FILE).write_text(f"{HEADER}\n甲站,昨天,,,,,,,\n", encoding="utf-8")
    found = clerk.read()
    assert [p.where for p in found.problems] == ["2024/air_hourly.csv!B2"]
    assert "2024/air_hourly.csv" in dict(found.files)


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
