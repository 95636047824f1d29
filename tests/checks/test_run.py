"""The check: what is wrong in a year's submissions, all at once and in a fixed order."""

from pathlib import Path

import pytest

from jbeco.checks import check_year
from jbeco.intake import read_submissions
from jbeco.plan import load_plan
from jbeco.problems import Level, Problem

BASELINE = "2022/plan_baseline.csv"


@pytest.fixture
def check(county_plan: Path, county_data: Path):
    def check_one(year: int = 2022) -> tuple[Problem, ...]:
        plan = load_plan(county_plan)
        return check_year(plan, read_submissions(county_data, year, plan))

    return check_one


def test_a_clean_base_year_has_no_problem(check) -> None:
    assert check() == ()


def test_a_criterion_that_was_not_reported_is_named_with_who_owes_it(
    check, county_data: Path, edit
) -> None:
    edit(county_data / BASELINE, "C03,,level,40,立方米/万元,2022,,,B,规划,3,40,\n", "")
    (problem,) = check()
    assert problem.level is Level.ERROR
    assert problem.what == "C03 用水量 没有填报，也没有写缺数原因"
    assert problem.mend == "请 县水利局 补报"
    assert problem.blocks == ("C03",)


def test_each_series_must_be_reported(check, county_data: Path, edit) -> None:
    edit(county_data / BASELINE, "C02-1,镇区,level,12,平方米/人,2022,,,B,规划,2,12,\n", "")
    (problem,) = check()
    assert problem.what.startswith("C02-1 人居环境：公园绿地（镇区） 没有填报")


def test_a_gap_with_its_reason_is_no_problem(check, county_data: Path, edit) -> None:
    edit(county_data / BASELINE, "level,80,%,2022,,,B", "level,,%,2022,,not_yet,D")
    assert check() == ()


def test_what_could_not_be_read_is_not_named_missing_as_well(
    check, county_data: Path, edit
) -> None:
    edit(county_data / BASELINE, "level,80,", "level,八十,")
    (problem,) = check()
    assert problem.where == f"{BASELINE}!D2（value）"


def test_a_row_entered_twice(check, county_data: Path, edit) -> None:
    row = "C03,,level,40,立方米/万元,2022,,,B,规划,3,40,\n"
    edit(county_data / BASELINE, row, row * 2)
    (problem,) = check()
    assert (problem.level, problem.where) == (Level.ERROR, f"{BASELINE}!D7")
    assert "C03 与 D6 重复填报" in problem.what


@pytest.mark.parametrize(("value", "limits"), [("100.1", "0–100"), ("-0.1", "0–100")])
def test_a_number_beyond_its_natural_limits(check, county_data, edit, value, limits) -> None:
    edit(county_data / BASELINE, "level,80,", f"level,{value},")
    found = [p for p in check() if p.level is Level.ERROR]
    assert [p.where for p in found] == [f"{BASELINE}!D2"]
    assert f"为 {value}，超出自然界限 {limits}" in found[0].what


@pytest.mark.parametrize("value", ["0", "100"])
def test_a_number_at_its_limit_is_fine(check, county_data, edit, value: str) -> None:
    edit(county_data / BASELINE, "level,80,", f"level,{value},")
    assert [p for p in check() if p.level is Level.ERROR] == []


def test_a_limit_on_one_side_only(check, county_data: Path, edit) -> None:
    edit(county_data / BASELINE, "level,40,", "level,-40,")
    (found,) = [p for p in check() if p.level is Level.ERROR]
    assert "为 -40，超出自然界限 不低于 0" in found.what


def test_a_base_value_that_is_not_the_plans_is_a_warning(check, county_data, edit) -> None:
    edit(county_data / BASELINE, "level,80,", "level,80.5,")
    (problem,) = check()
    assert problem.level is Level.WARNING
    assert problem.what == "C01 填 80.5，规划的基准值是 80"


def test_errors_stand_before_warnings(check, county_data: Path, edit) -> None:
    edit(county_data / BASELINE, "level,80,", "level,80.5,")
    edit(county_data / BASELINE, "level,40,", "level,-40,")
    levels = [problem.level for problem in check()]
    assert levels == [Level.ERROR, Level.WARNING, Level.WARNING]


# one fact in two tables: 表一 39 and 表二 48 are the same survey


def test_two_entries_of_one_fact_that_differ_are_named_with_both_cells(
    data_copy: Path, real_plan, edit
) -> None:
    table = data_copy / "2019" / "plan_baseline.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    lines = {row.partition(",")[0]: n for n, row in enumerate(rows, start=1)}
    edit(table, "P48,,level,84.4,", "P48,,level,84.5,")
    found = check_year(real_plan, read_submissions(data_copy, 2019, real_plan))
    (conflict,) = [problem for problem in found if problem.level is Level.ERROR]
    assert "前后不一" in conflict.what
    assert f"N39（2019/plan_baseline.csv!D{lines['N39']}）写 84.4" in conflict.what
    assert f"P48（2019/plan_baseline.csv!D{lines['P48']}）写 84.5" in conflict.what
    assert conflict.blocks == ("N39", "P48")


def test_84_40_and_84_4_are_the_same_number(base_year) -> None:
    assert base_year.problems == ()


def test_two_words_for_one_fact_are_a_conflict(data_copy: Path, real_plan, edit) -> None:
    edit(data_copy / "2019" / "plan_baseline.csv", "P18,,state,建立,", "P18,,state,严格执行,")
    found = check_year(real_plan, read_submissions(data_copy, 2019, real_plan))
    (conflict,) = [problem for problem in found if problem.level is Level.ERROR]
    assert "N15" in conflict.what
    assert conflict.blocks == ("N15", "P18")
