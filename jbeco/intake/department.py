"""From the sheets of a department's workbook to records; a cell that cannot be read is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..problems import Level, Problem
from .cell_corrections import corrected_sheets
from .collector import Collector, RefusedWorkbook
from .duties import criteria_on_stations, duties_of
from .figures import read_figure
from .layout import (
    ACTION_STATES,
    ACTIONS,
    AIR,
    EVIDENCE,
    META,
    NUMBERS,
    REMARKS,
    SHEET_NAMES,
    TASKS,
    TEMPLATE_VERSION,
    WATER,
    Sheet,
)
from .monitoring import read_hours, read_sections
from .records import Evidence, Progress
from .remarks import read_remark_line
from .sheet_lines import Line, dated, header_fault, plain, plain_number, sheet_lines
from .task_sheet import read_task_row
from .workbook import SheetRows

__all__ = ["SentWorkbook", "read_department"]


@dataclass(frozen=True)
class SentWorkbook:
    """A workbook as it was read.

    Parameters
    ----------
    file : str
        Its path below the data folder.
    sha256 : str
        Hash of the file.
    year : int
        Year of the folder that it lies in.
    sheets : mapping of SheetRows
        Those that could be read, by name.
    unreadable : mapping of Problem
        Why the others could not be, by name.
    """

    file: str
    sha256: str
    year: int
    sheets: Mapping[str, SheetRows]
    unreadable: Mapping[str, Problem]

    def holds(self, sheet: Sheet) -> bool:
        """Whether the sheet is there, readable or not."""
        return sheet.name in self.sheets or sheet.name in self.unreadable

    def fault(self, sheet: Sheet) -> Problem | None:
        """Return why a sheet cannot be read as that of the template; None when it can."""
        if sheet.name in self.unreadable:
            return self.unreadable[sheet.name]
        if sheet.name not in self.sheets:
            mend = "请从模板恢复这张表，不要改表名"
            return Problem(self.file, f"缺少工作表“{sheet.name}”", mend)
        what = header_fault(sheet, self.sheets[sheet.name])
        mend = "请从模板恢复表头，把数填回原来的格"
        return Problem(f"{self.file}!{sheet.name}!A1", what, mend) if what else None


def read_department(book: SentWorkbook, into: Collector) -> str | None:
    """Read a workbook that was made from the template.

    Returns
    -------
    str or None
        The department that answered; None when the workbook is not one of ours.
    """
    department = _department(book, into)
    if department is None:
        return None
    book = _with_own_names(book, into)
    sheets = corrected_sheets(book.file, tuple(book.sheets.values()), department, into)
    book = replace(book, sheets=sheets)
    readers = {
        NUMBERS: read_figure,
        EVIDENCE: _evidence,
        TASKS: read_task_row,
        ACTIONS: _progress,
        REMARKS: read_remark_line,
    }
    for sheet, read in readers.items():
        if sheet is REMARKS and not book.holds(sheet):
            continue  # it came later than the other sheets
        fault = book.fault(sheet)
        if fault is not None:
            _lose_sheet(sheet, fault, book.year, department, into)
            continue
        for line in sheet_lines(book.file, book.sha256, sheet, book.sheets[sheet.name], into):
            read(line, book.year, department, into)
    _monitoring(book, into)
    _name_other_sheets(book, {*readers, WATER, AIR}, into)
    return department


def _with_own_names(book: SentWorkbook, into: Collector) -> SentWorkbook:
    """Give a renamed sheet its name back, where its header leaves no doubt which one it is."""
    missing = [s for s in (NUMBERS, EVIDENCE, TASKS, ACTIONS, WATER, AIR) if not book.holds(s)]
    strangers = [name for name in book.sheets if name not in SHEET_NAMES]
    sheets = dict(book.sheets)
    for sheet in missing:
        same = [name for name in strangers if not header_fault(sheet, book.sheets[name])]
        if len(same) == 1:
            sheets[sheet.name] = replace(sheets.pop(same[0]), name=sheet.name)
            where, what = f"{book.file}!{same[0]}", f"工作表改了名，按“{sheet.name}”读入"
            into.problem(where, what, f"请核对，下次保留表名“{sheet.name}”", Level.WARNING)
    return replace(book, sheets=sheets)


def _department(book: SentWorkbook, into: Collector) -> str | None:
    """Return whose workbook it is; None, and a refused workbook, when it is none of the year."""
    rows = book.sheets[META.name].rows[1:] if META.name in book.sheets else ()
    said = {plain(row[0]): plain(row[1]) for row in rows if len(row) > 1}
    department = said.get("department", "")
    problem = _meta_fault(book, said, into)
    if problem is None:
        return department
    problems = dict.fromkeys([problem, *book.unreadable.values()])
    into.refused.append(RefusedWorkbook(book.file, department, tuple(problems)))
    return None


def _meta_fault(book: SentWorkbook, said: Mapping[str, str], into: Collector) -> Problem | None:
    """Return why the hidden sheet shows that the workbook is none of ours, or of another year."""
    if META.name in book.unreadable:
        return book.unreadable[META.name]
    mend = f"请用 jbeco template {book.year} 重新生成模板，把数填进去"
    version, year, department = (
        said.get(key) or "（空）" for key in ("template_version", "year", "department")
    )
    if META.name not in book.sheets:
        what = "不是本程序的模板（没有模板编号）"
        mend = "请把数据填进用 jbeco template 生成的模板"
    elif said.get("plan", into.plan.name) != into.plan.name:
        what = f"是另一个规划（{said['plan']}）的填报表"
    elif version != TEMPLATE_VERSION:
        what = f"模板版本是 {version}，应为 {TEMPLATE_VERSION}"
    elif year != str(book.year):
        what = f"模板是 {year} 年的，却放在 {book.year} 年的文件夹里"
    elif department not in into.plan.departments:
        what = f"模板里的部门“{department}”不在部门表里"
    else:
        return None
    return Problem(book.file, what, mend)


def _lose_sheet(sheet: Sheet, fault: Problem, year: int, department: str, into: Collector) -> None:
    """Note what a sheet that cannot be read holds up."""
    duties = duties_of(into.plan, department, year)
    codes = [code.code for code in duties.codes]
    asked = {NUMBERS: codes, TASKS: [indicator.id for indicator in duties.tasks]}
    about = "task" if sheet is TASKS else "value"
    into.problems.append(replace(fault, blocks=into.blocks(*asked.get(sheet, ())), about=about))
    if sheet is NUMBERS:
        into.lose(codes, year, fault.where)


def _monitoring(book: SentWorkbook, into: Collector) -> None:
    """Read the two sheets of monitoring data, which only one department has."""
    for sheet, read, kind in ((WATER, read_sections, "water"), (AIR, read_hours, "air")):
        if not book.holds(sheet):
            continue
        fault = book.fault(sheet)
        if fault is not None:
            blocks = criteria_on_stations(into.plan, kind)
            into.problems.append(replace(fault, blocks=blocks))
        else:
            rows = book.sheets[sheet.name]
            read(sheet_lines(book.file, book.sha256, sheet, rows, into), book.year, into)


def _name_other_sheets(book: SentWorkbook, read: set[Sheet], into: Collector) -> None:
    """Name the sheets that the template does not have, and faults of those that hold no data."""
    known = {sheet.name for sheet in read}
    into.problems += [p for name, p in book.unreadable.items() if name not in known]
    for name, sheet in book.sheets.items():
        if name not in SHEET_NAMES and any(sheet.rows):
            what, mend = "模板里没有这张工作表，没有读入", "请把内容填进模板的表里"
            into.problem(f"{book.file}!{name}", what, mend, Level.WARNING)


def _evidence(line: Line, year: int, department: str, into: Collector) -> None:
    known = {criterion.id for criterion in into.plan.criteria}
    if line.text("子项编号") not in known:
        mend = "请填 N28、P33-2 这样的编号"
        into.problem(line.where("子项编号"), f"“{line.text('子项编号')}”不是子项编号", mend)
        return
    into.evidence.append(
        Evidence(
            criterion=line.text("子项编号"),
            year=year,
            title=line.text("标题"),
            number=line.text("文号"),
            dated=dated(line, "日期", into, ""),
            issuer=line.text("发文单位"),
            note=line.text("备注"),
            department=department,
            source=line.source("标题"),
            attachment=line.text("附件"),
        )
    )


def _progress(line: Line, year: int, department: str, into: Collector) -> None:
    known = {action.id for action in into.plan.actions}
    known |= {promise.id for action in into.plan.actions for promise in action.commitments}
    if line.text("编号") not in known:
        into.problem(line.where("编号"), f"“{line.text('编号')}”不是措施编号", "请从模板恢复这一行")
        return
    state = line.text("进展状态")
    if state and state not in ACTION_STATES:
        what = f"{line.text('编号')}：“{state}”不是规定的状态"
        into.problem(line.where("进展状态"), what, f"可选：{'、'.join(ACTION_STATES)}")
        return
    share = plain_number(line, "完成比例", "%", into)
    if share is not None and not 0 <= share <= 100:
        into.problem(line.where("完成比例"), f"完成比例 {share} 不在 0–100 之间", "请填百分数")
        share = None
    into.progress.append(
        Progress(
            id=line.text("编号"),
            year=year,
            state=ACTION_STATES[state] if state else None,
            share=share,
            done=plain_number(line, "完成数量", line.text("单位"), into),
            promised=plain_number(line, "承诺数量", line.text("单位"), into),
            document_number=line.text("佐证文号"),
            note=line.text("备注"),
            department=department,
            source=line.source("进展状态"),
        )
    )
