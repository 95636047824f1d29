from decimal import Decimal

import pytest

from jbeco.intake.duties import departments_owing, duties_of
from jbeco.intake.layout import TASK_RESULTS
from jbeco.plan import Plan
from scripts.example.story import YEARS, answers
from scripts.example.tasks import superior_task


def test_every_task_that_is_asked_for_is_told(real_plan: Plan) -> None:
    asked = {
        indicator.id
        for department in departments_owing(real_plan, 2025)
        for indicator in duties_of(real_plan, department, 2025).tasks
    }
    for indicator in asked:
        for year in YEARS:
            task = superior_task(indicator, year)
            assert task.result in TASK_RESULTS
            assert task.name
            assert task.text


@pytest.mark.parametrize("year", YEARS)
def test_result_follows_from_the_reported_figure(year: int) -> None:
    task = superior_task("good_air_days", year)
    reached = answers(year)["good_air_days"]
    assert isinstance(reached, Decimal)
    assert task.reached == reached
    assert (task.result == "完成") == (reached >= task.required)


def test_2020_missed_air_and_energy_2030_energy() -> None:
    assert superior_task("good_air_days", 2020).result == "未完成"
    assert superior_task("energy_intensity", 2020).result == "未完成"
    assert superior_task("good_air_days", 2025).result == "完成"
    energy = [superior_task("energy_intensity", year).result for year in range(2021, 2031)]
    assert energy == ["完成"] * 9 + ["未完成"]
    assert superior_task("good_air_days", 2025).required == 88


def test_no_task_was_set_for_the_shoreline() -> None:
    task = superior_task("river_shoreline", 2023)
    assert (task.result, task.required, task.reached) == ("未下达", None, None)
