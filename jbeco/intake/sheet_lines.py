"""The rows of a workbook's sheets by column name, each cell with its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..problems import Level
from ..tables import cell_name
from .collector import Collector
from .dates import HOW, month_end
from .layout import Sheet
from .numbers import read_date, read_number, spreadsheet_decimal
from .records import Source
from .workbook import CellText, SheetRows

__all__ = ["Line", "dated", "header_fault", "plain", "plain_number", "sheet_lines"]


@dataclass(frozen=True)
class Line:
    """One row of a sheet by column name."""

    file: str
    sha256: str
    sheet: Sheet
    number: int
    cells: Mapping[str, CellText]

    def text(self, column: str) -> str:
        """Return what stands in a column, as text; empty where there is nothing."""
        cell = self.cells.get(column)
        return "" if cell is None else plain(cell)

    def place(self, column: str) -> str:
        """Return sheet and cell, such as ``数据!F12``."""
        return f"{self.sheet.name}!{cell_name(self.sheet.column(column), self.number)}"

    def where(self, column: str) -> str:
        """Return file, sheet and cell."""
        return f"{self.file}!{self.place(column)}"

    def source(self, column: str) -> Source:
        """Return the cell as the source of a record."""
        return Source(self.file, self.place(column), self.sha256)


def header_fault(sheet: Sheet, rows: SheetRows) -> str:
    """Say what is wrong with a sheet's header; empty when it is ours."""
    header = [plain(cell) for cell in rows.rows[0]] if rows.rows else []
    while header and header[-1] == "":
        header.pop()
    return "" if tuple(header) in sheet.headers else _header_fault(sheet, header, rows)


def sheet_lines(
    file: str, sha256: str, sheet: Sheet, rows: SheetRows, into: Collector
) -> Iterator[Line]:
    """Yield the rows below the header that hold anything; what stands beside them is named."""
    columns = [plain(cell) for cell in rows.rows[0] if plain(cell)] if rows.rows else []
    width = len(columns)
    for number, cells in enumerate(rows.rows[1:], start=2):
        _name_remarks(file, sheet, cells[width:], into)
        if any(plain(cell) for cell in cells[:width]):
            yield Line(file, sha256, sheet, number, dict(zip(columns, cells, strict=False)))


def _name_remarks(file: str, sheet: Sheet, cells: Sequence[CellText], into: Collector) -> None:
    for cell in cells:
        if plain(cell):
            what = f"表格以外写了“{plain(cell)}”，没有读入"
            mend = "请把说明写进“备注”列"
            into.problem(f"{file}!{sheet.name}!{cell.cell}", what, mend, Level.WARNING)


def plain(cell: CellText) -> str:
    """Return a cell's value as text, a number as the spreadsheet shows it, without an exponent."""
    value = cell.value
    if isinstance(value, float) and math.isfinite(value):
        return f"{spreadsheet_decimal(value):f}"
    return "" if value is None else str(value).strip()


def _header_fault(sheet: Sheet, header: Sequence[str], rows: SheetRows) -> str:
    for number, row in enumerate(rows.rows[1:20], start=2):
        if [plain(cell) for cell in row][: len(sheet.columns)] == list(sheet.columns):
            return f"表头在第 {number} 行，应在第 1 行（整表被下移）"
    if [text for text in header if text] == list(sheet.columns):
        return "表头被右移或插入了空列"
    wrong = [name for name in sheet.columns if name not in header]
    return f"表头与模板不符，缺少 {'、'.join(wrong)}" if wrong else "表头的顺序被改了"


def dated(line: Line, column: str, into: Collector, code: str, about: str = "value") -> date | None:
    """Return the date of a cell; None when it is empty or, with a problem, no date.

    Of a document the month is enough: its last day stands for it, with a note.
    """
    cell = line.cells[column]
    if plain(cell) == "":
        return None
    read, end = read_date(cell.value), month_end(cell.value)
    if isinstance(read, str) and end is not None:
        what = f"“{plain(cell)}”没有写到日，按 {end} 读入"
        into.problem(line.where(column), what, "知道是哪一天的请补上", Level.NOTE)
        return end
    if isinstance(read, str):
        into.problem(line.where(column), read, HOW, code=code, about=about)
        return None
    return read


def plain_number(line: Line, column: str, unit: str, into: Collector) -> Fraction | None:
    """Return the number of a cell; None when it is empty or, with a problem, no number."""
    cell = line.cells[column]
    spelled = read_number(cell.value, cell.number_format, unit)
    if spelled.error is not None:
        into.problem(line.where(column), spelled.error, "请填一个数")
    return spelled.number
