"""Superiors' tasks: what was required and reached against the word, and words that are missing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.checks.tasks import check_task_numbers, check_tasks_without_result
from jbeco.intake import Source
from jbeco.problems import Level, Problem

FILE = "2025/2025-ecology-生态局.xlsx"


@pytest.fixture
def plan(desk, bench):
    """N01 asks for the superior's task, P02 of the same indicator does not."""
    criteria = (
        bench.criterion(id="N01", standard=">= 80 and task met"),
        bench.criterion(id="P02", standard=">= 80"),
    )
    made = desk.plan(criteria=criteria)
    return replace(
        made,
        indicators={n: replace(i, direction="lower") for n, i in made.indicators.items()},
    )


@pytest.fixture
def task(bench):
    def told(required, reached, result, text, **changes):
        numbers = {
            "required": None if required is None else Fraction(required),
            "reached": None if reached is None else Fraction(reached),
        }
        source = Source(FILE, "上级任务!F2", "")
        fields = {"required_text": text, "source": source, "name": "年度任务"}
        return bench.task(2025, result, **(fields | numbers | changes))

    return told


@pytest.mark.parametrize(
    ("required", "reached", "result", "text", "doubt"),
    [
        ("87", "80.1", "met", "不低于 87%", True),
        ("87", "87", "met", "不低于 87%", False),
        ("87", "90", "not_met", "达到 87%", True),
        ("25", "28", "met", "不高于 25 微克", True),
        ("25", "24", "met", "控制在 25 以内", False),
        ("3.2", "3.5", "met", "同比下降不少于 3.2%", False),
        ("3.2", "3.1", "met", "同比下降 3.2%", True),
        ("3.2", "3.1", "met", "强度下降不少于 3.2%，总量增长不超过 2.8%", True),
        ("25", "28", "met", "按文件要求", True),  # lower is better, as the indicator says
        ("25", "24", "met", "按文件要求", False),
        ("87", None, "met", "不低于 87%", False),
        (None, "80", "met", "不低于", False),
        ("87", "80.1", "none", "不低于 87%", False),
        ("87", "80.1", "unstated", "不低于 87%", False),
    ],
)
def test_the_word_for_a_task_agrees_with_its_numbers(
    desk, plan, task, required, reached, result, text, doubt
):
    found = desk.find(check_task_numbers, plan, task(required, reached, result, text))
    assert bool(found) is doubt
    for problem in found:
        assert (problem.level, problem.contradicts, problem.about) == (Level.WARNING, True, "")
        assert (problem.where, problem.blocks) == (f"{FILE}!上级任务!F2", ("N01",))


@pytest.mark.parametrize(
    ("text", "reached", "result", "doubt"),
    [
        ("不低于87%", "80.1", "met", True),
        ("不低于87%", "87", "met", False),
        ("不低于87%", "90", "not_met", True),
        ("2025年优良天数比例达到 87％以上", "80.1", "met", True),
        ("PM2.5 达标率不低于 87%", "80.1", "met", True),
        ("不高于5%", "8", "met", True),
        ("不高于5%", "4", "not_met", True),
        ("不低于 87%，力争 90%", "80.1", "met", False),  # two numbers: which one is required
        ("不低于 3 个断面、87%", "80.1", "met", False),
        ("不低于87微克", "80.1", "met", False),  # not in the unit of what was reached
        ("不低于1.2万吨%", "0.5", "met", False),
        ("约87%", "80.1", "met", False),  # which way is not said
        ("按文件要求", "80.1", "met", False),
    ],
)
def test_without_a_number_the_wording_s_own_is_taken(
    desk, plan, task, text, reached, result, doubt
):
    found = desk.find(check_task_numbers, plan, task(None, reached, result, text))
    assert bool(found) is doubt
    for problem in found:
        cells = f"{FILE}!上级任务!E2、{FILE}!上级任务!K2"
        assert f"与要求原文“{text}”、完成值 {reached}（{cells}）不符" in problem.what


def test_both_cells_are_named(desk, plan, task):
    problem = desk.one(check_task_numbers, plan, task("87", "80.1", "met", "不低于 87%"))
    assert problem.what == (
        "年度任务的考核结果写“完成”，与要求值 87、完成值 80.1"
        f"（{FILE}!上级任务!C2、{FILE}!上级任务!K2）不符（按“不低于”要求值比）"
    )


def test_a_resolution_confirms_the_word(desk, plan, task):
    told = task("87", "80.1", "met", "不低于 87%", decided="市考核通报（王工，2026-03-02）")
    assert desk.find(check_task_numbers, plan, told) == []


def test_another_year_s_task_is_that_year_s(desk, plan, task):
    told = replace(task("87", "80.1", "met", "不低于 87%"), year=2024)
    assert desk.find(check_task_numbers, plan, told) == []


@pytest.mark.parametrize(
    ("results", "where"),
    [
        ([], f"{FILE}!上级任务"),
        (["unstated", "unstated"], f"{FILE}!上级任务!F2"),
        (["unstated", "met"], None),
        (["none"], None),
    ],
)
def test_a_task_on_which_nobody_states_a_result_is_a_warning(desk, plan, task, results, where):
    tasks = [
        task(None, None, result, "", source=Source(FILE, f"上级任务!F{line}", ""))
        for line, result in enumerate(results, 2)
    ]
    given = {"departments": {"ecology": (FILE,)}}
    found = desk.find(check_tasks_without_result, plan, *tasks, **given)
    assert [problem.where for problem in found] == ([where] if where else [])
    for problem in found:
        assert "“river_quality”没有填考核结果" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_a_result_that_could_not_be_read_is_not_missing(desk, plan):
    said = Problem(
        f"{FILE}!上级任务!F2", "不是规定的考核结果", "请改", about="task", blocks=("N01",)
    )
    given = {"departments": {"ecology": (FILE,)}, "problems": (said,)}
    assert desk.find(check_tasks_without_result, plan, **given) == []
    of_value = replace(said, about="value")
    given["problems"] = (of_value,)
    assert len(desk.find(check_tasks_without_result, plan, **given)) == 1


def test_who_sent_nothing_is_not_asked_for_tasks_as_well(desk, plan):
    assert desk.find(check_tasks_without_result, plan, departments={}) == []


def test_a_sheet_without_any_result_is_said_once(desk, bench):
    """N01 and P02 ask for one task, N03 for another: both are blank, or one of them is met."""
    criteria = (
        bench.criterion(id="N01", standard="task met"),
        bench.criterion(id="P02", standard="task met"),
        bench.criterion(id="N03", standard="task met", indicator="air"),
    )
    plan, given = desk.plan(criteria=criteria), {"departments": {"ecology": (FILE,)}}
    problem = desk.one(check_tasks_without_result, plan, **given)
    assert problem.where == f"{FILE}!上级任务"
    assert problem.what == "2 项上级任务都没有填考核结果：“river_quality”、“air”"
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01", "P02", "N03"))
    met = bench.task(2025, "met", indicator="air")
    alone = desk.one(check_tasks_without_result, plan, met, **given)
    assert alone.blocks == ("N01", "P02")
