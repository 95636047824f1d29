"""Writes 更正与裁决.xlsx: the consultant's corrections, rulings and second versions of one year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..intake.amendment_layout import (
    CORRECT,
    EMPTY,
    JOINED,
    RESENT,
    RESOLVE,
    SCOPES,
    AmendmentSheet,
)
from ..intake.duties import departments_owing
from ..intake.layout import ACTIONS, AIR, EVIDENCE, META, NUMBERS, TASKS, TEMPLATE_VERSION, WATER
from ..intake.layout import Sheet as Layout
from ..plan import Plan
from .entry import accept_date, accept_listed, accept_text, accept_word
from .style import (
    DATE_FORMAT,
    LAST_ROW,
    TEXT_FORMAT,
    fill_row,
    finish_sheet,
    start_sheet,
    unlock_below,
)
from .workbook_file import cell_at, new_workbook, put_text, save_workbook

__all__ = ["write_amendment_book"]

ROWS = 40
"""Rows that are drawn; the columns below them are open too."""

DATES = ("told_on", "decided_on", "received_on")
EXPLAINED = Layout("说明", ("项目", "内容"), ())
LISTS = Layout("选项", ("部门", "指标", "系列"), ())
WIDTHS = {
    "department": 20,
    "code": 40,
    "series": 12,
    "sheet": 12,
    "cell": 10,
    "expect": 16,
    "value": 16,
    "reason": 34,
    "who": 12,
    "told_on": 14,
    "decided_on": 14,
    "file": 34,
    "received_on": 14,
    "supersedes": 34,
    "scope": 12,
    "note": 30,
}
PROMPTS = {
    "expect": f"照格里现在的写法填；空格写{EMPTY}。与原件不符的更正不会用上。",
    "value": f"填改成什么；要清空写{EMPTY}。",
    "reason": "凭什么改：电话核实、重新出具的文件、笔误……",
    "who": "谁决定的。",
    "file": "data/raw 里的文件名。",
    "supersedes": "被取代的文件名；两份都留在原处。",
    "note": "为什么重报。",
}
EXPLANATION = (
    (
        "怎么用",
        "填好以后放进 data/raw/{year}，文件名不变。原件从不改动；这里的每一行都写进报告第八节。",
    ),
    (
        "更正",
        "改部门工作簿里的一个格。填报数：选部门、指标（和系列）；别的格（考核结果、佐证、措施、口径、"
        "断面月值……，以及读不懂的格）：选部门和工作表，写单元格（如 F12）。“原来填的”与原件不符，"
        "更正不会用上，原来的数也不会用上。",
    ),
    (
        "裁决",
        "同一事实有几种说法时采信哪一个：选指标，再选采信哪个部门；同一部门有几处的，"
        "写文件与单元格（如 数据!F12）。两个部门报同一事实的，随便选哪一个的指标都可以。",
    ),
    (
        "重报",
        "同一部门又送来一份：写新文件、何时收到、取代哪个文件。新文件填了的取代旧文件的，"
        "没有填的沿用旧文件；“取代多少”选“整份”，旧文件就全部不用。",
    ),
    (
        "写全",
        "理由、何人、何时都要写；没有写全的，原来的与更正的都不采用。"
        "日期写成 {year}-03-01 的样子。",
    ),
)


def write_amendment_book(plan: Plan, year: int, path: Path) -> None:
    """Write the empty workbook of one year; equal arguments give equal bytes.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    workbook = new_workbook()
    _explain(workbook.create_sheet(EXPLAINED.name), year)
    lists = _listed(workbook, plan)
    for kind in (CORRECT, RESOLVE, RESENT):
        _fill(workbook.create_sheet(kind.sheet.name), kind, year, lists)
    workbook.move_sheet(LISTS.name, offset=len(workbook.worksheets))
    _fill_meta(workbook.create_sheet(META.name), plan, year)
    workbook.properties.title = f"{plan.district}生态文明建设规划 {year} 年更正与裁决"
    workbook.properties.creator = plan.leading_group
    save_workbook(workbook, path, datetime(year, 1, 1))


