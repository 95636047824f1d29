"""Reading a department's workbook: every row becomes a record, or a problem that names its cell."""

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.intake import Submissions
from jbeco.intake.layout import ACTIONS, EVIDENCE, META, NUMBERS, TASKS, Sheet
from jbeco.problems import Level, Problem
from jbeco.tables import file_sha256

GOOD = {
    "ecology": {"数据!F2": 83.3, "数据!F3": 25, "数据!F4": 30},
    "housing": {"数据!F2": 11.6, "数据!F3": 12.4, "数据!F4": "部分实施"}
    | {"数据!F5": 116000, "数据!F6": 62000, "数据!F7": 10000, "数据!F8": 5000},
    "water": {"数据!F2": 38, "数据!F3": 7600, "数据!F4": 200},
}
LAYOUTS = (NUMBERS, EVIDENCE, TASKS, ACTIONS)


def errors(submissions: Submissions) -> list[Problem]:
    return sorted(p for p in submissions.problems if p.level is Level.ERROR)


def only_problem(clerk: Any, department: str = "ecology") -> Problem:
    (problem,) = clerk.read().problems
    file = clerk.file(department)
    assert problem.where.startswith(file)
    return problem


# What is read


def test_a_number_keeps_all_that_was_said_about_it(clerk) -> None:
    said = {
        "数据!F2": 83.8,
        "数据!H2": "HJ 91.2—2022",
        "数据!I2": "水质年报",
        "数据!J2": "县环〔2025〕7号",
        "数据!K2": date(2025, 3, 1),
        "数据!L2": "有",
        "数据!N2": "国控断面",
    }
    path = clerk.send("ecology", said)
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.state, seen.missing) == (Fraction("83.8"), None, None)
    assert (seen.indicator, seen.series, seen.measure, seen.unit) == (
        "straw_use_rate",
        "",
        "level",
        "%",
    )
    assert (seen.criterion, seen.department) == ("", "ecology")
    assert (seen.year, seen.data_year, seen.dated) == (2024, 2024, date(2025, 3, 1))
    assert (seen.document, seen.document_number) == ("水质年报", "县环〔2025〕7号")
    assert (seen.basis, seen.note) == ("HJ 91.2—2022", "国控断面")
    assert (seen.entered, seen.verbatim, seen.flags) == ("83.8", "83.8", ())
    assert str(seen.source) == f"{clerk.file('ecology')}!数据!F2"
    assert seen.source.sha256 == file_sha256(path)


def test_words_and_series_are_read_as_such(clerk) -> None:
    clerk.send("housing", GOOD["housing"])
    for series, number in (("城区", "11.6"), ("镇区", "12.4")):
        found = clerk.seen("park_green_per_capita", series)
        assert [seen.number for seen in found] == [Fraction(number)]
    (word,) = clerk.seen("env_damage_compensation")
    assert (word.state, word.number, word.measure) == ("部分实施", None, "state")


@pytest.mark.parametrize("zero", [0, "0", "0.0"])
def test_zero_is_a_number(clerk, zero: int | str) -> None:
    clerk.send("ecology", {"数据!F3": zero, "数据!L3": "有"})
    (seen,) = clerk.seen("straw_used")
    assert (seen.number, seen.missing) == (0, None)
    assert clerk.read().problems == ()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "not_reported"),
        ({"数据!L2": "无"}, "not_reported"),
        ({"数据!L2": "无", "数据!M2": "未报送"}, "not_reported"),
        ({"数据!L2": "无", "数据!M2": "尚无数据"}, "not_yet"),
        ({"数据!M2": "规划编制中"}, "drafting"),
        ({"数据!L2": "无", "数据!M2": "上级无管控目标"}, "no_task"),
        ({"数据!L2": "无", "数据!M2": "只有文字，没有数值"}, "word_only"),
        ({"数据!L2": "无", "数据!M2": "无此类对象"}, "no_object"),
        ({"数据!F2": "/"}, "not_monitored"),
        ({"数据!F2": "—"}, "not_reported"),
        ({"数据!F2": "—", "数据!L2": "无", "数据!M2": "尚无数据"}, "not_yet"),
    ],
)
def test_a_gap_has_the_reason_that_was_chosen(clerk, said: dict[str, str], reason: str) -> None:
    clerk.send("ecology", said)
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.missing, seen.grade) == (None, reason, "D")
    assert errors(clerk.read()) == []


