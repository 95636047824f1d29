"""附表.xlsx: the report's tables for a spreadsheet, with the same words and numbers.

Each sheet has its title in A1, a note in A2 and one header row; nothing is merged or hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..assessment import AssessedYear
from ..forms.style import LINE_POINTS, line_count
from ..forms.workbook_file import cell_at, new_workbook, put_text, save_workbook
from ..intake.layout import EXAMPLE_MARK
from .blocks import Cell, Chapter, Table, line_text
from .chapters import tables_of
from .chapters.departments import department_table
from .chapters.measures import measure_list
from .results import title

__all__ = ["annex_tables", "write_annex_book", "write_book"]

HEADER = 3
"""Row of the header; the title stands in row 1, the note in row 2."""

FONT = "微软雅黑"
HEAD_FONT = Font(name=FONT, size=10, bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="2F6B5E")
TEXT_FONT = Font(name=FONT, size=10)
TITLE_FONT = Font(name=FONT, size=14, bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
HAIR = Side(style="hair", color="8A9391")
BORDER = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
WIDE = 180
"""Characters beyond which a sheet is printed on A3."""

LEAST_WIDTH = 7
MOST_LINES = 20


def write_annex_book(assessment: AssessedYear, chapters: Sequence[Chapter], path: Path) -> None:
    """Write the workbook; equal tables give equal bytes.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    chapters : sequence of Chapter
        Of its report.
    path : Path
        The file.

    Raises
    ------
    JbecoError
        When the file cannot be written.
    """
    write_book(assessment, annex_tables(assessment, chapters), "附表", path)


def write_book(assessment: AssessedYear, tables: Sequence[Table], what: str, path: Path) -> None:
    """Write tables of a report as a workbook, one a sheet that bears the table's ``sheet`` name.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    tables : sequence of Table
        Each with its own ``sheet``.
    what : str
        Names the workbook in its properties.
    path : Path
        The file.
    """
    workbook = new_workbook()
    whose = title(assessment.plan, assessment.year, assessment.review)
    mark = f"{EXAMPLE_MARK}数据，全部虚构。" if assessment.is_example else ""
    for table in tables:
        _write(workbook.create_sheet(table.sheet), table, f"{whose}　{table.caption}", mark)
    workbook.properties.title = f"{assessment.plan.name} {whose} {what}"
    workbook.properties.creator = assessment.plan.leading_group
    save_workbook(workbook, path, datetime(assessment.year + 1, 1, 1))


def annex_tables(assessment: AssessedYear, chapters: Sequence[Chapter]) -> list[Table]:
    """Return the tables that have a sheet: the master tables first, then as in the report."""
    found = [table for chapter in chapters for table in tables_of(chapter.blocks) if table.sheet]
    masters = [table for table in found if table.kind == "annex"]
    others = [table for table in found if table.kind != "annex"]
    return [*masters, *others, measure_list(assessment), department_table(assessment)]


def _write(sheet: Worksheet, table: Table, heading: str, mark: str) -> None:
    number = f"报告中的表 {table.number}。" if table.number else ""
    put_text(cell_at(sheet, 1, 1), heading)
    put_text(cell_at(sheet, 2, 1), mark + number)
    cell_at(sheet, 1, 1).font, cell_at(sheet, 2, 1).font = TITLE_FONT, TEXT_FONT
    columns = [(column.head, max(LEAST_WIDTH, column.width)) for column in table.columns]
    rows = [[_text(cell) for cell in row] for row in table.rows]
    if table.groups:
        columns, rows = [("体系", 10), *columns], _with_groups(table, rows)
    for column, (name, width) in enumerate(columns, start=1):
        head = cell_at(sheet, HEADER, column)
        put_text(head, name)
        head.font, head.fill, head.alignment = HEAD_FONT, HEAD_FILL, WRAPPED
        sheet.column_dimensions[get_column_letter(column)].width = width
    widths = [width for _, width in columns]
    for line, row in enumerate(rows, start=HEADER + 1):
        for column, text in enumerate(row, start=1):
            cell = cell_at(sheet, line, column)
            put_text(cell, text)
            cell.font, cell.alignment, cell.border = TEXT_FONT, WRAPPED, BORDER
        lines = max(map(line_count, row, widths), default=1)
        sheet.row_dimensions[line].height = LINE_POINTS * min(lines, MOST_LINES) + 4
    _set_page(sheet, sum(widths), len(rows), len(columns))


def _with_groups(table: Table, rows: list[list[str]]) -> list[list[str]]:
    """Put the heading of each group into a first column of its rows: a filter needs it there."""
    found, group = [], ""
    for place, row in enumerate(rows):
        group = table.groups.get(place, group)
        found.append([group, *row])
    return found


def _set_page(sheet: Worksheet, width: int, rows: int, columns: int) -> None:
    last = get_column_letter(columns)
    sheet.freeze_panes = f"B{HEADER + 1}"
    sheet.auto_filter.ref = f"A{HEADER}:{last}{HEADER + max(1, rows)}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if width > WIDE else sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{HEADER}:{HEADER}"


def _text(cell: Cell) -> str:
    return "\n".join(line_text(line) for line in cell)
