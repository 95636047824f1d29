"""The table of planted cell faults: what is entered where, and what the check must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.workbook_file import put_text
from jbeco.intake.layout import ACTIONS, EVIDENCE, NUMBERS, TASKS, Sheet
from jbeco.standards.rounding import exact_text
from jbeco.tables import read_rows

__all__ = ["SHEETS", "Fault", "line_of", "plant", "planted_faults"]

TABLE = Path(__file__).with_name("faults.csv")
COLUMNS = "department sheet row column kind entry at level contains".split()

SHEETS = {sheet.name: sheet for sheet in (NUMBERS, EVIDENCE, TASKS, ACTIONS)}
KEYS = {NUMBERS.name: "代码", EVIDENCE.name: "子项编号", TASKS.name: "指标量", ACTIONS.name: "编号"}
"""Column that tells the rows of each sheet apart."""

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
SERIES_MARK = "@"


@dataclass(frozen=True)
class Fault:
    """One line of the table.

    ``row`` is a code (``code@series``), criterion, indicator or measure. ``kind`` says how
    ``entry`` is entered; without one the line only adds an expectation. ``at`` is where the check
    must speak, as ``row/column`` or ``department/row/column``, if not in the cell itself. Without
    ``contains`` nothing is expected: the line prepares another one.
    """

    department: str
    sheet: str
    row: str
    column: str
    kind: str
    entry: str
    at: str
    level: str
    contains: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Department, row and column of the cell that the check must name."""
        parts = self.at.split("/") if self.at else [self.row, self.column]
        department = parts[0] if len(parts) == 3 else self.department
        return department, parts[-2], parts[-1]


def planted_faults() -> list[Fault]:
    """Read the table."""
    return [Fault(**row.texts) for row in read_rows(TABLE, COLUMNS)]


def line_of(sheet: Worksheet, row: str) -> int:
    """Return the line of a row in a clean workbook; `ValueError` when there is none."""
    name, _, series = row.partition(SERIES_MARK)
    layout = SHEETS[sheet.title]
    key = layout.column(KEYS[sheet.title])
    for line in range(2, sheet.max_row + 1):
        same = sheet.cell(row=line, column=key).value == name
        if same and (not series or sheet.cell(line, layout.column("系列")).value == series):
            return line
    raise ValueError(f"{sheet.title} has no row {row}")


def plant(sheet: Worksheet, line: int, fault: Fault) -> None:
    """Enter one fault into its cell, or clear the whole row."""
    layout: Sheet = SHEETS[fault.sheet]
    if fault.kind == "clear":
        for column in layout.open_columns:
            sheet.cell(row=line, column=layout.column(column)).value = None
        return
    cell = sheet.cell(row=line, column=layout.column(fault.column))
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} is merged")
    ENTER[fault.kind](cell, fault.entry)


def _clean_number(cell: Cell) -> Fraction:
    return Fraction(str(cell.value))


def _text(cell: Cell, entry: str) -> None:
    if "{" in entry:
        number = _clean_number(cell)
        plain = exact_text(number)
        entry = entry.format(
            value=plain, full=plain.translate(FULL_WIDTH), thousands=f"{float(number):,}"
        )
    put_text(cell, entry)


def _times(cell: Cell, entry: str) -> None:
    cell.value = float(_clean_number(cell) * Fraction(entry))


def _percent(cell: Cell, entry: str) -> None:
    _times(cell, entry)
    cell.number_format = "0.0%"


def _empty(cell: Cell, entry: str) -> None:
    cell.value = None


def _raw(cell: Cell, entry: str) -> None:
    cell.value = entry


ENTER: dict[str, Callable[[Cell, str], None]] = {
    "text": _text,
    "number": lambda cell, entry: setattr(cell, "value", float(entry)),
    "times": _times,
    "percent": _percent,
    "date": lambda cell, entry: setattr(cell, "value", date.fromisoformat(entry)),
    "truth": lambda cell, entry: setattr(cell, "value", entry == "TRUE"),
    "empty": _empty,
    "formula": _raw,
    "error": _raw,
}
"""How each kind of entry is put into a cell."""