def test_a_word_that_is_not_given_is_a_gap(clerk) -> None:
    clerk.send("housing", {"数据!L4": "无", "数据!M4": "尚无数据"})
    (seen,) = clerk.seen("env_damage_compensation")
    assert (seen.state, seen.missing, seen.measure) == (None, "not_yet", "state")


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ({"数据!F2": 80, "数据!I2": "年报", "数据!J2": "1号"}, "A"),
        ({"数据!F2": 80, "数据!I2": "年报"}, "B"),
        ({"数据!F2": 80, "数据!J2": "1号"}, "B"),
        ({"数据!F2": "约80", "数据!I2": "年报", "数据!J2": "1号"}, "C"),
    ],
)
def test_the_grade_follows_from_document_and_spelling(clerk, said, grade: str) -> None:
    clerk.send("ecology", said)
    (seen,) = clerk.seen("straw_use_rate")
    assert seen.grade == grade


def test_how_a_number_was_spelled_is_kept_and_noted(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "约８３．８%"})
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.entered) == (Fraction("83.8"), "约８３．８%")
    assert (seen.low, seen.high) == (Fraction("83.75"), Fraction("83.85"))
    assert "约数" in seen.flags
    note = only_problem(clerk)
    assert (note.level, note.place[1:]) == (Level.NOTE, ("数据", "F2"))
    assert "约８３．８%" in note.what
    assert "读作 83.8，在 83.75～83.85 之间" in note.what


def test_bounds_alone_are_an_observation_without_a_number(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "84%以上"})
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.missing) == (None, None)
    assert (seen.low, seen.high, seen.grade) == (84, None, "C")
    assert "读作 不低于 84" in only_problem(clerk).what


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"数据!F2": "97（预计）"}, "写作“97（预计）”，不是正式数"),
        ({"数据!F2": 97, "数据!H2": "快报数"}, "写作“97”，口径是“快报数”，不是正式数"),
    ],
)
def test_a_figure_that_is_not_final_is_a_warning_and_of_the_last_grade(clerk, cells, says) -> None:
    clerk.send("ecology", cells | {"数据!I2": "年报", "数据!J2": "1号"})
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.grade, "暂估" in seen.flags) == (97, "D", True)
    problem = only_problem(clerk)
    assert (problem.level, problem.blocks) == (Level.WARNING, ("C01",))
    assert says in problem.what


def test_a_whole_city_at_its_limit_is_of_grade_c(clerk) -> None:
    clerk.send("ecology", {"数据!F2": "全市均为 100 %", "数据!I2": "年报", "数据!J2": "1号"})
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.grade, seen.flags[0]) == (100, "C", "较大范围")


def test_a_formula_s_binary_tail_is_no_part_of_the_number(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 79.999999999999986})
    (seen,) = clerk.seen("straw_use_rate")
    assert (seen.number, seen.entered) == (80, "80")


def test_a_cell_in_percent_format_is_read_as_it_looks(clerk) -> None:
    def percent(book: Workbook) -> None:
        book["数据"]["F2"].number_format = "0.0%"

    clerk.send("ecology", {"数据!F2": 0.838}, change=percent)
    assert [seen.number for seen in clerk.seen("straw_use_rate")] == [Fraction("83.8")]


