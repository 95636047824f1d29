"""Reads an xlsx workbook cell by cell, with the place of every cell, inside a memory bound.

Two passes: a scan of the XML for its structure, its formulas and its limits (`package`), and then
calamine for the stored values (`sheet_values`); both must see as many values. Nothing in the file
is executed and nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import chain, repeat
from pathlib import Path
from posixpath import join, normpath
from typing import Any, NamedTuple

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ..plan.methods import Limits
from ..problems import Level, Problem
from ..tables import cell_name
from .cell_cache import kept
from .files import Arrived, other_kind
from .layout import META
from .member_scan import MAIN
from .older_workbook import is_older, read_older
from .package import RELATIONS, RESAVE, WORKBOOK, Package, open_package
from .sheet_values import SheetReader, restored

__all__ = ["CellText", "SheetRows", "read_workbook"]

GENERAL = "General"


class CellText(NamedTuple):
    """One cell: its stored value and its name such as ``F12``.

    The value is a text, a number (a whole one is int), true or false, a datetime, time or
    timedelta, or None. ``number_format`` is the cell's where that has a percent sign, else
    ``General``. ``formula`` says that the value was computed by a formula; the value is None when
    the program that saved the file did not store one.
    """

    value: object
    number_format: str
    cell: str
    formula: bool


@dataclass(frozen=True)
class SheetRows:
    """One sheet, with row 1 first.

    A row without any content is ``()``; any other row is at least as long as row 1. Hidden rows and
    merged ranges (``B3:C4``) are those that have content.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[CellText, ...], ...]
    merged: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    filtered: bool


def read_workbook(
    file: Arrived, limits: Limits, cells: Path | None = None
) -> tuple[tuple[SheetRows, ...], tuple[Problem, ...]]:
    """Read all sheets of a workbook.

    Parameters
    ----------
    file : Arrived
        The file; what it is shows by its content, not by its extension.
    limits : Limits
        What it may be at most.
    cells : Path, optional
        Folder that keeps what was read, by the hash of the file; see `cell_cache`.

    Returns
    -------
    tuple
        The sheets that could be read, and the problems; each names sheet and cell.
    """
    found = kept(cells, file.sha256, limits, lambda: _read(file.content, limits))
    sheets = tuple(_sheet(**sheet) for sheet in found["sheets"])
    problems = tuple(
        Problem(f"{file.name}{place}", what, mend, Level(level))
        for place, what, mend, level in found["problems"]
    )
    return sheets, problems


def _read(content: bytes, limits: Limits) -> dict[str, Any]:
    """Read sheets and problems in a form for JSON, which does not know how the file is called."""
    sheets: list[dict[str, Any]] = []
    if is_older(content):
        sheets, problems = _read_foreign(content, limits)
        return _in_json(sheets, problems)
    package, problems = open_package(content, limits)
    if package is not None and not any(problem.level is Level.ERROR for problem in problems):
        try:
            sheets, more = _read_sheets(package, limits)
        except Exception:  # a foreign file: the reader may fail in any way at all
            more = [Problem("", "内部结构不合规，读不了", RESAVE)]
        problems = (*problems, *more)
    return _in_json(sheets, problems)


def _read_foreign(
    content: bytes, limits: Limits
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    try:
        sheets, problems = read_older(content, limits)
    except Exception:  # a foreign file: the reader may fail in any way at all
        kind = other_kind(content).replace("zip", "OpenDocument 文件")
        return [], (Problem("", f"不是 .xlsx 工作簿，内容是{kind}，读不了", RESAVE),)
    return sheets, tuple(problems)


def _in_json(sheets: list[dict[str, Any]], problems: Sequence[Problem]) -> dict[str, Any]:
    said = [[p.where, p.what, p.mend, str(p.level)] for p in problems]
    return {"sheets": sheets, "problems": said}


def _read_sheets(package: Package, limits: Limits) -> tuple[list[dict[str, Any]], list[Problem]]:
    sheets, problems = [], []
    relations = package.scans[RELATIONS].relations
    with CalamineWorkbook.from_filelike(BytesIO(package.content)) as book:
        for number, (name, relation) in enumerate(package.scans[WORKBOOK].sheets):
            known = book.sheets_metadata[number]
            if known.name != name:
                raise ValueError("the scan and the reader see other sheets")
            scan = package.scans.get(_member(relations[relation]))
            if scan is None:
                problems.append(Problem(f"!{name}", "工作表的内容丢失", RESAVE))
                continue
            if scan.root != f"{MAIN} worksheet":
                problems.append(Problem(f"!{name}", "不是普通的工作表，没有读", RESAVE))
                continue
            hidden = known.visible != SheetVisibleEnum.Visible
            if hidden and name != META.name:
                mend = "请核对；隐藏的内容也会读入"
                problems.append(Problem(f"!{name}", "工作表是隐藏的", mend, Level.WARNING))
            reader = SheetReader(f"!{name}", scan, limits)
            rows = reader.read(book, number)
            problems += reader.problems
            if rows is not None:
                sheets.append(
                    {
                        "name": name,
                        "hidden": hidden,
                        "rows": rows,
                        "percent": scan.percent,
                        "formulas": list(scan.formulas),
                        "merged": scan.merged,
                        "hidden_rows": scan.hidden_rows,
                        "filtered": scan.filtered,
                    }
                )
    return sheets, problems


def _member(target: str) -> str:
    """Return the member that a relation of the workbook leads to, in small letters."""
    path = target.removeprefix("/") if target.startswith("/") else join("xl", target)
    return normpath(path).lower()


def _sheet(
    name: str,
    hidden: bool,
    rows: Sequence[Sequence[Any]],
    percent: Mapping[str, str],
    formulas: Sequence[str],
    merged: Sequence[str],
    hidden_rows: Sequence[int],
    filtered: bool,
) -> SheetRows:
    return SheetRows(
        name=name,
        hidden=hidden,
        rows=tuple(_cells(rows, percent, formulas)),
        merged=tuple(merged),
        hidden_rows=tuple(hidden_rows),
        filtered=filtered,
    )


def _cells(
    rows: Sequence[Sequence[Any]], percent: Mapping[str, str], formulas: Sequence[str]
) -> Iterator[tuple[CellText, ...]]:
    """Yield the rows with the names and formats of their cells, none shorter than the first."""
    computed = set(formulas)
    width = len(rows[0]) if rows else 0
    widest = max(map(len, rows), default=0)
    letters = [cell_name(column, 0).removesuffix("0") for column in range(1, widest + 1)]
    for number, values in enumerate(rows, start=1):
        padding = repeat(None, width - len(values) if values else 0)
        places = [f"{letter}{number}" for letter in letters]
        yield tuple(
            CellText(restored(value), percent.get(place, GENERAL), place, place in computed)
            for value, place in zip(chain(values, padding), places, strict=False)
        )
