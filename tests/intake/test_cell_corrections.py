"""A correction reaches any cell of a workbook, on record, and never a cell that says otherwise."""

from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from jbeco.problems import Level, Problem

BOOK = "2024/更正与裁决.xlsx"
DECIDED = {"理由": "电话核实", "何人决定": "王工", "何时告知部门": date(2025, 3, 2)}


def fix(department: str, cell: str, expect: Any, value: Any, **more: Any) -> dict[str, Any]:
    sheet, _, place = cell.partition("!")
    row = {"部门": department, "工作表": sheet, "单元格": place}
    return {**row, "原来填的": expect, "改为": value, **DECIDED, **more}


def said(clerk: Any) -> list[Problem]:
    return [p for p in clerk.read().problems if p.where.startswith(BOOK)]


def errors(clerk: Any) -> list[str]:
    return [str(p) for p in clerk.read().problems if p.level is Level.ERROR]


def test_a_figure_that_nobody_could_read(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "八点三八"})
    clerk.acts(更正=[fix("县生态局", "数据!F2", "八点三八", 83.8)])
    (seen,) = clerk.seen("straw_use_rate")
    assert (float(seen.number), seen.flags) == (83.8, ("已更正",))
    assert errors(clerk) == []


def test_a_superior_s_result(clerk) -> None:
    clerk.send("water", {"上级任务!E2": "下降不少于 3%", "上级任务!F2": "基本完成"})
    assert len(errors(clerk)) == 1
    clerk.acts(更正=[fix("县水利局", "上级任务!F2", "基本完成", "完成")])
    (task,) = (t for t in clerk.read().tasks if t.year == 2024)
    assert task.result == "met"
    assert errors(clerk) == []
    (act,) = clerk.read().amendments
    assert (act.code, act.before, act.after) == ("water_per_gdp", "基本完成", "完成")
    assert act.place == f"{clerk.file('water')}!上级任务!F2"


def test_a_document(clerk) -> None:
    clerk.send("water", {"佐证!A2": "N99", "佐证!B2": "通报"})
    clerk.acts(更正=[fix("县水利局", "佐证!A2", "N99", "C03")])
    (proof,) = clerk.read().evidence
    assert (proof.criterion, proof.title) == ("C03", "通报")
    assert errors(clerk) == []


def test_a_measure(clerk) -> None:
    clerk.send("water", {"措施!E2": "快了"})
    clerk.acts(更正=[fix("县水利局", "措施!E2", "快了", "实施中")])
    (step,) = (p for p in clerk.read().progress if p.state is not None)
    assert step.state == 2


def test_a_basis_a_date_and_a_cell_that_is_to_be_empty(clerk) -> None:
    row = {"数据!F2": 83.8, "数据!H2": "旧口径", "数据!K2": date(2023, 2, 1), "数据!N2": "见附注"}
    clerk.send("ecology", row)
    clerk.acts(
        更正=[
            fix("县生态局", "数据!H2", "旧口径", "新口径"),
            fix("县生态局", "数据!K2", "2023/2/1", "2025-02-01"),
            fix("县生态局", "数据!N2", "见附注", "（空）"),
        ]
    )
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.basis, seen.dated, seen.note) == ("新口径", date(2025, 2, 1), "")
    assert "已更正" not in seen.flags  # the figure itself was not confirmed by anybody
    assert len(clerk.read().amendments) == 3


def test_a_header_that_was_renamed(clerk) -> None:
    def rename(book: Any) -> None:
        book["数据"]["F1"].value = "今年的数"

    clerk.send("ecology", {"数据!F2": 83.8}, change=rename)
    assert clerk.seen("straw_use_rate") == []
    clerk.acts(更正=[fix("县生态局", "数据!F1", "今年的数", "本年值")])
    assert [float(s.number) for s in clerk.seen("straw_use_rate")] == [83.8]
    assert errors(clerk) == []


def test_a_cell_that_says_something_else_is_an_error_that_names_the_cells_that_fit(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 25, "数据!H4": "旧口径"})
    clerk.acts(更正=[fix("县生态局", "数据!H2", "旧口径", "新口径")])
    (problem,) = said(clerk)
    assert (problem.level, problem.blocks) == (Level.ERROR, ("C01",))
    assert problem.where == f"{BOOK}!更正!F2（原来填的）"
    assert "现在是“（空）”，不是“旧口径”" in problem.what
    assert "H4" in problem.mend


def test_a_task_that_says_something_else_is_not_judged(clerk) -> None:
    clerk.send("water", {"上级任务!E2": "降", "上级任务!F2": "未完成"})
    clerk.acts(更正=[fix("县水利局", "上级任务!F2", "没有结果", "完成")])
    (problem,) = said(clerk)
    assert (problem.level, problem.about) == (Level.ERROR, "task")
    assert problem.blocks == ("C03",)


def test_a_cell_that_was_mended_by_its_sender_retires_the_correction(clerk) -> None:
    clerk.send("water", {"上级任务!E2": "降", "上级任务!F2": "完成"})
    clerk.acts(更正=[fix("县水利局", "上级任务!F2", "未完成", "完成")])
    (problem,) = said(clerk)
    assert (problem.level, "删去这条更正" in problem.mend) == (Level.WARNING, True)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (fix("县水利局", "数据!F2", "1", "2"), "没有收到县水利局的工作簿"),
        (fix("县生态局", "数据表!F2", "1", "2"), "没有工作表“数据表”"),
        (fix("生态局", "数据!F2", "1", "2"), "“生态局”没有这个部门"),
    ],
)
def test_a_correction_that_found_no_cell_is_an_error(clerk, row, what) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    clerk.acts(更正=[row])
    (problem,) = said(clerk)
    assert problem.level is Level.ERROR
    assert what in problem.what


def test_a_correction_that_is_not_complete_uses_neither(clerk) -> None:
    clerk.send("water", {"上级任务!E2": "降", "上级任务!F2": "未完成"})
    clerk.acts(更正=[fix("县水利局", "上级任务!F2", "未完成", "完成", 理由="")])
    found = [p for p in clerk.read().problems if p.level is Level.ERROR]
    assert {"C03"} == {c for p in found for c in p.blocks}


def test_the_original_is_not_touched(clerk) -> None:
    path = clerk.send("water", {"措施!E2": "快了"})
    before = path.read_bytes()
    clerk.acts(更正=[fix("县水利局", "措施!E2", "快了", "实施中")])
    clerk.check()
    assert path.read_bytes() == before
    assert load_workbook(path)["措施"]["E2"].value == "快了"
