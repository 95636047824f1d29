"""Every year that a verdict may draw on is read with the same care; losses are said by name."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.read import read_submissions
from jbeco.intake.settle import settle
from jbeco.problems import Level, Problem

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
BEFORE = 2023
GOOD = {"数据!F2": 83.3, "数据!F3": 25, "数据!F4": 30}


@pytest.fixture
def told(clerk: Any):
    """The problems of 2023's files as the year 2024 is told of them, and as 2023 was."""

    def problems() -> tuple[list[Problem], list[Problem]]:
        clerk.send("housing", {})
        now = read_submissions(clerk.data, clerk.year, clerk.plan).problems
        then = read_submissions(clerk.data, BEFORE, clerk.plan).problems
        return [p for p in now if p.where.startswith("2023")], list(then)

    return problems


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def test_a_damaged_workbook_of_an_earlier_year_is_an_error_of_this_one(clerk, told) -> None:
    path = clerk.send("ecology", GOOD, year=BEFORE)
    cut(path)
    now, then = map(only, told())
    assert (now.level, now.where) == (Level.ERROR, clerk.file("ecology", year=BEFORE))
    assert now.what.startswith("文件已损坏，解不开；2023 年因此没有“")
    assert now.blocks == then.blocks == ("C01",)
    assert then.what == "文件已损坏，解不开"
    found = clerk.read()
    assert {(u.indicator, u.year, u.where) for u in found.unread} == {
        (code.code, BEFORE, now.where) for code in clerk.plan.asked if code.department == "ecology"
    }
    assert any(p.level is Level.ERROR for p in clerk.check())


def test_many_lost_figures_are_counted(clerk, told) -> None:
    cut(clerk.send("housing", {}, year=BEFORE))
    now, _ = map(only, told())
    asked = [code for code in clerk.plan.asked if code.department == "housing"]
    count = sum(len(code.series) for code in asked)
    assert count > 3
    assert now.what.endswith(f"等 {count} 项")


def test_a_damaged_file_of_nobody_may_be_of_whoever_is_silent(clerk, told) -> None:
    clerk.send("ecology", GOOD, year=BEFORE)
    cut(clerk.send("water", {}, year=BEFORE, name="报送.xlsx"))
    now, then = map(only, told())
    assert now.where == then.where == "2023/报送.xlsx"
    assert now.blocks == then.blocks
    assert set(now.blocks) == {"C02-1", "C02-2", "C03"}
    assert now.what == "文件已损坏，解不开；可能是县住建局、县水利局报送的"
    assert read_submissions(clerk.data, BEFORE, clerk.plan).departments.keys() == {"ecology"}


def test_a_cell_of_an_earlier_year_says_what_is_missing_there(clerk, told) -> None:
    clerk.send("ecology", GOOD | {"数据!F2": "八十"}, year=BEFORE)
    now, then = map(only, told())
    assert now.what == f"{then.what}；2023 年因此没有“秸秆综合利用率”"
    assert (now.level, now.blocks) == (then.level, then.blocks) == (Level.ERROR, ("C01",))


def test_an_error_that_holds_up_nothing_is_a_warning_a_year_later(clerk, told) -> None:
    clerk.send("ecology", GOOD | {"佐证!A2": "C99", "佐证!B2": "通报"}, year=BEFORE)
    now, then = map(only, told())
    assert (now.level, then.level) == (Level.WARNING, Level.ERROR)
    assert now.what == then.what


def test_a_correction_that_no_longer_fits_is_said_every_year(clerk, told) -> None:
    clerk.send("ecology", GOOD, year=BEFORE)
    row = "ecology,straw_use_rate,,8.33,83.3,错位,王工,2024-03-02"
    clerk.table("corrections.csv", row).rename(clerk.data / "2023" / "corrections.csv")
    now, then = map(only, told())
    assert now == replace(then, year=BEFORE)
    assert (now.level, "更正没有用上" in now.what) == (Level.WARNING, True)


def test_a_correction_in_gbk_is_applied_in_every_year(clerk, told) -> None:
    clerk.send("ecology", GOOD | {"数据!F2": 8.33}, year=BEFORE)
    row = "ecology,straw_use_rate,,8.33,83.3,错位,王工,2024-03-02"
    path = clerk.table("corrections.csv", row)
    (clerk.data / "2023" / "corrections.csv").write_bytes(path.read_text("utf-8").encode("gbk"))
    path.unlink()
    now, then = map(only, told())
    used = [o for o in clerk.read().observations if (o.year, o.department) == (BEFORE, "ecology")]
    assert [float(o.number) for o in used if o.indicator == "straw_use_rate"] == [83.3]
    assert (now.level, then.level) == (Level.NOTE, Level.NOTE)


