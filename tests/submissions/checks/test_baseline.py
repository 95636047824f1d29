import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.baseline import check_baseline_against_plan


@pytest.mark.parametrize("year", [2019, 2025])
def test_a_base_value_that_is_not_the_plan_s_is_said(desk, bench, year):
    plan = desk.plan()
    assert desk.find(check_baseline_against_plan, plan, bench.level(2019, 80), year=year) == []
    problem = desk.one(check_baseline_against_plan, plan, bench.level(2019, "80.1"), year=year)
    assert "N01 填 80.1，规划的基准值是 80" in problem.what
    assert problem.level is Level.WARNING


def test_only_levels_of_the_base_year_are_compared(desk, bench):
    plan = desk.plan(desk.code("river_quality"))
    others = [
        bench.level(2020, 90),
        bench.decline(2019, "18.4"),
        bench.level(2019, 90, series="城区"),
        bench.level(2019, None),
        desk.row("river_quality", 90, year=2019),
    ]
    assert desk.find(check_baseline_against_plan, plan, *others) == []
