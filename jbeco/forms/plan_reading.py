"""Reads 规划录入.xlsx: the rows of its sheets, each cell with its place; it judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ..intake.files import read_file
from ..intake.layout import META, Sheet
from ..intake.sheet_lines import header_fault, plain
from ..intake.workbook import CellText, SheetRows, read_workbook
from ..plan.methods import Limits
from ..problems import JbecoError, Level, Problem
from ..tables import Row
from .plan_layout import ABOUT, FRAMEWORKS, PLAN_BOOK, REPORTERS, TABLES, TARGETS

__all__ = ["Entered", "read_plan_book"]

SHEETS = (ABOUT, TARGETS, *(table.sheet for table in TABLES), REPORTERS)
AGAIN = "请用 jbeco init 另生成一份，把内容贴进去"


@dataclass(frozen=True)
class Entered:
    """What stands in the workbook: the sets it was made for, and the rows of each sheet."""

    frameworks: tuple[str, ...]
    rows: Mapping[str, tuple[Row, ...]]


def read_plan_book(path: Path, limits: Limits) -> Entered:
    """Read the workbook.

    Parameters
    ----------
    path : Path
        The file.
    limits : Limits
        What it may be at most.

    Raises
    ------
    JbecoError
        When it cannot be read, a sheet is missing, or a header is not ours; all faults at once.
    """
    if not path.is_file():
        mend = "请先运行 jbeco init --framework 名称 --out 文件夹"
        raise JbecoError([Problem(str(path), "没有这个工作簿", mend)])
    file = read_file(path, PLAN_BOOK, limits)
    if isinstance(file, Problem):
        raise JbecoError([file])
    sheets, found = read_workbook(file, limits)
    problems = [problem for problem in found if problem.level is Level.ERROR]
    by_name = {sheet.name: sheet for sheet in sheets}
    problems += [fault for sheet in SHEETS if (fault := _fault(sheet, by_name)) is not None]
    if META.name not in by_name:
        problems.append(Problem(PLAN_BOOK, "缺少隐藏的工作表，不知道用哪几套指标体系", AGAIN))
    if problems:
        raise JbecoError(problems)
    told = {row["键"]: row["值"] for row in _rows(META, by_name[META.name])}
    names = tuple(name for name in told.get(FRAMEWORKS, "").split(";") if name)
    return Entered(names, {sheet.name: _rows(sheet, by_name[sheet.name]) for sheet in SHEETS})


def _fault(sheet: Sheet, by_name: Mapping[str, SheetRows]) -> Problem | None:
    if sheet.name not in by_name:
        return Problem(f"{PLAN_BOOK}!{sheet.name}", "缺少这张工作表", AGAIN)
    fault = header_fault(sheet, by_name[sheet.name])
    return Problem(f"{PLAN_BOOK}!{sheet.name}", fault, AGAIN) if fault else None


def _rows(sheet: Sheet, found: SheetRows) -> tuple[Row, ...]:
    """Return the rows below the header that hold anything."""
    rows = []
    for line, cells in enumerate(found.rows[1:], start=2):
        texts = dict.fromkeys(sheet.columns, "")
        texts |= dict(zip(sheet.columns, map(_text, cells), strict=False))
        if any(texts.values()):
            rows.append(Row(f"{PLAN_BOOK}!{sheet.name}", line, texts))
    return tuple(rows)


def _text(cell: CellText) -> str:
    """Return a cell as one line of text; a percentage as it is shown."""
    if "%" in cell.number_format and isinstance(cell.value, int | float):
        return f"{(Decimal(plain(cell)) * 100).normalize():f}%"
    return "；".join(line.strip() for line in plain(cell).splitlines() if line.strip())
