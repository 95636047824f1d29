"""The workbook 进度.xlsx: departments, what they still owe, and what that costs in verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from openpyxl.styles import PatternFill

from ..intake.layout import Sheet
from ..plan import Plan
from ..problems import Level
from .marked_copy import LEVEL_FILLS
from .progress import SILENT, UNREADABLE, DepartmentProgress
from .progress_text import contact_text, file_text
from .rows import Value
from .shortfalls import Shortfall
from .style import add_list_sheet
from .workbook_file import cell_at, new_workbook, save_workbook

__all__ = ["write_progress_book"]

DEPARTMENTS = Sheet(
    "部门进度",
    ("部门", "状态", "收到的文件", "收到日期", "错误", "警告", "待补", "最近联系"),
    (),
)
OPEN = Sheet("待补清单", ("部门", "类别", "编号", "缺什么", "填在哪里", "影响的子项"), ())
MISSING = Sheet(
    "缺什么少判什么",
    ("类别", "缺什么", "由谁补", "判不了的项数", "其中只缺这一样的", "判不了的子项"),
    (),
)
WIDTHS = {
    "部门": 26,
    "状态": 9,
    "收到的文件": 56,
    "收到日期": 13,
    "错误": 8,
    "警告": 8,
    "待补": 8,
    "最近联系": 22,
    "类别": 12,
    "编号": 26,
    "缺什么": 52,
    "填在哪里": 16,
    "影响的子项": 36,
    "由谁补": 28,
    "判不了的项数": 11,
    "其中只缺这一样的": 13,
    "判不了的子项": 46,
}
STATE_FILLS: Mapping[str, PatternFill] = {
    SILENT: LEVEL_FILLS[Level.ERROR],
    UNREADABLE: LEVEL_FILLS[Level.WARNING],
}


def write_progress_book(
    plan: Plan,
    year: int,
    progress: Sequence[DepartmentProgress],
    missing: Sequence[Shortfall],
    path: Path,
) -> None:
    """Write the workbook; equal content gives equal bytes.

    Parameters
    ----------
    plan : Plan
        Names the criteria.
    year : int
        The assessed year; also the document's date, in place of the clock.
    progress : sequence of DepartmentProgress
        One row each, and one row for each thing that is open.
    missing : sequence of Shortfall
        One row each.
    path : Path
        The file.
    """
    workbook = new_workbook()
    footer = f"{year} 年填报进度"
    of_departments = map(_department_row, progress)
    sheet = add_list_sheet(workbook, DEPARTMENTS, WIDTHS, of_departments, footer)
    still_open = (row for one in progress for row in _open_rows(one))
    add_list_sheet(workbook, OPEN, WIDTHS, still_open, footer)
    costs = (_missing_row(plan, gap) for gap in missing)
    add_list_sheet(workbook, MISSING, WIDTHS, costs, footer)
    for line, one in enumerate(progress, start=2):
        if one.state in STATE_FILLS:
            cell_at(sheet, line, DEPARTMENTS.column("状态")).fill = STATE_FILLS[one.state]
    save_workbook(workbook, path, datetime(year, 1, 1))


def _department_row(one: DepartmentProgress) -> dict[str, Value]:
    days = [str(file.received_on) for file in one.in_use if file.received_on is not None]
    return {
        "部门": one.department.name,
        "状态": one.state,
        "收到的文件": "\n".join(map(file_text, one.files)),
        "收到日期": max(days, default=""),
        "错误": Decimal(one.count(Level.ERROR)),
        "警告": Decimal(one.count(Level.WARNING)),
        "待补": Decimal(len(one.open_items)),
        "最近联系": contact_text(one),
    }


def _open_rows(one: DepartmentProgress) -> Iterable[dict[str, Value]]:
    for item in one.open_items:
        yield {
            "部门": one.department.name,
            "类别": item.kind,
            "编号": item.code,
            "缺什么": item.what,
            "填在哪里": item.place,
            "影响的子项": "、".join(item.blocks),
        }


def _missing_row(plan: Plan, gap: Shortfall) -> dict[str, Value]:
    named = (f"{one} {plan.criterion(one).full_name}" for one in gap.criteria)
    return {
        "类别": gap.kind,
        "缺什么": gap.what,
        "由谁补": gap.who,
        "判不了的项数": Decimal(len(gap.criteria)),
        "其中只缺这一样的": Decimal(len(gap.alone)),
        "判不了的子项": "、".join(named),
    }