def test_evidence_tasks_and_progress(clerk) -> None:
    clerk.send(
        "water",
        GOOD["water"]
        | dict(
            zip(
                [f"佐证!{c}2" for c in "ABCEF"],
                ["C03", "考核通报", "9号", "市局", "注"],
                strict=True,
            )
        )
        | {"佐证!D2": datetime(2025, 2, 3)}
        | {"上级任务!B2": "节水", "上级任务!C2": 3.5, "上级任务!E2": "降 3.5%"}
        | {
            "上级任务!F2": "未完成",
            "上级任务!G2": "8号",
            "上级任务!H2": "市局",
            "上级任务!J2": "注",
        }
        | {"措施!E2": "基本完成", "措施!F2": 60, "措施!G2": 0.6, "措施!H2": "7号", "措施!I2": "注"},
    )
    found = clerk.read()
    assert found.problems == ()
    (proof,) = found.evidence
    assert (proof.criterion, proof.title, proof.number) == ("C03", "考核通报", "9号")
    assert (proof.issuer, proof.note, proof.dated) == ("市局", "注", date(2025, 2, 3))
    assert (proof.department, proof.year, proof.source.cell) == ("water", 2024, "佐证!B2")
    (task,) = (task for task in found.tasks if task.year == 2024)
    assert (task.indicator, task.name, task.result) == ("water_per_gdp", "节水", "not_met")
    assert (task.required, task.required_text) == (Fraction("3.5"), "降 3.5%")
    assert (task.document, task.note, task.source.cell) == ("市局 8号", "注", "上级任务!F2")
    (step,) = found.progress
    assert (step.id, step.state, step.share) == ("A01-1", 3, 60)
    assert (step.done, step.promised) == (Fraction("0.6"), 1)
    assert (step.document_number, step.note, step.department) == ("7号", "注", "water")


@pytest.mark.parametrize(
    ("word", "result"),
    [
        ("完成", "met"),
        ("未完成", "not_met"),
        ("未下达", "none"),
        ("没有结果", "unstated"),
        (None, "unstated"),
    ],
)
def test_the_words_for_a_task(clerk, word: str | None, result: str) -> None:
    clerk.send("water", {"上级任务!F2": word, "上级任务!E2": "降 3%"})
    assert [task.result for task in clerk.read().tasks if task.year == 2024] == [result]


def test_a_task_of_which_nothing_is_said_is_no_record(clerk) -> None:
    clerk.send("water", GOOD["water"])
    assert [task for task in clerk.read().tasks if task.year == 2024] == []


@pytest.mark.parametrize(
    "cell",
    ["上级任务!C2", "上级任务!E2", "上级任务!G2", "上级任务!H2", "上级任务!I2", "上级任务!J2"],
)
def test_whatever_is_said_of_a_task_makes_a_record(clerk, cell: str) -> None:
    clerk.send("water", {cell: 7 if cell.startswith("上级任务!C") else "话"})
    found = clerk.read()
    assert [task.result for task in found.tasks if task.year == 2024] == ["unstated"]


@pytest.mark.parametrize(
    ("word", "rung"),
    [("未启动", 0), ("前期工作", 1), ("实施中", 2), ("基本完成", 3), ("已完成", 4), (None, None)],
)
def test_the_ladder_of_a_measure(clerk, word: str | None, rung: int | None) -> None:
    clerk.send("water", {"措施!E2": word})
    assert [step.state for step in clerk.read().progress] == [rung]


def test_which_departments_answered_with_which_files(clerk) -> None:
    for department, cells in GOOD.items():
        clerk.send(department, cells)
    clerk.send("water", GOOD["water"], name="补报.xlsx")
    files = {name: (clerk.file(name),) for name in GOOD}
    files["water"] = (clerk.file("water"), "2024/补报.xlsx")
    assert clerk.read().departments == files


# One wrong cell: it is named, with what hangs on it, and nothing is guessed

