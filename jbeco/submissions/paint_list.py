"""The last sheet of a coloured copy: every problem of the file, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from ..problems import Level, Problem
from .layout import RESULT_SHEET, Sheet
from .template_style import LINK_FONT, fill_row, finish_sheet, start_sheet
from .workbook_file import cell_at

__all__ = ["LEVEL_FILLS", "add_list"]

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
            "怎么改": problem.mend,
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