def test_what_was_only_remarked_is_counted_in_one_note(clerk, told) -> None:
    clerk.send("ecology", GOOD | {"数据!F2": "约83.3", "数据!F3": "２５"}, year=BEFORE)
    note, then = told()
    (note,) = note
    assert len(then) == 2
    assert (note.level, note.where) == (Level.NOTE, "2023 年填报")
    assert note.what == "2023 年的填报另有提示 2 条，不影响 2024 年的判定"
    assert "jbeco check 2023" in note.mend


def test_every_truncated_workbook_of_last_year_is_named(real_plan, tmp_path: Path) -> None:
    data = Path(shutil.copytree(EXAMPLE, tmp_path / "data"))
    files = sorted((data / "2024").glob("*.xlsx"))
    for path in files:
        cut(path)
    found = read_submissions(data, 2025, real_plan)
    assert {p.where for p in found.problems} == {f"2024/{path.name}" for path in files}
    for problem in found.problems:  # a department that owes no figure holds up no verdict
        owes = any(code.department in problem.where for code in real_plan.asked)
        assert problem.level is (Level.ERROR if owes else Level.WARNING)
        assert ("2024 年因此没有" in problem.what, problem.blocks != ()) == (owes, owes)
    lost = {u.indicator for u in found.unread}
    assert {c.code for c in real_plan.asked if c.department == "finance"} <= lost


# links and the like


def test_a_link_is_refused_in_every_year(clerk, told) -> None:
    path = clerk.send("ecology", GOOD, year=BEFORE)
    path.rename(clerk.data / "外面.xlsx")
    path.symlink_to(clerk.data / "外面.xlsx")
    now, then = map(only, told())
    assert "是链接" in now.what
    assert (now.level, now.blocks, then.level) == (Level.ERROR, ("C01",), Level.ERROR)
    assert [o for o in clerk.read().observations if o.department == "ecology"] == []


def test_a_year_s_folder_may_not_be_a_link(clerk, told) -> None:
    clerk.send("ecology", GOOD, year=BEFORE)
    (clerk.data / "2023").rename(clerk.data / "别处")
    (clerk.data / "2023").symlink_to(clerk.data / "别处")
    clerk.send("ecology", GOOD)
    (problem,) = [p for p in clerk.read().problems if p.where == "2023"]
    assert (problem.level, "不是普通文件夹" in problem.what) == (Level.ERROR, True)
    assert set(problem.blocks) == {c.id for c in clerk.plan.criteria if c.applicable}
    (then,) = read_submissions(clerk.data, BEFORE, clerk.plan).problems
    assert problem == replace(then, year=BEFORE)


@pytest.mark.parametrize("name", ["corrections.csv", "comparators.csv", "air_hourly.csv"])
def test_a_folder_under_a_file_s_name_is_an_error_that_holds_something_up(clerk, name) -> None:
    clerk.send("ecology", GOOD)
    (clerk.folder / name).mkdir()
    (problem,) = [p for p in clerk.read().problems if p.where == f"2024/{name}"]
    assert (problem.level, "不是普通文件" in problem.what) == (Level.ERROR, True)


# two sources of the stations' data


def test_hours_in_two_places_that_differ_are_not_used(clerk, real_plan) -> None:
    def hours(co: float) -> pd.DataFrame:
        return pd.DataFrame({"站点": ["甲"], "时间": [pd.Timestamp(2025, 1, 1, 1)], "co": [co]})

    into = Collector(real_plan)
    into.hours = [("2025/air_hourly.csv", hours(1)), ("2025/a.xlsx!空气小时值", hours(1))]
    settle(into, 2025)
    assert (into.monitoring.air_file, into.problems) == ("2025/air_hourly.csv", [])
    into.hours[1] = ("2025/a.xlsx!空气小时值", hours(2))
    settle(into, 2025)
    (problem,) = into.problems
    assert (problem.where, into.monitoring.air) == ("2025/a.xlsx!空气小时值", None)
    assert "2025/air_hourly.csv 里的空气小时值不一样，两处都没有采用" in problem.what
    assert problem.blocks
