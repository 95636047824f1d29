"""A rule is taken only where it was confirmed beside the suggestion that stands there."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from jbeco.forms.plan_layout import TARGETS
from jbeco.forms.plan_targets import EnteredTargets, read_targets
from jbeco.frameworks.editions import framework_set
from jbeco.problems import Level
from jbeco.tables import Row

LEAVES = framework_set("national-2019", Path("nowhere")).leaves
SAID = "“≥97”：不低于 97｜>= 97"
FILLED = {
    "适用": "是",
    "现状": "96.29%",
    "现状值": "96.29",
    "牵头部门": "县住建局",
    "近期目标": "≥97",
    "近期建议": SAID,
    "近期确认": "是",
    "远期目标": "≥97",
    "远期建议": SAID,
    "远期确认": "是",
}


def read(ident: str = "N29", **cells: str) -> EnteredTargets:
    """Read a sheet of one leaf."""
    texts: Mapping[str, str] = dict.fromkeys(TARGETS.columns, "") | FILLED | cells
    row = Row("规划录入.xlsx!目标", 2, {**texts, "编号": ident})
    return read_targets(
        [row],
        {ident: LEAVES[ident]} if ident in LEAVES else {},
        ["2020", "2025", "2035"],
        {"县住建局": "D01"},
        {"未报送": "not_reported"},
    )


def rules(found: EnteredTargets) -> tuple[str, str]:
    [row] = found.criteria
    return row["target_2025_rule"], row["target_2035_rule"]


def said(found: EnteredTargets) -> str:
    return "\n".join(map(str, found.problems))


def test_what_is_confirmed_is_taken() -> None:
    found = read()
    assert (rules(found), found.marks, said(found)) == ((">= 97", ">= 97"), {}, "")
    assert found.criteria[0]["applicable"] == "yes"
    assert found.leads == {"N29": "D01"}
    [value] = found.base_values
    assert (value["value"], value["measure"], value["data_year"]) == ("96.29", "level", "2020")
    assert (value["grade"], value["document_row"]) == ("B", "序号 29")


@pytest.mark.parametrize("cell", ["", "否", "√"])
def test_what_is_not_confirmed_is_not_taken(cell: str) -> None:
    found = read(近期确认=cell)
    assert rules(found) == ("", ">= 97")
    assert "（近期确认）" in said(found)
    assert "“≥97”读作“不低于 97”" in said(found)


def test_a_confirmation_without_the_suggestion_beside_it_is_none() -> None:
    """Somebody filled the column down before the program said how it reads the wording."""
    found = read(近期建议="")
    assert rules(found)[0] == ""
    assert found.marks == {"P2": SAID, "R2": ""}


def test_a_confirmation_of_another_wording_is_none() -> None:
    found = read(近期目标="≥96")
    assert rules(found)[0] == ""
    assert found.marks == {"P2": "“≥96”：不低于 96｜>= 96", "R2": ""}
    assert "作废" in said(found)


def test_a_rule_of_ones_own_needs_no_suggestion_but_a_confirmation() -> None:
    assert rules(read(近期建议="", 近期规则="≥ 96"))[0] == ">= 96"
    assert rules(read(近期规则="＞96 and task met"))[0] == "> 96 and task met"
    assert rules(read(近期规则="> 96", 近期确认=""))[0] == ""


def test_a_rule_that_cannot_be_read_is_named_by_its_cell() -> None:
    found = read(近期规则="大于 96")
    assert rules(found)[0] == ""
    assert "规划录入.xlsx!目标!Q2（近期规则）｜规则“大于 96”从“大于 96”起读不懂" in said(found)


def test_a_wording_that_is_not_understood_asks_for_a_rule() -> None:
    found = read(近期目标="约 97", 近期建议="“约 97”：读不准，请写规则")
    assert rules(found)[0] == ""
    assert "读不准“约 97”，没有建议" in said(found)


def test_a_leaf_that_is_not_applicable_demands_nothing() -> None:
    found = read(适用="否")
    assert (rules(found), found.base_values, found.leads, said(found)) == (("", ""), [], {}, "")
    assert found.criteria[0]["applicable"] == "no"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"适用": ""}, "（适用）｜还没有选"),
        ({"适用": "部分"}, "“部分”不是“是”或“否”"),
        ({"近期目标": "", "近期建议": ""}, "（近期目标）｜还没有写"),
        ({"牵头部门": ""}, "（牵头部门）｜还没有选"),
        ({"牵头部门": "县水务局"}, "“县水务局”不在“部门”表里"),
        ({"现状值": "九成"}, "“九成”不是数"),
        ({"现状值": ""}, "与缺数原因须且只须填一个"),
        ({"缺数原因": "未报送"}, "与缺数原因须且只须填一个"),
        ({"缺数原因": "忘了", "现状值": ""}, "“忘了”不在可选值里"),
        ({"分类": "城区；乡镇"}, "“96.29”不是 2 个数"),
        ({"指标值规则": "八成五"}, "“八成五”"),
    ],
)
def test_what_is_missing_or_wrong_is_named(cells: Mapping[str, str], told: str) -> None:
    assert told in said(read(**cells))


def test_a_figure_may_bear_its_unit_and_a_gap_its_reason() -> None:
    assert read(现状值="96.29%").base_values[0]["value"] == "96.29"
    [gap] = read(现状值="", 缺数原因="未报送").base_values
    assert (gap["value"], gap["missing"], gap["grade"]) == ("", "not_reported", "D")


def test_classes_have_a_figure_each() -> None:
    found = read("N03", 分类="城区街道；涉农街道（镇）", 现状值="26.6；31.6")
    assert found.series == {"eco_assessment_share": ["城区街道", "涉农街道（镇）"]}
    values = [(value["series"], value["value"]) for value in found.base_values]
    assert values == [("城区街道", "26.6"), ("涉农街道（镇）", "31.6")]


def test_a_word_must_be_a_rung_of_the_ladder() -> None:
    assert "“在编”不在梯级里" in said(read("N01", 现状值="在编"))
    [value] = read("N01", 现状值="编制中").base_values
    assert (value["measure"], value["value"]) == ("state", "编制中")


def test_rows_that_went_missing_or_were_renamed_are_named() -> None:
    assert "“X01”不是这些指标体系的子项" in said(read("X01"))
    found = read_targets([], {"N29": LEAVES["N29"]}, ["2020", "2025", "2035"], {}, {})
    assert "缺少子项 N29 的一行" in said(found)


def test_a_rule_of_ones_own_stands_when_only_the_suggestion_changed() -> None:
    """The near target's rule changed, and with it what is suggested for the far one."""
    found = read(远期规则=">= 98", 远期建议="“≥97”：不低于 96｜>= 96", 远期目标="≥97")
    assert rules(found)[1] == ">= 98"
    assert "作废" not in said(found)
    assert "作废" in said(read(远期规则=">= 98", 远期目标="≥98"))  # here the wording did


