"""The collector: problems with their cell and the criteria that they hold up."""

from fractions import Fraction

import pytest

from jbeco.intake.collector import Collector
from jbeco.problems import Level, Problem
from jbeco.schema import exact
from jbeco.tables import Row

ROW = Row("2025/a.csv", 7, {"code": "a", "value": "八"})


@pytest.fixture
def into(bench, desk) -> Collector:
    criteria = (
        bench.criterion(id="N01", indicator="a"),
        bench.criterion(id="P02", indicator="a"),
        bench.criterion(id="N03", indicator="b"),
        bench.criterion(id="N04", indicator="a", applicable=False),
    )
    codes = (
        desk.code("a", "value"),
        desk.code("part", indicators=("a",)),
        desk.code("shared", indicators=("a", "b")),
        desk.code("idle", indicators=("c",)),
    )
    return Collector(desk.plan(*codes, criteria=criteria))


@pytest.mark.parametrize(
    ("code", "blocks"),
    [
        ("a", ("N01", "P02")),
        ("part", ("N01", "P02")),
        ("shared", ("N01", "P02", "N03")),
        ("b", ("N03",)),
        ("idle", ()),
        ("unheard_of", ()),
    ],
)
def test_what_a_code_or_an_indicator_holds_up(into: Collector, code: str, blocks) -> None:
    assert into.blocks(code) == blocks


def test_a_problem_without_a_code_holds_up_nothing(into: Collector) -> None:
    into.problem("2025/a.xlsx", "不对", "请改")
    into.problem("2025/a.xlsx!数据!F2", "可疑", "请核对", Level.WARNING, "b")
    assert into.problems == [
        Problem("2025/a.xlsx", "不对", "请改"),
        Problem("2025/a.xlsx!数据!F2", "可疑", "请核对", Level.WARNING, ("N03",)),
    ]


def test_a_fault_names_the_cell_and_what_stands_there(into: Collector) -> None:
    into.fault(ROW, "value", "不对", "请改", "b")
    assert into.problems == [Problem("2025/a.csv!B7（value）", "“八”不对", "请改", blocks=("N03",))]


def test_a_choice(into: Collector) -> None:
    assert into.choice(ROW, "code", ("a", "b")) is True
    assert into.problems == []
    assert into.choice(ROW, "value", ("", "有", "无"), "b") is False
    (problem,) = into.problems
    assert problem.where == "2025/a.csv!B7（value）"
    assert problem.mend == "可选：（空）、有、无"
    assert problem.blocks == ("N03",)


def test_a_long_list_of_options_is_not_printed(into: Collector) -> None:
    assert into.choice(ROW, "value", [str(n) for n in range(21)]) is False
    assert "20" not in into.problems[0].mend


@pytest.mark.parametrize(("text", "value"), [("80.10", Fraction(801, 10)), ("-3", -3)])
def test_a_cell_is_converted(into: Collector, text: str, value) -> None:
    assert into.convert(Row("a.csv", 2, {"value": text}), "value", exact, "数") == value
    assert into.problems == []


@pytest.mark.parametrize("text", ["八", "", "1/0", "nan", "1e5x", "１２a"])
def test_a_cell_that_cannot_be_converted_is_none_and_an_error(into: Collector, text: str) -> None:
    assert into.convert(Row("a.csv", 2, {"value": text}), "value", exact, "数", "b") is None
    (problem,) = into.problems
    assert (problem.level, problem.where) == (Level.ERROR, "a.csv!A2（value）")
    assert (problem.what, problem.mend) == (f"“{text}”读不懂", "应为数")


def test_two_collectors_share_nothing(into: Collector) -> None:
    into.problem("a", "b", "c")
    into.departments.setdefault("x", []).append("y")
    other = Collector(into.plan)
    assert (other.problems, other.departments, other.observations) == ([], {}, [])
