"""Writes workbooks: text that stays text, and the same bytes for the same content."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import LXML, Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from .whole_file import fixed_zip, write_whole

__all__ = ["cell_at", "clean_text", "new_workbook", "put_text", "save_workbook"]

if LXML:
    raise ImportError(
        "openpyxl 先于 jbeco 导入，用上了 lxml，写出的工作簿会不一样；"
        "请先 import jbeco，或设环境变量 OPENPYXL_LXML=False"
    )

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LONGEST_TEXT = 32_767
"""Characters that a cell may hold, by the format."""


def clean_text(text: str) -> str:
    """Return a text that a cell can hold.

    Control characters become ``�``; what is beyond the format's limit is cut off, and the cell
    says so.
    """
    text = ILLEGAL_CHARACTERS_RE.sub("�", text)
    mark = "……（文字过长，其余未显示）"
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(mark)] + mark


def new_workbook() -> Workbook:
    """Return a workbook without any sheet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def cell_at(sheet: Worksheet, line: int, column: int) -> Cell:
    """Return a cell that is not hidden by a merged one; both counted from 1."""
    cell = sheet.cell(row=line, column=column)
    assert isinstance(cell, Cell), f"{cell.coordinate} is hidden by a merged cell"
    return cell


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that no spreadsheet takes for a formula, also when it starts with ``=``.

    An empty text leaves the cell empty.
    """
    if text == "":
        cell.value = None
        return
    assert isinstance(cell, Cell), f"{cell.coordinate} is hidden by a merged cell"
    cell.value = clean_text(text)
    cell.data_type = "s"  # openpyxl took what starts with "=" for a formula, "#N/A" for an error
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # keeps it a text when somebody edits the cell


def save_workbook(workbook: Workbook, path: Path, moment: datetime) -> None:
    """Save a workbook so that equal content is equal bytes; the file appears whole or not at all.

    Parameters
    ----------
    workbook : Workbook
        What to save.
    path : Path
        Its folder is made if needed; a file of that name is replaced.
    moment : datetime
        Written as the document's dates, in place of the clock.

    Raises
    ------
    JbecoError
        When the file cannot be written, such as one that is open in Excel on Windows.
    """
    workbook.properties.created = workbook.properties.modified = moment
    loose = BytesIO()
    ExcelWriter(workbook, ZipFile(loose, "w", ZIP_DEFLATED)).save()
    write_whole(path, fixed_zip(loose))
