"""How a department's workbook looks, prints and is locked; no content of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..intake.layout import Sheet
from .rows import Value
from .workbook_file import cell_at, put_text

__all__ = [
    "DATE_FORMAT",
    "INPUT_FILL",
    "LAST_ROW",
    "LINE_POINTS",
    "LINK_FONT",
    "TEXT_FORMAT",
    "add_list_sheet",
    "fill_row",
    "finish_sheet",
    "line_count",
    "open_cell",
    "start_sheet",
    "unlock_below",
]

FONT_NAME = "微软雅黑"
FONT = Font(name=FONT_NAME, size=10, color="1D2B2A")
CODE_FONT = Font(name=FONT_NAME, size=8, color="6B7775")
LINK_FONT = Font(name=FONT_NAME, size=10, color="1F5FA8", underline="single")
HEADER_FONT = Font(name=FONT_NAME, size=10, bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="2F6B5E")
OPEN_HEADER_FILL = PatternFill("solid", fgColor="8A5A00")
INPUT_FILL = PatternFill("solid", fgColor="FFF9DB")
REQUIRED_FILL = PatternFill("solid", fgColor="FFE699")
GIVEN_FILL = PatternFill("solid", fgColor="F4F6F5")
LINE = Side(style="thin", color="B8C2BF")
BORDER = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HAIR = Side(style="hair", color="B8C2BF")
FREE_BORDER = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
"""Another line than the drawn rows have: LibreOffice prints a long run of like rows as nothing."""
TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"
LAST_ROW = 1_048_576
DEFAULT_WIDTH = 12
CODE_COLUMNS = ("代码", "指标量")
"""Columns for the program rather than the reader; printed smaller."""
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True, indent=1)
GENERAL = Alignment(vertical="center", wrap_text=True)
"""Numbers to the right, words to the left."""
LINE_POINTS = 15
"""Height of one line of text at 10 points."""


def start_sheet(sheet: Worksheet, layout: Sheet, widths: Mapping[str, int]) -> None:
    """Write the header row, open columns brown, and the widths in characters that are named."""
    for number, name in enumerate(layout.columns, start=1):
        cell = cell_at(sheet, 1, number)
        put_text(cell, name)
        cell.font, cell.border = HEADER_FONT, BORDER
        cell.fill = OPEN_HEADER_FILL if name in layout.open_columns else HEADER_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(name, DEFAULT_WIDTH)
    sheet.row_dimensions[1].height = 2 * LINE_POINTS + 4


def fill_row(
    sheet: Worksheet,
    layout: Sheet,
    line: int,
    values: Mapping[str, Value],
    formats: Mapping[str, str],
) -> None:
    """Write one row as high as its texts need: given cells grey and locked, open ones yellow.

    Parameters
    ----------
    sheet : Worksheet
        Where to.
    layout : Sheet
        Its columns.
    line : int
        Row number.
    values : mapping
        Column name to what is given there.
    formats : mapping
        Column name to number format of the columns that are open in this row.
    """
    lines = 1
    for number, name in enumerate(layout.columns, start=1):
        cell = cell_at(sheet, line, number)
        value = values.get(name, "")
        cell.font = CODE_FONT if name in CODE_COLUMNS else FONT
        cell.border, cell.fill = BORDER, GIVEN_FILL
        if name in formats:
            open_cell(cell, formats[name])
        _put(cell, value)
        cell.alignment = RIGHT if isinstance(value, Decimal) else _alignment(formats.get(name))
        width = sheet.column_dimensions[get_column_letter(number)].width
        lines = max(lines, line_count(str(value), width))
    sheet.row_dimensions[line].height = lines * LINE_POINTS + 6


def open_cell(cell: Cell, number_format: str, required: bool = False) -> None:
    """Unlock a cell and colour it as one to fill in; deeper where an answer is required."""
    cell.fill = REQUIRED_FILL if required else INPUT_FILL
    cell.protection = Protection(locked=False)
    cell.number_format = number_format


def unlock_below(sheet: Worksheet, layout: Sheet, formats: Mapping[str, str]) -> None:
    """Open whole columns, so that a sheet with free rows takes as many as are needed."""
    for number, name in enumerate(layout.columns, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.font, column.border, column.fill = FONT, FREE_BORDER, INPUT_FILL
        column.alignment = _alignment(formats[name])
        column.protection = Protection(locked=False)
        column.number_format = formats[name]


def finish_sheet(
    sheet: Worksheet, footer: str, *, freeze: str = "A2", portrait: bool = False
) -> None:
    """Lock the sheet without a password, freeze its header and set it up for printing on A4."""
    sheet.freeze_panes = freeze
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False  # False: widths and heights may be changed
    sheet.protection.formatRows = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:1"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.5, 0.7
    foot: Any = sheet.oddFooter  # typed as if it could be missing
    texts = (footer.replace("&", "&&"), "&A", "第 &P 页，共 &N 页")
    for part, text in zip((foot.left, foot.center, foot.right), texts, strict=True):
        part.text = text


def add_list_sheet(
    workbook: Workbook,
    layout: Sheet,
    widths: Mapping[str, int],
    rows: Iterable[Mapping[str, Value]],
    footer: str,
) -> Worksheet:
    """Append a sheet that a consultant sorts, filters and notes in, and return it.

    Parameters
    ----------
    workbook : Workbook
        Gets the sheet.
    layout : Sheet
        Its name and columns.
    widths : mapping
        Column name to width in characters.
    rows : iterable of mapping
        Column name to what stands there.
    footer : str
        Below every printed page.
    """
    sheet: Worksheet = workbook.create_sheet(layout.name)
    start_sheet(sheet, layout, widths)
    line = 1
    for line, row in enumerate(rows, start=2):
        fill_row(sheet, layout, line, row, {})
    finish_sheet(sheet, footer, freeze="B2")
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(layout.columns))}{line}"
    sheet.protection.sheet = False
    return sheet


def _alignment(number_format: str | None) -> Alignment:
    return LEFT if number_format in (None, TEXT_FORMAT) else GENERAL


def _put(cell: Cell, value: Value) -> None:
    if isinstance(value, str):
        put_text(cell, value)
        return
    decimals = -int(value.as_tuple().exponent)
    cell.value = value
    cell.number_format = "0" if decimals <= 0 else f"0.{'0' * decimals}"


def line_count(text: str, width: float) -> int:
    """Estimate on how many lines a text is broken in a column of that many characters."""
    # In tenths of a character: sums of whole numbers are the same on every Python.
    wide = sum(20 if unicodedata.east_asian_width(c) in "WF" else 11 for c in text)
    return max(1, -(-wide // round(10 * (width - 2.5))))