def test_a_wording_that_rests_on_the_near_target_waits_for_it() -> None:
    found = read(近期目标="约 97", 近期建议="", 远期目标="持续提高", 远期建议="", 远期确认="")
    assert "“持续提高”要等近期的规则定了才读" in said(found)
    assert "读不准“持续提高”" not in said(found)


def test_a_figure_beyond_what_can_be_is_an_error() -> None:
    assert "“962.9”超出可能的范围" in said(read(现状值="962.9"))


def test_a_row_that_stands_there_twice_is_named() -> None:
    texts = dict.fromkeys(TARGETS.columns, "") | FILLED | {"编号": "N29"}
    rows = [Row("规划录入.xlsx!目标", line, texts) for line in (2, 3)]
    found = read_targets(
        rows, {"N29": LEAVES["N29"]}, ["2020", "2025", "2035"], {"县住建局": "D01"}, {}
    )
    assert "子项 N29 写了 2 行：第 2 行、第 3 行" in said(found)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"近期规则": ">= 29"}, "（近期规则）｜“>= 29”里的数不在原文“≥97”里"),
        ({"近期规则": "<= 97"}, "（近期目标）｜“≥97”的方向与指标（越高越好）相反"),
        ({"现状值": "0.9629"}, "“0.9629”与近期目标相差约 101 倍"),
        ({"基准年": "2012"}, "“2012”离规划的基准年 2020 太远"),
        ({"远期目标": "≥90", "远期建议": "“≥90”：不低于 90｜>= 90"}, "“≥90”比近期目标退步"),
    ],
)
def test_what_is_possible_and_rarely_meant_is_a_warning(
    cells: Mapping[str, str], told: str
) -> None:
    found = read(**cells)
    assert told in said(found)
    assert {problem.level for problem in found.problems} == {Level.WARNING}
    assert rules(found)[0] != ""
