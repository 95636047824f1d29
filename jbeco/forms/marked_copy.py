"""Gives a department its own workbook back with the faults shown in their cells.

The copy holds no formula: what a department wrote is given back as values, so that nothing it sent
can run on another's machine. A file in which no cell is at fault, such as one that was refused, is
not opened, and one that cannot be copied is left alone; then there is only the list of problems.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import DEFUSEDXML, Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ..intake.layout import RESULT_SHEET, Sheet
from ..problems import Level, Problem
from .style import INPUT_FILL, LINK_FONT, fill_row, finish_sheet, start_sheet
from .workbook_file import cell_at, clean_text, new_workbook, put_text, save_workbook

__all__ = ["AUTHOR", "LEVEL_FILLS", "add_list", "mark_problems"]

if not DEFUSEDXML:
    raise ImportError(
        "jbeco 需要 defusedxml 才能安全地抄写工作簿；"
        "请安装 defusedxml，并去掉环境变量 OPENPYXL_DEFUSEDXML"
    )

AUTHOR = "jbeco"
"""Author of our comments, by which a returned copy's old marks are known."""

OWN_COMMENT = "\n——原批注——\n"
NO_DATE = datetime(2000, 1, 1)
COMMENT_WIDTH, COMMENT_LINE = 340, 20
"""Pixels."""


def mark_problems(source: Path, problems: Sequence[Problem], target: Path) -> None:
    """Write a coloured copy of a workbook: red errors, amber warnings, blue notes, each explained.

    Parameters
    ----------
    source : Path
        The department's workbook (xlsx); only read.
    problems : sequence of Problem
        Those of this file; ``where`` is ``2025/name.xlsx!数据!F12``. One that names no cell of the
        workbook stands in the list only.
    target : Path
        The copy, with a last sheet 检查结果. Equal input gives equal bytes.

    Raises
    ------
    ValueError
        When the target is the source itself.
    JbecoError
        When the copy cannot be written.
    """
    if target.resolve() == source.resolve():
        raise ValueError(f"{target} is the department's own file")
    ordered = sorted(problems, key=_order)
    copy = _copy(source) if any(problem.place[2] for problem in ordered) else None
    workbook = new_workbook() if copy is None else copy
    spots: dict[tuple[str, str], list[Problem]] = {}
    for problem in ordered:
        cell = _cell_of(workbook, problem)
        if cell is not None:
            spots.setdefault((cell.parent.title, cell.coordinate), []).append(problem)
    for (sheet, address), found in spots.items():
        _mark(workbook[sheet][address], found)
    add_list(workbook, ordered, {p: spot for spot, found in spots.items() for p in found})
    moment = NO_DATE if copy is None else workbook.properties.modified or NO_DATE
    save_workbook(workbook, target, moment.replace(tzinfo=None))


def _order(problem: Problem) -> tuple[object, ...]:
    """Sort errors first, then down each sheet as it is read: F2 before F10."""
    _, sheet, address = problem.place
    place = coordinate_to_tuple(address) if address else (0, 0)
    return list(Level).index(problem.level), sheet, place, problem.what, problem.mend


def _copy(source: Path) -> Workbook | None:
    """Load a workbook as values without old marks; None when openpyxl cannot load all of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl drops is still in the original
        try:
            return _values(source)
        except Exception:  # a foreign file: it may fail in any way at all, and the list suffices
            return None


def _values(source: Path) -> Workbook:
    workbook = load_workbook(source, keep_links=False)
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    if formulas:
        values = load_workbook(source, keep_links=False, data_only=True)
        for title, address in formulas:
            _replace_formula(workbook[title][address], values[title][address].value)
    workbook.defined_names.clear()  # they may hold formulas and links to other files
    for sheet in workbook.worksheets:
        sheet.defined_names.clear()
        _remove_old_marks(sheet)
    if RESULT_SHEET in workbook.sheetnames:
        del workbook[RESULT_SHEET]
    return workbook


def _replace_formula(cell: Cell, stored: Any) -> None:
    """Put the stored value in the formula's place; without one, the formula as a text."""
    if stored is None or isinstance(stored, str):
        formula = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", "")
        put_text(cell, formula if stored is None else stored)
    else:
        cell.value = stored


