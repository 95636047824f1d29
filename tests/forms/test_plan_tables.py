"""The tables of a plan's folder, out of the sheets: words become codes, what is odd is named."""

import tomllib
from pathlib import Path

from jbeco.forms.plan_layout import ABOUT, ACTIONS, COMMITMENTS, DEPARTMENTS, REPORTERS
from jbeco.forms.plan_reading import Entered
from jbeco.forms.plan_tables import (
    about_plan,
    csv_text,
    departments_of,
    reporter_rows,
    table_rows,
    toml_text,
)
from jbeco.forms.plan_targets import EnteredTargets
from jbeco.frameworks.editions import framework_set
from jbeco.problems import Problem
from jbeco.tables import Row

SET = framework_set("national-2019", Path("nowhere"))


def rows(sheet: str, columns: tuple[str, ...], *lines: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(f"规划录入.xlsx!{sheet}", number, dict(zip(columns, line, strict=True)))
        for number, line in enumerate(lines, start=2)
    )


DEPARTMENT_ROWS = rows(
    "部门",
    DEPARTMENTS.sheet.columns,
    ("D01", "县住建局", "政府部门", "已确认", ""),
    ("D02", "县统计局", "政府部门", "待确认", ""),
    ("D03", "", "", "待确认", ""),
)


def test_a_number_without_a_name_is_no_department() -> None:
    problems: list[Problem] = []
    entered = Entered((), {"部门": DEPARTMENT_ROWS})
    found = table_rows(DEPARTMENTS, entered, {}, {}, problems)
    assert [(row["id"], row["kind"], row["status"]) for row in found] == [
        ("D01", "government", "已确认"),
        ("D02", "government", "待确认"),
    ]
    assert problems == []
    assert departments_of(entered, []) == {"县住建局": "D01", "县统计局": "D02"}


def test_words_become_codes_and_leaves_their_indicators() -> None:
    problems: list[Problem] = []
    line = ("M01", "生态生活", "章", "1", "节", "治污", "扩建。", "", "", "县住建局", "N29；N08-1")
    entered = Entered((), {"措施": rows("措施", ACTIONS.sheet.columns, line)})
    [found] = table_rows(ACTIONS, entered, {"县住建局": "D01"}, SET.leaves, problems)
    assert (found["system"], found["department"]) == ("living", "D01")
    assert found["serves"] == "sewage_treatment_rate;surface_water_class3_share"
    assert problems == []


def test_what_is_no_choice_and_no_leaf_is_named_by_its_cell() -> None:
    problems: list[Problem] = []
    line = ("M01", "生活", "章", "1", "节", "治污", "扩建。", "", "", "县水务局", "N99")
    entered = Entered((), {"措施": rows("措施", ACTIONS.sheet.columns, line)})
    table_rows(ACTIONS, entered, {"县住建局": "D01"}, SET.leaves, problems)
    assert [problem.where for problem in problems] == [
        "规划录入.xlsx!措施!B2（体系）",
        "规划录入.xlsx!措施!J2（负责部门）",
        "规划录入.xlsx!措施!K2（服务的子项）",
    ]


def test_a_commitment_says_what_is_demanded_in_words() -> None:
    line = ("M01", "M01-1", "数量", "扩建", "厂", "不低于", "8", "座", "2025", "年底", "否", "")
    entered = Entered((), {"承诺": rows("承诺", COMMITMENTS.sheet.columns, line)})
    [found] = table_rows(COMMITMENTS, entered, {}, {}, [])
    assert (found["kind"], found["relation"], found["recurring"]) == ("quantity", ">=", "no")


def test_the_lead_reports_what_nobody_else_is_named_for() -> None:
    named = rows("报送", REPORTERS.columns, ("sewage_discharged", "", "", "", "", "县统计局"))
    entered = Entered((), {"报送": named})
    targets = EnteredTargets(leads={"N29": "D01"})
    found = reporter_rows(entered, targets, SET.leaves, {"县统计局": "D02"}, [])
    assert {row["code"]: row["department"] for row in found} == {
        "sewage_treatment_rate": "D01",
        "sewage_treated": "D01",
        "sewage_discharged": "D02",
    } | {row["code"]: "D01" for row in found if not row["code"].startswith("sewage_")}


def test_the_header_names_what_is_missing_and_what_is_no_year() -> None:
    problems: list[Problem] = []
    entries = [("规划名称", "甲", ""), ("地区", "", ""), ("基准年", "二〇二〇", "")]
    found = about_plan(rows("基本情况", ABOUT.columns, *entries), problems)
    assert (found["name"], found["base_year"]) == ("甲", "")
    said = "\n".join(map(str, problems))
    assert "B3（内容）｜“地区”还没有填" in said
    assert "B4（内容）｜“二〇二〇”不是年份" in said


def test_the_toml_is_read_back_as_it_was() -> None:
    about = {"name": '"甲"\\乙', "base_year": "2020"}
    text = toml_text(about, [SET], {"eco_assessment_share": ["城区", "乡镇"]})
    found = tomllib.loads(text)
    assert (found["name"], found["base_year"]) == (about["name"], 2020)
    assert found["frameworks"]["national"]["published"] == "national-2019"
    assert found["series"] == {"eco_assessment_share": ["城区", "乡镇"]}
    assert found["systems"]["living"] == "生态生活"


def test_a_table_is_plain_csv() -> None:
    assert csv_text(["code", "name"], [{"code": "a", "name": "甲,乙"}]) == 'code,name\na,"甲,乙"\n'


def test_a_department_twice_or_misspelt_is_named() -> None:
    problems: list[Problem] = []
    again = rows("部门", DEPARTMENTS.sheet.columns, ("D04", "县住建局", "政府部门", "待确认", ""))
    entered = Entered((), {"部门": (*DEPARTMENT_ROWS, *again)})
    assert departments_of(entered, problems)["县住建局"] == "D01"
    assert "与第 2 行重名" in str(problems[0])
    named = rows("报送", REPORTERS.columns, ("sewage_discharged", "", "", "", "", "统计局"))
    targets, problems = EnteredTargets(leads={"N29": "D01"}), []
    reporter_rows(Entered((), {"报送": named}), targets, SET.leaves, {"县统计局": "D02"}, problems)
    assert "报送!F2（部门）" in str(problems[0])
    assert "“统计局”" in str(problems[0])


def test_figures_and_codes_in_full_width_are_plain_ones() -> None:
    problems: list[Problem] = []
    line = ("M０１", "生态生活", "章", "１", "节", "", "扩建。", "", "", "县住建局", "Ｎ29")
    entered = Entered((), {"措施": rows("措施", ACTIONS.sheet.columns, line)})
    [found] = table_rows(ACTIONS, entered, {"县住建局": "D01"}, SET.leaves, problems)
    assert (found["id"], found["section_number"]) == ("M01", "1")
    assert found["serves"] == "sewage_treatment_rate"
    assert [str(p) for p in problems] == [
        "错误｜规划录入.xlsx!措施!F2（名称）｜还没有填｜请照规划写名称"
    ]
    about = about_plan(rows("基本情况", ABOUT.columns, ("基准年", "２０２０", "")), [])
    assert about["base_year"] == "2020"