def _explain(sheet: Worksheet, year: int) -> None:
    start_sheet(sheet, EXPLAINED, {"项目": 12, "内容": 96})
    for line, (label, text) in enumerate(EXPLANATION, start=2):
        row = {"项目": label, "内容": text.format(year=year)}
        fill_row(sheet, EXPLAINED, line, row, {})
    finish_sheet(sheet, EXPLAINED.name, portrait=True)


def _listed(workbook: Workbook, plan: Plan) -> dict[str, str]:
    """Write what the dropdowns offer on a sheet of its own; return their ranges by column."""
    owing = departments_owing(plan, plan.final_year)
    asked = [code for code in plan.asked if code.department in owing]
    columns: Mapping[str, Sequence[str]] = {
        "department": [plan.departments[name].name for name in owing],
        "code": [f"{code.name}{JOINED}{code.code}" for code in asked],
        "series": sorted({series for code in asked for series in code.series if series}),
    }
    sheet = workbook.create_sheet(LISTS.name)
    start_sheet(sheet, LISTS, {"部门": 40, "指标": 60, "系列": 20})
    ranges = {}
    for number, (name, texts) in enumerate(columns.items(), start=1):
        for line, text in enumerate(texts, start=2):
            put_text(cell_at(sheet, line, number), text)
        letter = get_column_letter(number)
        if texts:
            ranges[name] = f"{LISTS.name}!${letter}$2:${letter}${len(texts) + 1}"
    finish_sheet(sheet, LISTS.name, portrait=True)
    return ranges


def _fill(sheet: Worksheet, kind: AmendmentSheet, year: int, lists: Mapping[str, str]) -> None:
    layout = kind.sheet
    formats = dict.fromkeys(layout.columns, TEXT_FORMAT)
    formats |= {kind.columns[name]: DATE_FORMAT for name in DATES if name in kind.columns}
    widths = {column: WIDTHS[name] for name, column in kind.columns.items()}
    start_sheet(sheet, layout, {"备注": 24, **widths})
    unlock_below(sheet, layout, formats)
    for line in range(2, ROWS + 2):
        fill_row(sheet, layout, line, {}, formats)
    for name, column in kind.columns.items():
        letter = get_column_letter(layout.column(column))
        _accept(sheet, name, f"{letter}2:{letter}{LAST_ROW}", year, lists)
    finish_sheet(sheet, layout.name)


def _accept(sheet: Worksheet, name: str, cells: str, year: int, lists: Mapping[str, str]) -> None:
    """Say what a column accepts."""
    if name in lists:
        accept_listed(sheet, cells, lists[name], "从下拉列表里选。")
    elif name == "sheet":
        sheets = [one.name for one in (NUMBERS, TASKS, EVIDENCE, ACTIONS, AIR, WATER)]
        accept_word(sheet, cells, sheets, "单元格在哪张工作表；按指标更正填报数的不用选。")
    elif name == "scope":
        words = [word for word in SCOPES if word]
        accept_word(sheet, cells, words, "默认“所报部分”：没有填的沿用旧文件。")
    elif name in DATES:
        accept_date(sheet, cells, date(year, 1, 1), date(year + 3, 12, 31), "写到日。")
    elif name == "cell":
        example = "数据!F12" if sheet.title == RESOLVE.sheet.name else "F12"
        accept_text(sheet, cells, f"如 {example}。")
    elif name in PROMPTS:
        accept_text(sheet, cells, PROMPTS[name])


def _fill_meta(sheet: Worksheet, plan: Plan, year: int) -> None:
    rows = [
        META.columns,
        ("template_version", TEMPLATE_VERSION),
        ("year", str(year)),
        ("plan", plan.name),
    ]
    for line, pair in enumerate(rows, start=1):
        for column, text in enumerate(pair, start=1):
            put_text(cell_at(sheet, line, column), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