WRONG = [
    ("ecology", {"数据!A2": "clean_river"}, "数据!A2", "“clean_river”不是原始数代码", ("C01",)),
    ("ecology", {"数据!A2": None}, "数据!A2", "“”不是原始数代码", ("C01",)),
    ("ecology", {"数据!D2": "个"}, "数据!D2", "单位被改成“个”，应为“%”", ("C01",)),
    ("ecology", {"数据!D2": None}, "数据!D2", "单位被改成“”，应为“%”", ("C01",)),
    ("ecology", {"数据!E2": "城区"}, "数据!E2", "没有系列“城区”", ("C01",)),
    ("housing", {"数据!E2": "北区"}, "数据!E2", "没有系列“北区”", ("C02-1",)),
    ("housing", {"数据!E2": None}, "数据!E2", "没有系列“”", ("C02-1",)),
    ("ecology", {"数据!F2": "八十"}, "数据!F2", "中文数字", ("C01",)),
    ("ecology", {"数据!F2": "12-15"}, "数据!F2", "秸秆综合利用率：", ("C01",)),
    ("ecology", {"数据!F2": True}, "数据!F2", "秸秆综合利用率：", ("C01",)),
    ("ecology", {"数据!F2": date(2025, 1, 2)}, "数据!F2", "秸秆综合利用率：", ("C01",)),
    ("ecology", {"数据!F2": "80 吨"}, "数据!F2", "吨", ("C01",)),
    ("ecology", {"数据!F2": -9999}, "数据!F2", "占位", ("C01",)),
    ("housing", {"数据!F4": "差不多"}, "数据!F4", "“差不多”不是规定的用词", ("C02-2",)),
    ("housing", {"数据!F4": 1}, "数据!F4", "“1”不是规定的用词", ("C02-2",)),
    ("ecology", {"数据!L2": "也许"}, "数据!L2", "“也许”不是“有”或“无”", ("C01",)),
    ("ecology", {"数据!L2": "无"}, "数据!L2", "写“无”数据，本年值却填了“83.3”", ("C01",)),
    ("ecology", {"数据!F2": None, "数据!L2": "有"}, "数据!L2", "却没有数", ("C01",)),
    ("housing", {"数据!F4": None, "数据!L4": "有"}, "数据!L4", "却没有数", ("C02-2",)),
    ("ecology", {"数据!M2": "尚无数据"}, "数据!M2", "填了数，又写了无数据原因", ("C01",)),
    ("ecology", {"数据!F2": None, "数据!M2": "忘了"}, "数据!M2", "“忘了”不是规定的原因", ("C01",)),
    ("ecology", {"数据!F2": None, "数据!M2": "缺上年数"}, "数据!M2", "不是规定的原因", ("C01",)),
]


def sent(clerk: Any, department: str, cells: dict[str, Any]) -> Submissions:
    clerk.send(department, GOOD[department] | cells)
    return clerk.read()


@pytest.mark.parametrize(("department", "cells", "cell", "what", "blocks"), WRONG)
def test_a_wrong_cell_is_named_and_its_row_not_used(
    clerk, department: str, cells: dict[str, Any], cell: str, what: str, blocks: tuple[str, ...]
) -> None:
    found = sent(clerk, department, cells)
    (problem,) = found.problems
    assert (problem.level, problem.where) == (Level.ERROR, f"{clerk.file(department)}!{cell}")
    assert what in problem.what
    assert problem.blocks == blocks
    row = int(cell[-1])
    used = {o.source.cell for o in found.observations if o.department == department}
    assert used == {f"数据!F{n}" for n in range(2, 2 + len(GOOD[department]))} - {f"数据!F{row}"}