def _remove_old_marks(sheet: Worksheet) -> None:
    """Take back what an earlier check marked, when a department sends in its coloured copy."""
    for row in sheet.iter_rows():
        for cell in row:
            comment = cell.comment
            if comment is None or comment.author != AUTHOR:
                continue
            _, found, own = comment.text.partition(OWN_COMMENT)
            cell.comment = Comment(own, "") if found else None
            cell.fill = PatternFill() if cell.protection.locked else INPUT_FILL


def _cell_of(workbook: Workbook, problem: Problem) -> Cell | None:
    """Return the cell to mark: of merged cells the first, which is the one that is seen."""
    _, name, address = problem.place
    if not address or name not in workbook.sheetnames:
        return None
    sheet = workbook[name]
    if not isinstance(sheet, Worksheet):
        return None  # a sheet that is a chart
    for merged in sheet.merged_cells.ranges:
        if address in merged:
            return sheet.cell(merged.min_row, merged.min_col)  # type: ignore[return-value]
    return sheet[address]  # type: ignore[no-any-return]


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    """Colour a cell by its gravest problem and explain all of them in its comment."""
    cell.fill = LEVEL_FILLS[problems[0].level]
    text = "\n\n".join(_explained(problem) for problem in problems)
    own = f"{OWN_COMMENT}{cell.comment.text}" if cell.comment is not None else ""
    lines = sum(1 + len(line) // 24 for line in text.splitlines())
    cell.comment = Comment(
        clean_text(text + own), AUTHOR, height=COMMENT_LINE * (lines + 1), width=COMMENT_WIDTH
    )


def _explained(problem: Problem) -> str:
    lines = [f"【{problem.level}】{problem.what}"]
    if problem.expected:
        lines.append(f"应为：{problem.expected}")
    lines.append(f"怎么改：{problem.mend_for_sender}")
    if problem.blocks:
        lines.append(f"影响：{'、'.join(problem.blocks)}")
    return "\n".join(lines)


LEVEL_FILLS = {
    Level.ERROR: PatternFill("solid", fgColor="F4B6B6"),
    Level.WARNING: PatternFill("solid", fgColor="F6AE55"),
    Level.NOTE: PatternFill("solid", fgColor="BDD7EE"),
}
LIST = Sheet(RESULT_SHEET, ("级别", "工作表", "单元格", "发现", "应为", "怎么改", "影响的子项"), ())
WIDTHS = {
    "级别": 8,
    "工作表": 14,
    "单元格": 10,
    "发现": 56,
    "应为": 28,
    "怎么改": 40,
    "影响的子项": 24,
}


def add_list(
    workbook: Workbook, problems: Sequence[Problem], spots: Mapping[Problem, tuple[str, str]]
) -> None:
    """Append the sheet 检查结果.

    Parameters
    ----------
    workbook : Workbook
        Gets the sheet.
    problems : sequence of Problem
        In the order to be shown.
    spots : mapping
        Sheet and cell that were marked for a problem; the cell's name links there.
    """
    sheet = workbook.create_sheet(RESULT_SHEET)
    start_sheet(sheet, LIST, WIDTHS)
    for line, problem in enumerate(problems, start=2):
        _, name, address = problem.place
        row = {
            "级别": str(problem.level),
            "工作表": name or "（整个文件）",
            "单元格": address,
            "发现": problem.what,
            "应为": problem.expected,
            "怎么改": problem.mend_for_sender,
            "影响的子项": "、".join(problem.blocks),
        }
        fill_row(sheet, LIST, line, row, {})
        cell_at(sheet, line, LIST.column("级别")).fill = LEVEL_FILLS[problem.level]
        if problem in spots:
            cell = cell_at(sheet, line, LIST.column("单元格"))
            target, spot = spots[problem]
            place = f"'{target.replace(chr(39), chr(39) * 2)}'!{spot}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = LINK_FONT
    finish_sheet(sheet, "检查结果")
    sheet.protection.sheet = False
