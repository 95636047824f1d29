"""Rows of the consultant's own tables: one record or the faults of its cells, never both halves."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.consultant_tables import (
    COLUMNS,
    COMPARATORS,
    OPTIONAL,
    PUBLIC,
    TASKS,
    base_observations,
    read_consultant_row,
)
from jbeco.plan import BaseValue
from jbeco.problems import Level
from jbeco.tables import Row

GOOD = {
    PUBLIC: {
        "criterion": "N01",
        "series": "",
        "measure": "level",
        "value": "79.50",
        "unit": "%",
        "data_year": "2019",
        "basis": "国控",
        "missing": "",
        "grade": "B",
        "document": "规划",
        "document_row": "表 3",
        "verbatim": "79.5％",
        "note": "注",
    },
    TASKS: {
        "indicator": "river_quality",
        "name": "水",
        "required": "80",
        "required_text": "≥80",
        "result": "met",
        "document": "市文",
        "document_row": "2",
        "verbatim": "完成",
        "note": "注",
    },
    COMPARATORS: {
        "indicator": "river_quality",
        "region": "某省",
        "year": "2018",
        "value": "88.1",
        "unit": "%",
        "derived": "yes",
        "address": "某网",
        "note": "注",
    },
}


@pytest.fixture
def read(bench):
    def read_row(table: str, folder: int = 2019, states=(), planned=(), **cells) -> Collector:
        kind = {"direction": "state", "unit": ""} if states else {}
        plan = bench.plan(bench.criterion(**kind), series=("", "城区"), states=states)
        into = Collector(replace(plan, base_values=planned))
        absent = dict.fromkeys(OPTIONAL[table], "")
        row = Row(f"{folder}/{table}", 5, GOOD[table] | absent | cells)
        read_consultant_row(table, row, "abc", folder, into)
        return into

    return read_row


def records(into: Collector) -> list:
    return [*into.observations, *into.tasks, *into.comparators]


@pytest.mark.parametrize("table", GOOD)
def test_the_columns_are_those_of_the_table(table: str) -> None:
    assert list(GOOD[table]) == COLUMNS[table]


def test_a_base_value(read) -> None:
    into = read(PUBLIC)
    (seen,) = into.observations
    assert into.problems == []
    assert (seen.criterion, seen.indicator, seen.series) == ("N01", "river_quality", "")
    assert (seen.measure, seen.number, seen.unit) == ("level", Fraction("79.5"), "%")
    assert (seen.state, seen.missing, seen.department) == (None, None, "")
    assert (seen.year, seen.data_year, seen.basis, seen.grade) == (2019, 2019, "国控", "B")
    assert (seen.document, seen.verbatim, seen.note) == ("规划 表 3", "79.5％", "注")
    assert (str(seen.source), seen.source.sha256) == ("2019/public_values.csv!D5", "abc")


def test_a_word(read) -> None:
    states = ("未建立", "建立")
    (seen,) = read(PUBLIC, states=states, measure="state", value="建立", unit="").observations
    assert (seen.state, seen.number, seen.measure) == ("建立", None, "state")


def test_a_decline_is_in_percent_whatever_the_unit(read) -> None:
    (seen,) = read(PUBLIC, measure="decline", value="-3.2", unit="%").observations
    assert (seen.measure, seen.number) == ("decline", Fraction("-3.2"))


def test_a_gap(read) -> None:
    (seen,) = read(PUBLIC, value="", missing="not_yet", grade="D").observations
    assert (seen.number, seen.state, seen.missing) == (None, None, "not_yet")


def test_an_older_figure_keeps_its_year(read) -> None:
    (seen,) = read(PUBLIC, data_year="2017").observations
    assert (seen.year, seen.data_year) == (2019, 2017)


def test_a_task(read) -> None:
    into = read(TASKS)
    (task,) = into.tasks
    assert into.problems == []
    assert (task.indicator, task.year, task.name, task.result) == (
        "river_quality",
        2019,
        "水",
        "met",
    )
    assert (task.required, task.required_text, task.document) == (80, "≥80", "市文 2")
    assert str(task.source) == "2019/superior_tasks.csv!E5"


@pytest.mark.parametrize("result", ["met", "not_met", "none", "unstated"])
def test_a_task_needs_no_number(read, result: str) -> None:
    (task,) = read(TASKS, required="", result=result).tasks
    assert (task.required, task.result) == (None, result)


def test_another_regions_figure(read) -> None:
    into = read(COMPARATORS)
    (seen,) = into.comparators
    assert into.problems == []
    assert (seen.indicator, seen.region, seen.year) == ("river_quality", "某省", 2018)
    assert (seen.number, seen.unit, seen.derived) == (Fraction("88.1"), "%", True)
    assert (seen.address, str(seen.source)) == ("某网", "2019/comparators.csv!D5")
    assert read(COMPARATORS, derived="no").comparators[0].derived is False


def test_the_provinces_yearly_decline_has_its_own_code(real_plan) -> None:
    told = {"indicator": "water_per_gdp_decline", "unit": "%", "value": "1.93"}
    for unit, problems in (("%", 0), ("立方米/万元", 1)):
        into = Collector(real_plan)
        cells = GOOD[COMPARATORS] | dict.fromkeys(OPTIONAL[COMPARATORS], "") | told
        row = Row(f"2019/{COMPARATORS}", 5, cells | {"unit": unit})
        read_consultant_row(COMPARATORS, row, "abc", 2019, into)
        assert len(into.problems) == problems
        assert [seen.number for seen in into.comparators] == [Fraction("1.93")] * (1 - problems)


FAULTS = [
    (PUBLIC, {"criterion": "N99"}, "A5", "没有这个子项"),
    (PUBLIC, {"series": "镇区"}, "B5", "不在可选值里"),
    (PUBLIC, {"measure": "mean"}, "C5", "不在可选值里"),
    (PUBLIC, {"measure": "state", "unit": ""}, "C5", "与指标量的类别不符"),
    (PUBLIC, {"value": "八十"}, "D5", "“八十”读不懂"),
    (PUBLIC, {"value": "79,5"}, "D5", "“79,5”读不懂"),
    (PUBLIC, {"value": ""}, "D5", "值与缺数原因须且只须填一个"),
    (PUBLIC, {"missing": "not_yet"}, "D5", "值与缺数原因须且只须填一个"),
    (PUBLIC, {"unit": "吨"}, "E5", "单位不符"),
    (PUBLIC, {"measure": "decline", "unit": "吨"}, "E5", "单位不符"),
    (PUBLIC, {"data_year": "去年"}, "F5", "“去年”读不懂"),
    (PUBLIC, {"data_year": "2020"}, "F5", "晚于填报年份"),
    (PUBLIC, {"value": "", "missing": "忘了"}, "H5", "不在可选值里"),
    (PUBLIC, {"grade": "E"}, "I5", "不在可选值里"),
    (PUBLIC, {"grade": ""}, "I5", "不在可选值里"),
    (TASKS, {"indicator": "wind"}, "A5", "不在可选值里"),
    (TASKS, {"result": "好"}, "E5", "不在可选值里"),
    (TASKS, {"result": ""}, "E5", "不在可选值里"),
    (COMPARATORS, {"indicator": "wind"}, "A5", "不在可选值里"),
    (COMPARATORS, {"year": "去年"}, "C5", "“去年”读不懂"),
    (COMPARATORS, {"value": ""}, "D5", "没有数"),
    (COMPARATORS, {"value": "NaN"}, "D5", "“NaN”不是有限的数"),
    (COMPARATORS, {"value": "全市88"}, "D5", "较大的范围"),
    (COMPARATORS, {"value": "88.1（预计）"}, "D5", "不是正式数"),
    (COMPARATORS, {"unit": "吨"}, "E5", "单位不符"),
    (COMPARATORS, {"derived": ""}, "F5", "不在可选值里"),
]


@pytest.mark.parametrize(("table", "cells", "cell", "what"), FAULTS)
def test_a_faulty_cell_is_named_and_nothing_of_the_row_used(read, table, cells, cell, what) -> None:
    into = read(table, **cells)
    assert records(into) == []
    found = [(p.level, p.where.partition("（")[0]) for p in into.problems if what in p.what]
    assert found == [(Level.ERROR, f"2019/{table}!{cell}")]


def test_an_unreadable_number_of_a_task_is_named_and_the_result_still_counts(read) -> None:
    into = read(TASKS, required="三成")
    assert [problem.where for problem in into.problems] == [
        "2019/superior_tasks.csv!C5（required）"
    ]
    assert [(task.required, task.result) for task in into.tasks] == [(None, "met")]


@pytest.mark.parametrize(("table", "about"), [(TASKS, "task"), (COMPARATORS, "comparator")])
def test_an_error_says_what_it_takes_out_and_of_which_year(read, table, about) -> None:
    cell = {TASKS: {"required": "三成"}, COMPARATORS: {"unit": "吨"}}[table]
    (problem,) = read(table, **cell).problems
    year = {TASKS: None, COMPARATORS: 2018}[table]
    assert (problem.about, problem.year, problem.blocks) == (about, year, ("N01",))


def test_a_task_with_its_document_and_what_was_reached(read) -> None:
    document = {"document_number": "市考〔2020〕3号", "issuer": "市政府", "dated": "2020-03-15"}
    (task,) = read(TASKS, reached="81.5", **document).tasks
    assert (task.required, task.reached) == (80, Fraction("81.5"))
    assert (task.document_number, task.issuer) == ("市考〔2020〕3号", "市政府")
    assert task.dated == date(2020, 3, 15)


def test_a_date_of_a_task_that_is_none_is_named(read) -> None:
    into = read(TASKS, dated="去年")
    assert [problem.where for problem in into.problems] == ["2019/superior_tasks.csv!M5（dated）"]


@pytest.mark.parametrize(
    ("value", "number", "low", "high"),
    [
        ("88.1", "88.1", None, None),
        ("约88.1", "88.1", "88.05", "88.15"),
        ("≥88", None, "88", None),
        ("85～90", None, "85", "90"),
    ],
)
def test_another_regions_figure_may_be_bounds(read, value, number, low, high) -> None:
    (seen,) = read(COMPARATORS, value=value, basis="省控断面").comparators
    exact = [None if part is None else Fraction(part) for part in (number, low, high)]
    assert [seen.number, seen.low, seen.high] == exact
    assert seen.basis == "省控断面"


def test_a_word_off_the_ladder(read) -> None:
    into = read(PUBLIC, states=("未建立", "建立"), measure="state", value="差不多", unit="")
    assert [p.where for p in into.problems] == ["2019/public_values.csv!D5（value）"]
    assert records(into) == []


def test_all_faults_of_a_row_are_named_at_once_with_the_criterion(read) -> None:
    into = read(PUBLIC, series="北", value="八", unit="吨", data_year="x", grade="E")
    cells = [problem.where.partition("!")[2][:2] for problem in into.problems]
    assert sorted(cells) == ["B5", "D5", "E5", "F5", "I5"]
    assert {problem.blocks for problem in into.problems} == {("N01",)}


def planned(value: str, **changes: str) -> tuple[BaseValue]:
    fields = {
        "criterion": "N01",
        "series": "",
        "measure": "level",
        "value": value,
        "data_year": 2019,
        "basis": "",
        "missing": "" if value else "not_reported",
        "grade": "B",
        "document": "规划",
        "document_row": "3",
        "note": "",
        "cell": "D7",
    }
    return (BaseValue(**(fields | changes)),)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        ("79.5", {}),
        ("", {}),
        ("80", {"series": "城区"}),
        ("80", {"measure": "decline"}),
        ("80", {"criterion": "N02"}),
    ],
)
def test_a_row_stands_beside_what_the_plan_says_of_it_or_of_another_fact(
    read, value, changes
) -> None:
    into = read(PUBLIC, planned=planned(value, **changes))
    assert into.problems == []
    assert [seen.number for seen in into.observations] == [Fraction("79.5")]


def test_a_row_that_contradicts_the_plan_names_both_cells(read) -> None:
    into = read(PUBLIC, planned=planned("79.6"))
    (problem,) = into.problems
    assert problem.where == "2019/public_values.csv!D5（value）"
    assert "“79.50”与规划的“79.6”（规划/base_values.csv!D7）不一致" in problem.what
    assert records(into) == []


def test_in_another_year_there_is_nothing_to_contradict(read) -> None:
    assert read(PUBLIC, folder=2021, planned=planned("79.6")).problems == []


def test_the_plans_own_values_become_observations(bench) -> None:
    plan = replace(bench.plan(bench.criterion()), base_values=planned("79.50"), files=())
    (seen,) = base_observations(plan)
    assert (seen.criterion, seen.indicator, seen.year) == ("N01", "river_quality", 2019)
    assert (seen.number, seen.state, seen.missing, seen.unit) == (Fraction("79.5"), None, None, "%")
    assert (seen.document, str(seen.source)) == ("规划 3", "规划/base_values.csv!D7")


@pytest.mark.parametrize(
    ("changes", "number", "state", "missing", "unit"),
    [
        ({"measure": "decline"}, Fraction("0.9"), None, None, "%"),
        ({"measure": "state", "value": "建立"}, None, "建立", None, ""),
        ({"measure": "state", "value": "", "missing": "no_object"}, None, None, "no_object", ""),
        ({"value": "", "missing": "not_yet"}, None, None, "not_yet", "吨"),
    ],
)
def test_each_kind_of_base_value(bench, changes, number, state, missing, unit) -> None:
    plan = bench.plan(bench.criterion(unit="吨"))
    (seen,) = base_observations(replace(plan, base_values=planned(**{"value": "0.9"} | changes)))
    assert (seen.number, seen.state, seen.missing, seen.unit) == (number, state, missing, unit)