@pytest.mark.parametrize(
    ("department", "cells", "cell", "what", "blocks"),
    [
        ("ecology", {"数据!K2": "明天"}, "数据!K2", "明天", ("C01",)),
        ("ecology", {"佐证!A2": "C99", "佐证!B2": "通报"}, "佐证!A2", "“C99”不是子项编号", ()),
        ("ecology", {"佐证!B2": "通报"}, "佐证!A2", "“”不是子项编号", ()),
        ("ecology", {"佐证!A2": "C01", "佐证!D2": "2025-13-01"}, "佐证!D2", "2025-13-01", ()),
        (
            "water",
            {"上级任务!A2": "wind", "上级任务!F2": "完成"},
            "上级任务!A2",
            "“wind”不是指标量",
            (),
        ),
        ("water", {"上级任务!F2": "较好"}, "上级任务!F2", "不是规定的考核结果", ("C03",)),
        ("water", {"上级任务!F2": "完成", "上级任务!C2": "三成"}, "上级任务!C2", "", ("C03",)),
        ("water", {"措施!A2": "A99"}, "措施!A2", "“A99”不是措施编号", ()),
        ("water", {"措施!E2": "停工"}, "措施!E2", "“停工”不是规定的状态", ()),
        ("water", {"措施!F2": "一半"}, "措施!F2", "", ()),
        ("water", {"措施!F2": 120}, "措施!F2", "完成比例 120 不在 0–100 之间", ()),
        ("water", {"措施!F2": -1}, "措施!F2", "完成比例 -1 不在 0–100 之间", ()),
        ("water", {"措施!G2": "若干"}, "措施!G2", "", ()),
    ],
)
def test_a_wrong_cell_beside_the_figures_leaves_them_alone(
    clerk, department: str, cells: dict[str, Any], cell: str, what: str, blocks: tuple[str, ...]
) -> None:
    found = sent(clerk, department, cells)
    (problem,) = found.problems
    assert (problem.level, problem.where) == (Level.ERROR, f"{clerk.file(department)}!{cell}")
    assert what in problem.what
    assert problem.mend
    assert problem.blocks == blocks
    used = [o for o in found.observations if o.department == department]
    assert len(used) == len(GOOD[department])


def test_another_departments_code_is_refused_with_its_owner(clerk) -> None:
    cells = {"数据!A2": "water_per_gdp", "数据!D2": "立方米/万元"}
    (problem,) = sent(clerk, "ecology", cells).problems
    assert problem.where == f"{clerk.file('ecology')}!数据!A2"
    assert problem.what == "“单位地区生产总值用水量”由县水利局填报，这一行没有读入"
    assert problem.blocks == ("C01",)  # of the figure whose name stands in the row
    assert {u.indicator for u in clerk.read().unread} == {"straw_use_rate"}
    assert clerk.seen("water_per_gdp") == []


def test_all_wrong_cells_are_named_at_once(clerk) -> None:
    wrong = {
        "数据!D2": "个",
        "数据!E2": "城区",
        "数据!F3": "二十五",
        "数据!L3": "也许",
        "数据!M4": "尚无数据",
        "数据!K4": "明天",
        "佐证!A2": "C99",
        "措施!E2": "停工",
    }
    found = sent(clerk, "ecology", wrong)
    assert {f"{sheet}!{cell}" for _, sheet, cell in (p.place for p in found.problems)} == set(wrong)
    assert len(found.problems) == len(wrong)
    assert [o for o in found.observations if o.department] == []


# A workbook that is not what it should be


def shift_down(sheet: Worksheet) -> None:
    sheet.insert_rows(1)


def shift_right(sheet: Worksheet) -> None:
    sheet.insert_cols(1)


def insert_column(sheet: Worksheet) -> None:
    sheet.insert_cols(3)


def rename_column(sheet: Worksheet) -> None:
    sheet.cell(1, 2).value = "今年的名"


def drop_column(sheet: Worksheet) -> None:
    sheet.delete_cols(2)


def swap_columns(sheet: Worksheet) -> None:
    first, second = sheet.cell(1, 2), sheet.cell(1, 3)
    first.value, second.value = second.value, first.value


