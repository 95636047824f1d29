"""The check: what is wrong in a year's submissions, all at once and in a fixed order."""

from pathlib import Path

import pytest

from jbeco.checks import check_year
from jbeco.intake import read_submissions
from jbeco.plan import load_plan
from jbeco.problems import Level, Problem

VALUES = "base_values.csv"


@pytest.fixture
def check(county_plan: Path, county_data: Path):
    def check_one(year: int = 2022) -> tuple[Problem, ...]:
        plan = load_plan(county_plan)
        return check_year(plan, read_submissions(county_data, year, plan))

    return check_one


def test_a_clean_base_year_has_no_problem(check) -> None:
    assert check() == ()


def test_a_gap_with_its_reason_is_no_problem(check, county_plan: Path, edit) -> None:
    edit(county_plan / VALUES, "level,80,2022,,,B", "level,,2022,,not_yet,D")
    assert check() == ()


@pytest.mark.parametrize(("value", "limits"), [("100.1", "0–100"), ("-0.1", "0–100")])
def test_a_number_beyond_its_natural_limits(check, county_plan, edit, value, limits) -> None:
    edit(county_plan / VALUES, "level,80,", f"level,{value},")
    found = [p for p in check() if p.level is Level.ERROR]
    assert [p.where for p in found] == ["规划/base_values.csv!D2"]
    assert f"为 {value}，超出可能的范围 {limits}" in found[0].what


@pytest.mark.parametrize("value", ["0", "100"])
def test_a_number_at_its_limit_is_fine(check, county_plan, edit, value: str) -> None:
    edit(county_plan / VALUES, "level,80,", f"level,{value},")
    assert [p for p in check() if p.level is Level.ERROR] == []


def test_a_limit_on_one_side_only(check, county_plan: Path, edit) -> None:
    edit(county_plan / VALUES, "level,40,", "level,-40,")
    (found,) = [p for p in check() if p.level is Level.ERROR]
    assert "为 -40，超出可能的范围 不低于 0" in found.what


def test_errors_stand_before_warnings(check, county_plan: Path, county_data: Path, edit) -> None:
    edit(county_plan / VALUES, "level,40,", "level,-40,")
    edit(county_data / "2022" / "superior_tasks.csv", ",县文,1,", ",,,")
    levels = [problem.level for problem in check()]
    assert levels == sorted(levels, key=list(Level).index)
    assert levels[0] is Level.ERROR


# one fact in two tables: 表一 29 and 表二 37 are the same rate


def test_two_entries_of_one_fact_that_differ_are_named_with_both_cells(
    plan_copy: Path, raw_data: Path, edit
) -> None:
    table = plan_copy / VALUES
    rows = table.read_text(encoding="utf-8").splitlines()
    lines = {row.partition(",")[0]: n for n, row in enumerate(rows, start=1)}
    edit(table, "P37,,level,96.29,", "P37,,level,96.3,")
    plan = load_plan(plan_copy)
    found = check_year(plan, read_submissions(raw_data, 2019, plan))
    (conflict,) = [problem for problem in found if problem.level is Level.ERROR]
    assert "前后不一" in conflict.what
    assert f"N29（规划/base_values.csv!D{lines['N29']}）写 96.29" in conflict.what
    assert f"P37（规划/base_values.csv!D{lines['P37']}）写 96.3" in conflict.what
    assert conflict.blocks == ("N29", "P37")


def test_84_40_and_84_4_are_the_same_number(base_year) -> None:
    assert base_year.problems == ()


def test_two_words_for_one_fact_are_a_conflict(plan_copy: Path, raw_data: Path, edit) -> None:
    edit(plan_copy / VALUES, "P18,,state,建立,", "P18,,state,严格执行,")
    plan = load_plan(plan_copy)
    found = check_year(plan, read_submissions(raw_data, 2019, plan))
    (conflict,) = [problem for problem in found if problem.level is Level.ERROR]
    assert "N15" in conflict.what
    assert conflict.blocks == ("N15", "P18")
