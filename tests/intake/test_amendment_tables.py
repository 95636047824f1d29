"""更正与裁决.xlsx says the same as the CSV tables, in Chinese; what is not ours is refused."""

from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from jbeco.problems import Level, Problem

BOOK = "2024/更正与裁决.xlsx"
DECIDED = {"理由": "小数点错位", "何人决定": "王工", "何时告知部门": date(2025, 3, 2)}
FIX = {"部门": "县生态局", "原来填的": 8.38, "改为": 83.8, **DECIDED}
RULED = {"理由": "以月报为准", "何人决定": "王工", "何时决定": "2025-03-02"}


def numbers(clerk: Any, code: str = "straw_use_rate") -> list[str]:
    return [str(float(seen.number)) for seen in clerk.seen(code) if seen.number is not None]


def said(clerk: Any) -> list[Problem]:
    return [p for p in clerk.read().problems if p.where.startswith(BOOK)]


@pytest.mark.parametrize("name", ["straw_use_rate", "{name}", "{name}｜straw_use_rate"])
def test_a_figure_is_corrected_by_its_chinese_name_or_its_code(clerk, name: str) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    shown = name.format(name=clerk.plan.observations["straw_use_rate"].name)
    clerk.acts(更正=[{**FIX, "指标": shown}])
    assert numbers(clerk) == ["83.8"]
    assert said(clerk) == []
    (act,) = clerk.read().amendments
    assert (act.before, act.after, act.who, act.when) == ("8.38", "83.8", "王工", "2025-03-02")
    assert str(act.source) == f"{BOOK}!更正!G2"


def test_a_row_that_is_not_complete_is_named_by_its_own_column(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.acts(更正=[{**FIX, "指标": "straw_use_rate", "何时告知部门": "上周"}])
    assert numbers(clerk) == []
    (problem,) = said(clerk)
    assert (problem.level, problem.where) == (Level.ERROR, f"{BOOK}!更正!J2（何时告知部门）")


def test_a_correction_that_found_nothing_names_the_nearest(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    clerk.acts(更正=[{**FIX, "部门": "县住建局", "指标": "straw_use_rate"}])
    (problem,) = said(clerk)
    assert problem.level is Level.ERROR
    assert "县生态局 straw_use_rate" in problem.mend


def test_a_ruling_names_the_department_that_is_believed(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.acts(裁决=[{"指标": "straw_use_rate", "采信哪个部门": "县生态局", **RULED}])
    (seen,) = clerk.seen("straw_use_rate")
    assert "已裁决" in seen.flags
    assert said(clerk) == []


def test_a_ruling_for_a_department_with_two_figures_says_where_they_stand(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 80})
    clerk.send("ecology", {"数据!F2": 83.8}, name="再报.xlsx")
    clerk.acts(裁决=[{"指标": "straw_use_rate", "采信哪个部门": "县生态局", **RULED}])
    (problem,) = said(clerk)
    assert problem.level is Level.ERROR
    assert "2024/再报.xlsx!数据!F2" in problem.mend


def test_both_forms_together(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.38, "数据!F3": 7})
    clerk.acts(更正=[{**FIX, "指标": "straw_use_rate"}])
    clerk.table("corrections.csv", "ecology,straw_used,,7,70,抄错,王工,2025-03-02")
    assert (numbers(clerk), numbers(clerk, "straw_used")) == (["83.8"], ["70.0"])


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [("plan", "别的规划", "是另一个规划（别的规划）"), ("year", "2023", "是 2023 年的")],
)
def test_a_workbook_of_another_plan_or_year_is_refused(clerk, key, value, what) -> None:
    clerk.send("ecology", {"数据!F2": 8.38})
    path = clerk.acts(更正=[{**FIX, "指标": "straw_use_rate"}])
    book = load_workbook(path)
    for row in book["_jbeco"].iter_rows():
        if row[0].value == key:
            row[1].value = value
    book.save(path)
    (problem,) = said(clerk)
    assert what in problem.what
    assert problem.blocks == tuple(c.id for c in clerk.plan.criteria if c.applicable)
    assert numbers(clerk) == []


def test_a_workbook_that_cannot_be_opened_takes_every_figure_out(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    (clerk.folder / "更正与裁决.xlsx").write_bytes(b"PK\x03\x04")
    (problem,) = said(clerk)
    assert problem.level is Level.ERROR
    assert numbers(clerk) == []


def test_a_changed_header_is_named(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    path = clerk.acts()
    book = load_workbook(path)
    book["更正"]["F1"].value = "原数"
    book.save(path)
    (problem,) = said(clerk)
    assert (problem.where, "原来填的" in problem.what) == (f"{BOOK}!更正!A1", True)