def clear_header(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.value = None


def add_named_column(sheet: Worksheet) -> None:
    sheet.cell(1, sheet.max_column + 1).value = "补充"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (shift_down, "表头在第 2 行，应在第 1 行"),
        (shift_right, "表头被右移或插入了空列"),
        (insert_column, "表头被右移或插入了空列"),
        (rename_column, "缺少 {second}"),
        (drop_column, "缺少 {second}"),
        (swap_columns, "表头的顺序被改了"),
        (clear_header, "缺少 {first}、{second}"),
        (add_named_column, "表头"),
    ],
)
def test_a_damaged_header_is_named_and_no_row_of_the_sheet_is_read(
    clerk, layout: Sheet, damage: Callable[[Worksheet], None], says: str
) -> None:
    cells = {"上级任务!F2": "完成", "措施!E2": "实施中", "佐证!A2": "C03", "佐证!B2": "通报"}
    clerk.send("water", GOOD["water"] | cells, change=lambda book: damage(book[layout.name]))
    found = clerk.read()
    (problem,) = errors(found)
    assert problem.where == f"{clerk.file('water')}!{layout.name}!A1"
    first, second, *_ = layout.columns
    assert says.format(first=first, second=second) in problem.what
    read = {
        NUMBERS.name: len([o for o in found.observations if o.department]),
        EVIDENCE.name: len(found.evidence),
        TASKS.name: len([t for t in found.tasks if t.year == 2024]),
        ACTIONS.name: len(found.progress),
    }
    full = {sheet.name: 1 for sheet in LAYOUTS} | {NUMBERS.name: len(GOOD["water"])}
    assert read == full | {layout.name: 0}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda sheet: sheet.name)
def test_a_missing_sheet_is_named(clerk, layout: Sheet) -> None:
    clerk.send("ecology", GOOD["ecology"], change=lambda book: book.remove(book[layout.name]))
    problem = only_problem(clerk)
    assert problem.level is Level.ERROR
    assert problem.what == f"缺少工作表“{layout.name}”"


@pytest.mark.parametrize(
    ("key", "value", "what", "mend"),
    [
        ("template_version", "0", "模板版本是 0，应为 1", "jbeco template 2024"),
        ("template_version", None, "模板版本是 （空），应为 1", "jbeco template 2024"),
        ("plan", "某市规划", "是另一个规划（某市规划）的填报表", "jbeco template 2024"),
        ("year", "2023", "模板是 2023 年的，却放在 2024 年的文件夹里", "jbeco template 2024"),
        ("department", "wizards", "模板里的部门“wizards”不在部门表里", "jbeco template 2024"),
    ],
)
def test_a_template_of_another_kind_is_refused_whole(clerk, key, value, what, mend) -> None:
    def tamper(book: Workbook) -> None:
        for row in book[META.name].iter_rows(min_row=2):
            if row[0].value == key:
                row[1].value = value

    clerk.send("ecology", GOOD["ecology"], change=tamper)
    problem = only_problem(clerk)
    assert (problem.level, problem.where) == (Level.ERROR, clerk.file("ecology"))
    assert problem.what == what
    assert mend in problem.mend
    assert problem.blocks == ("C01",)
    found = clerk.read()
    assert [o for o in found.observations if o.department] == []
    assert {u.where for u in found.unread} == {problem.where}
    assert len(found.unread) == len(GOOD["ecology"])
    # that it was sent is said by its name: nobody is chased for it
    assert found.departments == {"ecology": (clerk.file("ecology"),)}


def test_a_workbook_of_another_year_is_not_read_for_this_one(clerk) -> None:
    clerk.send("ecology", GOOD["ecology"], year=2025).rename(clerk.folder / "a.xlsx")
    (problem,) = clerk.read().problems
    assert "模板是 2025 年的，却放在 2024 年的文件夹里" in problem.what
    assert clerk.seen("straw_use_rate") == []


def test_a_foreign_workbook_is_refused(clerk) -> None:
    book = Workbook()
    book.active.append(["代码", "本年值"])
    book.active.append(["straw_use_rate", 83.8])
    path = clerk.folder / "统计.xlsx"
    book.save(path)
    (problem,) = clerk.read().problems
    assert (problem.where, problem.level) == ("2024/统计.xlsx", Level.ERROR)
    assert "不是本程序的模板" in problem.what
    assert ("2024/统计.xlsx", file_sha256(path)) in clerk.read().files


