"""Puts a department's sheets into its workbook: rows, looks and what each cell accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..intake.duties import Duties
from ..intake.layout import (
    ACTION_STATES,
    ACTIONS,
    COVER,
    DEPARTMENT_REASONS,
    EVIDENCE,
    HAS_DATA,
    META,
    NUMBERS,
    REMARKS,
    TASK_RESULTS,
    TASKS,
    Sheet,
)
from ..plan import ObservationCode, Plan
from .entry import accept_date, accept_listed, accept_number, accept_text, accept_word
from .monitoring import fill_air, fill_water
from .rows import CONTACTS, action_rows, cover_rows, meta_rows, number_rows, task_rows
from .style import (
    DATE_FORMAT,
    LAST_ROW,
    TEXT_FORMAT,
    fill_row,
    finish_sheet,
    open_cell,
    start_sheet,
    unlock_below,
)
from .workbook_file import cell_at, put_text

__all__ = ["Form", "fill_workbook"]

EVIDENCE_ROWS = 30
"""Rows of 佐证 that are drawn; the columns below them are open too."""
EARLIEST_DOCUMENT = date(2000, 1, 1)
ZERO, HUNDRED = Fraction(0), Fraction(100)

CONTACT_FORMATS = dict.fromkeys(CONTACTS, TEXT_FORMAT) | {"填报日期": DATE_FORMAT}
NUMBER_WIDTHS = {
    "代码": 19,
    "名称": 21,
    "填报要求": 40,
    "单位": 11,
    "系列": 11,
    "口径": 15,
    "来源文件": 17,
    "文号": 15,
    "有无数据": 8,
    "无数据原因": 13,
    "备注": 16,
}
NUMBER_FORMATS = {
    "本年值": "General",
    "口径": TEXT_FORMAT,
    "来源文件": TEXT_FORMAT,
    "文号": TEXT_FORMAT,
    "出表日期": DATE_FORMAT,
    "有无数据": "General",
    "无数据原因": "General",
    "备注": TEXT_FORMAT,
}
EVIDENCE_WIDTHS = {
    "子项编号": 12,
    "标题": 48,
    "文号": 26,
    "日期": 13,
    "发文单位": 26,
    "备注": 26,
    "附件": 26,
}
REMARK_ROWS = 12
"""Rows of 原因与对策 that are drawn; the columns below them are open too."""

REMARK_WIDTHS = {
    "子项编号": 12,
    "存在的问题与原因": 56,
    "拟采取的措施": 50,
    "责任单位": 20,
    "完成时限": 14,
    "备注": 20,
}
REMARK_FORMATS = dict.fromkeys(REMARKS.columns, TEXT_FORMAT)
EVIDENCE_FORMATS = dict.fromkeys(EVIDENCE.columns, TEXT_FORMAT) | {"日期": DATE_FORMAT}
TASK_WIDTHS = {"指标量": 20, "任务名称": 24, "要求原文": 34, "文号": 18, "发文单位": 20, "备注": 18}
TASK_FORMATS = dict.fromkeys(("任务名称", "要求原文", "文号", "发文单位", "备注"), TEXT_FORMAT) | {
    "要求值": "General",
    "考核结果": "General",
    "日期": DATE_FORMAT,
    "完成值": "General",
}
ACTION_WIDTHS = {"编号": 9, "内容": 62, "佐证文号": 24, "备注": 26}
ACTION_FORMATS = {
    "进展状态": "General",
    "完成比例": "General",
    "完成数量": "General",
    "佐证文号": TEXT_FORMAT,
    "备注": TEXT_FORMAT,
}


@dataclass(frozen=True)
class Form:
    """What one workbook is made from.

    ``previous`` maps ``(code, series)`` to last year's accepted value as text.
    """

    plan: Plan
    year: int
    duties: Duties
    previous: Mapping[tuple[str, str], str]

    @property
    def footer(self) -> str:
        """Return what is printed at the foot of every page."""
        return f"{self.duties.department.name} {self.year} 年"

    @property
    def dates(self) -> tuple[date, date]:
        """Return the first and the last day that a source of this year may bear."""
        return date(self.year, 1, 1), date(self.year + 1, 12, 31)


def fill_workbook(workbook: Workbook, form: Form) -> None:
    """Add all sheets to an empty workbook, in the order in which they are shown."""
    listed = _fill_cover(workbook.create_sheet(COVER.name), form)
    _fill_numbers(workbook.create_sheet(NUMBERS.name), form)
    _fill_evidence(workbook.create_sheet(EVIDENCE.name), form, listed)
    _fill_tasks(workbook.create_sheet(TASKS.name), form)
    _fill_actions(workbook.create_sheet(ACTIONS.name), form)
    _fill_remarks(workbook.create_sheet(REMARKS.name), form, listed)
    if form.duties.monitoring:
        fill_air(workbook, form.year, form.footer)
        fill_water(workbook, form.footer)
    _fill_meta(workbook.create_sheet(META.name), form)


def _fill_cover(sheet: Worksheet, form: Form) -> str | None:
    """Fill the cover; return the range of its criterion ids, None when there are none."""
    start_sheet(sheet, COVER, {"项目": 13, "内容": 86})
    rows = cover_rows(form.plan, form.year, form.duties)
    for line, (label, text) in enumerate(rows, start=2):
        formats = {"内容": CONTACT_FORMATS[label]} if label in CONTACT_FORMATS else {}
        fill_row(sheet, COVER, line, {"项目": label, "内容": text}, formats)
        if label == "填报日期":
            accept_date(sheet, f"B{line}", *form.dates, "填写本表的日期。")
    finish_sheet(sheet, form.footer, portrait=True)
    if not form.duties.criteria:
        return None
    last = len(rows) + 1
    return f"{COVER.name}!$A${last - len(form.duties.criteria) + 1}:$A${last}"


def _fill_numbers(sheet: Worksheet, form: Form) -> None:
    start_sheet(sheet, NUMBERS, NUMBER_WIDTHS)
    codes = [code for code in form.duties.codes for _ in code.series]
    rows = number_rows(form.duties, form.previous)
    for line, (code, row) in enumerate(zip(codes, rows, strict=True), start=2):
        fill_row(sheet, NUMBERS, line, row, NUMBER_FORMATS)
        _ask_value(sheet, f"{_letter(NUMBERS, '本年值')}{line}", code)
        if code.basis_matters:
            cell = cell_at(sheet, line, NUMBERS.column("口径"))
            open_cell(cell, TEXT_FORMAT, required=True)
            accept_text(sheet, cell.coordinate, "必填：写明标准、统计或价格基期的版本。")
    if codes:
        lines = len(codes) + 1
        reasons = [form.plan.methods.words.reason[code] for code in DEPARTMENT_REASONS]
        dated, has, why = (
            _column(NUMBERS, c, lines) for c in ("出表日期", "有无数据", "无数据原因")
        )
        accept_date(sheet, dated, *form.dates, f"来源文件的日期，如 {form.year + 1}-03-01。")
        accept_word(sheet, has, tuple(HAS_DATA), "有数选“有”；没有数选“无”，并选原因。")
        accept_word(sheet, why, reasons, "只在没有数时选。")
    finish_sheet(sheet, form.footer, freeze="C2")


def _ask_value(sheet: Worksheet, cell: str, code: ObservationCode) -> None:
    if code.kind == "state":
        accept_word(sheet, cell, code.states, f"{code.name}：从下拉列表里选。")
    else:
        unit = f"单位：{code.unit}。" if code.unit else ""
        prompt = f"{code.name}。{unit}只填数，不写单位。"
        accept_number(sheet, cell, code.limit_low, code.limit_high, prompt)


def _fill_evidence(sheet: Worksheet, form: Form, criteria: str | None) -> None:
    start_sheet(sheet, EVIDENCE, EVIDENCE_WIDTHS)
    unlock_below(sheet, EVIDENCE, EVIDENCE_FORMATS)
    for line in range(2, EVIDENCE_ROWS + 2):
        fill_row(sheet, EVIDENCE, line, {}, EVIDENCE_FORMATS)
    if criteria is not None:
        prompt = "选这份文件所佐证的子项；名称见“封面”。"
        accept_listed(sheet, _column(EVIDENCE, "子项编号", LAST_ROW), criteria, prompt)
    dates = (EARLIEST_DOCUMENT, form.dates[1])
    accept_date(sheet, _column(EVIDENCE, "日期", LAST_ROW), *dates, "文件的日期。")
    finish_sheet(sheet, form.footer)


def _fill_remarks(sheet: Worksheet, form: Form, criteria: str | None) -> None:
    start_sheet(sheet, REMARKS, REMARK_WIDTHS)
    unlock_below(sheet, REMARKS, REMARK_FORMATS)
    for line in range(2, REMARK_ROWS + 2):
        fill_row(sheet, REMARKS, line, {}, REMARK_FORMATS)
    if criteria is not None:
        prompt = "选滞后或未达标的子项；名称见“封面”。"
        accept_listed(sheet, _column(REMARKS, "子项编号", LAST_ROW), criteria, prompt)
    cause = "为什么滞后：写事实与数字。报告照录并写明是贵单位说的。"
    accept_text(sheet, _column(REMARKS, "存在的问题与原因", LAST_ROW), cause)
    accept_text(sheet, _column(REMARKS, "拟采取的措施", LAST_ROW), "做什么，到什么程度。")
    finish_sheet(sheet, form.footer)


def _fill_tasks(sheet: Worksheet, form: Form) -> None:
    start_sheet(sheet, TASKS, TASK_WIDTHS)
    line = 1
    for line, row in enumerate(task_rows(form.duties), start=2):
        fill_row(sheet, TASKS, line, row, TASK_FORMATS)
    if line > 1:
        cells = {column: _column(TASKS, column, line) for column in TASKS.open_columns}
        required = "上级要求的数；没有数的空着，写在“要求原文”。"
        accept_number(sheet, cells["要求值"], None, None, required)
        reached = "考核认定的完成数，与要求值同单位；没有数的空着。与考核结果不符的不作判定。"
        accept_number(sheet, cells["完成值"], None, None, reached)
        wording = "照抄文件，写明“不低于”“不高于”或“下降不少于”。"
        accept_text(sheet, cells["要求原文"], wording)
        accept_word(sheet, cells["考核结果"], tuple(TASK_RESULTS), "按上级的考核结果选。")
        accept_text(sheet, cells["文号"], "考核结果文件的文号；未下达的写说明文件的文号。")
        accept_text(sheet, cells["发文单位"], "发这份文件的上级单位。")
        accept_date(sheet, cells["日期"], EARLIEST_DOCUMENT, form.dates[1], "考核结果文件的日期。")
    finish_sheet(sheet, form.footer)


def _fill_actions(sheet: Worksheet, form: Form) -> None:
    start_sheet(sheet, ACTIONS, ACTION_WIDTHS)
    line = 1
    for line, row in enumerate(action_rows(form.duties), start=2):
        fill_row(sheet, ACTIONS, line, row, ACTION_FORMATS)
    if line > 1:
        state, share, done = (
            _column(ACTIONS, c, line) for c in ("进展状态", "完成比例", "完成数量")
        )
        accept_word(sheet, state, tuple(ACTION_STATES), f"截至 {form.year} 年末的状态。")
        accept_number(sheet, share, ZERO, HUNDRED, "0–100 的数，单位 %：完成六成填 60。")
        accept_number(
            sheet, done, ZERO, None, "截至年末的累计数，与承诺数量同单位；没有承诺数量的空着。"
        )
    finish_sheet(sheet, form.footer)


def _fill_meta(sheet: Worksheet, form: Form) -> None:
    rows = [META.columns, *meta_rows(form.plan, form.year, form.duties)]
    for line, pair in enumerate(rows, start=1):
        for column, text in enumerate(pair, start=1):
            put_text(cell_at(sheet, line, column), text)
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _letter(layout: Sheet, column: str) -> str:
    return get_column_letter(layout.column(column))


def _column(layout: Sheet, column: str, last: int) -> str:
    """Return the cells of a column from row 2 to the last row."""
    return f"{_letter(layout, column)}2:{_letter(layout, column)}{last}"
