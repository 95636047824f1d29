"""Reads the values of .xls, .et and .ods workbooks; what only their formats say is not seen."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ..plan.methods import Limits
from ..problems import Level, Problem
from .files import DAMAGED_ARCHIVE, ENCRYPTED, OLE
from .layout import META
from .sheet_values import plain_rows

__all__ = ["is_older", "read_older"]

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
RESAVE = "请核对；最好在 Excel/WPS 里另存为 .xlsx 重报"


def is_older(content: bytes) -> bool:
    """Whether a file is a workbook of a form before .xlsx, or of OpenDocument, without password."""
    if content.startswith(OLE):
        return ENCRYPTED not in content
    try:
        with ZipFile(BytesIO(content)) as archive:
            return archive.read("mimetype").strip() == OPEN_DOCUMENT
    except KeyError:  # an archive of another kind
        return False
    except DAMAGED_ARCHIVE:  # who opens it names the damage
        return False


def read_older(content: bytes, limits: Limits) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read the values of all sheets.

    Parameters
    ----------
    content : bytes
        The file; `is_older` says that it is one.
    limits : Limits
        What it may be at most.

    Returns
    -------
    tuple
        Sheets as `read_workbook` keeps them, and the problems: one always says that formats
        (a percent sign), formulas and hidden rows are not seen.
    """
    large = _unpacks_to_too_much(content, limits)
    if large is not None:
        return [], [large]
    what = "不是 .xlsx，只读到值：百分数格式、公式、隐藏的行列看不到"
    problems = [Problem("", what, RESAVE, Level.WARNING)]
    sheets: list[dict[str, Any]] = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        cells = 0
        for number, known in enumerate(book.sheets_metadata):
            sheet = book.get_sheet_by_index(number)
            height, width = (0, 0) if sheet.end is None else (n + 1 for n in sheet.end)
            cells += height * width
            if cells > limits.cells:
                return [], [Problem("", f"单元格超过上限 {limits.cells} 个", "请删去无关的内容")]
            hidden = known.visible != SheetVisibleEnum.Visible
            if hidden and known.name != META.name:
                mend = "请核对；隐藏的内容也会读入"
                problems.append(Problem(f"!{known.name}", "工作表是隐藏的", mend, Level.WARNING))
            sheets.append(
                {
                    "name": known.name,
                    "hidden": hidden,
                    "rows": plain_rows(sheet, height),
                    "percent": {},
                    "formulas": [],
                    "merged": [],
                    "hidden_rows": [],
                    "filtered": False,
                }
            )
    return sheets, problems


def _unpacks_to_too_much(content: bytes, limits: Limits) -> Problem | None:
    """Return the problem of an OpenDocument archive whose parts are too large."""
    if content.startswith(OLE):
        return None
    with ZipFile(BytesIO(content)) as archive:
        largest = max(member.file_size for member in archive.infolist())
    if largest <= limits.member_mb * 1024 * 1024:
        return None
    what = f"解压后有 {largest / 1024 / 1024:.0f} MB 的部件，超过上限 {limits.member_mb} MB"
    return Problem("", what, "请删去无关的内容后重报")