def test_a_file_that_is_no_workbook_is_refused_and_the_others_are_read(clerk) -> None:
    (clerk.folder / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    clerk.send("water", GOOD["water"])
    (problem,) = clerk.read().problems
    assert (problem.where, problem.level) == ("2024/坏.xlsx", Level.ERROR)
    assert [seen.number for seen in clerk.seen("water_per_gdp")] == [38]


def test_a_file_name_says_nothing_about_who_answered(clerk) -> None:
    clerk.send("ecology", GOOD["ecology"], name="2024-water-县水利局.xlsx")
    assert clerk.read().departments == {"ecology": ("2024/2024-water-县水利局.xlsx",)}
    assert [seen.department for seen in clerk.seen("straw_use_rate")] == ["ecology"]


# Nothing is lost


def test_a_row_that_was_deleted_is_missed(clerk) -> None:
    clerk.send("ecology", GOOD["ecology"], change=lambda book: book["数据"].delete_rows(2))
    found = [p for p in clerk.check() if "没有填报" in p.what]
    assert [problem.blocks for problem in found] == [("C01",)]
    assert "秸秆综合利用率" in found[0].what


def test_a_row_that_stands_twice_is_read_twice(clerk) -> None:
    def repeat(book: Workbook) -> None:
        for column, cell in enumerate(book["数据"][2], start=1):
            book["数据"].cell(9, column).value = cell.value

    clerk.send("ecology", GOOD["ecology"], change=repeat)
    assert [seen.source.cell for seen in clerk.seen("straw_use_rate")] == ["数据!F2", "数据!F9"]


def test_blank_rows_between_do_not_shift_the_cells(clerk) -> None:
    clerk.send("ecology", GOOD["ecology"], change=lambda book: book["数据"].insert_rows(3, 4))
    assert [seen.source.cell for seen in clerk.seen("straw_used")] == ["数据!F7"]
    assert [seen.number for seen in clerk.seen("straw_used")] == [25]


def test_a_remark_beside_the_table_is_not_passed_over(clerk) -> None:
    clerk.send("ecology", GOOD["ecology"] | {"数据!P2": "此数未经审核"})
    problem = only_problem(clerk)
    assert problem.where == f"{clerk.file('ecology')}!数据!P2"
    assert problem.level is Level.WARNING
    assert "此数未经审核" in problem.what


def test_a_sheet_that_was_added_is_not_passed_over(clerk) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("补充说明")["A1"] = "见附件"

    clerk.send("ecology", GOOD["ecology"], change=add)
    problem = only_problem(clerk)
    assert (problem.level, problem.where) == (Level.WARNING, f"{clerk.file('ecology')}!补充说明")


def test_the_original_stays_as_it_came(clerk) -> None:
    path = clerk.send("ecology", GOOD["ecology"] | {"数据!F2": "八十", "佐证!A2": "C99"})
    before = path.read_bytes()
    clerk.check()
    assert path.read_bytes() == before
    assert sorted(p.name for p in clerk.folder.iterdir()) == [Path(clerk.file("ecology")).name]


def test_of_a_document_the_month_is_enough(clerk) -> None:
    cells = {"佐证!A2": "C03", "佐证!B2": "通报", "佐证!D2": "2025年4月"}
    clerk.send("water", cells)
    (proof,) = clerk.read().evidence
    assert proof.dated == date(2025, 4, 30)
    (note,) = [p for p in clerk.read().problems if p.where.endswith("佐证!D2")]
    assert (note.level, "没有写到日，按 2025-04-30 读入" in note.what) == (Level.NOTE, True)


def test_a_renamed_sheet_is_known_by_its_header(clerk) -> None:
    def rename(book: Any) -> None:
        book["数据"].title = "数据（改）"

    clerk.send("ecology", {"数据!F2": 83.8}, change=rename)
    assert [float(seen.number) for seen in clerk.seen("straw_use_rate")] == [83.8]
    (problem,) = [p for p in clerk.read().problems if "改了名" in p.what]
    assert problem.level is Level.WARNING
    assert problem.where == f"{clerk.file('ecology')}!数据（改）"


def test_a_blank_in_a_second_workbook_says_nothing(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 25, "数据!F4": 30})
    clerk.send("ecology", {"数据!F3": 25}, name="补报.xlsx")
    said = [p.what for p in clerk.check() if "秸秆" in p.what]
    assert [what for what in said if "没有填报" in what or "写没有" in what] == []
