"""The daily form of the stations' air: read cell by cell, faults named at their cells."""

from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.air_daily import DAILY_ITEMS, read_days_file
from jbeco.intake.collector import Collector
from jbeco.intake.files import Arrived
from jbeco.problems import Level

HEADER = "站点,日期,so2,no2,co,o3_8h,pm10,pm25,备注\n"
GOOD = "甲,2025-01-01,8,30,0.8,60,50,30,\n"


@pytest.fixture
def read(real_plan):
    def read_text(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Collector:
        into = Collector(real_plan)
        content = (header + "".join(rows)).encode(encoding)
        read_days_file(Arrived("2025/air_daily.csv", content), 2025, into)
        return into

    return read_text


def test_a_day_is_a_row(read) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        into = read(GOOD, "甲,2025-01-02,—,缺测,/,,50,30,停电\n", encoding=encoding)
        assert {problem.level for problem in into.problems} <= {Level.NOTE}
        days = into.monitoring.days
        assert days["station"].tolist() == ["甲", "甲"]
        assert days["date"].tolist() == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-02")]
        assert days.loc[0, list(DAILY_ITEMS)].tolist() == [8, 30, 0.8, 60, 50, 30]
        assert days.loc[1, ["so2", "no2", "co", "o3_8h"]].isna().all()


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        ("甲,2024-12-31,8,30,0.8,60,50,30,\n", "B3", "不在 2025 年"),
        ("甲,1月2日,8,30,0.8,60,50,30,\n", "B3", "不是“年-月-日”"),
        (",2025-01-02,8,30,0.8,60,50,30,\n", "A3", "不是站点"),
        ("甲,2025-01-02,八,30,0.8,60,50,30,\n", "C3", "“八”不是数"),
        ("甲,2025-01-02,8,30,0.8,-60,50,30,\n", "F3", "“-60”是负数"),
        ("甲,2025-01-02,8,30,0.8,60,50,-999,\n", "H3", "是占位数，按缺测"),
    ],
)
def test_a_fault_is_named_at_its_cell(read, row: str, cell: str, what: str) -> None:
    into = read(GOOD, row)
    (problem,) = into.problems
    assert problem.where.startswith(f"2025/air_daily.csv!{cell}")
    assert what in problem.what
    assert "N07-1" in problem.blocks
    assert problem.about == ""  # what a department reported is not at fault


def test_a_day_that_stands_twice_is_not_used_where_the_two_differ(read) -> None:
    into = read(GOOD, GOOD.replace("60", "90"), GOOD.replace("甲", "乙"))
    (problem,) = into.problems
    assert problem.level is Level.ERROR
    assert "重复，内容不同" in problem.what
    assert into.monitoring.days["station"].tolist() == ["乙"]


def test_a_row_pasted_twice_counts_once(read) -> None:
    gap = GOOD.replace("01-01", "01-02").replace("60", "—")
    into = read(GOOD, GOOD, gap, gap)
    assert [problem.level for problem in into.problems] == [Level.WARNING] * 2
    assert "内容一样" in into.problems[0].what
    assert len(into.monitoring.days) == 2


@pytest.mark.parametrize("day", ["2025/1/2", "2025.1.2", "2025年1月2日", "２０２５-01-02"])
def test_dates_are_read_as_everywhere_else(read, day: str) -> None:
    into = read(GOOD, f"甲,{day},8,30,0.8,60,50,30,\n")
    assert into.problems == []
    assert into.monitoring.days["date"].tolist()[1] == pd.Timestamp("2025-01-02")


def test_a_fault_of_a_whole_column_is_named_a_few_times_and_counted(read) -> None:
    dates = [f"{month}月{day}日" for month in range(1, 5) for day in range(1, 26)]
    into = read(GOOD, *(f"甲,{day},8,30,0.8,60,50,30,\n" for day in dates))
    assert len(into.problems) == 6
    assert "“1月1日”不是“年-月-日”" in into.problems[0].what
    assert into.problems[-1].what == "自这一格起另有 95 格不是“年-月-日”"


def test_another_header_reads_nothing_and_says_so(read) -> None:
    into = read(GOOD, header=HEADER.replace("o3_8h", "o3"))
    (problem,) = into.problems
    assert "N07-1" in problem.blocks
    assert into.monitoring.days is None


def test_the_shipped_year_is_read_whole(read) -> None:
    path = Path(__file__).parents[2] / "data" / "public" / "2022" / "air_daily.csv"
    into = Collector(read(GOOD).plan)
    read_days_file(Arrived("2022/air_daily.csv", path.read_bytes()), 2022, into)
    assert into.problems == []
    assert len(into.monitoring.days) == 365
    assert int(into.monitoring.days[list(DAILY_ITEMS)].notna().all(axis=1).sum()) == 361
